/** What all routes of those who receive disclosures are given, and how their requests are read. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { RecipientSession } from '../../../../kernel/access-check.ts';
import { recipientCookieName } from '../../../../kernel/access-check.ts';
import type { FindRecipient } from '../../../../platform/http/guard-routes.ts';
import type { createPasskeys } from '../../../../platform/sessions/passkeys.ts';
import type { Spine, Who } from '../../../../platform/transaction.ts';
import type { AssetNames } from '../../../../ui/index.ts';
import { readBase64url } from '../../domain/base64url.ts';
import { isLive, LONGEST_HOURS } from '../../domain/recipient.ts';
import type { KeptProofs } from '../../store/recipient-proofs.store.ts';
import { findSession, touchSession } from '../../store/recipient-sessions.store.ts';

export interface RecipientsWeb {
  /** Over the pool of the role that keeps disclosures, with their own log of events: never the ledger. */
  readonly spine: Spine;
  readonly proofs: KeptProofs;
  /** Seals where they are told that something is waiting: 32 bytes outside the database. */
  readonly contactKey: Uint8Array;
  readonly passkeys: ReturnType<typeof createPasskeys>;
  readonly assets: AssetNames;
  readonly areaName: string;
  /** Reached over HTTPS. */
  readonly secure: boolean;
  /** Scheme and host that Heed is reached at; `null` in the demo: then as the browser says. */
  readonly baseUrl: string | null;
}

/** Nobody with an account of Heed's: which keys did it is in the event. */
export const BY_KEYS: Who = { actor: { kind: 'public' }, basis: null };

/** Bytes as URL-safe base64 text, so many of them. */
export function bytes(least: number, most = least) {
  return z
    .string()
    .max(Math.ceil((most * 4) / 3) + 2)
    .transform((text, ctx) => {
      const read = readBase64url(text);
      if (read && read.length >= least && read.length <= most) return read;
      ctx.addIssue({ code: 'custom', message: `not ${least} to ${most} bytes in base64url` });
      return z.NEVER;
    });
}

/** Whoever the guard let in. */
export function recipientOf(request: FastifyRequest): RecipientSession {
  if (!request.recipient) throw new Error('a route for recipients without its guard');
  return request.recipient;
}

/** Gives the browser its session; an empty token takes it away. */
export function setRecipientCookie(reply: FastifyReply, web: RecipientsWeb, token: string): void {
  reply.setCookie(recipientCookieName(web.secure), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: web.secure,
    maxAge: token === '' ? 0 : LONGEST_HOURS * 3600,
  });
}

/** Recognises somebody by their cookie, for the guard before every route. */
export function createRecipientFinder(
  web: Pick<RecipientsWeb, 'spine' | 'proofs' | 'secure'>,
): FindRecipient {
  const { db, clock } = web.spine;
  return {
    cookie: recipientCookieName(web.secure),
    find: async (token) => {
      const hash = web.proofs.hashToken(token);
      const session = await findSession(db, hash);
      const wall = clock.wall();
      if (!session || !isLive(session, wall)) return null;
      await touchSession(db, hash, wall);
      return { keyId: session.keyId, csrf: session.csrf };
    },
  };
}
