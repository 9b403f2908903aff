import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { HashKeys } from './hash-keys.store.ts';

/** A day for reading years of two digits; a search has none. */
const ANY_DAY = Temporal.Instant.from('2026-01-01T12:00:00Z');

/** Owners of one key that are looked at, newest first. */
const PER_KEY = 200;

/**
 * Concerns that name what `term` can be: those that agree in most ways first, then the newest; at most `most`. One
 * statement, by index.
 */
export async function findByTerm(
  tx: Tx,
  hashKeys: HashKeys,
  term: string,
  most: number,
): Promise<readonly ConcernId[]> {
  const keys = hashKeys.ofTerm(term, ANY_DAY);
  if (keys.length === 0) return [];
  const { rows } = await sql<{ concern_id: ConcernId }>`
    select o.concern_id
    from unnest(${keys.map((k) => k.key)}::bigint[]) as k (hash)
    cross join lateral (select mk.owner_id from people.match_keys mk where mk.key = k.hash and not mk.record
      order by mk.owner_id desc limit ${sql.lit(PER_KEY)}) owner
    cross join lateral (select m.concern_id from people.mentions m where m.id = owner.owner_id limit 1) o
    group by o.concern_id order by count(distinct k.hash) desc, o.concern_id desc limit ${most}`.execute(tx);
  return rows.map((row) => row.concern_id);
}
