/**
 * The public keys that logs and witnesses are known by, as one line of text (a "vkey"). Source: C2SP signed-note:
 * `<name>+<key id in hex>+<base64 of the type byte and the public key>`. Only the two kinds Heed uses are read.
 */
import { concatBytes, readBase64, sameBytes, utf8 } from '../../../kernel/bytes.ts';
import { refuse } from './malformed.ts';
import type { Sha256 } from './tree-hasher.ts';

/** Ed25519 over the text of a note: how a log signs. */
export const ED25519 = 0x01;
/** Ed25519 over the text and a time: how a witness cosigns (tlog-cosignature). */
export const COSIGNATURE_V1 = 0x04;

const KEY_BYTES = 32;
export const KEY_ID_BYTES = 4;
const MOST_KEY_CHARACTERS = 1024;

/** A key to check signatures with. `id` is 4 bytes: a short name for the key, which proves nothing. */
export interface VerifierKey {
  readonly name: string;
  readonly id: Uint8Array;
  readonly type: typeof ED25519 | typeof COSIGNATURE_V1;
  /** 32 bytes, as RFC 8032 writes an Ed25519 public key. */
  readonly publicKey: Uint8Array;
}

/** True for what the format allows as a key's name: not empty, no space of any kind, no plus, no control character. */
export function isKeyName(name: string): boolean {
  return name.isWellFormed() && /^[^+\p{White_Space}\p{Cc}]+$/u.test(name);
}

/** The first four bytes of SHA-256(name || 0x0A || type || public key). */
function deriveKeyId(name: string, material: Uint8Array, sha256: Sha256): Uint8Array {
  return sha256(concatBytes(utf8(`${name}\n`), material)).slice(0, KEY_ID_BYTES);
}

/** The key of this name and these 32 bytes. Throws `RangeError` for a name or key that the format has no room for. */
export function createVerifierKey(
  { name, type, publicKey }: Omit<VerifierKey, 'id'>,
  sha256: Sha256,
): VerifierKey {
  if (!isKeyName(name)) throw new RangeError('a key name has no spaces, plus signs or control characters');
  if (publicKey.length !== KEY_BYTES) throw new RangeError('an Ed25519 public key is 32 bytes');
  const id = deriveKeyId(name, concatBytes(Uint8Array.of(type), publicKey), sha256);
  return { name, id, type, publicKey };
}

/** The key as the line that operators give one another. */
export function formatVerifierKey(key: VerifierKey): string {
  const material = concatBytes(Uint8Array.of(key.type), key.publicKey);
  return `${key.name}+${key.id.toHex()}+${material.toBase64()}`;
}

/** Reads such a line. Throws `Malformed` for anything else, for a kind of key Heed does not use, and when the id is not the key's. */
export function parseVerifierKey(text: string, sha256: Sha256): VerifierKey {
  const parts = text.length <= MOST_KEY_CHARACTERS ? text.split('+') : [];
  // Base64 may itself hold plus signs; a name may not.
  const [name = '', id = ''] = parts;
  const material = readBase64(parts.slice(2).join('+'));
  if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(id) || !material || material.length === 0)
    refuse('A verifier key reads name+key id+key: eight hex digits, then base64.');
  const [type] = material;
  if ((type !== ED25519 && type !== COSIGNATURE_V1) || material.length !== 1 + KEY_BYTES)
    refuse('A verifier key must be an Ed25519 key of a log (type 1) or of a witness (type 4).');
  const key = createVerifierKey({ name, type, publicKey: material.slice(1) }, sha256);
  if (!sameBytes(key.id, Uint8Array.fromHex(id)))
    refuse('The key id is not that of the name and key beside it: one of the three was changed.');
  return key;
}
