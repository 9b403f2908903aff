import { sql } from 'kysely';
import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import type { ConcernRow, PatternRow, SubjectRow } from '../ports/store.ports.ts';
import { concernsTables } from './tables.store.ts';

/** Relations that permit seeing a concern, and those that forbid it whatever else is true: as policies/concerns.cedar. */
export const SEE_PERMITS = [
  'front-door',
  'manager-in-line',
  'duty-owner',
  'ladder-reached',
  'handed-to',
  'asked-agency',
  'lado',
  'pattern-owner',
  'recorded-it',
  'broke-glass',
] as const;
export const SEE_FORBIDS = [
  'named',
  'named-line',
  'related-to-named',
  'declared-interest',
  'restricted',
] as const;

/** Rows of these concerns, those left out that `viewer` is kept away from. */
export async function listRows(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
): Promise<readonly ConcernRow[]> {
  if (ids.length === 0) return [];
  const forbidden = new Set(await listKeptFrom(tx, ids, viewer));
  const rows = await concernsTables(tx)
    .selectFrom('concerns.concerns as c')
    .selectAll('c')
    .where('c.id', '=', anyOf(ids, 'uuid'))
    .orderBy('c.received_at')
    .execute();
  return rows.filter((row) => !forbidden.has(row.id));
}

/** How everybody stands to concerns: rules and lists read the same (50-access.md). */
const STANDING = sql`(
  select account_id, record_id, relation from concerns.relations
  union all select account_id, record_id, relation from concerns.further_relations)`;

/**
 * Which of these concerns `viewer` is kept away from, whatever else is true: they aren't told that one exists. A statement
 * of its own: planning the view takes longer than anything here, and a statement that reads every column of a table is
 * planned every time (0303).
 */
export async function listKeptFrom(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
): Promise<readonly ConcernId[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: ConcernId }>`
    select distinct r.record_id as id from ${STANDING} r
    where r.account_id = ${viewer}::uuid and r.record_id = any(${[...ids]}::uuid[])
      and r.relation = any(${[...SEE_FORBIDS]}::text[])`.execute(tx);
  return rows.map((row) => row.id);
}

/** Which of these concerns `viewer` may see, by the same view and relations as the policies (50-access.md). */
export async function listVisible(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
): Promise<readonly ConcernId[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: ConcernId }>`
    select r.record_id as id from ${STANDING} r
    where r.account_id = ${viewer}::uuid and r.record_id = any(${[...ids]}::uuid[])
    group by r.record_id
    having bool_or(r.relation = any(${[...SEE_PERMITS]}::text[]))
      and not bool_or(r.relation = any(${[...SEE_FORBIDS]}::text[]))`.execute(tx);
  return rows.map((row) => row.id);
}

/** The children an outcome is owed for, in these concerns. */
export async function listSubjects(tx: Tx, ids: readonly ConcernId[]): Promise<readonly SubjectRow[]> {
  if (ids.length === 0) return [];
  return concernsTables(tx)
    .selectFrom('concerns.subjects')
    .selectAll()
    .where('concern_id', '=', anyOf(ids, 'uuid'))
    .orderBy('subject')
    .execute();
}

/** Patterns by id. */
export async function listPatternRows(tx: Tx, ids: readonly string[]): Promise<readonly PatternRow[]> {
  if (ids.length === 0) return [];
  return concernsTables(tx)
    .selectFrom('concerns.patterns')
    .selectAll()
    .where('id', '=', anyOf(ids, 'uuid'))
    .execute();
}

/** How `account` stands to this concern as of `access.as_of()`. */
export async function listRelations(
  tx: Tx,
  concern: ConcernId,
  account: AccountId,
): Promise<readonly string[]> {
  const { rows } = await sql<{ relation: string }>`
    select distinct relation from ${STANDING} r
    where r.record_id = ${concern}::uuid and r.account_id = ${account}::uuid`.execute(tx);
  return rows.map((row) => row.relation);
}
