/** A proof that an entry is in the log, in one file that needs neither this log nor anybody's word. Source: C2SP tlog-proof. */
import type { Tx } from '../../../kernel/tx.ts';
import { parseCheckpoint } from '../domain/checkpoint.ts';
import { parseNote } from '../domain/signed-note.ts';
import { formatTlogProof } from '../domain/tlog-proof.ts';

/** An entry in its place in the log. */
interface Placed {
  readonly index: number;
  readonly entry: Uint8Array;
}

/** What making a proof reads. */
export interface ProofStore {
  /** The checkpoint to prove by: the newest, with what cosignatures it has. */
  readonly findCheckpoint: (tx: Tx) => Promise<{ readonly note: Uint8Array } | null>;
  readonly proveInclusion: (tx: Tx, index: number, size: number) => Promise<readonly Uint8Array[]>;
}

/** The proof as a file; `null` while no checkpoint covers the entry: it is a matter of a second or two. */
export async function makeEntryProof(
  store: ProofStore,
  tx: Tx,
  { index, entry }: Placed,
): Promise<Uint8Array | null> {
  const newest = await store.findCheckpoint(tx);
  if (!newest) return null;
  const note = parseNote(newest.note);
  const { size } = parseCheckpoint(note.text);
  if (index >= size) return null;
  return formatTlogProof({ extra: entry, index, hashes: await store.proveInclusion(tx, index, size), note });
}
