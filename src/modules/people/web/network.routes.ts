import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { formErrors, NO_ERRORS, printedPage } from '../../../ui/index.ts';
import { lastDayOf, readDay } from '../domain/decide-fact.ts';
import { PEOPLE_REFUSALS } from '../domain/refusals.ts';
import { seeNetwork } from '../queries/see-network.query.ts';
import { type NetworkValues, networkHref, renderAround, renderNetwork } from './network.page.ts';
import { titleOf } from './record.page.ts';
import { listOf, readRecordValues, textOf } from './record-form.page.ts';
import { accessTo, mustRecord, type RecordsWeb, readFor, sendPage } from './record-web.routes.ts';
import { recordHref } from './record-words.presenter.ts';
import { readOption } from './relate.routes.ts';

/** What is typed into the form of what is drawn; who was opened in the picture is chosen there again. */
const WORDS = { fields: { until: 'Only what was told until' }, with: ['institutions'] };

function readChosen(query: unknown): NetworkValues {
  const values = readRecordValues(query);
  return {
    open: [...new Set(listOf(values, 'open'))].filter((one) => readOption(one) !== null),
    institutions: textOf(values, 'institutions') === 'show',
    until: textOf(values, 'until').trim(),
  };
}

function parseUntil(until: string): Outcome<Temporal.PlainDate | null> {
  if (until === '') return accept(null);
  const day = readDay(until);
  return day === null ? refuse('people.date-wrong', 'until') : accept(lastDayOf(day));
}

async function show(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  medium: 'page' | 'print',
): Promise<FastifyReply> {
  const values = readChosen(request.query);
  const until = parseUntil(values.until);
  const view = await readFor(web, request, seeNetwork(web.store, web.outside), {
    record: mustRecord(request),
    opened: values.open.flatMap((one) => readOption(one) ?? []),
    institutions: values.institutions,
    until: until.ok ? until.value : null,
    medium,
  });
  const title = 'Who and what is around';
  if (medium === 'page' || !until.ok) {
    const errors = until.ok ? NO_ERRORS : formErrors([until.refusal], PEOPLE_REFUSALS);
    const body = renderNetwork(view, values, errors);
    const back = recordHref(view.found.record);
    return sendPage(web, request, reply, { title, body, back }, until.ok ? undefined : until.refusal);
  }
  return reply.type('text/html; charset=utf-8').send(
    printedPage({
      assets: web.assets,
      title,
      caption: title,
      heading: titleOf(view),
      note: 'Keep it as you would the record.',
      back: networkHref(view, values),
      body: renderAround(view, values, false),
    }).toString(),
  );
}

/** The picture of who and what is around a record, on the screen and in print. */
export function registerNetworkRoutes(app: FastifyInstance, web: RecordsWeb): void {
  const access = accessTo(web, 'people.open-record');
  app.get(
    '/records/:record/:id/network',
    { config: { access, records: 'people.network-opened', words: WORDS } },
    (request, reply) => show(web, request, reply, 'page'),
  );
  app.get(
    '/records/:record/:id/network/print',
    { config: { access, records: 'people.network-printed' } },
    (request, reply) => show(web, request, reply, 'print'),
  );
}
