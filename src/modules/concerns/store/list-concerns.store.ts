import { sql } from 'kysely';
import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import type { PatternRow } from '../ports/patterns.ports.ts';
import type { ConcernRow, SubjectRow, ViewerStanding } from '../ports/store.ports.ts';
import { CONCERN_COLUMNS, concernsTables, PATTERN_COLUMNS, SUBJECT_COLUMNS } from './tables.store.ts';

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

/** Rows of these concerns, oldest first. Asks nothing about who reads: `listStanding` says which they may be told of. */
export async function listRows(tx: Tx, ids: readonly ConcernId[]): Promise<readonly ConcernRow[]> {
  if (ids.length === 0) return [];
  return concernsTables(tx)
    .selectFrom('concerns.concerns')
    .select(CONCERN_COLUMNS)
    .where('id', '=', anyOf(ids, 'uuid'))
    .orderBy('received_at')
    .execute();
}

/** How everybody stands to concerns: rules and lists read the same (50-access.md). */
const STANDING = sql`(
  select account_id, record_id, relation from concerns.relations
  union all select account_id, record_id, relation from concerns.further_relations)`;

/**
 * Which of these concerns `viewer` is kept away from by one of `words`, by any unless said: as `listStanding` says, without
 * asking how else they stand.
 */
export async function listKeptFrom(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
  words: readonly (typeof SEE_FORBIDS)[number][] = SEE_FORBIDS,
): Promise<readonly ConcernId[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: ConcernId }>`
    select distinct k.record_id as id from concerns.kept_away k
    where k.account_id = ${viewer}::uuid and k.record_id = any(${[...ids]}::uuid[])
      and k.relation = any(${[...words]}::text[])`.execute(tx);
  return rows.map((row) => row.id);
}

/**
 * How `viewer` stands to these concerns, by the same views and relations as the policies (50-access.md). One statement for
 * every answer: starting the views' plan takes longer than anything else that a page with one concern asks.
 */
export async function listStanding(
  tx: Tx,
  ids: readonly ConcernId[],
  viewer: AccountId,
): Promise<ViewerStanding> {
  if (ids.length === 0) return { visible: [], kept: [], relations: new Map() };
  const { rows } = await sql<{ id: ConcernId; relations: readonly string[] }>`
    select r.record_id as id, array_agg(distinct r.relation) as relations from ${STANDING} r
    where r.account_id = ${viewer}::uuid and r.record_id = any(${[...ids]}::uuid[])
    group by r.record_id`.execute(tx);
  const among = (words: readonly string[]) => (row: (typeof rows)[number]) =>
    row.relations.some((relation) => words.includes(relation));
  const kept = rows.filter(among(SEE_FORBIDS)).map((row) => row.id);
  return {
    visible: rows.filter(among(SEE_PERMITS)).flatMap(({ id }) => (kept.includes(id) ? [] : [id])),
    kept,
    relations: new Map(rows.map((row) => [row.id, row.relations])),
  };
}

/** The children an outcome is owed for, in these concerns. */
export async function listSubjects(tx: Tx, ids: readonly ConcernId[]): Promise<readonly SubjectRow[]> {
  if (ids.length === 0) return [];
  return concernsTables(tx)
    .selectFrom('concerns.subjects')
    .select(SUBJECT_COLUMNS)
    .where('concern_id', '=', anyOf(ids, 'uuid'))
    .orderBy('subject')
    .execute();
}

/** Patterns by id. */
export async function listPatternRows(tx: Tx, ids: readonly string[]): Promise<readonly PatternRow[]> {
  if (ids.length === 0) return [];
  return concernsTables(tx)
    .selectFrom('concerns.patterns')
    .select(PATTERN_COLUMNS)
    .where('id', '=', anyOf(ids, 'uuid'))
    .execute();
}
