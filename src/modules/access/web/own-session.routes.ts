import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../../kernel/ids.ts';
import { localPath } from '../../../platform/http/guard-routes.ts';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { formErrors } from '../../../ui/index.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import type { SessionId } from '../domain/session.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { clearSessionCookie } from './finish-sign-in.routes.ts';
import { renderHats } from './own-sign-in.page.ts';
import { hatForm } from './sign-in.form.ts';

const own = { action: 'access.manage-own-sign-in' } as const;

/** Which session a request belongs to. Throws when nobody is signed in: the guard should have seen to that. */
export function sessionOf(request: FastifyRequest) {
  if (!request.session) throw refuseRequest('http.sign-in-first');
  return { ...request.session, id: request.session.id as SessionId };
}

/** Signing out, ending sessions left open elsewhere, and choosing a hat. */
export function ownSessionRoutes(app: FastifyInstance, web: AccessWeb): void {
  const { spine, frame, cookies, commands } = web;

  app.post(
    '/sign-out',
    {
      config: {
        access: { public: 'signing out', identify: true, recordedAs: own.action },
        records: 'access.signed-out',
      },
    },
    async (request, reply) => {
      if (request.session) {
        const { id } = sessionOf(request);
        const input = { session: id, why: 'signed-out' } as const;
        await runCommand(spine, request.who, (tx, ctx) => commands.endSession(tx, ctx, input));
      }
      clearSessionCookie(reply, cookies);
      // Nothing else was left in the browser: every page is sent with `no-store`, and no page keeps anything.
      return reply.redirect('/sign-in', 303);
    },
  );

  app.get(
    '/account/stay',
    { config: { access: own, records: { nothing: 'says that somebody is still there' } } },
    async (_request, reply) => reply.code(204).send(),
  );

  app.post<{ Params: { id: string } }>(
    '/account/sessions/:id/end',
    { config: { access: own, records: 'access.session-revoked' } },
    async (request, reply) => {
      const { id } = request.params;
      if (!isId(id)) throw refuseRequest('http.not-found');
      const input = { session: id, why: 'revoked' } as const;
      const result = await runCommand(spine, request.who, (tx, ctx) => commands.endSession(tx, ctx, input));
      if (!result.ok) throw new RefusedRequest(result.refusal);
      return reply.redirect('/account', 303);
    },
  );

  const showHats = (
    request: FastifyRequest,
    reply: FastifyReply,
    next: string,
    wrong?: 'missing' | 'not-held',
  ) => {
    const { hats, csrf } = sessionOf(request);
    const { actor } = request.who;
    const errors = wrong && formErrors([{ code: `access.hat-${wrong}`, field: 'post' }], ACCESS_REFUSALS);
    const worn = actor.kind === 'account' ? actor.post : null;
    const body = renderHats({ hats, worn, next, csrf, ...(errors ? { errors } : {}) });
    const page = frame(request, {
      title: 'Which post are you working as?',
      body,
      ...(errors ? { errors: errors.summary } : {}),
    });
    return reply
      .code(wrong ? 422 : 200)
      .type('text/html; charset=utf-8')
      .send(page.toString());
  };

  app.get(
    '/hat',
    { config: { access: own, records: { nothing: 'shows one’s own posts' } } },
    async (request, reply) => showHats(request, reply, localPath(hatForm.parse(request.query).next)),
  );

  app.post('/hat', { config: { access: own, records: 'access.hat-chosen' } }, async (request, reply) => {
    const { post, next } = hatForm.parse(request.body);
    if (!isId(post)) return showHats(request, reply, localPath(next), 'missing');
    const input = { session: sessionOf(request).id, post };
    const result = await runCommand(spine, request.who, (tx, ctx) => commands.chooseHat(tx, ctx, input));
    if (!result.ok) return showHats(request, reply, localPath(next), 'not-held');
    return reply.redirect(localPath(next), 303);
  });
}
