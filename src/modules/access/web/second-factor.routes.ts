import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { type FormErrors, formErrors, type Html } from '../../../ui/index.ts';
import type { Account } from '../domain/organisation.ts';
import type { Proofs } from '../domain/proof.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import { countGuess, forgetGuesses } from '../store/guesses.store.ts';
import { findProofs } from '../store/proofs.store.ts';
import { findAccount } from '../store/read-organisation.store.ts';
import { findSignIn } from '../store/sign-ins.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { describeDevice, enterSession, readSignInCookie } from './finish-sign-in.routes.ts';
import { renderCode, renderPasskeyStep, renderSetUp } from './second-factor.page.ts';
import { codeForm } from './sign-in.form.ts';
import { guessKey } from './sign-in.routes.ts';

const access = { public: 'signing in', identify: true } as const;

interface Halfway {
  readonly token: string;
  readonly account: Account;
  readonly proofs: Proofs;
  readonly returnTo: string;
}

/** The second step of signing in: a code, a passkey, or setting one up for the first time. */
export function secondFactorRoutes(app: FastifyInstance, web: AccessWeb): void {
  async function findHalfway(request: FastifyRequest): Promise<Halfway | null> {
    const token = readSignInCookie(request, web.cookies);
    const found = await runQuery(web.spine, request.who, async (tx, ctx) => {
      const signIn = await findSignIn(tx, web.tokens.hash(token), ctx.wall);
      if (signIn?.stage !== 'first-factor' || signIn.account === null)
        return { ok: true, value: null, entries: [] };
      const account = await findAccount(tx, signIn.account);
      const { returnTo } = signIn;
      const value = account ? { token, account, returnTo, proofs: await findProofs(tx, account.id) } : null;
      return { ok: true, value, entries: [] };
    });
    return found.ok ? found.value : null;
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    title: string,
    body: Html,
    errors?: FormErrors,
    status = 200,
  ) {
    const page = web.frame(request, { title, body, ...(errors ? { errors: errors.summary } : {}) });
    return reply.code(status).type('text/html; charset=utf-8').send(page.toString());
  }

  type Wrong = 'access.code-wrong' | 'access.sign-in-wait';
  const errorsFor = (wrong: Wrong) => formErrors([{ code: wrong, field: 'code' }], ACCESS_REFUSALS);

  function showCode(
    request: FastifyRequest,
    reply: FastifyReply,
    { proofs, returnTo }: Halfway,
    wrong?: Wrong,
  ) {
    if (!proofs.hasCode) return show(request, reply, 'Use your passkey', renderPasskeyStep(returnTo));
    const errors = wrong && errorsFor(wrong);
    const body = renderCode({
      canUsePasskey: proofs.passkeys > 0,
      next: returnTo,
      ...(errors ? { errors } : {}),
    });
    const status = wrong ? ACCESS_REFUSALS[wrong].status : 200;
    return show(request, reply, 'Enter the code from your app', body, errors, status);
  }

  /** The set-up secret goes out and comes back sealed to its owner, so nothing is kept of one never used. */
  const ownerOf = (halfway: Halfway) => `set-up ${halfway.account.id}`;

  function showSetUp(
    request: FastifyRequest,
    reply: FastifyReply,
    halfway: Halfway,
    secret: string,
    wrong?: Wrong,
  ) {
    const errors = wrong && errorsFor(wrong);
    const body = renderSetUp({
      secret,
      address: web.codes.address(secret, halfway.account.email),
      setup: Buffer.from(web.codes.seal(secret, ownerOf(halfway))).toString('base64url'),
      ...(errors ? { errors } : {}),
    });
    const status = wrong ? ACCESS_REFUSALS[wrong].status : 200;
    return show(request, reply, 'Set up a second way to prove who you are', body, errors, status);
  }

  async function isBlocked(halfway: Halfway): Promise<boolean> {
    const about = guessKey(web, 'code', halfway.account.id);
    return !(await countGuess(web.spine.db, about, web.spine.clock.wall()));
  }

  app.get(
    '/sign-in/code',
    { config: { access, records: { nothing: 'asks for a code' } } },
    async (request, reply) => {
      const halfway = await findHalfway(request);
      return halfway ? showCode(request, reply, halfway) : reply.redirect('/sign-in', 303);
    },
  );

  app.post('/sign-in/code', { config: { access, records: 'access.signed-in' } }, async (request, reply) => {
    const halfway = await findHalfway(request);
    if (!halfway) return reply.redirect('/sign-in', 303);
    if (await isBlocked(halfway)) return showCode(request, reply, halfway, 'access.sign-in-wait');
    const { code } = codeForm.parse(request.body);
    const input = { token: halfway.token, code, device: describeDevice(request) };
    const result = await runCommand(web.spine, request.who, (tx, ctx) =>
      web.commands.giveCode(tx, ctx, input),
    );
    if (!result.ok) return reply.redirect('/sign-in', 303);
    if (result.value === null) return showCode(request, reply, halfway, 'access.code-wrong');
    await forgetGuesses(web.spine.db, guessKey(web, 'code', halfway.account.id), web.spine.clock.wall());
    return enterSession(reply, web.cookies, result.value);
  });

  app.get(
    '/sign-in/set-up',
    { config: { access, records: { nothing: 'asks for a first code' } } },
    async (request, reply) => {
      const halfway = await findHalfway(request);
      if (!halfway) return reply.redirect('/sign-in', 303);
      return showSetUp(request, reply, halfway, web.codes.makeSecret());
    },
  );

  app.post(
    '/sign-in/set-up',
    { config: { access, records: 'access.second-factor-added' } },
    async (request, reply) => {
      const halfway = await findHalfway(request);
      const { code, setup } = codeForm.parse(request.body);
      const secret = halfway && openSetUp(web, setup, ownerOf(halfway));
      if (!halfway || secret === null) return reply.redirect('/sign-in', 303);
      if (await isBlocked(halfway)) return showSetUp(request, reply, halfway, secret, 'access.sign-in-wait');
      const input = { token: halfway.token, code, secret, device: describeDevice(request) };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.setUpCode(tx, ctx, input),
      );
      if (!result.ok) return reply.redirect('/sign-in', 303);
      if (result.value === null) return showSetUp(request, reply, halfway, secret, 'access.code-wrong');
      await forgetGuesses(web.spine.db, guessKey(web, 'code', halfway.account.id), web.spine.clock.wall());
      return enterSession(reply, web.cookies, result.value);
    },
  );
}

/** What a sealed set-up field holds, for its owner; null when it was altered or made for somebody else. */
export function openSetUp(web: Pick<AccessWeb, 'codes'>, setup: string, owner: string): string | null {
  try {
    return web.codes.open(Buffer.from(setup, 'base64url'), owner);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
