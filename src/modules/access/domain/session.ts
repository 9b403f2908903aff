import type { Id } from '../../../kernel/ids.ts';

/**
 * Being signed in. Source: 50-access.md (opaque, hashed at rest, 15 minutes' idle warning, 8 hours at most, listed and
 * revocable by its owner); OWASP ASVS 5.0 chapter 7.
 */

/** One signed-in browser, as its owner sees it in their list; not the secret in the cookie. */
export type SessionId = Id<'session'>;

/** How a session's owner proved who they are. `enrolling`: password given, second factor still to be set up. */
export type SessionMethod = 'totp' | 'passkey' | 'openid' | 'demo' | 'enrolling';
