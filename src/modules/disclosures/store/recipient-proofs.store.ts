/**
 * What is worked out with keys that are outside the database: so that a copy of it tests no passphrase, no code and no handle.
 * Challenges are kept nowhere: each carries whose it is and until when, under a key of the server's.
 */
import { randomBytes } from 'node:crypto';
import { deriveKey, hmac } from '../../../platform/crypto.ts';
import { hashToken, makeToken, sameBytes } from '../../../platform/sessions/opaque-token.ts';
import { decodeParts, encodeParts, readNumber } from '../domain/encode.ts';
import { CHALLENGE_SECONDS } from '../domain/recipient.ts';
import type { RecipientProofs } from '../ports/recipients.ports.ts';
import { isSigned } from '../sealing/signature.ts';
import { hashAuth } from './hash-auth.store.ts';

/** All of them, and what is asked before anybody is known. */
export interface KeptProofs extends RecipientProofs {
  /** The salt that a handle nobody has is answered with: the same each time, and like one that somebody has. */
  fakeSalt(handle: string): Uint8Array;
  /** Names a handle for counting guesses at it. */
  guessKey(handle: string): Uint8Array;
  isAuth(auth: Uint8Array, hash: Uint8Array): boolean;
  /** Carries a passkey's challenge to the browser and back. */
  makeTicket(challenge: string, wall: Temporal.Instant): Uint8Array;
  readTicket(ticket: Uint8Array, wall: Temporal.Instant): string | null;
}

const seconds = (wall: Temporal.Instant) => Math.floor(wall.epochMilliseconds / 1000);

/** `secret`: 32 bytes kept outside the database; all keys here are derived from it. */
export function createRecipientProofs(secret: Uint8Array): KeptProofs {
  const key = (purpose: string) => deriveKey(secret, `disclosures.recipients ${purpose}`);
  const keys = {
    invitation: key('invitation'),
    salt: key('salt'),
    guess: key('guess'),
    challenge: key('challenge'),
    ticket: key('ticket'),
    session: key('session'),
  };
  const carry = (under: Uint8Array, about: Uint8Array, wall: Temporal.Instant) => {
    const told = encodeParts(about, randomBytes(16), seconds(wall) + CHALLENGE_SECONDS);
    return encodeParts(told, hmac(under, told));
  };
  const carried = (under: Uint8Array, bytes: Uint8Array, wall: Temporal.Instant): Uint8Array | null => {
    const [told, mac] = decodeParts(bytes, 2) ?? [];
    if (!told || !mac || !sameBytes(mac, hmac(under, told))) return null;
    const [about, , until] = decodeParts(told, 3) ?? [];
    return about && (readNumber(until) ?? 0) >= seconds(wall) ? about : null;
  };
  return {
    hashInvitation: (code) => hmac(keys.invitation, code),
    hashAuth: (auth) => hashAuth(secret, auth),
    isAuth: (auth, hash) => sameBytes(hashAuth(secret, auth), hash),
    fakeSalt: (handle) => hmac(keys.salt, handle).subarray(0, 16),
    guessKey: (handle) => hmac(keys.guess, handle),
    makeChallenge: (keyId, wall) => carry(keys.challenge, keyId, wall),
    readChallenge: (challenge, wall) => carried(keys.challenge, challenge, wall),
    makeTicket: (challenge, wall) => carry(keys.ticket, Buffer.from(challenge, 'utf8'), wall),
    readTicket: (ticket, wall) => {
      const about = carried(keys.ticket, ticket, wall);
      return about && Buffer.from(about).toString('utf8');
    },
    sessionToken: (challenge) => hmac(keys.session, challenge).toString('base64url'),
    hashToken,
    makeToken,
    isAnswered: (by, signature, ...parts) => isSigned(by, signature, 'heed challenge 1', ...parts),
  };
}
