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
] as const;
export const SEE_FORBIDS = ['named', 'named-line'] as const;

/** Rows of these concerns, those left out in which `viewer` or somebody below them is named. */
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
  const rows = await concernsTables(tx)
    .selectFrom('concerns.relations')
    .select('relation')
    .distinct()
    .where('record_id', '=', concern)
    .where('account_id', '=', account)
    .execute();
  return rows.map((row) => row.relation);
}
