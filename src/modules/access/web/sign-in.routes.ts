import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AccountId } from '../../../kernel/ids.ts';
import { hmac } from '../../../platform/crypto.ts';
import { localPath } from '../../../platform/http/guard-routes.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { formErrors } from '../../../ui/index.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import { countGuess, forgetGuesses } from '../store/guesses.store.ts';
import { findProofs } from '../store/proofs.store.ts';
import { findAccountByEmail } from '../store/read-organisation.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { setSignInCookie } from './finish-sign-in.routes.ts';
import { signInForm } from './sign-in.form.ts';
import { renderSignIn, type SignInWays } from './sign-in.page.ts';

const access = { public: 'signing in', identify: true } as const;

/** Where each second factor is asked for. */
export const NEXT_PAGE = {
  code: '/sign-in/code',
  passkey: '/sign-in/code',
  'set-up': '/sign-in/set-up',
} as const;

/** Names what is guessed at, for counting: a keyed hash, never the address itself. */
export function guessKey(web: AccessWeb, kind: 'password' | 'code', about: string): Uint8Array {
  return hmac(web.pepper, `access.guess ${kind} ${about.trim().toLowerCase()}`);
}

async function findPassword(web: AccessWeb, request: FastifyRequest, email: string) {
  const found = await runQuery(web.spine, request.who, async (tx) => {
    const account = await findAccountByEmail(tx, email.trim());
    const proofs = account && (await findProofs(tx, account.id));
    const value: { account: AccountId | null; hash: string | null } = {
      account: account?.id ?? null,
      hash: proofs?.password ?? null,
    };
    return { ok: true, value, entries: [] };
  });
  return found.ok ? found.value : { account: null, hash: null };
}

/** Beginning to sign in: which ways there are, and the password. */
export function signInRoutes(app: FastifyInstance, web: AccessWeb): void {
  const ways: SignInWays = { local: web.localAccounts, openId: web.openId !== null, demo: web.demo };

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    given: { next: string; email?: string },
    wrong?: 'access.sign-in-wrong' | 'access.sign-in-wait',
  ) {
    const errors = wrong && formErrors([{ code: wrong, field: 'email' }], ACCESS_REFUSALS);
    const body = renderSignIn({ ways, ...given, ...(errors ? { errors } : {}) });
    const page = web.frame(request, {
      title: 'Sign in',
      body,
      ...(errors ? { errors: errors.summary } : {}),
    });
    const status = wrong ? ACCESS_REFUSALS[wrong].status : 200;
    return reply.code(status).type('text/html; charset=utf-8').send(page.toString());
  }

  app.get(
    '/sign-in',
    { config: { access, records: { nothing: 'asks who somebody is' } } },
    async (request, reply) => {
      const next = localPath(signInForm.parse(request.query).next);
      return request.session ? reply.redirect(next, 303) : show(request, reply, { next });
    },
  );

  if (!web.localAccounts) return;
  app.post(
    '/sign-in',
    {
      config: {
        access,
        records: 'access.first-factor-given',
        rateLimit: limitTo(300, 5),
        words: { fields: { email: 'Email address' } },
      },
    },
    async (request, reply) => {
      const { email, password, next } = signInForm.parse(request.body);
      const given = { next: localPath(next), email };
      const about = guessKey(web, 'password', email);
      if (!(await countGuess(web.spine.db, about, web.spine.clock.wall()))) {
        reply.header('retry-after', '900');
        return show(request, reply, given, 'access.sign-in-wait');
      }
      // Outside any transaction: it is slow on purpose, and as slow for an address nobody has.
      const { account, hash } = await findPassword(web, request, email);
      const right = await web.passwords.check(password, hash);
      const input = { account, right, returnTo: given.next };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.givePassword(tx, ctx, input),
      );
      if (!result.ok || result.value === null) return show(request, reply, given, 'access.sign-in-wrong');
      await forgetGuesses(web.spine.db, about, web.spine.clock.wall());
      setSignInCookie(reply, web.cookies, result.value.token);
      return reply.redirect(NEXT_PAGE[result.value.next], 303);
    },
  );
}
