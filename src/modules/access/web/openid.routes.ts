import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../kernel/refusal.ts';
import { localPath } from '../../../platform/http/guard-routes.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { formErrors } from '../../../ui/index.ts';
import { SIGN_IN_MINUTES } from '../domain/proof.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import type { OpenId } from '../ports.ts';
import { dropSignIn, findSignIn, saveSignIn } from '../store/sign-ins.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { describeDevice, enterSession, readSignInCookie, setSignInCookie } from './finish-sign-in.routes.ts';
import { originOf } from './passkey-sign-in.routes.ts';
import { signInForm } from './sign-in.form.ts';
import { renderSignIn } from './sign-in.page.ts';
import { NEXT_PAGE } from './sign-in.routes.ts';

const config = {
  access: { public: 'signing in', identify: true },
  rateLimit: limitTo(300, 5),
} as const;

/** Signing in with the area's own service: away to it, and back. */
export function openIdRoutes(app: FastifyInstance, web: AccessWeb, openId: OpenId): void {
  function refuse(
    request: FastifyRequest,
    reply: FastifyReply,
    code: 'access.openid-wrong' | 'access.openid-away' | 'access.no-account-for-you',
  ) {
    const refusal: Refusal = { code };
    const errors = formErrors([refusal], ACCESS_REFUSALS);
    const ways = { local: web.localAccounts, openId: true, demo: web.demo };
    const body = renderSignIn({ ways, next: localPath(undefined), errors });
    const page = web.frame(request, { title: 'Sign in', body, errors: errors.summary });
    return reply.code(ACCESS_REFUSALS[code].status).type('text/html; charset=utf-8').send(page.toString());
  }

  app.get(
    '/sign-in/openid',
    { config: { ...config, records: { nothing: 'sends somebody to their own sign-in service' } } },
    async (request, reply) => {
      const begun = await openId.begin(originOf(web, request)).catch((error: unknown) => {
        if (error instanceof Error) return null;
        throw error;
      });
      if (!begun) return refuse(request, reply, 'access.openid-away');
      const token = web.tokens.make();
      const wall = web.spine.clock.wall();
      const returnTo = localPath(signInForm.parse(request.query).next);
      const signIn = { account: null, stage: 'openid', expected: begun.expected, returnTo } as const;
      const expiresAt = wall.add({ minutes: SIGN_IN_MINUTES });
      await saveSignIn(web.spine.db, web.tokens.hash(token), signIn, expiresAt, wall);
      setSignInCookie(reply, web.cookies, token);
      return reply.redirect(begun.url, 303);
    },
  );

  /** What this browser went away with, taken so that it comes back once. */
  async function takeExpected(request: FastifyRequest) {
    const hash = web.tokens.hash(readSignInCookie(request, web.cookies));
    const taken = await runQuery(web.spine, request.who, async (tx, ctx) => {
      const signIn = await findSignIn(tx, hash, ctx.wall);
      if (signIn) await dropSignIn(tx, hash);
      return { ok: true, value: signIn?.stage === 'openid' ? signIn : null, entries: [] };
    });
    return taken.ok ? taken.value : null;
  }

  app.get(
    '/sign-in/openid/back',
    { config: { ...config, records: 'access.signed-in' } },
    async (request, reply) => {
      const signIn = await takeExpected(request);
      const claims =
        signIn && (await openId.finish(new URL(request.url, originOf(web, request)), signIn.expected));
      if (!signIn || !claims) return refuse(request, reply, 'access.openid-wrong');
      const input = { claims, returnTo: signIn.returnTo, device: describeDevice(request) };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.giveOpenId(tx, ctx, input),
      );
      if (!result.ok) return refuse(request, reply, 'access.no-account-for-you');
      if (result.value.done) return enterSession(reply, web.cookies, result.value);
      setSignInCookie(reply, web.cookies, result.value.token);
      return reply.redirect(NEXT_PAGE[result.value.next], 303);
    },
  );
}
