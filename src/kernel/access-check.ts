import type { Actor } from './actor.ts';
import type { RecordRef } from './entry.ts';
import type { AccountId, PostId } from './ids.ts';

/**
 * What the access rules say of one act. Source: 50-access.md; the rules themselves are in policies/*.cedar.
 * `basis` is the id of the rule that decided, and goes into the ledger entry: the permit that allowed it, or the
 * forbid that refused it; `null` when nothing permits it.
 */
export type AccessVerdict =
  | { readonly allowed: true; readonly basis: string }
  | { readonly allowed: false; readonly basis: string | null };

/** Asks the access rules. Implemented by the access module; the same rules filter lists in SQL. */
export interface AccessCheck {
  /**
   * May `actor` do `action` ("concerns.open-concern") to `resource` (`null`: to nothing in particular)? `functions`: what the posts
   * are for that recognising somebody signed in has just read; they are read where it is left out.
   */
  decide(
    actor: Actor,
    action: `${string}.${string}`,
    resource: RecordRef | null,
    functions?: readonly string[],
  ): Promise<AccessVerdict>;
}

/** A signed-in session, as pages need it. */
export interface SessionInfo {
  /** Names the session for the person's own list of sessions. Never the cookie's secret. */
  readonly id: string;
  /** The token that every form of this session carries in its field `_csrf`, or a script in the header `x-csrf-token`. */
  readonly csrf: string;
  /** The signed-in person's name, for the head of the page. */
  readonly name: string;
  /** Every post they hold now, by name; the one they act in is the actor's. */
  readonly hats: readonly { readonly post: PostId; readonly name: string }[];
  /** What those posts are for: which links are shown. What is let through is asked of the rules each time. */
  readonly functions: readonly string[];
}

/** Somebody recognised by a cookie or a bearer token. */
export interface Caller {
  readonly actor: Actor;
  /** `null` for an agency's system: it has no forms and no cookies. */
  readonly session: SessionInfo | null;
}

/** What a request offers as proof of who sends it. */
export interface Credentials {
  /** Value of the session cookie, as sent. */
  readonly sessionCookie: string | null;
  /** What follows `Authorization: Bearer `, as sent. */
  readonly bearer: string | null;
}

/** Somebody who receives sealed disclosures, recognised by their own cookie. No account of Heed's, and no name. */
export interface RecipientSession {
  /** Which keys they signed in by: 16 bytes. */
  readonly keyId: Uint8Array;
  /** Comes back in the header `x-csrf-token` with each change. */
  readonly csrf: string;
}

/** Recognises callers. Implemented by the access module; `null` when expired, revoked, unknown or forged. */
export interface IdentifyCaller {
  identify(credentials: Credentials): Promise<Caller | null>;
}

/** The cookie that carries the session's secret: `__Host-` needs HTTPS, so the demo on plain HTTP goes without it. */
export function sessionCookieName(secure: boolean): string {
  return secure ? '__Host-heed' : 'heed';
}

/** The cookie of somebody who receives sealed disclosures: never the one of an account. */
export function recipientCookieName(secure: boolean): string {
  return secure ? '__Host-heed-recipient' : 'heed-recipient';
}

/**
 * Forms that arrive after their session has lapsed. A timeout must lose nothing that was typed (50-access.md): the form
 * is kept for the session's owner and given back after they sign in.
 */
export interface UnsentForms {
  /** Whose lapsed session the cookie names; `null` when it names none, or one that was signed out or revoked. */
  ownerOf(credentials: Credentials): Promise<AccountId | null>;
  /** Keeps what was sent to `path`, without its token. */
  keep(owner: AccountId, path: string, fields: Readonly<Record<string, unknown>>): Promise<void>;
}
