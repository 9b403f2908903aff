import type { FastifyInstance, FastifyReply } from 'fastify';
import { LONDON } from '../../../../kernel/clock.ts';
import type { Html } from '../../../../ui/index.ts';
import { deriveTimeLimits } from '../../domain/law/derive-time-limits.ts';
import type { ReadingView } from './frame-reading.page.ts';
import { renderLastDays, renderLaw } from './law.page.ts';
import { renderOutside } from './outside.page.ts';
import { renderSpeakUp, renderWhoLearnsWhat } from './speak-up.page.ts';
import { readTimeLimits } from './time-limits.form.ts';

/** What the reading pages are made with. */
export interface ReadingSettings extends ReadingView {
  /** Now, in domain time: which days have gone. */
  readonly now: () => Temporal.Instant;
}

const reading = {
  access: { public: 'whoever wants to speak up must be able to read first, without saying who they are' },
  records: { nothing: 'reading about the law is nobody’s record' },
} as const;

function send(reply: FastifyReply, page: Html, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page.toString());
}

/**
 * Registers the pages that somebody who works with children reads before, after or instead of telling us: what can and can't
 * be promised, the law, bodies outside, and who learns what. No cookie is given, nothing is kept.
 */
export function registerReading(app: FastifyInstance, settings: ReadingSettings): void {
  const pages: readonly (readonly [string, (view: ReadingView) => Html])[] = [
    ['/speak-up', renderSpeakUp],
    ['/speak-up/law', (view) => renderLaw(view)],
    ['/speak-up/outside', renderOutside],
    ['/speak-up/who-learns-what', renderWhoLearnsWhat],
  ];
  for (const [url, render] of pages)
    app.get(url, { config: reading }, async (_request, reply) => send(reply, render(settings)));
  app.post(
    '/speak-up/law',
    {
      config: {
        ...reading,
        words: {
          fields: { 'happened-day': 'Day', 'happened-month': 'Month', 'happened-year': 'Year' },
          with: ['capacity', 'event'],
        },
        noFormToken: 'it keeps nothing and changes nothing: another site gains nothing by it',
      },
    },
    async (request, reply) => {
      const today = settings.now().toZonedDateTimeISO(LONDON).toPlainDate();
      const read = readTimeLimits(request.body, today);
      if ('errors' in read) return send(reply, renderLaw(settings, read), 422);
      const { happenedOn, event, capacity } = read.asked;
      const lastDays = deriveTimeLimits(happenedOn, event, capacity);
      return send(reply, renderLastDays(settings, { typed: read.typed, happenedOn, lastDays, today }));
    },
  );
}
