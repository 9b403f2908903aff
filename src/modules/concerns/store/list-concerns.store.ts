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
] as const;
export const SEE_FORBIDS = ['named', 'named-line'] as const;

/**
 * In which of these concerns `viewer` or somebody below them is named. A statement of its own: planning the view takes
 * longer than anything here, and a statement that reads every column of a table is planned every time (0303).
 */
async function listForbidden(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
): Promise<ReadonlySet<ConcernId>> {
  const { rows } = await sql<{ id: ConcernId }>`
    select distinct r.record_id as id from concerns.relations r
    where r.account_id = ${viewer}::uuid and r.record_id = any(${[...ids]}::uuid[])
      and r.relation = any(${[...SEE_FORBIDS]}::text[])`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Rows of these concerns, those left out in which `viewer` or somebody below them is named. */
export async function listRows(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
): Promise<readonly ConcernRow[]> {
  if (ids.length === 0) return [];
  const forbidden = await listForbidden(tx, ids, viewer);
  const rows = await concernsTables(tx)
    .selectFrom('concerns.concerns as c')
    .selectAll('c')
    .where('c.id', '=', anyOf(ids, 'uuid'))
    .orderBy('c.received_at')
    .execute();
  return rows.filter((row) => !forbidden.has(row.id));
}

/** Which of these concerns `viewer` may see, by the same view and relations as the policies (50-access.md). */
export async function listVisible(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
): Promise<readonly ConcernId[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: ConcernId }>`
    select r.record_id as id from concerns.relations r
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
  const rows = await concernsTables(tx)
    .selectFrom('concerns.relations')
    .select('relation')
    .distinct()
    .where('record_id', '=', concern)
    .where('account_id', '=', account)
    .execute();
  return rows.map((row) => row.relation);
}
