import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { KnownRecord } from '../domain/record.ts';

/** The pages of a record on which somebody's answer is wanted. */
export type WaitingPart = 'join' | 'protection' | 'perhaps';

/**
 * Those of these records about which an answer was ever wanted, and on which of their pages: what a duty is about, named to
 * nobody. Asks nothing about who reads, and says nothing that a duty does not say itself.
 */
export async function listWaiting(
  tx: Tx,
  ids: readonly string[],
): Promise<
  readonly {
    readonly kind: KnownRecord['kind'];
    readonly id: string;
    readonly parts: readonly WaitingPart[];
  }[]
> {
  if (ids.length === 0) return [];
  const wanted = sql`any(${[...ids]}::uuid[])`;
  const { rows } = await sql<{ kind: KnownRecord['kind']; id: string; parts: WaitingPart[] }>`
    select kind, id, array_agg(distinct part order by part) as parts from (
      select record_kind as kind, kept_id as id, 'join' as part from people.merges where kept_id = ${wanted}
      union all
      select record_kind, record_id, case when what = 'part' then 'join' else 'protection' end
        from people.second_asks where record_id = ${wanted}
      union all
      select case when (select true from people.persons p where p.id = n.record_id) then 'person' else 'thing' end,
        n.record_id, 'perhaps' from people.perhaps_named n where n.record_id = ${wanted}) one
    group by kind, id`.execute(tx);
  return rows;
}

/** Whether a duty about a record still waits: a join or an ask by its id, a warning across a protection by its concern's. */
export async function isWaiting(tx: Tx, record: string, key: string): Promise<boolean> {
  const { rows } = await sql<{ n: number }>`
    select 1 as n from people.merges where id::text = ${key} and state = 'proposed'
    union all select 1 from people.second_asks where id::text = ${key} and state = 'asked'
    union all select 1 from people.perhaps_named
      where record_id = ${record}::uuid and concern_id::text = ${key} and answer is null limit 1`.execute(tx);
  return rows.length > 0;
}
