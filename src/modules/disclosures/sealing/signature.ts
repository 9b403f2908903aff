/**
 * Who wrote what: Ed25519 (RFC 8032) by a library, because browsers of five years ago do not have it. Signs what `encodeParts`
 * makes, under a label that says what is signed, so that a signature of one kind is never one of another.
 */
import { getPublicKeyAsync, signAsync, verifyAsync } from '@noble/ed25519';
import { encodeParts, type Part } from '../domain/encode.ts';

/** What is signed: a sentence as one row of bytes, its kind first. */
export type SignedKind =
  | 'heed item 1'
  | 'heed report 1'
  | 'heed statement 1'
  | 'heed act 1'
  | 'heed challenge 1'
  | 'heed head 1'
  | 'heed mirror 1'
  | 'heed log 1';

/** The public key, 32 bytes, of a seed of 32 bytes. */
export async function publicKeyOf(seed: Uint8Array): Promise<Uint8Array> {
  return getPublicKeyAsync(seed);
}

/** Signs; 64 bytes. */
export async function signParts(
  seed: Uint8Array,
  kind: SignedKind,
  ...parts: readonly Part[]
): Promise<Uint8Array> {
  return signAsync(encodeParts(kind, ...parts), seed);
}

/** Whether `signature` is the key's over these very bytes. Never throws. */
export async function verifyBytes(
  signature: Uint8Array,
  message: Uint8Array,
  publicKey: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  return verifyAsync(signature, message, publicKey, { zip215: false }).catch(() => false);
}

/** Whether `signature` is by the holder of `publicKey`, of exactly this. Never throws: what is no key or signature has signed nothing. */
export async function isSigned(
  publicKey: Uint8Array,
  signature: Uint8Array,
  kind: SignedKind,
  ...parts: readonly Part[]
): Promise<boolean> {
  return verifyBytes(signature, encodeParts(kind, ...parts), publicKey);
}
