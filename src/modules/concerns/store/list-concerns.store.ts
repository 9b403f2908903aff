import { sql } from 'kysely';
import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
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
  return concernsTables(tx)
    .selectFrom('concerns.concerns as c')
    .selectAll('c')
    .where('c.id', 'in', [...ids])
    .where(
      sql<boolean>`not exists (select from concerns.relations r where r.record_id = c.id
        and r.account_id = ${viewer}::uuid and r.relation = any(${[...SEE_FORBIDS]}::text[]))`,
    )
    .orderBy('c.received_at')
    .execute();
}

/** How everybody stands to concerns: rules and lists read the same (50-access.md). */
const STANDING = sql`(
  select account_id, record_id, relation from concerns.relations
  union all select account_id, record_id, relation from concerns.further_relations)`;

/** Which of these concerns `viewer` is kept away from, whatever else is true: they aren't told that one exists. */
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
    .where('concern_id', 'in', [...ids])
    .orderBy('subject')
    .execute();
}

/** Patterns by id. */
export async function listPatternRows(tx: Tx, ids: readonly string[]): Promise<readonly PatternRow[]> {
  if (ids.length === 0) return [];
  return concernsTables(tx)
    .selectFrom('concerns.patterns')
    .selectAll()
    .where('id', 'in', [...ids])
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
