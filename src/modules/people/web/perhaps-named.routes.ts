import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asId } from '../../../kernel/ids.ts';
import { type Html, html, sayDateTime, sayDay } from '../../../ui/index.ts';
import { KEY_KINDS } from '../domain/key-kinds.ts';
import { PERHAPS_ANSWERS } from '../domain/perhaps-named.ts';
import { type PerhapsRow, type PerhapsView, seePerhapsNamed } from '../queries/see-perhaps-named.query.ts';
import { titleOf } from './record.page.ts';
import { type RecordField, readRecordValues, renderRecordForm, textOf } from './record-form.page.ts';
import {
  accessTo,
  errorsOf,
  mustId,
  mustRecord,
  type RecordsWeb,
  type RefusedForm,
  readFor,
  sendPage,
  tryFor,
} from './record-web.routes.ts';
import { recordHref } from './record-words.presenter.ts';
import { describeGiven } from './who-and-what.page.ts';

const FIELDS: readonly RecordField[] = [
  {
    name: 'answer',
    kind: 'radios',
    label: 'Is it about them?',
    options: Object.entries(PERHAPS_ANSWERS).map(([value, text]) => ({ value, text })),
  },
  { name: 'reason', kind: 'words', label: 'How you know' },
];

function renderWho(view: PerhapsView, { one, told, mention }: PerhapsRow): Html {
  if (!told) return html`<p class="govuk-body">A warning that is restricted. Ask the scrutineer.</p>`;
  const link = told.mayOpen
    ? html`<a class="govuk-link" href="/concerns/${one.concern}">${told.reference}</a>`
    : html`${told.reference}. You may not open it. If you need what was said, ask the scrutineer: asking ${view.names.post(told.owner)}, who owns it, may tell them that somebody is protected`;
  return html`<p class="govuk-body"><strong>${describeGiven(mention?.given ?? null)}</strong><span class="heed-cite">Told ${sayDateTime(told.receivedAt)} by: ${told.toldBy}. ${link}.</span></p>
<p class="govuk-body">What agrees: ${one.agrees.map((kind) => KEY_KINDS[kind].words).join('; ')}.</p>`;
}

function renderRow(
  view: PerhapsView,
  row: PerhapsRow,
  csrf: string | undefined,
  refused: RefusedForm | undefined,
): Html {
  const { one } = row;
  const again = refused?.of === one.mention ? refused : undefined;
  const { answered } = one;
  const next = answered
    ? html`<p class="govuk-body-s"><strong>${PERHAPS_ANSWERS[answered.answer]}</strong>. ${answered.why ?? ''} ${sayDay(answered.at)}, ${view.names.post(answered.by.post)}</p>`
    : renderRecordForm({
        action: recordHref(view.found.record, `perhaps/${one.mention}`),
        fields: FIELDS,
        submit: 'Answer',
        values: again?.values ?? {},
        errors: errorsOf(again?.refusal),
        csrf,
        ...(again ? {} : { prefix: one.mention }),
      });
  return html`<li class="heed-child">${renderWho(view, row)}${next}</li>`;
}

async function show(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: RefusedForm,
): Promise<FastifyReply> {
  const record = mustRecord(request);
  const view = await readFor(web, request, seePerhapsNamed(web.store, web.outside), { record });
  const csrf = request.session?.csrf;
  const title = 'Warnings that may be about them';
  const list =
    view.rows.length > 0
      ? html`<ul class="govuk-list">${view.rows.map((row) => renderRow(view, row, csrf, refused))}</ul>`
      : html`<p class="govuk-body">None so far.</p>`;
  const body = html`<h1 class="govuk-heading-l"><span class="govuk-caption-l">${titleOf(view)}</span> ${title}</h1>
<p class="govuk-body">Only those who keep this protection see this page: ${view.keepers.map((post) => view.names.post(post)).join('; ')}. Whoever told us and whoever screens it see nothing of it, and your answer crosses to nobody.</p>
<p class="govuk-body">If it is about them, it is for you to act. Tell whoever owns the warning only what they need, and only if it is safe.</p>${list}`;
  return sendPage(
    web,
    request,
    reply,
    { title, body, back: recordHref(view.found.record) },
    refused?.refusal,
  );
}

/** What those who keep a protected identity are told of new warnings, and their answers. */
export function registerPerhapsNamedRoutes(app: FastifyInstance, web: RecordsWeb): void {
  app.get(
    '/records/:record/:id/perhaps',
    { config: { access: accessTo(web, 'people.open-record'), records: 'people.perhaps-named-opened' } },
    (request, reply) => show(web, request, reply),
  );
  app.post(
    '/records/:record/:id/perhaps/:mention',
    {
      config: {
        access: accessTo(web, 'people.change-record'),
        records: 'people.perhaps-named-answered',
        words: { fields: { reason: 'How you know' }, with: ['answer'] },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const of = mustId(request, 'mention', 'people.perhaps-not-found');
      const [answer, reason] = [textOf(values, 'answer'), textOf(values, 'reason')];
      const input = { record, mention: asId<'mention'>(of), answer, reason };
      const refusal = await tryFor(web, request, web.commands.answerPerhapsNamed, input);
      if (refusal) return show(web, request, reply, { of, values, refusal });
      return reply.redirect(recordHref(record, 'perhaps'), 303);
    },
  );
}
