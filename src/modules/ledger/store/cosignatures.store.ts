import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { LOG_SPAN } from '../domain/log-place.ts';
import type { Cosignatures, Cosigned } from '../ports.ts';
import { baseOf, placeIn, type WhichLog } from './log-base.store.ts';

/** A cosignature as it came. `signedAt` is the witness's time in whole seconds since 1970, `at` Heed's wall time. */
export interface NewCosignature {
  /** The number of its log, from 0. */
  readonly log: number;
  readonly size: number;
  readonly witness: string;
  readonly signedAt: number;
  readonly line: string;
  readonly at: Temporal.Instant;
}

/** A checkpoint that enough witnesses cosigned. */
export interface WitnessedCheckpoint {
  readonly size: number;
  /** When the cosignature came with which they were enough, the newest time that they were. */
  readonly at: Temporal.Instant;
  /** Grows with every cosigning that counts, whatever clocks say. */
  readonly number: number;
}

/** Keeps a cosignature. Another process that was given the same one first kept it already. */
export async function saveCosignature(tx: Tx, cosignature: NewCosignature): Promise<void> {
  const { log, size, witness, signedAt, line, at } = cosignature;
  await sql`
    insert into ledger.cosignatures (size, witness, signed_at, line, at)
    values (${placeIn(log, size)}, ${witness}, ${signedAt}::bigint, ${line}, ${at}::timestamptz)
    on conflict do nothing`.execute(tx);
}

/** SQL that holds sizes to one log's, which they are places of. */
const isOf = (log: WhichLog) =>
  sql`c.size > ${baseOf(log)} and c.size < ${baseOf(log)} + ${sql.lit(LOG_SPAN)}::bigint`;

/** The largest size of a log that each of these witnesses cosigned; none for those that never did. */
export async function listCosignedSizes(
  tx: Tx,
  witnesses: readonly string[],
  log: WhichLog = 'newest',
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ witness: string; size: number | null }>`
    select name as witness,
      (select max(size) - ${baseOf(log)} from ledger.cosignatures c where c.witness = name and ${isOf(log)}) as size
    from unnest(${witnesses}::text[]) as names (name)`.execute(tx);
  return new Map(rows.flatMap(({ witness, size }) => (size === null ? [] : [[witness, size] as const])));
}

/** The lines under the checkpoint of `size`: of every witness its newest one. */
export async function listCosignatureLines(
  tx: Tx,
  size: number,
  log: WhichLog = 'newest',
): Promise<readonly string[]> {
  // Names are found by stepping through the index: there are few, and many rows of each.
  const { rows } = await sql<{ line: string }>`
    with recursive names (witness) as (
      (select witness from ledger.cosignatures order by witness limit 1)
      union all
      select (select c.witness from ledger.cosignatures c where c.witness > n.witness order by c.witness limit 1)
      from names n where n.witness is not null
    )
    select newest.line from names n, lateral (
      select line from ledger.cosignatures c where c.witness = n.witness and c.size = ${placeIn(log, size)}
      order by number desc limit 1) newest
    order by n.witness`.execute(tx);
  return rows.map(({ line }) => line);
}

/** The newest checkpoint that at least `quorum` of these witnesses cosigned; null when there is none. */
export async function findNewestWitnessed(
  tx: Tx,
  witnesses: readonly string[],
  quorum: number,
  log: WhichLog = 'newest',
): Promise<WitnessedCheckpoint | null> {
  // No checkpoint larger than the quorum-th largest size can be: the walk back begins there, however long one has been away.
  const { rows } = await sql<WitnessedCheckpoint>`
    with most as (
      select (select max(size) from ledger.cosignatures c where c.witness = name and ${isOf(log)}) as size
      from unnest(${witnesses}::text[]) as names (name)
      order by 1 desc nulls last offset ${quorum - 1} limit 1
    )
    select k.size - ${baseOf(log)} as size, enough.at, enough.number from most
    join ledger.checkpoints k on k.size <= most.size and k.size > ${baseOf(log)}, lateral (
      select newest.at, newest.number from unnest(${witnesses}::text[]) as names (name), lateral (
        select at, number from ledger.cosignatures c where c.witness = name and c.size = k.size
        order by number desc limit 1) newest
      order by newest.number desc offset ${quorum - 1} limit 1) enough
    order by k.size desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** Who cosigns, for the page of the ledger's health: the witnesses that are set up by name, `quorum` of whom must. */
export function createCosignatures(names: readonly string[], quorum: number): Cosignatures {
  return {
    read: async (tx) => {
      if (names.length === 0) return { by: [], quorum: 0, witnessed: null };
      const { rows } = await sql<Cosigned>`
        select names.name as witness, newest.size - ${baseOf('newest')} as size, newest.at
        from unnest(${names}::text[]) with ordinality as names (name, place)
        left join lateral (
          select c.size, c.at from ledger.cosignatures c where c.witness = names.name and ${isOf('newest')}
          order by c.size desc, c.number desc limit 1) newest on true
        order by names.place`.execute(tx);
      const witnessed = await findNewestWitnessed(tx, names, quorum);
      return { by: rows, quorum, witnessed: witnessed?.size ?? null };
    },
  };
}
