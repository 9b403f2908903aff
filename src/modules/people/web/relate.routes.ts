import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { html } from '../../../ui/index.ts';
import type { RelateRecords } from '../commands/relate-records.command.ts';
import type { KnownRecord } from '../domain/record.ts';
import { describeRelationshipKind, listRelationshipKinds, sayFrom } from '../domain/relationship.ts';
import type { CalledRecord } from '../queries/load-record.query.ts';
import type { RecordView } from '../queries/see-record.query.ts';
import { ENDING, ENDING_WORDS, formHead, SOURCE } from './facts.routes.ts';
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
import { KIND_WORDS, recordHref, sayUnnamed } from './record-words.presenter.ts';

/** Which way round, with the kind: this person is it of them, or they are it of this person. */
const OF = 'of';
const IS = 'is';

/** Those on record that may be chosen: named beside this one or spoken of on it, and not this one. */
export function listChoices(view: RecordView, person: boolean | null): readonly CalledRecord[] {
  const all = [...view.others.values()].filter(({ mayOpen }) => mayOpen);
  return all.filter(({ record }) => person === null || (record.kind === 'person') === person);
}

/** One that may be chosen, as an option. */
export function optionOf({ record, kind, called }: CalledRecord) {
  return {
    value: `${record.kind}:${record.id}`,
    text: `${called ?? sayUnnamed(kind)} (${KIND_WORDS[kind].toLowerCase()})`,
  };
}

/** The record that an option names; `null` for anything else. */
export function readOption(text: string): KnownRecord | null {
  const [kind, id] = text.split(':');
  return (kind === 'person' || kind === 'thing') && isId(id) ? { kind, id } : null;
}

function kindsOffered(view: RecordView): RecordField['options'] {
  const person = view.found.record.kind === 'person';
  const people = listRelationshipKinds('person').flatMap((kind) => {
    const { words, inverse } = describeRelationshipKind(kind);
    const they = { value: `${kind}:${IS}`, text: `They: ${words} this person` };
    const other = { value: `${kind}:${OF}`, text: `This person: ${words} them` };
    return words === inverse ? [they] : [they, other];
  });
  const things = listRelationshipKinds('thing').map((kind) => ({
    value: `${kind}:${person ? OF : IS}`,
    text: `${person ? 'This person' : 'They'}: ${describeRelationshipKind(kind).words} it`,
  }));
  return person ? [...people, ...things] : things;
}

function fieldsOf(view: RecordView): readonly RecordField[] {
  const choices = listChoices(view, view.found.record.kind === 'person' ? null : true);
  return [
    {
      name: 'other',
      kind: 'select',
      label: 'Somebody or something on record',
      hint: 'Those named in the same concerns, or already spoken of here.',
      options: choices.map(optionOf),
    },
    { name: 'name', kind: 'line', label: 'Or the name of somebody not yet on record' },
    {
      name: 'age',
      kind: 'radios',
      label: 'Somebody not yet on record is',
      options: [
        { value: 'child', text: 'A child' },
        { value: 'adult', text: 'An adult' },
      ],
    },
    { name: 'kind', kind: 'select', label: 'What they are to each other', options: kindsOffered(view) },
    {
      name: 'from',
      kind: 'line',
      label: 'Since when',
      hint: 'A day, a month or a year, if it is known.',
      short: true,
    },
    { name: 'until', kind: 'line', label: 'Until when', hint: 'Only if it is over.', short: true },
    SOURCE,
  ];
}

function readRelate(record: KnownRecord, values: RecordValues): RelateRecords {
  const text = (name: string) => textOf(values, name);
  const [kind = '', way] = text('kind').split(':');
  const chosen = readOption(text('other'));
  const age = text('age');
  const made = { name: text('name'), kind: age === 'child' || age === 'adult' ? age : null } as const;
  return {
    record,
    relationship: { kind, from: text('from'), until: text('until'), source: text('source') },
    to: chosen ? { record: chosen } : made,
    reversed: way !== OF,
  };
}

async function showRelateForm(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  values: RecordValues,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const view = await viewOf(web, request, { withBeside: true });
  const title = 'Put a relationship on record';
  const form = renderRecordForm({
    action: recordHref(mustRecord(request), 'relate'),
    fields: fieldsOf(view),
    submit: 'Put on record',
    values,
    errors: errorsOf(refusal),
    csrf: request.session?.csrf,
  });
  const body = html`${formHead(view, title)}${form}`;
  return sendPage(web, request, reply, { title, body, back: recordHref(view.found.record) }, refusal);
}

async function showEndForm(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  values: RecordValues,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const id = mustId(request, 'relationship', 'people.fact-not-found');
  const view = await viewOf(web, request);
  const one = view.relationships.find((relationship) => relationship.id === id);
  if (!one) throw new RefusedRequest({ code: 'people.fact-ended' });
  const self = view.found.record.id;
  const other = view.others.get(one.record.id === self ? one.other.id : one.record.id);
  const title = 'Correct or end a relationship';
  const form = renderRecordForm({
    action: recordHref(mustRecord(request), `relationship/${id}`),
    fields: ENDING,
    submit: 'End it',
    values,
    errors: errorsOf(refusal),
    csrf: request.session?.csrf,
    warning: true,
  });
  const body = html`${formHead(view, title)}<p class="govuk-body"><strong>${other?.called ?? 'Somebody on record'}</strong>: ${sayFrom(one, self)} this ${view.found.record.kind}. ${one.source}.</p>${form}`;
  return sendPage(web, request, reply, { title, body, back: recordHref(view.found.record) }, refusal);
}

/** Putting on record what one is to another, and ending it. */
export function registerRelateRoutes(app: FastifyInstance, web: RecordsWeb): void {
  const access = accessTo(web, 'people.change-record');
  const opened = { config: { access, records: 'people.record-opened' } } as const;

  app.get('/records/:record/:id/relate', opened, (request, reply) => showRelateForm(web, request, reply, {}));
  app.post(
    '/records/:record/:id/relate',
    {
      config: {
        access,
        records: 'people.relationship-added',
        words: {
          fields: { name: 'Name', from: 'Since when', until: 'Until when', source: 'Who or what says so' },
          with: ['other', 'age', 'kind'],
        },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const input = readRelate(record, values);
      // Only those that the form offered: named beside it, and open to whoever chooses.
      const view = await viewOf(web, request, { withBeside: true });
      const offered = 'record' in input.to ? view.others.get(input.to.record.id)?.mayOpen : true;
      const refused = offered
        ? await tryFor(web, request, web.commands.relateRecords, input)
        : ({ code: 'people.other-missing', field: 'other' } as const);
      if (refused) return showRelateForm(web, request, reply, values, refused);
      return reply.redirect(recordHref(record), 303);
    },
  );

  app.get('/records/:record/:id/relationship/:relationship', opened, (request, reply) =>
    showEndForm(web, request, reply, {}),
  );
  app.post(
    '/records/:record/:id/relationship/:relationship',
    { config: { access, records: 'people.relationship-withdrawn', words: ENDING_WORDS } },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const relationship = mustId(request, 'relationship', 'people.fact-not-found');
      const input = { record, relationship, how: textOf(values, 'how'), reason: textOf(values, 'reason') };
      const refused = await tryFor(web, request, web.commands.endRelationship, input);
      if (refused) return showEndForm(web, request, reply, values, refused);
      return reply.redirect(recordHref(record), 303);
    },
  );
}
