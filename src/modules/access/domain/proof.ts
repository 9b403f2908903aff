import type { AccountId } from '../../../kernel/ids.ts';

/**
 * What people prove themselves with. Source: 50-access.md (argon2id, TOTP or passkey, no SMS; a second factor of
 * everyone); NIST SP 800-63B (a passkey with user verification is two factors in one).
 */

/** What somebody can prove themself with. */
export interface Proofs {
  /** Argon2id in PHC form; null when they have no password. */
  readonly password: string | null;
  readonly hasCode: boolean;
  readonly passkeys: number;
}

/** A passkey as it is kept. */
export interface Passkey {
  readonly credential: string;
  readonly account: AccountId;
  readonly publicKey: Uint8Array;
  /** How often the authenticator says it was used; 0 where it doesn't count. */
  readonly counter: number;
  readonly transports: readonly string[];
  /** What its owner calls it. */
  readonly name: string;
  readonly createdAt: Temporal.Instant;
}

/** A sign-in half done. `expected` is what the next step has to match. */
export interface SignIn {
  readonly account: AccountId | null;
  readonly stage: 'invited' | 'first-factor' | 'passkey' | 'openid';
  readonly expected: Readonly<Record<string, string>>;
  readonly returnTo: string;
}

/** What an OpenID provider says of somebody, already verified. */
export interface OpenIdClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** The provider says that they gave a second factor there. */
  readonly secondFactor: boolean;
}

/** How long a half-done sign-in waits for its next step. */
export const SIGN_IN_MINUTES = 15;
/** How long an invitation may be taken up. */
export const INVITATION_HOURS = 48;
