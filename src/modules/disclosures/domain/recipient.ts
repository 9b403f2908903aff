/**
 * Those who receive sealed disclosures, as the server knows them: by keys, and by a handle they made up. Source: 70-disclosures.md
 * 9.3, 9.8 (no sign-in of an employer's). Nobody's name is among it: names are in the signed roster.
 */

/** What is kept of one of them. */
export interface Recipient {
  /** 16 bytes, worked out from both public keys. */
  readonly keyId: Uint8Array;
  readonly handle: string;
  /** P-256 point of 65 bytes that is sealed to. */
  readonly sealKey: Uint8Array;
  /** Ed25519 key of 32 bytes that their signatures are checked by. */
  readonly signKey: Uint8Array;
  /** Of the passphrase: 16 bytes. */
  readonly salt: Uint8Array;
  readonly authHash: Uint8Array;
  /** Their private keys, under what never leaves their browser. */
  readonly wrapped: Uint8Array;
}

/** A passkey of theirs, which unwraps the same keys. */
export interface RecipientPasskey {
  readonly credential: Uint8Array;
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  /** What the passkey's secret is asked for with: 32 bytes. */
  readonly prfSalt: Uint8Array;
  readonly wrapped: Uint8Array;
}

/** One signed-in browser. Times are the machine's. */
export interface KeptSession {
  readonly hash: Uint8Array;
  readonly keyId: Uint8Array;
  readonly csrf: string;
  readonly beganAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
}

/** Nothing heard for so long, and the session is over. */
export const IDLE_MINUTES = 30;
/** However busy, it is over after so many hours. */
export const LONGEST_HOURS = 8;
/** How long a challenge may be answered, in seconds: argon2id was done before it was given. */
export const CHALLENGE_SECONDS = 120;

/** Whether a session is still one at `wall`. */
export function isLive({ beganAt, seenAt }: KeptSession, wall: Temporal.Instant): boolean {
  const idle = wall.epochMilliseconds - seenAt.epochMilliseconds;
  const age = wall.epochMilliseconds - beganAt.epochMilliseconds;
  return idle < IDLE_MINUTES * 60_000 && age < LONGEST_HOURS * 3_600_000;
}

/**
 * After `free` wrong passphrases the next waits, twice as long each time, `longestWaitSeconds` at most. As for accounts, so that a
 * hundred guesses sent at once are a hundred. Each costs whoever guesses 64 MiB and some seconds besides.
 */
export const GUESSES = {
  free: 5,
  firstWaitSeconds: 15,
  longestWaitSeconds: 900,
  forgottenHours: 24,
} as const;
