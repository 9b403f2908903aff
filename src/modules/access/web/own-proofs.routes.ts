import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../kernel/refusal.ts';
import { refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { type FormErrors, formErrors } from '../../../ui/index.ts';
import type { Account } from '../domain/organisation.ts';
import { checkNewPassword } from '../domain/password.ts';
import { ACCESS_REFUSALS } from '../domain/refusals.ts';
import { countGuess, forgetGuesses } from '../store/guesses.store.ts';
import { findProofs, listPasskeys } from '../store/proofs.store.ts';
import { findAccount } from '../store/read-organisation.store.ts';
import { listSessions } from '../store/sessions.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { describeDevice } from './finish-sign-in.routes.ts';
import { sessionOf } from './own-session.routes.ts';
import { renderOwnCode, renderOwnSignIn } from './own-sign-in.page.ts';
import { originOf } from './passkey-sign-in.routes.ts';
import { openSetUp } from './second-factor.routes.ts';
import { codeForm, passkeyForm, passwordForm, readJson, removeForm } from './sign-in.form.ts';
import { guessKey } from './sign-in.routes.ts';

const own = { action: 'access.manage-own-sign-in' } as const;

/** Where somebody is signed in, and what they prove themself with. */
export function ownProofsRoutes(app: FastifyInstance, web: AccessWeb): void {
  async function getOwn(request: FastifyRequest): Promise<Account> {
    const { actor } = request.who;
    const found = await runQuery(web.spine, request.who, async (tx) => ({
      ok: true,
      value: actor.kind === 'account' ? await findAccount(tx, actor.account) : undefined,
      entries: [],
    }));
    if (!found.ok || !found.value) throw refuseRequest('http.sign-in-first');
    return found.value;
  }

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

  const refused = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal) =>
    show(request, reply, formErrors([refusal], ACCESS_REFUSALS));

  app.post(
    '/account/passkeys/begin',
    { config: { access: own, records: { nothing: 'gives a browser something to sign' } } },
    async (request, reply) => {
      const account = await getOwn(request);
      const existing = await runQuery(web.spine, request.who, async (tx) => ({
        ok: true,
        value: await listPasskeys(tx, account.id),
        entries: [],
      }));
      const question = await web.passkeys.askToMake(
        originOf(web, request),
        account,
        existing.ok ? existing.value : [],
      );
      const setup = Buffer.from(web.codes.seal(question.challenge, `passkey ${sessionOf(request).id}`));
      return reply.send({ options: question.options, setup: setup.toString('base64url') });
    },
  );

  app.post(
    '/account/passkeys',
    { config: { access: own, records: 'access.second-factor-added' } },
    async (request, reply) => {
      const { answer, setup, name } = passkeyForm.parse(request.body);
      const challenge = openSetUp(web, setup, `passkey ${sessionOf(request).id}`);
      if (challenge === null) return refused(request, reply, { code: 'access.passkey-wrong' });
      const input = {
        answer: readJson(answer),
        challenge,
        origin: originOf(web, request),
        name: name || describeDevice(request),
      };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.addPasskey(tx, ctx, input),
      );
      return result.ok ? reply.redirect('/account', 303) : refused(request, reply, result.refusal);
    },
  );

  app.post(
    '/account/passkeys/remove',
    { config: { access: own, records: 'access.second-factor-removed' } },
    async (request, reply) => {
      const input = removeForm.parse(request.body);
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.removePasskey(tx, ctx, input),
      );
      return result.ok ? reply.redirect('/account', 303) : refused(request, reply, result.refusal);
    },
  );

  async function showCode(request: FastifyRequest, reply: FastifyReply, secret: string, refusal?: Refusal) {
    const account = await getOwn(request);
    const errors = refusal && formErrors([refusal], ACCESS_REFUSALS);
    const body = renderOwnCode({
      secret,
      address: web.codes.address(secret, account.email),
      setup: Buffer.from(web.codes.seal(secret, `own ${account.id}`)).toString('base64url'),
      csrf: sessionOf(request).csrf,
      ...(errors ? { errors } : {}),
    });
    const page = web.frame(request, {
      title: 'Set up an authenticator app',
      body,
      back: '/account',
      ...(errors ? { errors: errors.summary } : {}),
    });
    return reply
      .code(errors ? 422 : 200)
      .type('text/html; charset=utf-8')
      .send(page.toString());
  }

  app.get(
    '/account/code',
    { config: { access: own, records: { nothing: 'asks for a first code' } } },
    async (request, reply) => showCode(request, reply, web.codes.makeSecret()),
  );

  app.post(
    '/account/code',
    { config: { access: own, records: 'access.second-factor-added' } },
    async (request, reply) => {
      const { code, setup } = codeForm.parse(request.body);
      const secret = openSetUp(web, setup, `own ${(await getOwn(request)).id}`);
      if (secret === null) return reply.redirect('/account/code', 303);
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.addCode(tx, ctx, { secret, code }),
      );
      return result.ok ? reply.redirect('/account', 303) : showCode(request, reply, secret, result.refusal);
    },
  );

  app.post(
    '/account/password',
    { config: { access: own, records: 'access.password-set' } },
    async (request, reply) => {
      const account = await getOwn(request);
      const { current, password } = passwordForm.parse(request.body);
      const about = guessKey(web, 'password', account.email);
      if (!(await countGuess(web.spine.db, about, web.spine.clock.wall())))
        return refused(request, reply, { code: 'access.sign-in-wait', field: 'current' });
      const proofs = await runQuery(web.spine, request.who, async (tx) => ({
        ok: true,
        value: await findProofs(tx, account.id),
        entries: [],
      }));
      if (!proofs.ok || !(await web.passwords.check(current, proofs.value.password)))
        return refused(request, reply, { code: 'access.password-wrong', field: 'current' });
      const good = checkNewPassword(password, account.email);
      if (!good.ok) return refused(request, reply, good.refusal);
      await forgetGuesses(web.spine.db, about, web.spine.clock.wall());
      const hash = await web.passwords.hash(password);
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.changePassword(tx, ctx, { hash }),
      );
      return result.ok ? reply.redirect('/account', 303) : refused(request, reply, result.refusal);
    },
  );
}
