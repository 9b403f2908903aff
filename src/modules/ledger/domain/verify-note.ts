/** Checking who signed a note. Source: C2SP signed-note ("Signatures") and tlog-cosignature. Never throws. */
import { sameBytes, utf8 } from '../../../kernel/bytes.ts';
import { cosignedMessage, ED25519_SIGNATURE_BYTES, readCosignature } from './cosignature.ts';
import type { NoteSignature, SignedNote } from './signed-note.ts';
import { COSIGNATURE_V1, type VerifierKey } from './verifier-key.ts';

/** Ed25519 (RFC 8032): whether `signature` (64 bytes) over `message` was made by the holder of `publicKey` (32 bytes). */
export type VerifySignature = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** A key that did sign. `time` is when, in seconds since 1970, for a witness's key, and `null` for a log's. */
export interface Signer {
  readonly key: VerifierKey;
  readonly time: number | null;
}

export type NoteVerdict =
  | { readonly ok: true; readonly signers: readonly [Signer, ...Signer[]] }
  | { readonly ok: false; readonly reason: 'no-known-signature' | 'signature-wrong' | 'signed-twice' };

function isBy(signature: NoteSignature, key: VerifierKey): boolean {
  return signature.name === key.name && sameBytes(signature.keyId, key.id);
}

/** The signer, or `null` when the signature is not this key's over this text. */
function verifyOne(
  text: string,
  { signature }: NoteSignature,
  key: VerifierKey,
  verify: VerifySignature,
): Signer | null {
  if (key.type === COSIGNATURE_V1) {
    const parts = readCosignature(signature);
    if (!parts || !verify(key.publicKey, cosignedMessage(parts.time, text), parts.signature)) return null;
    return { key, time: parts.time };
  }
  if (signature.length !== ED25519_SIGNATURE_BYTES) return null;
  return verify(key.publicKey, utf8(text), signature) ? { key, time: null } : null;
}

/**
 * Which of `keys` signed the note. Lines of other keys are passed over, whatever they hold. One wrong line under a known key
 * refuses the whole note, and so do two lines of one key: nobody should have to say which of them counts.
 */
export function verifyNote(
  note: SignedNote,
  keys: readonly VerifierKey[],
  verify: VerifySignature,
): NoteVerdict {
  const signers: Signer[] = [];
  for (const signature of note.signatures) {
    const key = keys.find((known) => isBy(signature, known));
    if (!key) continue;
    if (signers.some((signer) => signer.key === key)) return { ok: false, reason: 'signed-twice' };
    const signer = verifyOne(note.text, signature, key, verify);
    if (!signer) return { ok: false, reason: 'signature-wrong' };
    signers.push(signer);
  }
  const [first, ...rest] = signers;
  return first ? { ok: true, signers: [first, ...rest] } : { ok: false, reason: 'no-known-signature' };
}
