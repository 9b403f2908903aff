import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { TreeHead } from '../domain/checkpoint.ts';

/** A checkpoint as it is published. */
export interface SignedCheckpoint {
  readonly size: number;
  readonly origin: string;
  /** The signed note, byte for byte. */
  readonly note: Uint8Array;
  /** Wall time. */
  readonly at: Temporal.Instant;
}

/** The newest head that was committed; `null` before the first entry. */
export async function findNewestHead(tx: Tx): Promise<TreeHead | null> {
  const { rows } = await sql<{ size: number; root: Buffer }>`
    select size, root from ledger.heads order by size desc limit 1`.execute(tx);
  const [row] = rows;
  return row ? { size: row.size, root: new Uint8Array(row.root) } : null;
}

/** The newest checkpoint there is; `null` before the first. */
export async function findNewestCheckpoint(tx: Tx): Promise<SignedCheckpoint | null> {
  const { rows } = await sql<{ size: number; origin: string; note: Buffer; at: Temporal.Instant }>`
    select size, origin, note, at from ledger.checkpoints order by size desc limit 1`.execute(tx);
  const [row] = rows;
  return row ? { ...row, note: new Uint8Array(row.note) } : null;
}

/** The checkpoint of just this size; `null` where none was signed. */
export async function findCheckpointOf(tx: Tx, ofSize: number): Promise<SignedCheckpoint | null> {
  const { rows } = await sql<{ size: number; origin: string; note: Buffer; at: Temporal.Instant }>`
    select size, origin, note, at from ledger.checkpoints where size = ${ofSize}::bigint`.execute(tx);
  const [row] = rows;
  return row ? { ...row, note: new Uint8Array(row.note) } : null;
}

/** When (wall time) a checkpoint first covered the entry at `index`; `null` where none does yet. */
export async function findFirstSigned(tx: Tx, index: number): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ at: Temporal.Instant }>`
    select at from ledger.checkpoints where size > ${index}::bigint order by size limit 1`.execute(tx);
  return rows[0]?.at ?? null;
}

/** Publishes a checkpoint. Another process that signed the same head first made the same note, so its row stands. */
export async function saveCheckpoint(tx: Tx, { size, origin, note, at }: SignedCheckpoint): Promise<void> {
  await sql`
    insert into ledger.checkpoints (size, origin, note, at)
    values (${size}::bigint, ${origin}, ${Buffer.from(note)}, ${at}::timestamptz)
    on conflict do nothing`.execute(tx);
}
