import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext } from '../../../kernel/command.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { isSignalRule, type SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { listRuleSettings } from '../store/rule-settings.store.ts';
import type { AccessWeb } from './access-web.routes.ts';
import { ruleForm } from './area.form.ts';
import { faultsOf, readFor, sendPage } from './area.routes.ts';
import { sessionOf } from './own-session.routes.ts';
import { LATELY_DAYS, listRulesNow, type RuleTyped, renderRule, renderRuleList } from './signals.page.ts';

type RuleRequest = FastifyRequest<{ Params: { rule: string } }>;

const nothing = { nothing: 'configuration and counts, and no record' } as const;

function ruleOf(request: RuleRequest): SignalRule {
  const { rule } = request.params;
  if (!isSignalRule(rule)) throw refuseRequest('http.not-found');
  return rule;
}

/** What was found lately, for those who settle or propose what a rule is set to. */
export const readLately = (web: AccessWeb, tx: Tx, now: Temporal.Instant) =>
  web.findings.countSince(tx, now.subtract({ hours: LATELY_DAYS * 24 }));

/** What each rule is set to, and proposing another setting. */
export function signalsRoutes(app: FastifyInstance, web: AccessWeb): void {
  const may = async (tx: Tx, ctx: CommandContext, action: string) =>
    (await web.access.decideIn(tx, ctx.actor, action, null, ctx.now)).allowed;
  const readRules = async (tx: Tx) => listRulesNow(await listRuleSettings(tx), web.findings.usual);

  app.get(
    '/area/signals',
    { config: { access: { action: 'access.see-rules' }, records: nothing } },
    async (request, reply) => {
      const body = await readFor(web, request, async (tx, ctx) =>
        renderRuleList(await readRules(tx), await may(tx, ctx, 'access.see-changes')),
      );
      return sendPage(web, request, reply, { title: 'What Heed points out', body, back: '/area' });
    },
  );

  async function show(request: RuleRequest, reply: FastifyReply, refusal?: Refusal, typed?: RuleTyped) {
    const rule = ruleOf(request);
    const body = await readFor(web, request, async (tx, ctx) => {
      const now = (await readRules(tx)).find((one) => one.rule === rule);
      if (!now) throw refuseRequest('http.not-found');
      return renderRule({
        now,
        found: await readLately(web, tx, ctx.now),
        mayPropose: await may(tx, ctx, 'access.propose-change'),
        csrf: sessionOf(request).csrf,
        errors: faultsOf(refusal),
        typed,
      });
    });
    const page = { title: 'A rule that points something out', body, back: '/area/signals' };
    return sendPage(web, request, reply, page, refusal);
  }

  app.get(
    '/area/signals/:rule',
    { config: { access: { action: 'access.see-changes' }, records: nothing } },
    async (request: RuleRequest, reply) => show(request, reply),
  );
  app.post(
    '/area/signals/:rule',
    {
      config: {
        access: { action: 'access.propose-change' },
        records: 'access.change-proposed',
        words: { fields: { reason: 'Why' }, with: ['on', 'threshold'] },
      },
    },
    async (request: RuleRequest, reply) => {
      const rule = ruleOf(request);
      const typed = ruleForm.parse(request.body);
      const change = {
        kind: 'set-rule',
        rule,
        on: typed.on !== 'no',
        threshold: Number(typed.threshold),
      } as const;
      const done = await runCommand(web.spine, request.who, (tx, ctx) =>
        web.proposeChange(tx, ctx, { change, reason: typed.reason }),
      );
      if (done.ok) return reply.redirect('/area/changes', 303);
      if (done.refusal.field === undefined) throw new RefusedRequest(done.refusal);
      return show(request, reply, done.refusal, typed);
    },
  );
}
