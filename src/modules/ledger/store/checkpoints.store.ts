import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { TreeHead } from '../domain/checkpoint.ts';
import { LOG_SPAN, readPlace } from '../domain/log-place.ts';
import { baseOf, placeIn, type WhichLog } from './log-base.store.ts';

/** A checkpoint as it is published. */
export interface SignedCheckpoint {
  /** The number of its log, from 0. */
  readonly log: number;
  readonly size: number;
  readonly origin: string;
  /** The signed note, byte for byte. */
  readonly note: Uint8Array;
  /** Wall time. */
  readonly at: Temporal.Instant;
}

/** A head, and of which log. */
export interface LogHead extends TreeHead {
  readonly log: number;
}

/** The newest head that was committed of the log that grows; `null` before its first entry. */
export async function findNewestHead(tx: Tx): Promise<LogHead | null> {
  const { rows } = await sql<{ size: number; root: Buffer }>`
    select size, root from ledger.heads where size > ${baseOf('newest')} order by size desc limit 1`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) return null;
  const { log, index: size } = readPlace(row.size);
  return { log, size, root: new Uint8Array(row.root) };
}

interface Row {
  readonly size: number;
  readonly origin: string;
  readonly note: Buffer;
  readonly at: Temporal.Instant;
}

function toCheckpoint(row: Row | undefined): SignedCheckpoint | null {
  if (!row) return null;
  const { log, index: size } = readPlace(row.size);
  return { log, size, origin: row.origin, note: new Uint8Array(row.note), at: row.at };
}

/** The newest checkpoint of the log that grows; `null` before the first. */
export async function findNewestCheckpoint(tx: Tx): Promise<SignedCheckpoint | null> {
  return findLastCheckpoint(tx, 'newest');
}

/** The newest checkpoint of a log; `null` where none was signed. */
export async function findLastCheckpoint(tx: Tx, log: WhichLog): Promise<SignedCheckpoint | null> {
  const { rows } = await sql<Row>`
    select size, origin, note, at from ledger.checkpoints
    where size > ${baseOf(log)} and size < ${baseOf(log)} + ${sql.lit(LOG_SPAN)}::bigint
    order by size desc limit 1`.execute(tx);
  return toCheckpoint(rows[0]);
}

/** The checkpoint of just this size; `null` where none was signed. */
export async function findCheckpointOf(
  tx: Tx,
  ofSize: number,
  log: WhichLog = 'newest',
): Promise<SignedCheckpoint | null> {
  const { rows } = await sql<Row>`
    select size, origin, note, at from ledger.checkpoints where size = ${placeIn(log, ofSize)}`.execute(tx);
  return toCheckpoint(rows[0]);
}

/** When (wall time) a checkpoint first covered the entry at `index`; `null` where none does yet. */
export async function findFirstSigned(
  tx: Tx,
  index: number,
  log: WhichLog = 'newest',
): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select at from ledger.checkpoints
    where size > ${placeIn(log, index)} and size < ${baseOf(log)} + ${sql.lit(LOG_SPAN)}::bigint
    order by size limit 1`.execute(tx);
  return rows[0]?.at ?? null;
}

/** Publishes a checkpoint. Another process that signed the same head first made the same note, so its row stands. */
export async function saveCheckpoint(
  tx: Tx,
  { log, size, origin, note, at }: SignedCheckpoint,
): Promise<void> {
  await sql`
    insert into ledger.checkpoints (size, origin, note, at)
    values (${placeIn(log, size)}, ${origin}, ${Buffer.from(note)}, ${at}::timestamptz)
    on conflict do nothing`.execute(tx);
}
