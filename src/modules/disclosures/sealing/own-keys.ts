/**
 * The keys of somebody who receives disclosures: made in their browser, and kept by the server only wrapped under what a passphrase
 * or a passkey gives. Source: 70-disclosures.md 9.3; the preface (argon2id from @noble/hashes, no WebAssembly); RFC 9106.
 */
import { argon2idAsync } from '@noble/hashes/argon2.js';
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import { readBase64url } from '../domain/base64url.ts';
import { keyIdOf } from '../domain/roster-hash.ts';
import { makeSealingPair } from './envelope.ts';
import { publicKeyOf } from './signature.ts';
import { openUnder, randomBytes, sealUnder, web } from './web-crypto.ts';

/** What only they hold: 32 bytes each, to be sealed to and to sign with. */
export interface OwnSecrets {
  readonly seal: Uint8Array;
  readonly sign: Uint8Array;
}

/** What goes into the roster, with its id: the first 16 bytes of SHA-256 over both keys. */
export interface OwnPublic {
  readonly keyId: Uint8Array;
  readonly seal: Uint8Array;
  readonly sign: Uint8Array;
}

/** New keys. */
export async function makeOwnKeys(): Promise<{ readonly secrets: OwnSecrets; readonly open: OwnPublic }> {
  const pair = await makeSealingPair();
  const sign = randomBytes(32);
  const signOpen = await publicKeyOf(sign);
  const keyId = readBase64url(keyIdOf(pair.open, signOpen)) ?? new Uint8Array();
  return {
    secrets: { seal: pair.secret, sign },
    open: { keyId, seal: pair.open, sign: signOpen },
  };
}

/**
 * What a passphrase or a passkey gives: `auth` is shown to the server, which then hands out the wrapped keys; `wrap` never leaves the
 * browser. From one the other can't be told.
 */
export interface Unlocking {
  readonly auth: Uint8Array;
  readonly wrap: Uint8Array;
}

/** Both, from 32 bytes that a passphrase was stretched to, or that a passkey gave. */
export async function unlockByRoot(root: Uint8Array): Promise<Unlocking> {
  const key = await crypto.subtle.importKey('raw', web(root), 'HKDF', false, ['deriveBits']);
  const derive = async (label: string) => {
    const how = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: web(utf8(label)) };
    return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256));
  };
  return { auth: await derive('heed recipient auth 1'), wrap: await derive('heed recipient wrap 1') };
}

/** 64 MiB, three passes: about two seconds on an office computer, which is what every guess then costs too. */
export const PASSPHRASE_COST = { t: 3, m: 65_536, p: 1, dkLen: 32 } as const;

/** A passphrase as it is stretched. Spaces around and between words and the forms that one letter has in Unicode make no difference. */
export function passphraseBytes(passphrase: string): Uint8Array {
  return utf8(passphrase.normalize('NFKC').trim().replace(/\s+/g, ' '));
}

/** `onProgress` hears from 0 to 1. */
export async function unlockByPassphrase(
  passphrase: string,
  salt: Uint8Array,
  onProgress?: (done: number) => void,
): Promise<Unlocking> {
  const cost = { ...PASSPHRASE_COST, ...(onProgress ? { onProgress } : {}) };
  return unlockByRoot(await argon2idAsync(passphraseBytes(passphrase), salt, cost));
}

/** From a passkey's PRF secret (WebAuthn `prf` extension): 32 bytes that only that passkey gives, for this salt. */
export async function unlockByPasskey(prf: Uint8Array): Promise<Unlocking> {
  return unlockByRoot(prf);
}

/** The secrets as the server keeps them. */
export async function wrapOwnKeys(
  { wrap }: Unlocking,
  keyId: Uint8Array,
  secrets: OwnSecrets,
): Promise<Uint8Array> {
  return sealUnder(wrap, 'heed own keys 1', keyId, concatBytes(secrets.seal, secrets.sign));
}

/** The secrets again; `null` where passphrase or passkey is another, or the server changed what it keeps. */
export async function unwrapOwnKeys(
  { wrap }: Unlocking,
  keyId: Uint8Array,
  wrapped: Uint8Array,
): Promise<OwnSecrets | null> {
  const plain = await openUnder(wrap, 'heed own keys 1', keyId, wrapped);
  return plain?.length === 64 ? { seal: plain.slice(0, 32), sign: plain.slice(32) } : null;
}
