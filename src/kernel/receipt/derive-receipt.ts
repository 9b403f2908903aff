/**
 * What is derived from a receipt. Source: 70-disclosures.md 9.4; RFC 5869 (HKDF), RFC 2104 (HMAC), SHA-256.
 * The server keeps only `lookup`, made with a pepper that is not in the database, so that whoever copies the database
 * cannot test a guess. Synchronous and from @noble/hashes, so that the server and the browser run the same code
 * (docs/decisions/0300); WebCrypto gives the same bytes, and the tests say so.
 */
import { expand, extract } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { RECEIPT_BYTES } from './receipt.ts';

/** What a receipt gives its holder: 32 bytes each. */
export interface ReceiptKeys {
  /** Sent to the server, in a body and never in an address, to find the concern. */
  readonly token: Uint8Array;
  /** AES-256 key that wraps the reporter's copies of a sealed disclosure's keys. Never leaves the browser. */
  readonly wrap: Uint8Array;
  /** Ed25519 seed that signs the reporter's replies to a sealed disclosure. Never leaves the browser. */
  readonly sign: Uint8Array;
}

/**
 * The salt of a deployment, from a name that is public and never changes ("heed" unless an area chose its own): the same words
 * given under two names find nothing in common.
 */
export function receiptSalt(deployment: string): Uint8Array {
  return new TextEncoder().encode(`heed receipt 1 ${deployment}`);
}

function label(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/**
 * Derives the three keys of a receipt. `thread` 0 is what was told; 1 is the thread linked to it that the same receipt opens and that
 * nobody else can tell is linked (70-disclosures.md 9.10). Throws `TypeError` unless the secret is exactly ten bytes.
 */
export function deriveReceiptKeys(secret: Uint8Array, salt: Uint8Array, thread: 0 | 1 = 0): ReceiptKeys {
  if (secret.length !== RECEIPT_BYTES) throw new TypeError(`a receipt is ${RECEIPT_BYTES} bytes`);
  const root = extract(sha256, secret, salt);
  const of = (purpose: string) => label(thread === 0 ? purpose : `${purpose} ${thread}`);
  return {
    token: expand(sha256, root, of('auth'), 32),
    wrap: expand(sha256, root, of('wrap'), 32),
    sign: expand(sha256, root, of('sign'), 32),
  };
}

/** What the database keeps of a receipt: HMAC-SHA-256 under the pepper of SHA-256 of the token. 32 bytes. */
export function deriveReceiptLookup(token: Uint8Array, pepper: Uint8Array): Uint8Array {
  return hmac(sha256, pepper, sha256(token));
}
