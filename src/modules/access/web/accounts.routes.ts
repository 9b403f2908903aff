import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { API_SCOPES, type ApiScope } from '../domain/api-client.ts';
import { listApiClients } from '../store/api-clients.store.ts';
import { findAccount, listAccounts, listAgencies } from '../store/read-organisation.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { type AccountsPage, renderAccounts, renderSystems, type SystemsPage } from './accounts.page.ts';
import { accountForm, readId, readPhone, stopForm, systemForm } from './area.form.ts';
import { faultsOf, readFor, sendPage } from './area.routes.ts';
import { sessionOf } from './own-session.routes.ts';
import { originOf } from './passkey-sign-in.routes.ts';

type IdRequest = FastifyRequest<{ Params: { id: string } }>;

/** Accounts: seeing, adding, inviting and stopping them. */
export function accountsRoutes(app: FastifyInstance, web: AccessWeb): void {
  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    more: Pick<AccountsPage, 'invitation' | 'typed' | 'stopping'> = {},
    refusal?: Refusal,
  ) {
    const errors = faultsOf(refusal);
    const body = await readFor(web, request, async (tx) =>
      renderAccounts({
        accounts: await listAccounts(tx),
        agencies: await listAgencies(tx),
        csrf: sessionOf(request).csrf,
        errors,
        ...more,
      }),
    );
    return sendPage(web, request, reply, { title: 'Accounts', body, back: '/area' }, refusal);
  }

  app.get(
    '/area/accounts',
    {
      config: {
        access: { action: 'access.see-accounts' },
        records: { nothing: 'work addresses of colleagues' },
      },
    },
    async (request, reply) => show(request, reply),
  );

  app.post(
    '/area/accounts',
    {
      config: {
        access: { action: 'access.add-account' },
        records: 'access.account-added',
        words: {
          fields: { name: 'Full name', email: 'Work email', phone: 'Work telephone (optional)' },
          with: ['agency'],
        },
      },
    },
    async (request, reply) => {
      const typed = accountForm.parse(request.body);
      const agency = readId<'agency'>(typed.agency);
      if (!agency) return show(request, reply, { typed }, { code: 'access.agency-missing', field: 'agency' });
      const input = { agency, name: typed.name, email: typed.email, phone: readPhone(typed.phone) };
      const result = await runCommand(web.spine, request.who, (tx, ctx) => web.addAccount(tx, ctx, input));
      return result.ok
        ? reply.redirect('/area/accounts', 303)
        : show(request, reply, { typed }, result.refusal);
    },
  );

  app.post(
    '/area/accounts/:id/invite',
    { config: { access: { action: 'access.invite-account' }, records: 'access.account-invited' } },
    async (request: IdRequest, reply) => {
      const account = readId<'account'>(request.params.id);
      if (!account) throw refuseRequest('http.not-found');
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.inviteAccount(tx, ctx, { account }),
      );
      if (!result.ok) return show(request, reply, {}, result.refusal);
      const found = await readFor(web, request, (tx) => findAccount(tx, account));
      const address = `${originOf(web, request)}/sign-in/invited/${result.value.token}`;
      return show(request, reply, { invitation: { name: found?.name ?? '', address } });
    },
  );

  app.post(
    '/area/accounts/:id/stop',
    {
      config: {
        access: { action: 'access.disable-account' },
        records: 'access.account-disabled',
        words: { fields: { reason: 'Why' }, with: [] },
      },
    },
    async (request: IdRequest, reply) => {
      const account = readId<'account'>(request.params.id);
      if (!account) throw refuseRequest('http.not-found');
      const { reason } = stopForm.parse(request.body);
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.disableAccount(tx, ctx, { account, reason }),
      );
      if (result.ok) return reply.redirect('/area/accounts', 303);
      const { code, field } = result.refusal;
      // Stopped meanwhile: its form is not on the page any more, so their words come back on one of their own.
      if (field !== 'reason') throw new RefusedRequest(result.refusal);
      return show(request, reply, { stopping: { account, reason } }, { code, field: `stop-${account}` });
    },
  );
}

function isScope(text: string): text is ApiScope {
  return Object.hasOwn(API_SCOPES, text);
}

/** Agencies' systems: seeing them, letting one in, and ending its access. */
export function systemsRoutes(app: FastifyInstance, web: AccessWeb): void {
  const access = { action: 'access.manage-clients' } as const;

  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    more: Pick<SystemsPage, 'added' | 'typed'> = {},
    refusal?: Refusal,
  ) {
    const errors = faultsOf(refusal);
    const body = await readFor(web, request, async (tx) =>
      renderSystems({
        clients: await listApiClients(tx),
        agencies: await listAgencies(tx),
        csrf: sessionOf(request).csrf,
        errors,
        ...more,
      }),
    );
    return sendPage(web, request, reply, { title: 'Agencies’ systems', body, back: '/area' }, refusal);
  }

  app.get(
    '/area/systems',
    { config: { access, records: { nothing: 'which systems are let in' } } },
    async (request, reply) => show(request, reply),
  );

  app.post(
    '/area/systems',
    { config: { access, records: 'access.client-added', words: { fields: { name: 'What it is called' } } } },
    async (request, reply) => {
      const form = systemForm.parse(request.body);
      const agency = readId<'agency'>(form.agency);
      const typed = { name: form.name, agency: form.agency, scopes: form.scopes };
      if (!agency) return show(request, reply, { typed }, { code: 'access.agency-missing', field: 'agency' });
      const input = {
        agency,
        name: form.name,
        scopes: form.scopes.filter(isScope),
        thumbprint: form.thumbprint.toLowerCase() || null,
      };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.addApiClient(tx, ctx, input),
      );
      if (!result.ok) return show(request, reply, { typed }, result.refusal);
      return show(request, reply, { added: { id: result.value.client, secret: result.value.secret } });
    },
  );

  app.post(
    '/area/systems/:id/end',
    { config: { access, records: 'access.client-revoked' } },
    async (request: IdRequest, reply) => {
      const client = readId<'client'>(request.params.id);
      if (!client) throw refuseRequest('http.not-found');
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.commands.revokeApiClient(tx, ctx, { client }),
      );
      return result.ok ? reply.redirect('/area/systems', 303) : show(request, reply, {}, result.refusal);
    },
  );
}
