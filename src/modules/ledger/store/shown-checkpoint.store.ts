import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { findCheckpointOf, findLastCheckpoint } from './checkpoints.store.ts';
import { findNewestWitnessed, listCosignatureLines } from './cosignatures.store.ts';
import type { WhichLog } from './log-base.store.ts';

/** Who cosigns the log, by name, and how many of them must; no names where the log has no witnesses. */
export interface WitnessPolicy {
  readonly names: readonly string[];
  readonly quorum: number;
}

/** A checkpoint to give to somebody outside, with the cosignatures it has. */
export interface ShownCheckpoint {
  /** The number of its log, from 0. */
  readonly log: number;
  readonly size: number;
  readonly note: Uint8Array;
  /** Enough witnesses cosigned this very one. */
  readonly witnessed: boolean;
  /** They cosigned some checkpoint: false where they have not begun, and are not to be waited for. */
  readonly begun: boolean;
}

/**
 * The newest checkpoint of a log that enough witnesses cosigned, where it has more than `covers` entries; else the newest there is,
 * not yet witnessed. `null` before the first. Source: 40-ledger.md (Witnesses).
 */
export async function findShownCheckpoint(
  tx: Tx,
  { names, quorum }: WitnessPolicy,
  covers = -1,
  log: WhichLog = 'newest',
): Promise<ShownCheckpoint | null> {
  const witnessed = names.length > 0 ? await findNewestWitnessed(tx, names, quorum, log) : null;
  const isWitnessed = witnessed !== null && witnessed.size > covers;
  const found = isWitnessed
    ? await findCheckpointOf(tx, witnessed.size, log)
    : await findLastCheckpoint(tx, log);
  if (!found) return null;
  const lines = names.length > 0 ? await listCosignatureLines(tx, found.size, found.log) : [];
  return {
    log: found.log,
    size: found.size,
    note: concatBytes(found.note, utf8(lines.join(''))),
    witnessed: isWitnessed,
    begun: witnessed !== null,
  };
}
