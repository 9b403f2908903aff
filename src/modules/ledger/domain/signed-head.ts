/** What the signatures under a checkpoint come to, for whoever checks a log by hand. Source: 40-ledger.md (Witnesses, Verifying). */
import { type Checkpoint, parseCheckpoint } from './checkpoint.ts';
import { parseNote, type SignedNote } from './signed-note.ts';
import { type TrustVerdict, trustCheckpoint } from './trust-checkpoint.ts';
import { COSIGNATURE_V1, type VerifierKey } from './verifier-key.ts';
import { type Signer, type VerifySignature, verifyNote } from './verify-note.ts';

/** Whom somebody who checks a log trusts: the log's key, and witnesses of whom `quorum` must have cosigned. */
export interface Trusted {
  readonly key: VerifierKey;
  readonly witnesses: readonly VerifierKey[];
  /** 0 to the number of witnesses. */
  readonly quorum: number;
}

/** A checkpoint with who stands behind it. `doubt` is a plain sentence; `null` means that it may be believed. */
export interface SignedHead {
  readonly checkpoint: Checkpoint;
  readonly cosigners: readonly Signer[];
  readonly doubt: string | null;
}

type Doubt = Extract<TrustVerdict, { ok: false }>['reason'];

function sayDoubt(reason: Doubt, { origin }: Checkpoint, { key, quorum }: Trusted, cosigned: number): string {
  switch (reason) {
    case 'other-log':
      return `The checkpoint is of the log ${origin}, and the key that you gave is of ${key.name}.`;
    case 'not-signed-by-log':
    case 'no-known-signature':
      return `The checkpoint is not signed by the key of ${key.name} that you gave.`;
    case 'signature-wrong':
      return 'A signature under the checkpoint is not by the key that it names.';
    case 'signed-twice':
      return 'The checkpoint has two signatures of one key.';
    case 'too-few-witnesses':
      return `The checkpoint is cosigned by ${cosigned} of the witnesses that you named; it takes ${quorum}.`;
  }
}

/** Who signed a checkpoint that was read already. */
export function judgeHead(
  note: SignedNote,
  checkpoint: Checkpoint,
  trusted: Trusted,
  verify: VerifySignature,
): SignedHead {
  const { key, witnesses, quorum } = trusted;
  const policy = { origin: key.name, logKeys: [key], witnessKeys: witnesses, quorum };
  const verdict = trustCheckpoint(note, checkpoint, policy, verify);
  const signed = verifyNote(note, [key, ...witnesses], verify);
  const cosigners = signed.ok ? signed.signers.filter((signer) => signer.key.type === COSIGNATURE_V1) : [];
  const cosigned = new Set(cosigners.map((signer) => signer.key.publicKey.toHex())).size;
  const doubt = verdict.ok ? null : sayDoubt(verdict.reason, checkpoint, trusted, cosigned);
  return { checkpoint, cosigners, doubt };
}

/** Reads a checkpoint and says who signed it. Throws `Malformed` when it is no checkpoint. */
export function readSignedHead(bytes: Uint8Array, trusted: Trusted, verify: VerifySignature): SignedHead {
  const note = parseNote(bytes);
  return judgeHead(note, parseCheckpoint(note.text), trusted, verify);
}
