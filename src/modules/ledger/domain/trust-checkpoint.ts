/**
 * Whether a checkpoint is one to believe: signed by its log, and cosigned by enough witnesses of other organisations.
 * Source: 40-ledger.md (Witnesses: k of n); C2SP tlog-cosignature. Never throws but for a policy that makes no sense.
 */
import type { Checkpoint } from './checkpoint.ts';
import type { SignedNote } from './signed-note.ts';
import { COSIGNATURE_V1, ED25519, type VerifierKey } from './verifier-key.ts';
import { type NoteVerdict, type VerifySignature, verifyNote } from './verify-note.ts';

/** Whom to believe. `quorum` is how many of the witnesses must have cosigned; 0 asks for none. */
export interface TrustPolicy {
  readonly origin: string;
  readonly logKeys: readonly VerifierKey[];
  readonly witnessKeys: readonly VerifierKey[];
  readonly quorum: number;
}

export type TrustVerdict =
  /** How many witnesses cosigned. Witness names and times are in what `verifyNote` says. */
  | { readonly ok: true; readonly witnesses: number }
  | {
      readonly ok: false;
      readonly reason:
        | 'other-log'
        | 'not-signed-by-log'
        | 'too-few-witnesses'
        | (NoteVerdict & { ok: false })['reason'];
    };

/** Holds a checkpoint, and the note it came in, to a policy. One organisation with two keys under two names would count twice: name each witness once. */
export function trustCheckpoint(
  note: SignedNote,
  { origin }: Checkpoint,
  policy: TrustPolicy,
  verify: VerifySignature,
): TrustVerdict {
  if (!(policy.quorum >= 0 && policy.quorum <= policy.witnessKeys.length))
    throw new RangeError('a quorum is 0 to the number of witnesses');
  if (origin !== policy.origin) return { ok: false, reason: 'other-log' };
  const verdict = verifyNote(note, [...policy.logKeys, ...policy.witnessKeys], verify);
  if (!verdict.ok) return verdict;
  const keys = verdict.signers.map(({ key }) => key);
  if (!keys.some((key) => key.type === ED25519 && policy.logKeys.includes(key)))
    return { ok: false, reason: 'not-signed-by-log' };
  // The message a witness signs does not hold its name, so one key under two names is one witness.
  const cosigned = keys.filter((key) => key.type === COSIGNATURE_V1 && policy.witnessKeys.includes(key));
  const witnesses = new Set(cosigned.map(({ publicKey }) => publicKey.toHex())).size;
  return witnesses >= policy.quorum ? { ok: true, witnesses } : { ok: false, reason: 'too-few-witnesses' };
}
