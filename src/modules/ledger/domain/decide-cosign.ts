/**
 * Whether a witness cosigns. Source: C2SP tlog-witness (add-checkpoint), its checks in its order.
 * A witness is what keeps a log honest whose operator holds the signing key: it cosigns nothing that takes back what it
 * cosigned before.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { Checkpoint, TreeHead } from './checkpoint.ts';
import { verifyConsistency } from './consistency.ts';
import type { TreeHasher } from './tree-hasher.ts';
import type { VerifierKey } from './verifier-key.ts';
import { type VerifySignature, verifyNote } from './verify-note.ts';
import type { WitnessRequest } from './witness-request.ts';

/** What a witness keeps about a log it was set up for. `cosigned` is the newest tree it cosigned, `null` before the first. */
export interface WatchedLog {
  readonly keys: readonly VerifierKey[];
  readonly cosigned: TreeHead | null;
}

/** Why not: `forked` is the one that means that somebody has been shown another history. */
export type CosignRefusal =
  | 'unknown-log'
  | 'not-signed'
  | 'size-shrinks'
  | 'old-size-differs'
  | 'forked'
  | 'not-consistent';

/** The answer to give, whole: status, content type and body are as the protocol wants them. */
export interface CosignRefused {
  readonly cosign: false;
  readonly reason: CosignRefusal;
  readonly status: 400 | 403 | 404 | 409 | 422;
  readonly contentType: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  readonly body: string;
}

export type CosignDecision = { readonly cosign: true; readonly head: TreeHead } | CosignRefused;

function refuse(reason: CosignRefusal, status: CosignRefused['status'], sentence: string): CosignRefused {
  return { cosign: false, reason, status, contentType: 'text/plain; charset=utf-8', body: `${sentence}\n` };
}

/** The one refusal that a log answers by itself: it asks again from the size it is told. */
function refuseOldSize(size: number): CosignRefused {
  return {
    cosign: false,
    reason: 'old-size-differs',
    status: 409,
    contentType: 'text/x.tlog.size',
    body: `${size}\n`,
  };
}

/**
 * Decides about a request that `parseWitnessRequest` could read (it answers 400 otherwise). `log` is what the witness keeps
 * for the checkpoint's origin, `null` when it knows no such log. On `cosign`, the caller saves `head` in the same
 * transaction that `log` was read in, before it answers: two requests at once must not both be told yes.
 */
export function decideCosign(
  request: WitnessRequest & { readonly checkpoint: Checkpoint },
  log: WatchedLog | null,
  hasher: TreeHasher,
  verify: VerifySignature,
): CosignDecision {
  const { oldSize, proof, note, checkpoint } = request;
  if (!log) return refuse('unknown-log', 404, 'This witness was not set up for that log.');
  if (!verifyNote(note, log.keys, verify).ok)
    return refuse(
      'not-signed',
      403,
      'The checkpoint is not signed by a key this witness trusts for that log.',
    );
  const { size, root } = checkpoint;
  if (oldSize > size) return refuse('size-shrinks', 400, 'The old size is larger than the checkpoint.');
  // A log never cosigned is one of no entries: its next tree begins with the empty one.
  const known = log.cosigned ?? { size: 0, root: hasher.emptyRoot };
  if (oldSize !== known.size) return refuseOldSize(known.size);
  if (oldSize === size && !sameBytes(root, known.root))
    return refuse('forked', 409, 'This witness knows another root for this size: the log has two histories.');
  const claim = { oldSize, oldRoot: known.root, newSize: size, newRoot: root, proof };
  if (!verifyConsistency(claim, hasher).ok)
    return refuse('not-consistent', 422, 'The proof does not show that the log only grew.');
  return { cosign: true, head: { size, root } };
}
