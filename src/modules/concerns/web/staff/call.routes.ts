import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Refusal, refuse } from '../../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { formErrors } from '../../../../ui/index.ts';
import { raiseConcern } from '../../commands/raise-concern.command.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import { LONGEST_TEXT } from '../../domain/words.ts';
import type { ActValues } from './act-form.form.ts';
import { CALL_WORDS, readCall, readIndicators } from './call.form.ts';
import { renderCall, renderCallSent } from './call.page.ts';
import { type ConcernsWeb, readValues, statusOf } from './concern.routes.ts';

function faultIn(values: ActValues): Refusal | null {
  if (!values.worry?.trim()) return refuse('concerns.words-needed', 'worry').refusal;
  const long = Object.entries(values).find(([, text]) => text.length > LONGEST_TEXT);
  if (long) return refuse('concerns.words-too-long', long[0]).refusal;
  const line = Object.entries(values).find(([name, text]) => name !== 'worry' && text.length > 5_000);
  return line ? refuse('concerns.words-too-long', line[0]).refusal : null;
}

/** Writing down a call: one screen, the same concern, a receipt to read out. */
export function registerCallPages(app: FastifyInstance, web: ConcernsWeb): void {
  const access = { action: 'concerns.record-call' } as const;
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    values: ActValues,
    indicators: readonly string[],
    refusal: Refusal | null,
  ) => {
    const { summary, byField } = formErrors(refusal ? [refusal] : [], CONCERN_REFUSALS);
    const key = values.key || randomUUID();
    const body = renderCall({ values, indicators, errors: byField, csrf: request.session?.csrf, key });
    if (refusal) reply.code(statusOf(refusal));
    const faults = summary.map((error) => ({ ...error, href: error.href ?? '#main-content' }));
    return reply
      .type('text/html; charset=utf-8')
      .send(web.frame(request, { title: 'Write down a call', body, errors: faults }).toString());
  };

  app.get('/calls', { config: { access, records: { nothing: 'an empty form' } } }, async (request, reply) => {
    const values = (await web.restore(request, 'calls')) ?? {};
    return show(request, reply, values, [], null);
  });

  const sent = { access, records: 'concerns.concern-received', words: CALL_WORDS } as const;
  app.post('/calls', { config: sent }, async (request, reply) => {
    const values = readValues(request.body);
    const indicators = readIndicators((request.body as { indicators?: unknown } | null)?.indicators);
    const fault = faultIn(values);
    if (fault) return show(request, reply, values, indicators, fault);
    const input = readCall({ ...values, key: values.key || randomUUID() }, indicators);
    const raised = await runCommand(web.spine, request.who, (tx, ctx) =>
      raiseConcern(web.ports)(tx, ctx, input),
    );
    if (!raised.ok) {
      if (raised.refusal.code === 'concerns.key-reused') {
        return show(request, reply, { ...values, key: randomUUID() }, indicators, raised.refusal);
      }
      throw new RefusedRequest(raised.refusal);
    }
    await web.forget(request, 'calls');
    const page = { title: 'Sent to the front door', body: renderCallSent(raised.value), back: '/inbox' };
    return reply.type('text/html; charset=utf-8').send(web.frame(request, page).toString());
  });
}
