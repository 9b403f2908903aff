import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { isRecordKind, listAsked, type NewRecordAsTyped } from '../domain/new-record.ts';
import type { Alike } from '../queries/see-alike.query.ts';
import { renderKinds, renderNewRecord } from './new-record.page.ts';
import { type RecordValues, readRecordValues, textOf } from './record-form.page.ts';
import { errorsOf, type RecordsWeb, sendPage } from './record-web.routes.ts';
import { recordHref } from './record-words.presenter.ts';

function kindOf(request: FastifyRequest): MentionKind {
  const { kind } = request.params as { kind?: unknown };
  if (!isRecordKind(kind)) throw new RefusedRequest({ code: 'people.record-not-found' });
  return kind;
}

function show(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  values: RecordValues,
  { alike = null, refusal }: { readonly alike?: Alike | null; readonly refusal?: Refusal } = {},
): FastifyReply {
  const errors = errorsOf(refusal);
  const body = renderNewRecord({ kind: kindOf(request), values, errors, csrf: request.session?.csrf, alike });
  return sendPage(web, request, reply, { title: 'Put on record', body, back: '/search' }, refusal);
}

const WORDS = {
  fields: {
    name: 'Name',
    birth: 'When they were born',
    sex: 'Sex',
    'nhs-number': 'NHS number',
    upn: 'Unique pupil number',
    'police-reference': 'Police reference',
    address: 'Address',
    phone: 'Phone number',
    school: 'School, college or nursery',
    registration: 'Registration mark',
    look: 'Make, colour, marks',
    called: 'Name or nickname',
    account: 'Name there, and the site',
    source: 'Who or what says so',
  },
  with: ['birthSort', 'step'],
} as const;

/** Puts on record what was typed, or gives the refusal of one of its fields. */
async function save(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  input: NewRecordAsTyped,
  values: RecordValues,
): Promise<FastifyReply> {
  const done = await runCommand(web.spine, request.who, (tx, ctx) => web.commands.addRecord(tx, ctx, input));
  if (!done.ok) return show(web, request, reply, values, { refusal: done.refusal });
  return reply.redirect(recordHref(done.value.record), 303);
}

/** Putting somebody or something on record whom no concern names: first who it may be already, then, if nobody, a new record. */
export function registerNewRecordRoutes(app: FastifyInstance, web: RecordsWeb): void {
  const access = { action: 'people.add-record' } as const;
  const nothing = { config: { access, records: { nothing: 'an empty form' } } } as const;
  app.get('/records/new', nothing, (request, reply) =>
    sendPage(web, request, reply, { title: 'Put on record', body: renderKinds(), back: '/search' }),
  );
  app.get('/records/new/:kind', nothing, (request, reply) => show(web, request, reply, {}));
  app.post(
    '/records/new/:kind',
    { config: { access, records: 'people.looked-alike', words: WORDS } },
    async (request, reply) => {
      const kind = kindOf(request);
      const values = readRecordValues(request.body);
      const input: NewRecordAsTyped = {
        kind,
        values: Object.fromEntries(listAsked(kind).map((name) => [name, textOf(values, name)])),
        birthSort: textOf(values, 'birthSort'),
        source: textOf(values, 'source'),
      };
      if (textOf(values, 'step') === 'save') return save(web, request, reply, input, values);
      const alike = await runQuery(web.spine, request.who, (tx, ctx) => web.seeAlike(tx, ctx, input));
      if (!alike.ok) return show(web, request, reply, values, { refusal: alike.refusal });
      const { records, concerns } = alike.value;
      if (records.length + concerns.size === 0) return save(web, request, reply, input, values);
      return show(web, request, reply, values, { alike: alike.value });
    },
  );
}
