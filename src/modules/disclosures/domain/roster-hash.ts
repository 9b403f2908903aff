/**
 * What names a roster and a recipient's keys. Source: FIPS 180-4 (SHA-256). From @noble/hashes, which a browser that reads
 * receipts has already, because WebCrypto would make every caller of a pure function wait (docs/decisions/1010).
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '../../../kernel/bytes.ts';
import { toBase64url } from './base64url.ts';

const KEY_ID_BYTES = 16;
const ALOUD_BYTES = 20;

/** The hash of a roster's exact bytes: SHA-256 in base64url. */
export function rosterHash(payload: Uint8Array): string {
  return toBase64url(sha256(payload));
}

/** The id of a recipient's two keys: the first 16 bytes of SHA-256 over both, in base64url (22 characters). */
export function keyIdOf(seal: Uint8Array, sign: Uint8Array): string {
  return toBase64url(sha256(concatBytes(seal, sign)).subarray(0, KEY_ID_BYTES));
}

/**
 * What two people read to one another to know that they have the same bytes: the first 20 bytes of SHA-256 as ten groups of four
 * hexadecimal digits. To find two texts with one such name takes some 2^80 attempts.
 */
export function readAloud(bytes: Uint8Array): string {
  const hex = Array.from(sha256(bytes).subarray(0, ALOUD_BYTES), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  return hex.join('').replace(/(.{4})(?=.)/g, '$1 ');
}
