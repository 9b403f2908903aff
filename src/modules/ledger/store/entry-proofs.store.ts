import type { RecordRef } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { makeEntryProof } from '../queries/make-proof.query.ts';
import { findNewestCheckpoint } from './checkpoints.store.ts';
import { findFirstEntry, findPlacedEntry, type PlacedEntry, proveInclusion } from './log-proofs.store.ts';

/**
 * The proof that an entry, or the first one of an act about a record, is in the log. `not-yet` until a checkpoint covers it,
 * a second or two after it was written; `null` where there is no such entry.
 */
export type FoundProof = { readonly proof: Uint8Array; readonly index: number } | 'not-yet' | null;

async function proveFound(tx: Tx, found: PlacedEntry | 'not-numbered' | null): Promise<FoundProof> {
  if (found === null) return null;
  if (found === 'not-numbered') return 'not-yet';
  const store = { findCheckpoint: findNewestCheckpoint, proveInclusion };
  const proof = await makeEntryProof(store, tx, found);
  return proof ? { proof, index: found.index } : 'not-yet';
}

/** The proof of the entry with this id. */
export async function proveEntry(tx: Tx, id: string): Promise<FoundProof> {
  return proveFound(tx, await findPlacedEntry(tx, id));
}

/** The proof of the first entry of `act` about `record`. */
export async function proveFirst(tx: Tx, record: RecordRef, act: string): Promise<FoundProof> {
  return proveFound(tx, await findFirstEntry(tx, record, act));
}
