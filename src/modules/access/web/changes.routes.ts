import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { html, table } from '../../../ui/index.ts';
import { RELATIONS } from '../domain/access-rule.ts';
import { listAllPosts } from '../store/held-posts.store.ts';
import { listOpenProposals } from '../store/proposals.store.ts';
import { listAccounts, listAgencies } from '../store/read-organisation.store.ts';
import { listRuleSettings } from '../store/rule-settings.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { readId, settleForm } from './area.form.ts';
import { faultsOf, readFor, sendPage } from './area.routes.ts';
import { renderChanges, type SettleTyped } from './changes.page.ts';
import { sessionOf } from './own-session.routes.ts';
import { listRulesNow, sayEffect } from './signals.page.ts';
import { readLately } from './signals.routes.ts';

type ChangeRequest = FastifyRequest<{ Params: { id: string } }>;

/** Changes that wait for the scrutineer, and the rules of who may see what, for those who answer for them. */
export function changesRoutes(app: FastifyInstance, web: AccessWeb): void {
  async function show(request: FastifyRequest, reply: FastifyReply, refusal?: Refusal, typed?: SettleTyped) {
    const errors = faultsOf(refusal);
    const body = await readFor(web, request, async (tx, ctx) => {
      const rules = listRulesNow(await listRuleSettings(tx), web.findings.usual);
      const found = await readLately(web, tx, ctx.now);
      return renderChanges({
        proposals: await listOpenProposals(tx),
        sayEffect: (change) =>
          rules.filter(({ rule }) => rule === change.rule).flatMap((now) => sayEffect(change, now, found)),
        names: {
          accounts: await listAccounts(tx),
          agencies: await listAgencies(tx),
          posts: await listAllPosts(tx),
        },
        maySettle: (await web.access.decideIn(tx, ctx.actor, 'access.settle-change', null, ctx.now)).allowed,
        csrf: sessionOf(request).csrf,
        ...(errors ? { errors } : {}),
        typed,
      });
    });
    return sendPage(web, request, reply, { title: 'Changes waiting', body, back: '/area' }, refusal);
  }

  app.get(
    '/area/changes',
    {
      config: {
        access: { action: 'access.see-changes' },
        records: { nothing: 'configuration, and no record' },
      },
    },
    async (request, reply) => show(request, reply),
  );

  app.post(
    '/area/changes/:id',
    {
      config: {
        access: { action: 'access.settle-change' },
        records: 'access.change-confirmed',
        words: { fields: { reason: 'Why' }, with: ['answer'] },
      },
    },
    async (request: ChangeRequest, reply) => {
      const { answer, reason } = settleForm.parse(request.body);
      const proposal = readId<'proposal'>(request.params.id);
      if (!proposal || (answer !== 'confirmed' && answer !== 'refused'))
        throw refuseRequest('http.not-found');
      const input = { proposal, answer, reason } as const;
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.settleProposal(tx, ctx, input),
      );
      if (result.ok) return reply.redirect('/area/changes', 303);
      const { code, field } = result.refusal;
      // Settled meanwhile, or not theirs to settle: its form is not on the page, so their words come back on another.
      if (field !== 'reason') throw new RefusedRequest(result.refusal);
      return show(request, reply, { code, field: `reason-${proposal}` }, { proposal, reason });
    },
  );

  app.get(
    '/area/rules',
    { config: { access: { action: 'access.see-rules' }, records: { nothing: 'rules are no secret' } } },
    async (request, reply) => {
      const body = html`<h1 class="govuk-heading-l">Who may see and do what</h1>
<p class="govuk-body">Where no rule lets somebody do something, they can’t. A rule that forbids always wins. The name of the rule is written down beside everything it let through or kept out.</p>
${table({
  caption: 'How somebody may stand to a record',
  captionClasses: 'govuk-table__caption--m',
  head: [{ text: 'Word' }, { text: 'Means that somebody' }],
  rows: Object.entries(RELATIONS).map(([word, means]) => [{ text: word }, { text: means }]),
})}
<h2 class="govuk-heading-m">The rules</h2>
${web.policies.map(({ file, text }) => html`<h3 class="govuk-heading-s">${file}</h3><pre class="heed-rules" tabindex="0" aria-label="${file}">${text}</pre>`)}`;
      return sendPage(web, request, reply, {
        title: 'Who may see and do what',
        body,
        back: '/area',
        wide: true,
      });
    },
  );
}
