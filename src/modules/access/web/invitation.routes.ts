import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../kernel/refusal.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { formErrors } from '../../../ui/index.ts';
import type { Account } from '../domain/organisation.ts';
import { checkNewPassword } from '../domain/password.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import { findAccount } from '../store/read-organisation.store.ts';
import { findSignIn } from '../store/sign-ins.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { renderInvitation } from './second-factor.page.ts';
import { passwordForm } from './sign-in.form.ts';

type InvitedRequest = FastifyRequest<{ Params: { token: string } }>;

const config = {
  access: { public: 'taking up an invitation' },
  rateLimit: limitTo(60, 5),
} as const;

/** Taking up an invitation by choosing a password; the second factor is set up at the first sign-in. */
export function invitationRoutes(app: FastifyInstance, web: AccessWeb): void {
  async function getInvited(request: InvitedRequest): Promise<Account> {
    const found = await runQuery(web.spine, request.who, async (tx, ctx) => {
      const signIn = await findSignIn(tx, web.tokens.hash(request.params.token), ctx.wall);
      const id = signIn?.stage === 'invited' ? signIn.account : null;
      const account = id === null ? undefined : await findAccount(tx, id);
      return { ok: true, value: account && !account.disabled ? account : null, entries: [] };
    });
    if (found.ok && found.value) return found.value;
    throw new RefusedRequest({ code: 'access.sign-in-expired' });
  }

  function show(request: FastifyRequest, reply: FastifyReply, email: string, refusal?: Refusal) {
    const errors = refusal && formErrors([refusal], ACCESS_REFUSALS);
    const body = renderInvitation({ email, ...(errors ? { errors } : {}) });
    const page = web.frame(request, {
      title: 'Choose a password',
      body,
      ...(errors ? { errors: errors.summary } : {}),
    });
    return reply
      .code(errors ? 422 : 200)
      .type('text/html; charset=utf-8')
      .send(page.toString());
  }

  app.get(
    '/sign-in/invited/:token',
    { config: { ...config, records: { nothing: 'asks for a password' } } },
    async (request: InvitedRequest, reply) => show(request, reply, (await getInvited(request)).email),
  );

  app.post(
    '/sign-in/invited/:token',
    { config: { ...config, records: 'access.password-set' } },
    async (request: InvitedRequest, reply) => {
      const { email } = await getInvited(request);
      const { password } = passwordForm.parse(request.body);
      const good = checkNewPassword(password, email);
      if (!good.ok) return show(request, reply, email, good.refusal);
      const input = { token: request.params.token, hash: await web.passwords.hash(password) };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.takeUpInvitation(tx, ctx, input),
      );
      if (!result.ok) throw new RefusedRequest(result.refusal);
      return reply.redirect('/sign-in', 303);
    },
  );
}
