import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../../../kernel/ids.ts';
import { type Refusal, refuse } from '../../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import { formErrors } from '../../../../ui/index.ts';
import {
  PATTERN_OUTCOMES,
  type PatternOutcome,
  reviewPattern,
} from '../../commands/review-pattern.command.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import { getPattern, type PatternView } from '../../queries/get-pattern.query.ts';
import type { ActValues } from './act-form.form.ts';
import { type ConcernsWeb, drawSeeAlso, readValues, statusOf } from './concern.routes.ts';
import { renderPattern } from './pattern.page.ts';

function resource(request: FastifyRequest) {
  const { id } = request.params as { id?: unknown };
  return isId(id) ? ({ kind: 'pattern', id: String(id) } as const) : null;
}

async function load(web: ConcernsWeb, request: FastifyRequest): Promise<PatternView> {
  const pattern = resource(request)?.id ?? '';
  const seen = await runQuery(web.spine, request.who, (tx, ctx) =>
    getPattern(web.ports)(tx, ctx, { pattern }),
  );
  if (!seen.ok) throw new RefusedRequest(seen.refusal);
  return seen.value;
}

/** The pages on which a pattern's owner sees the warnings side by side and decides. */
export function registerPatternPages(app: FastifyInstance, web: ConcernsWeb): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    view: PatternView,
    values: ActValues,
    refusal: Refusal | null,
  ) => {
    const { summary, byField } = formErrors(refusal ? [refusal] : [], CONCERN_REFUSALS);
    if (refusal) reply.code(statusOf(refusal));
    const csrf = request.session?.csrf;
    const body = renderPattern({
      view,
      values,
      errors: byField,
      csrf,
      mayReview: view.pattern.state === 'open',
      seeAlso: await drawSeeAlso(web, request, { kind: 'pattern', id: view.pattern.id }),
    });
    const page = { title: `Pattern ${view.pattern.reference}`, body, errors: summary, back: '/inbox' };
    return reply.type('text/html; charset=utf-8').send(web.frame(request, page).toString());
  };
  app.get(
    '/patterns/:id',
    { config: { access: { action: 'concerns.see-pattern', resource }, records: 'concerns.pattern-seen' } },
    async (request, reply) => {
      const view = await load(web, request);
      const values = (await web.restore(request, `patterns.${view.pattern.id}`)) ?? {};
      return show(request, reply, view, values, null);
    },
  );
  app.post(
    '/patterns/:id',
    {
      config: {
        access: { action: 'concerns.review-pattern', resource },
        records: 'concerns.pattern-reviewed',
        words: { fields: { reason: 'Why' }, with: ['outcome'] },
      },
    },
    async (request, reply) => {
      const view = await load(web, request);
      const values = readValues(request.body);
      const { outcome = '', reason = '' } = values;
      if (!Object.hasOwn(PATTERN_OUTCOMES, outcome)) {
        return show(request, reply, view, values, refuse('concerns.outcome-needed', 'outcome').refusal);
      }
      const pattern = view.pattern.id;
      const done = await runCommand(web.spine, request.who, (tx, ctx) =>
        reviewPattern(web.ports)(tx, ctx, { pattern, outcome: outcome as PatternOutcome, reason }),
      );
      // Reviewed meanwhile: there is no form any more to show their words in.
      if (!done.ok && done.refusal.field === undefined) throw new RefusedRequest(done.refusal);
      if (!done.ok) return show(request, reply, view, values, done.refusal);
      await web.forget(request, `patterns.${pattern}`);
      return reply.redirect(`/patterns/${pattern}`, 303);
    },
  );
}
