/**
 * AES-256-GCM, HKDF and SHA-256 of the browser itself, and of Node, which has the same. Source: 70-disclosures.md 9.3, 9.5;
 * NIST SP 800-38D; RFC 5869. A key is never used twice with one nonce: each message has a key of its own, derived with 128 random
 * bits, so that several people may write under one secret without telling one another where they have got to.
 */
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';

const SALT = 16;
const NONCE = new Uint8Array(12);
const TAG = 16;

/** Bytes that WebCrypto takes: it refuses shared memory, which nothing here ever is. */
export const web = (bytes: Uint8Array) => bytes as Uint8Array<ArrayBuffer>;

/** `length` bytes from the machine's own source of chance. */
export function randomBytes(length: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** SHA-256 of bytes: 32 bytes. */
export async function sha256(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', web(bytes)));
}

async function messageKey(
  secret: Uint8Array,
  salt: Uint8Array,
  label: string,
  use: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const root = await crypto.subtle.importKey('raw', web(secret), 'HKDF', false, ['deriveKey']);
  const how = { name: 'HKDF', hash: 'SHA-256', salt: web(salt), info: web(utf8(label)) };
  return crypto.subtle.deriveKey(how, root, { name: 'AES-GCM', length: 256 }, false, [use]);
}

/**
 * Seals `plain` under `secret` for one purpose (`label`), bound to `bound`: who changes either finds nothing. Gives 16 random bytes
 * and the ciphertext with its tag: 32 bytes more than `plain`.
 */
export async function sealUnder(
  secret: Uint8Array,
  label: string,
  bound: Uint8Array,
  plain: Uint8Array,
): Promise<Uint8Array> {
  const salt = randomBytes(SALT);
  const key = await messageKey(secret, salt, label, 'encrypt');
  const how = { name: 'AES-GCM', iv: NONCE, additionalData: web(bound) };
  return concatBytes(salt, new Uint8Array(await crypto.subtle.encrypt(how, key, web(plain))));
}

/** Opens what `sealUnder` gave; `null` for another secret, purpose or binding, and for whatever was altered. */
export async function openUnder(
  secret: Uint8Array,
  label: string,
  bound: Uint8Array,
  sealed: Uint8Array,
): Promise<Uint8Array | null> {
  if (sealed.length < SALT + TAG) return null;
  const key = await messageKey(secret, sealed.subarray(0, SALT), label, 'decrypt');
  const how = { name: 'AES-GCM', iv: NONCE, additionalData: web(bound) };
  return crypto.subtle.decrypt(how, key, web(sealed.subarray(SALT))).then(
    (plain) => new Uint8Array(plain),
    () => null,
  );
}
