import type { RecordRef } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { makeEntryProof } from '../queries/make-proof.query.ts';
import { findFirstSigned } from './checkpoints.store.ts';
import { findFirstEntry, findPlacedEntry, type PlacedEntry, proveInclusion } from './log-proofs.store.ts';
import { findShownCheckpoint, type WitnessPolicy } from './shown-checkpoint.store.ts';

/**
 * The proof that an entry, or the first one of an act about a record, is in the log. `not-yet` until a checkpoint covers it
 * that enough witnesses cosigned, some seconds after it was written; `null` where there is no such entry.
 */
export type FoundProof =
  | { readonly proof: Uint8Array; readonly index: number; readonly witnessed: boolean }
  | 'not-yet'
  | null;

/** By whose word to prove. `now` is wall time. */
export interface ProveBy extends WitnessPolicy {
  readonly now: Temporal.Instant;
}

/** How long witnesses are waited for. Witnesses that are away must not keep a proof from whoever asks for it. */
const PATIENCE = { seconds: 60 };

async function isWorthWaiting(tx: Tx, { log, index }: PlacedEntry, now: Temporal.Instant): Promise<boolean> {
  const signed = await findFirstSigned(tx, index, log);
  return signed === null || Temporal.Instant.compare(signed.add(PATIENCE), now) > 0;
}

async function proveFound(
  tx: Tx,
  found: PlacedEntry | 'not-numbered' | null,
  by: ProveBy,
): Promise<FoundProof> {
  if (found === null) return null;
  if (found === 'not-numbered') return 'not-yet';
  const head = await findShownCheckpoint(tx, by, found.index, found.log);
  if (!head) return 'not-yet';
  if (head.begun && !head.witnessed && (await isWorthWaiting(tx, found, by.now))) return 'not-yet';
  const proof = await makeEntryProof(
    {
      findCheckpoint: async () => head,
      proveInclusion: (inTx, index, size) => proveInclusion(inTx, index, size, found.log),
    },
    tx,
    found,
  );
  return proof ? { proof, index: found.index, witnessed: head.witnessed } : 'not-yet';
}

/** The proof of the entry with this id. */
export async function proveEntry(tx: Tx, id: string, by: ProveBy): Promise<FoundProof> {
  return proveFound(tx, await findPlacedEntry(tx, id), by);
}

/** The proof of the first entry of `act` about `record`. */
export async function proveFirst(tx: Tx, record: RecordRef, act: string, by: ProveBy): Promise<FoundProof> {
  return proveFound(tx, await findFirstEntry(tx, record, act), by);
}
