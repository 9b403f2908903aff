import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runQuery } from '../../../platform/run-query.ts';
import type { FormErrors } from '../../../ui/index.ts';
import { findProofs, listPasskeys } from '../store/proofs.store.ts';
import { listSessions } from '../store/sessions.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { sessionOf } from './own-session.routes.ts';
import { renderOwnSignIn } from './own-sign-in.page.ts';

const own = { action: 'access.manage-own-sign-in' } as const;

/** Where somebody is signed in, and what they prove themself with. */
export function ownProofsRoutes(app: FastifyInstance, web: AccessWeb): void {
  async function show(request: FastifyRequest, reply: FastifyReply, errors?: FormErrors) {
    const { id, csrf } = sessionOf(request);
    const { actor } = request.who;
    const found = await runQuery(web.spine, request.who, async (tx, ctx) => {
      if (actor.kind !== 'account') return { ok: false, refusal: { code: 'access.not-signed-in' } };
      const value = {
        sessions: await listSessions(tx, actor.account, ctx.wall),
        passkeys: await listPasskeys(tx, actor.account),
        proofs: await findProofs(tx, actor.account),
      };
      return { ok: true, value, entries: [] };
    });
    if (!found.ok) return reply.redirect('/sign-in', 303);
    const { sessions, passkeys, proofs } = found.value;
    const body = renderOwnSignIn({
      sessions,
      passkeys,
      current: id,
      csrf,
      hasCode: proofs.hasCode,
      hasPassword: proofs.password !== null,
      ...(errors ? { errors } : {}),
    });
    const page = web.frame(request, {
      title: 'Your sign-in',
      body,
      ...(errors ? { errors: errors.summary } : {}),
    });
    return reply
      .code(errors ? 422 : 200)
      .type('text/html; charset=utf-8')
      .send(page.toString());
  }

  app.get(
    '/account',
    { config: { access: own, records: { nothing: 'shows one’s own sign-in' } } },
    async (request, reply) => show(request, reply),
  );
}
