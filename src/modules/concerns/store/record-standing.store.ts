import { sql } from 'kysely';
import type { AccountId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { RecordStanding } from '../ports/keeping.ports.ts';

/** Relations that permit opening a record, and those that forbid it whatever else is true: as policies/people.cedar. */
export const RECORD_PERMITS = [
  'front-door',
  'duty-owner',
  'ladder-reached',
  'manager-in-line',
  'pattern-owner',
  'protects',
] as const;
export const RECORD_FORBIDS = ['protected-from', 'named', 'named-line', 'declared-interest'] as const;

/** Which of these records `viewer` may open, and which they are kept away from and may not even be told of. One statement. */
export async function listRecordStanding(
  tx: Tx,
  ids: readonly string[],
  viewer: AccountId,
): Promise<RecordStanding> {
  if (ids.length === 0) return { visible: new Set(), kept: new Set() };
  const { rows } = await sql<{ id: string; relations: readonly string[] }>`
    select r.record_id as id, array_agg(distinct r.relation) as relations from concerns.record_relations r
    where r.account_id = ${viewer}::uuid and r.record_id = any(${[...ids]}::uuid[])
    group by r.record_id`.execute(tx);
  const among = (words: readonly string[]) =>
    rows
      .filter(({ relations }) => relations.some((relation) => words.includes(relation)))
      .map(({ id }) => id);
  const kept = new Set(among(RECORD_FORBIDS));
  return { visible: new Set(among(RECORD_PERMITS).filter((id) => !kept.has(id))), kept };
}
