import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { isNewShape } from '../domain/background.ts';
import type { FoundShape } from '../domain/judge-rows.ts';

/** Rows that the number of concerns is kept in. */
const PARTS = 16;

/** How many concerns were judged, and how many shapes turned up. */
export interface Counts {
  readonly concerns: number;
  readonly shapes: number;
}

/** What was counted so far. */
export async function readCounts(tx: Tx): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select (select sum(j.concerns)::bigint from networks.judged j) as concerns,
      (select count(*) from networks.shapes) as shapes`.execute(tx);
  return rows[0] ?? { concerns: 0, shapes: 0 };
}

/** Counts concerns that were judged, and the shapes round them in the order told: each once, however it grows. */
export async function noteJudged(tx: Tx, concerns: number, shapes: readonly FoundShape[]): Promise<void> {
  if (concerns > 0)
    await sql`
      update networks.judged set concerns = concerns + ${concerns} where part = pg_backend_pid() % ${sql.lit(PARTS)}`.execute(
      tx,
    );
  if (shapes.length === 0) return;
  const mentions = shapes.flatMap(({ children }) => children.flat());
  const { rows } = await sql<{ readonly id: string }>`
    select i.mention_id as id from networks.in_shapes i
    where i.mention_id = any(${mentions}::uuid[])`.execute(tx);
  const seen = new Set(rows.map(({ id }) => id));
  const fresh: string[] = [];
  for (const { concern, children } of shapes) {
    if (isNewShape(children, (child) => child.some((mention) => seen.has(mention)))) fresh.push(concern);
    for (const mention of children.flat()) seen.add(mention);
  }
  await sql`
    with marked as (
      insert into networks.in_shapes (mention_id)
      select distinct m from unnest(${mentions}::uuid[]) m on conflict do nothing
    )
    insert into networks.shapes (concern_id, number)
    select concern, row_number() over (partition by concern)
      + coalesce((select max(s.number) from networks.shapes s where s.concern_id = concern), 0)
    from unnest(${fresh}::uuid[]) concern`.execute(tx);
}

/** Forgets every count, for making them again. */
export async function deleteCounts(tx: Tx): Promise<void> {
  await sql`
    with marks as (delete from networks.in_shapes), shapes as (delete from networks.shapes)
    update networks.judged set concerns = 0`.execute(tx);
}
