import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LONDON } from '../../../kernel/clock.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { runQuery } from '../../../platform/run-query.ts';
import {
  type FigurePeriod,
  type RuleFiguresView,
  ruleFigures,
  SEE_FIGURES,
} from '../queries/rule-figures.query.ts';
import { listPeriods, readPeriod } from './rules.form.ts';
import { presentRulesCsv, renderRules } from './rules.page.ts';
import { readField } from './who-knew.form.ts';
import type { OversightWeb } from './who-knew.routes.ts';

const declared = {
  access: { action: SEE_FIGURES },
  records: 'oversight.rule-figures-seen',
} as const;

async function load(
  web: OversightWeb,
  request: FastifyRequest,
  period: FigurePeriod,
): Promise<RuleFiguresView> {
  const asked = { from: period.from, to: period.to };
  const seen = await runQuery(web.spine, request.who, (tx, ctx) => ruleFigures(web.ports)(tx, ctx, asked));
  if (!seen.ok) throw new RefusedRequest(seen.refusal);
  return seen.value;
}

/** How often each rule was right, as a page and as a file. */
export function registerRulePages(app: FastifyInstance, web: OversightWeb): void {
  const today = () => web.spine.clock.domain().toZonedDateTimeISO(LONDON).toPlainDate();
  app.get('/oversight/rules', { config: declared }, async (request, reply) => {
    const period = readPeriod(readField(request.query, 'period'), today());
    const body = renderRules(await load(web, request, period), period, listPeriods(today()));
    const page = { title: 'How often each rule was right', body, wide: true };
    return reply.type('text/html; charset=utf-8').send(web.frame(request, page).toString());
  });
  app.get('/oversight/rules.csv', { config: declared }, async (request, reply) => {
    const period = readPeriod(readField(request.query, 'period'), today());
    const file = presentRulesCsv(await load(web, request, period));
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="rules-${period.key}.csv"`)
      .send(file);
  });
}
