import type { AccountId, AgencyId, Id, PostId } from '../../../kernel/ids.ts';

/**
 * Being signed in. Source: 50-access.md (opaque, hashed at rest, 15 minutes' idle warning, 8 hours at most, listed and
 * revocable by its owner); OWASP ASVS 5.0 chapter 7. A social worker called away for twenty minutes must find nothing
 * lost, and nobody else must find them still signed in.
 */

/** One signed-in browser, as its owner sees it in their list; not the secret in the cookie. */
export type SessionId = Id<'session'>;

/** How a session's owner proved who they are. `demo`: by one click, in a demonstration only. */
export type SessionMethod = 'totp' | 'passkey' | 'openid' | 'demo';

/** Idle for this long, the session lapses: what was typed has been kept and is given back after sign-in. */
export const IDLE_END_SECONDS = 20 * 60;
/** However busy, a session lapses this long after sign-in. */
export const LONGEST_SECONDS = 8 * 60 * 60;
/** How long a lapsed session is still known, so that a form sent from it can be kept for its owner. */
export const REMEMBERED_SECONDS = 24 * 60 * 60;

/** What is known of a session, in wall time. */
export interface SessionTimes {
  readonly createdAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}

/**
 * `live`: signed in. `lapsed`: too long idle or too old, but what it sends may be kept for its owner. `ended`: signed
 * out, revoked or forgotten; nothing is taken from it.
 */
export type SessionState = 'live' | 'lapsed' | 'ended';

function secondsBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return (to.epochMilliseconds - from.epochMilliseconds) / 1000;
}

/** The state of a session at `wall`. */
export function deriveSessionState(session: SessionTimes, wall: Temporal.Instant): SessionState {
  if (session.endedAt !== null) return 'ended';
  const age = secondsBetween(session.createdAt, wall);
  const idle = secondsBetween(session.seenAt, wall);
  if (age < LONGEST_SECONDS && idle < IDLE_END_SECONDS) return 'live';
  return idle < REMEMBERED_SECONDS ? 'lapsed' : 'ended';
}

/** One of a person's own sessions, for their list of them. */
export interface OwnSession {
  readonly id: SessionId;
  readonly account: AccountId;
  readonly method: SessionMethod;
  /** The browser, as it named itself, shortened. */
  readonly device: string;
  readonly createdAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
}

/**
 * Which post somebody acts in: the one they chose while they hold it, else their only one, else none.
 * @param held the posts held now
 */
export function deriveHat(held: readonly PostId[], chosen: PostId | null): PostId | null {
  if (chosen !== null && held.includes(chosen)) return chosen;
  const [only, ...others] = held;
  return only !== undefined && others.length === 0 ? only : null;
}

/** A session about to begin. */
export interface NewSession {
  readonly id: SessionId;
  readonly tokenHash: Uint8Array;
  readonly account: AccountId;
  readonly csrf: string;
  readonly method: SessionMethod;
  readonly device: string;
  readonly post: PostId | null;
  /** Wall time. */
  readonly at: Temporal.Instant;
}

/** A session found by its cookie, with what a request needs to know of its owner. */
export interface FoundSession extends SessionTimes {
  readonly id: SessionId;
  readonly account: AccountId;
  readonly name: string;
  readonly agency: AgencyId;
  readonly csrf: string;
  readonly chosen: PostId | null;
  /** The posts held as of the domain instant asked about. */
  readonly held: readonly {
    readonly post: PostId;
    readonly name: string;
    readonly agency: AgencyId;
    readonly functions: readonly string[];
  }[];
}
