import type { Caller, IdentifyCaller, UnsentForms } from '../../../kernel/access-check.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { Db } from '../../../platform/db.ts';
import { hashToken } from '../../../platform/sessions/opaque-token.ts';
import { deriveHat, deriveSessionState, type FoundSession } from '../domain/session.ts';
import { findApiToken } from './api-clients.store.ts';
import { findSession, touchSession } from './sessions.store.ts';

/** Recognises callers, and those whose session has lapsed but whose typing must not be lost. */
export interface Callers extends IdentifyCaller {
  /** Whose lapsed session this cookie names; null when it names none, or one that was ended. */
  readonly ownerOfLapsed: UnsentForms['ownerOf'];
}

/** Our tokens are 43 characters of base64url; anything else isn't worth a look-up. */
const TOKEN = /^[\w-]{43}$/;

function toCaller(session: FoundSession): Caller {
  const hats = session.held.map(({ post, name }) => ({ post, name }));
  const post = deriveHat(
    hats.map((hat) => hat.post),
    session.chosen,
  );
  const worn = session.held.find((hat) => hat.post === post);
  return {
    actor: { kind: 'account', account: session.account, post, agency: worn?.agency ?? session.agency },
    session: {
      id: session.id,
      csrf: session.csrf,
      name: session.name,
      hats,
      functions: [...new Set(session.held.flatMap((hat) => hat.functions))],
    },
  };
}

/** Recognises callers by cookie or bearer token, each in one round trip. */
export function createCallers(db: Db, clock: Clock): Callers {
  async function find(cookie: string | null): Promise<FoundSession | undefined> {
    if (cookie === null || !TOKEN.test(cookie)) return undefined;
    return findSession(db, hashToken(cookie), clock.domain());
  }

  async function ofSystem(bearer: string): Promise<Caller | null> {
    const found = TOKEN.test(bearer) ? await findApiToken(db, hashToken(bearer), clock.wall()) : undefined;
    if (!found) return null;
    const { client, agency, scopes } = found;
    return { actor: { kind: 'client', client, agency, scopes }, session: null };
  }

  return {
    identify: async ({ sessionCookie, bearer }) => {
      if (bearer !== null) return ofSystem(bearer);
      const session = await find(sessionCookie);
      const wall = clock.wall();
      if (!session || deriveSessionState(session, wall) !== 'live') return null;
      if (wall.epochMilliseconds - session.seenAt.epochMilliseconds > 60_000)
        await touchSession(db, session.id, wall);
      return toCaller(session);
    },
    ownerOfLapsed: async ({ sessionCookie }) => {
      const session = await find(sessionCookie);
      return session && deriveSessionState(session, clock.wall()) === 'lapsed' ? session.account : null;
    },
  };
}
