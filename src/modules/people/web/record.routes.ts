import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { accept, type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { formErrors, NO_ERRORS, printedPage } from '../../../ui/index.ts';
import { type ChronologyFilter, LINE_KINDS, type LineKind } from '../domain/chronology.ts';
import { firstDayOf, lastDayOf, readDay } from '../domain/decide-fact.ts';
import { PEOPLE_REFUSALS } from '../domain/refusals.ts';
import { seeChronology } from '../queries/see-chronology.query.ts';
import { seeFamily } from '../queries/see-family.query.ts';
import { type ChronologyValues, chronologyHref, renderChronology, renderLines } from './chronology.page.ts';
import { registerFactRoutes } from './facts.routes.ts';
import { renderFamily } from './family.page.ts';
import { registerJoinRoutes } from './join.routes.ts';
import { registerNetworkRoutes } from './network.routes.ts';
import { registerNewRecordRoutes } from './new-record.routes.ts';
import { registerPerhapsNamedRoutes } from './perhaps-named.routes.ts';
import { registerProtectionRoutes } from './protection.routes.ts';
import { renderRecord, titleOf } from './record.page.ts';
import { listOf, readRecordValues, textOf } from './record-form.page.ts';
import { accessTo, mustRecord, type RecordsWeb, readFor, sendPage, viewOf } from './record-web.routes.ts';
import { recordHref } from './record-words.presenter.ts';
import { registerRelateRoutes } from './relate.routes.ts';

const isLineKind = (text: string): text is LineKind => Object.hasOwn(LINE_KINDS, text);

function readChosen(query: unknown): ChronologyValues {
  const values = readRecordValues(query);
  return {
    kinds: listOf(values, 'kind').filter(isLineKind),
    from: textOf(values, 'from').trim(),
    until: textOf(values, 'until').trim(),
  };
}

function parseChosen({ kinds, from, until }: ChronologyValues): Outcome<ChronologyFilter> {
  const first = from === '' ? '' : readDay(from);
  if (first === null) return refuse('people.date-wrong', 'from');
  const last = until === '' ? '' : readDay(until);
  if (last === null) return refuse('people.date-wrong', 'until');
  return accept({
    kinds: kinds.filter(isLineKind),
    from: first === '' ? null : Temporal.PlainDate.from(firstDayOf(first)),
    until: last === '' ? null : lastDayOf(last),
  });
}

/** What is typed into the form of what is shown; the kinds of lines are chosen there again. */
const CHOSEN = { fields: { from: 'From', until: 'Until' }, with: [] };
const EVERYTHING: ChronologyFilter = { kinds: [], from: null, until: null };

async function showChronology(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  medium: 'page' | 'print',
): Promise<FastifyReply> {
  const values = readChosen(request.query);
  const chosen = parseChosen(values);
  const refusal: Refusal | undefined = chosen.ok ? undefined : chosen.refusal;
  const filter = chosen.ok ? chosen.value : EVERYTHING;
  const input = { record: mustRecord(request), filter, medium };
  const view = await readFor(web, request, seeChronology(web.store, web.outside), input);
  if (medium === 'page' || refusal) {
    const errors = refusal ? formErrors([refusal], PEOPLE_REFUSALS) : NO_ERRORS;
    const body = renderChronology(view, values, errors);
    const back = recordHref(view.found.record);
    return sendPage(web, request, reply, { title: 'Chronology', body, back }, refusal);
  }
  const chosenOnly = values.kinds.length > 0 || values.from !== '' || values.until !== '';
  return reply.type('text/html; charset=utf-8').send(
    printedPage({
      assets: web.assets,
      title: 'Chronology',
      caption: 'Chronology',
      heading: titleOf(view),
      note: chosenOnly
        ? 'Only a part, as it was chosen. Keep it as you would the record.'
        : 'Keep it as you would the record.',
      back: chronologyHref(view, values),
      body: renderLines(view),
    }).toString(),
  );
}

/** The pages about people and things on record. */
export function registerRecordPages(app: FastifyInstance, web: RecordsWeb): void {
  const access = accessTo(web, 'people.open-record');

  app.get(
    '/records/:record/:id',
    { config: { access, records: 'people.record-opened' } },
    async (request, reply) => {
      const view = await viewOf(web, request);
      return sendPage(web, request, reply, { title: 'A record', body: renderRecord(view) });
    },
  );
  app.get(
    '/records/:record/:id/family',
    { config: { access, records: 'people.family-opened' } },
    async (request, reply) => {
      if (mustRecord(request).kind !== 'person')
        throw new RefusedRequest({ code: 'people.record-not-found' });
      const view = await readFor(web, request, seeFamily(web.store, web.outside), {
        record: mustRecord(request),
      });
      const back = recordHref(view.found.record);
      return sendPage(web, request, reply, { title: 'Family and household', body: renderFamily(view), back });
    },
  );
  app.get(
    '/records/:record/:id/chronology',
    { config: { access, records: 'people.chronology-opened', words: CHOSEN } },
    (request, reply) => showChronology(web, request, reply, 'page'),
  );
  app.get(
    '/records/:record/:id/chronology/print',
    { config: { access, records: 'people.chronology-printed' } },
    (request, reply) => showChronology(web, request, reply, 'print'),
  );
  registerNewRecordRoutes(app, web);
  registerFactRoutes(app, web);
  registerRelateRoutes(app, web);
  registerJoinRoutes(app, web);
  registerProtectionRoutes(app, web);
  registerPerhapsNamedRoutes(app, web);
  registerNetworkRoutes(app, web);
}
