import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { asId, isId, type PostId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { type Html, html, sayDay } from '../../../ui/index.ts';
import { PROTECTION_COVERS, PROTECTION_KINDS, type Protection } from '../domain/protection.ts';
import type { RecordView } from '../queries/see-record.query.ts';
import { formHead } from './facts.routes.ts';
import { mustDecide } from './join.routes.ts';
import {
  listOf,
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
  type RefusedForm,
  sendPage,
  tryFor,
  viewOf,
} from './record-web.routes.ts';
import { recordHref } from './record-words.presenter.ts';
import { renderSecondAsk } from './second-ask.page.ts';

const optionsOf = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, text]) => ({ value, text }));

function fieldsOf(view: RecordView): readonly RecordField[] {
  const posts = view.names.posts.map(({ id, label }) => ({ value: id, text: label }));
  return [
    { name: 'covers', kind: 'radios', label: 'What is to be hidden', options: optionsOf(PROTECTION_COVERS) },
    { name: 'kind', kind: 'radios', label: 'Because of', options: optionsOf(PROTECTION_KINDS) },
    { name: 'reason', kind: 'words', label: 'Why' },
    {
      name: 'posts',
      kind: 'boxes',
      label: 'Which posts may see it',
      hint: 'Yours and the scrutineer’s may in any case.',
      options: posts,
    },
  ];
}

function renderProtection(
  view: RecordView,
  one: Protection,
  csrf: string | undefined,
  ended?: RefusedForm,
): Html {
  const form = renderSecondAsk(view, {
    of: one.id,
    action: recordHref(view.found.record, `protection/${one.id}`),
    title: 'To end it',
    ask: 'Ask to end this protection',
    why: 'Why it is to end',
    agree: 'Agree: it ends, and everybody whose work it is sees them again',
    refuse: 'It is still needed, or it is not sure',
    csrf,
    refused: ended?.of === one.id ? ended : undefined,
  });
  const posts = one.posts.map((post) => html`<li>${view.names.post(post)}</li>`);
  return html`<li class="heed-child"><p class="govuk-body"><strong>${PROTECTION_COVERS[one.covers]}</strong>. ${PROTECTION_KINDS[one.kind]}, since ${sayDay(one.at)}. Seen by:</p><ul class="govuk-list govuk-list--bullet">${posts}</ul>${form}</li>`;
}

interface Again {
  readonly values?: RecordValues;
  readonly refusal?: Refusal;
  readonly ended?: RefusedForm;
}

async function showProtection(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  again: Again = {},
): Promise<FastifyReply> {
  const view = await viewOf(web, request);
  const csrf = request.session?.csrf;
  const title = 'Protect who or where they are';
  const standing = view.protections.map((one) => renderProtection(view, one, csrf, again.ended));
  const list =
    standing.length > 0
      ? html`<h2 class="govuk-heading-m">Protected</h2><ul class="govuk-list">${standing}</ul>`
      : '';
  const form = renderRecordForm({
    action: recordHref(view.found.record, 'protection'),
    fields: fieldsOf(view),
    submit: 'Protect',
    values: again.values ?? {},
    errors: errorsOf(again.refusal),
    csrf,
  });
  const words = html`<p class="govuk-body">It takes effect at once, and ends only when two people agree. Nothing is proposed, linked, found or shown across it to anybody else, whatever their work is.</p>`;
  const body = html`${formHead(view, title)}${list}<h2 class="govuk-heading-m">Protect</h2>${words}${form}`;
  return sendPage(
    web,
    request,
    reply,
    { title, body, back: recordHref(view.found.record) },
    again.refusal ?? again.ended?.refusal,
  );
}

const readPosts = (values: RecordValues): readonly PostId[] =>
  listOf(values, 'posts')
    .filter(isId)
    .map((id) => asId<'post'>(id));

/** Hiding who or where somebody is, and ending that. */
export function registerProtectionRoutes(app: FastifyInstance, web: RecordsWeb): void {
  const access = accessTo(web, 'people.protect-record');

  app.get(
    '/records/:record/:id/protection',
    { config: { access, records: 'people.record-opened' } },
    (request, reply) => showProtection(web, request, reply),
  );
  app.post(
    '/records/:record/:id/protection',
    {
      config: {
        access,
        records: 'people.record-protected',
        words: { fields: { reason: 'Why' }, with: ['covers', 'kind', 'posts'] },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const text = (name: string) => textOf(values, name);
      const known = new Set<string>((await viewOf(web, request)).names.posts.map(({ id }) => id));
      const posts = readPosts(values).filter((id) => known.has(id));
      const input = { record, covers: text('covers'), kind: text('kind'), reason: text('reason'), posts };
      const refusal = await tryFor(web, request, web.commands.protectRecord, input);
      if (refusal) return showProtection(web, request, reply, { values, refusal });
      return reply.redirect(recordHref(record), 303);
    },
  );
  app.post(
    '/records/:record/:id/protection/:protection',
    {
      config: {
        access,
        records: 'people.unprotecting-asked',
        words: { fields: { reason: 'Why it is to end' } },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const of = mustId(request, 'protection', 'people.protection-not-found');
      const input = { record, what: 'unprotect', of, reason: textOf(values, 'reason') } as const;
      const refusal = await tryFor(web, request, web.commands.askSecond, input);
      if (refusal) return showProtection(web, request, reply, { ended: { of, values, refusal } });
      return reply.redirect(recordHref(record, 'protection'), 303);
    },
  );
  app.post(
    '/records/:record/:id/protection/:protection/:ask',
    {
      config: {
        access,
        records: 'people.protection-ended',
        words: { fields: { reason: 'Why' }, with: ['decision'] },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const of = mustId(request, 'protection', 'people.protection-not-found');
      const ask = mustId(request, 'ask', 'people.ask-not-found');
      const decision = mustDecide(values);
      const input = { record, ask, what: 'unprotect', decision, reason: textOf(values, 'reason') } as const;
      const refusal = await tryFor(web, request, web.commands.settleSecond, input);
      if (refusal) return showProtection(web, request, reply, { ended: { of, values, refusal } });
      return reply.redirect(recordHref(record), 303);
    },
  );
}
