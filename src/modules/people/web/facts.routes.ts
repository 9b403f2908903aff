import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { type Html, html } from '../../../ui/index.ts';
import { describeFactKind, type FactKindName, isFactKind } from '../domain/fact-kinds.ts';
import type { RecordView } from '../queries/see-record.query.ts';
import { titleOf } from './record.page.ts';
import {
  type RecordField,
  type RecordValues,
  readRecordValues,
  renderRecordForm,
  textOf,
} from './record-form.page.ts';
import {
  accessTo,
  errorsOf,
  mustId,
  mustRecord,
  type RecordsWeb,
  sendPage,
  tryFor,
  viewOf,
} from './record-web.routes.ts';
import { recordHref, saySpan } from './record-words.presenter.ts';

const DATES: readonly RecordField[] = [
  {
    name: 'from',
    kind: 'line',
    label: 'Since when',
    hint: 'A day, a month or a year, if it is known.',
    short: true,
  },
  { name: 'until', kind: 'line', label: 'Until when', hint: 'Only if it is over.', short: true },
];

/** Asked of everything put on record. */
export const SOURCE: RecordField = {
  name: 'source',
  kind: 'line',
  label: 'Who or what says so',
  hint: 'For example: her mother, at home on 3 May; the GP’s letter.',
};

/** Asked of everything that is ended. */
export const ENDING: readonly RecordField[] = [
  {
    name: 'how',
    kind: 'radios',
    label: 'What is wrong with it',
    options: [
      { value: 'superseded', text: 'It was so, and is no longer' },
      { value: 'withdrawn', text: 'It was never so: put here by mistake, or about somebody else' },
    ],
  },
  { name: 'reason', kind: 'words', label: 'Why' },
];

export const ENDING_WORDS = { fields: { reason: 'Why' }, with: ['how'] };

function fieldsOf(kind: FactKindName): readonly RecordField[] {
  const { ask, hint, sorts } = describeFactKind(kind);
  const options = Object.entries(sorts ?? {}).map(([value, text]) => ({ value, text }));
  return [
    { name: 'value', kind: 'line', label: ask, hint },
    ...(sorts ? [{ name: 'sort', kind: 'radios', label: 'Which sort', options } as const] : []),
    ...(kind === 'birth' ? [] : DATES),
    SOURCE,
  ];
}

function kindOf(request: FastifyRequest): FactKindName {
  const { kind } = request.params as { kind?: unknown };
  if (!isFactKind(kind)) throw new RefusedRequest({ code: 'people.fact-kind-wrong' });
  return kind;
}

/** The head of a form about a record. */
export function formHead(view: RecordView, title: string): Html {
  return html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleOf(view)}</span> ${title}</h1>`;
}

async function showFactForm(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  values: RecordValues,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const kind = kindOf(request);
  const view = await viewOf(web, request);
  const title = `Put on record: ${describeFactKind(kind).label.toLowerCase()}`;
  const form = renderRecordForm({
    action: recordHref(mustRecord(request), `facts/${kind}`),
    fields: fieldsOf(kind),
    submit: 'Put on record',
    values,
    errors: errorsOf(refusal),
    csrf: request.session?.csrf,
  });
  const kept = html`<p class="govuk-body">It is put beside what is there already. Nothing is overwritten.</p>`;
  const body = html`${formHead(view, title)}${kept}${form}`;
  return sendPage(web, request, reply, { title, body, back: recordHref(view.found.record) }, refusal);
}

async function showEndForm(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  values: RecordValues,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const id = mustId(request, 'fact', 'people.fact-not-found');
  const view = await viewOf(web, request);
  const fact = view.details.find((one) => one.id === id);
  if (!fact?.value) throw new RefusedRequest({ code: 'people.fact-not-found' });
  if (fact.ended) throw new RefusedRequest({ code: 'people.fact-ended' });
  const { value, source } = fact.value;
  const span = saySpan(fact.value);
  const title = 'Correct or end a fact';
  const form = renderRecordForm({
    action: recordHref(mustRecord(request), `fact/${id}`),
    fields: ENDING,
    submit: 'End it',
    values,
    errors: errorsOf(refusal),
    csrf: request.session?.csrf,
    warning: true,
  });
  const again = recordHref(view.found.record, `facts/${fact.kind}`);
  const body = html`${formHead(view, title)}<p class="govuk-body">${describeFactKind(fact.kind).label}: <strong>${value}</strong>${span ? `, ${span}` : ''}. ${source}.</p>
<p class="govuk-body">To correct it, end it here and <a class="govuk-link" href="${again}">put the right one on record</a>. Both stay to be read.</p>${form}`;
  return sendPage(web, request, reply, { title, body, back: recordHref(view.found.record) }, refusal);
}

/** Putting facts on a record, and ending them. */
export function registerFactRoutes(app: FastifyInstance, web: RecordsWeb): void {
  const access = accessTo(web, 'people.change-record');
  const opened = { config: { access, records: 'people.record-opened' } } as const;

  app.get('/records/:record/:id/facts/:kind', opened, (request, reply) =>
    showFactForm(web, request, reply, {}),
  );
  app.post(
    '/records/:record/:id/facts/:kind',
    {
      config: {
        access,
        records: 'people.fact-added',
        words: {
          fields: {
            value: 'What is known',
            from: 'Since when',
            until: 'Until when',
            source: 'Who or what says so',
          },
          with: ['sort'],
        },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const text = (name: string) => textOf(values, name);
      const fact = {
        kind: kindOf(request),
        value: text('value'),
        sort: text('sort'),
        from: text('from'),
        until: text('until'),
        source: text('source'),
      };
      const record = mustRecord(request);
      const refused = await tryFor(web, request, web.commands.addFact, { record, fact });
      if (refused) return showFactForm(web, request, reply, values, refused);
      return reply.redirect(recordHref(record), 303);
    },
  );

  app.get('/records/:record/:id/fact/:fact', opened, (request, reply) =>
    showEndForm(web, request, reply, {}),
  );
  app.post(
    '/records/:record/:id/fact/:fact',
    { config: { access, records: 'people.fact-withdrawn', words: ENDING_WORDS } },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const fact = mustId(request, 'fact', 'people.fact-not-found');
      const input = { record, fact, how: textOf(values, 'how'), reason: textOf(values, 'reason') };
      const refused = await tryFor(web, request, web.commands.endFact, input);
      if (refused) return showEndForm(web, request, reply, values, refused);
      return reply.redirect(recordHref(record), 303);
    },
  );
}
