import type { FastifyInstance, FastifyRequest } from 'fastify';
import { localPath } from '../../../platform/http/guard-routes.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { formErrors } from '../../../ui/index.ts';
import { SIGN_IN_MINUTES } from '../domain/proof.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import { saveSignIn } from '../store/sign-ins.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { describeDevice, enterSession, readSignInCookie, setSignInCookie } from './finish-sign-in.routes.ts';
import { passkeyForm, readJson } from './sign-in.form.ts';
import { renderSignIn } from './sign-in.page.ts';

const access = { public: 'signing in', identify: true } as const;

/** Where people reach us: as configured, or in a demonstration as they asked for it. */
export function originOf(web: Pick<AccessWeb, 'baseUrl'>, request: FastifyRequest): string {
  return web.baseUrl === null ? `${request.protocol}://${request.host}` : new URL(web.baseUrl).origin;
}

/** Signing in with a passkey, which is both factors in one. */
export function passkeySignInRoutes(app: FastifyInstance, web: AccessWeb): void {
  app.post(
    '/sign-in/passkey/begin',
    {
      config: {
        access,
        records: { nothing: 'gives a browser something to sign' },
        rateLimit: limitTo(300, 5),
      },
    },
    async (request, reply) => {
      const { options, challenge } = await web.passkeys.askToUse(originOf(web, request));
      const token = web.tokens.make();
      const wall = web.spine.clock.wall();
      const signIn = {
        account: null,
        stage: 'passkey',
        expected: { challenge },
        returnTo: localPath(passkeyForm.parse(request.body ?? {}).next),
      } as const;
      await saveSignIn(
        web.spine.db,
        web.tokens.hash(token),
        signIn,
        wall.add({ minutes: SIGN_IN_MINUTES }),
        wall,
      );
      setSignInCookie(reply, web.cookies, token);
      return reply.send({ options });
    },
  );

  app.post(
    '/sign-in/passkey',
    { config: { access, records: 'access.signed-in', rateLimit: limitTo(300, 5) } },
    async (request, reply) => {
      const { answer, next } = passkeyForm.parse(request.body);
      const input = {
        token: readSignInCookie(request, web.cookies),
        answer: readJson(answer),
        origin: originOf(web, request),
        device: describeDevice(request),
      };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.givePasskey(tx, ctx, input),
      );
      if (result.ok && result.value !== null) return enterSession(reply, web.cookies, result.value);
      const errors = formErrors([{ code: 'access.passkey-wrong' }], ACCESS_REFUSALS);
      const ways = { local: web.localAccounts, openId: web.openId !== null, demo: web.demo };
      const body = renderSignIn({ ways, next: localPath(next), errors });
      const page = web.frame(request, { title: 'Sign in', body, errors: errors.summary });
      return reply.code(422).type('text/html; charset=utf-8').send(page.toString());
    },
  );
}
