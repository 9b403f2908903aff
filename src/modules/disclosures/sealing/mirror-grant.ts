/**
 * Who may copy the log of disclosures: a machine of an organisation whose recipient, by their own signing key, said so. It holds none
 * of the recipient's keys, opens nothing, and its grant ends with the recipient's place in the roster. Source: 70-disclosures.md 9.8.
 */
import { readBase64url, toBase64url } from '../domain/base64url.ts';
import { isSigned, signParts } from './signature.ts';

/** A recipient's word that the holder of a mirror's key may copy the log. */
export interface MirrorGrant {
  /** The recipient's key id, 16 bytes, and their signature, 64. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array;
}

/** Grants it, as a line to be kept by the mirror. `mirror`: its public key, 32 bytes. */
export async function grantMirror(seed: Uint8Array, keyId: Uint8Array, mirror: Uint8Array): Promise<string> {
  return `${toBase64url(keyId)}.${toBase64url(await signParts(seed, 'heed mirror 1', keyId, mirror))}`;
}

/** Reads such a line; `null` for whatever is none. */
export function readGrant(text: string): MirrorGrant | null {
  const [keyId, signature] = text.split('.').map(readBase64url);
  return keyId?.length === 16 && signature?.length === 64 ? { keyId, signature } : null;
}

/** Whether the recipient with this signing key granted exactly this to exactly this mirror. */
export async function isGranted(
  signKey: Uint8Array,
  { keyId, signature }: MirrorGrant,
  mirror: Uint8Array,
): Promise<boolean> {
  return isSigned(signKey, signature, 'heed mirror 1', keyId, mirror);
}

/** Asks for the log from event `from` on: good for that day alone. 64 bytes. */
export async function signLogRequest(seed: Uint8Array, from: number, day: string): Promise<Uint8Array> {
  return signParts(seed, 'heed log 1', from, day);
}

/** Whether the mirror with this key asked exactly this. */
export async function isLogRequest(
  mirror: Uint8Array,
  signature: Uint8Array,
  from: number,
  day: string,
): Promise<boolean> {
  return isSigned(mirror, signature, 'heed log 1', from, day);
}
