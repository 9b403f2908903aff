import { deriveKey, hmac } from '../../../platform/crypto.ts';

/**
 * What is kept of what somebody's passphrase shows to the server (`Unlocking.auth`): its HMAC under a key that is in no database.
 * `secret` is the one that all keys of recipients are derived from. 32 bytes.
 */
export function hashAuth(secret: Uint8Array, auth: Uint8Array): Uint8Array {
  return hmac(deriveKey(secret, 'disclosures.recipients auth'), auth);
}
