import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { type Html, html, NO_ERRORS, sayDay } from '../../../ui/index.ts';
import type { Merge } from '../ports.ts';
import type { RecordView } from '../queries/see-record.query.ts';
import { formHead } from './facts.routes.ts';
import { type RecordValues, readRecordValues, renderRecordForm, textOf } from './record-form.page.ts';
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
import { nameRecord, recordHref } from './record-words.presenter.ts';
import { listChoices, optionOf, readOption } from './relate.routes.ts';
import { renderSecondAsk } from './second-ask.page.ts';

const STATES = {
  proposed: 'Waits for a second person',
  confirmed: 'Joined',
  refused: 'The second person did not agree',
  undone: 'Taken apart again',
} as const;

function partForm(view: RecordView, merge: Merge, csrf: string | undefined, answered?: RefusedForm): Html {
  return renderSecondAsk(view, {
    of: merge.id,
    action: recordHref(view.found.record, `join/${merge.id}/part`),
    title: 'To take them apart',
    ask: 'Ask to take them apart',
    why: 'Why they are not the same after all',
    agree: 'They are not the same: take the records apart',
    refuse: 'They are the same, or it is not sure',
    csrf,
    refused: answered?.of === merge.id ? answered : undefined,
  });
}

function answerForm(view: RecordView, merge: Merge, csrf: string | undefined, answered?: RefusedForm): Html {
  const waiting = merge.state === 'proposed';
  const mine = merge.proposedBy === view.viewer;
  if (!view.rights.settleMerge || !(waiting || merge.state === 'confirmed')) return html``;
  if (!waiting) return partForm(view, merge, csrf, answered);
  if (waiting && mine) return html`<p class="govuk-body">Somebody else has to agree. It can’t be you.</p>`;
  const again = answered?.of === merge.id ? answered : undefined;
  const errors = errorsOf(again?.refusal);
  const values = again?.values ?? {};
  const action = recordHref(view.found.record, `join/${merge.id}`);
  // The error above the page leads to this field: one form at a time has its plain name.
  const prefix = again ? {} : { prefix: merge.id };
  const reason = (label: string, hint?: string) => ({ name: 'reason', kind: 'words', label, hint }) as const;
  const options = [
    { value: 'confirm', text: 'They are the same: join the records' },
    { value: 'refuse', text: 'They are not the same, or it is not sure' },
  ];
  return renderRecordForm({
    action,
    fields: [
      { name: 'decision', kind: 'radios', label: 'What you found', options },
      reason('Why', 'Needed only if you do not agree.'),
    ],
    submit: 'Answer',
    values,
    errors,
    csrf,
    ...prefix,
  });
}

function renderMerge(view: RecordView, merge: Merge, csrf: string | undefined, answered?: RefusedForm): Html {
  const own = new Set(view.members.map(({ id }) => id));
  const other = own.has(merge.kept.id) && !own.has(merge.merged.id) ? merge.merged : merge.kept;
  const outer = own.has(other.id) ? null : view.others.get(other.id);
  const who = outer === null ? html`A record that is part of this one` : nameRecord(outer);
  const byItself = merge.proposedBy === null;
  const said = [
    byItself
      ? `Joined by Heed ${sayDay(merge.proposedAt)}, because these are the same: ${merge.reason ?? ''}`
      : `Proposed ${sayDay(merge.proposedAt)}, ${view.names.post(merge.proposedPost)}: ${merge.reason ?? ''}`,
    ...(merge.settledAt && !byItself
      ? [`Answered ${sayDay(merge.settledAt)}, ${view.names.post(merge.settledPost)}. ${merge.finding ?? ''}`]
      : []),
    ...(merge.undoneAt ? [`Taken apart ${sayDay(merge.undoneAt)}: ${merge.undoneWhy ?? ''}`] : []),
  ];
  return html`<li class="heed-child"><p class="govuk-body"><strong>${STATES[merge.state]}</strong>: ${who}</p>${said.map((line) => html`<p class="govuk-body-s">${line}</p>`)}${answerForm(view, merge, csrf, answered)}</li>`;
}

async function showJoin(
  web: RecordsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  again: {
    readonly values?: RecordValues;
    readonly refusal?: Refusal;
    readonly answered?: RefusedForm;
  } = {},
): Promise<FastifyReply> {
  const view = await viewOf(web, request, { withBeside: true, withAlike: true });
  const csrf = request.session?.csrf;
  const title = 'Join with another record';
  const choices = listChoices(view, view.found.record.kind === 'person').map(optionOf);
  const fields = [
    {
      name: 'other',
      kind: 'select',
      label: 'Which record is the same',
      hint: 'Those that agree with this one in something, that are named in the same concerns, or that are spoken of here.',
      options: choices,
    },
    { name: 'reason', kind: 'words', label: 'How you know that they are the same' },
  ] as const;
  const propose = view.rights.proposeMerge
    ? html`<h2 class="govuk-heading-m">Propose</h2><p class="govuk-body">A second person has to agree: somebody else, who does not work below you. Until then nothing changes. Two people can take it apart again at any time, and everything is then as it was.</p>${renderRecordForm({ action: recordHref(view.found.record, 'join'), fields, submit: 'Propose', values: again.values ?? {}, errors: again.answered ? NO_ERRORS : errorsOf(again.refusal), csrf })}`
    : '';
  const merges = view.merges.map((merge) => renderMerge(view, merge, csrf, again.answered));
  const list =
    merges.length > 0
      ? html`<ul class="govuk-list">${merges}</ul>`
      : html`<p class="govuk-body">None so far.</p>`;
  const body = html`${formHead(view, title)}<h2 class="govuk-heading-m">Proposed and joined</h2>${list}${propose}`;
  const refusal = again.refusal ?? again.answered?.refusal;
  return sendPage(web, request, reply, { title, body, back: recordHref(view.found.record) }, refusal);
}

const DECISIONS = ['confirm', 'refuse'] as const;

/** What the second person chose; throws where nothing was. */
export function mustDecide(values: RecordValues): (typeof DECISIONS)[number] {
  const decision = DECISIONS.find((one) => one === textOf(values, 'decision'));
  if (!decision) throw new RefusedRequest({ code: 'people.decision-missing' });
  return decision;
}

/** Saying that two records are one, agreeing or not, and taking them apart again. */
export function registerJoinRoutes(app: FastifyInstance, web: RecordsWeb): void {
  const see = accessTo(web, 'people.open-record');
  const propose = accessTo(web, 'people.propose-merge');
  const settle = accessTo(web, 'people.settle-merge');

  app.get(
    '/records/:record/:id/join',
    { config: { access: see, records: 'people.record-opened' } },
    (request, reply) => showJoin(web, request, reply),
  );
  app.post(
    '/records/:record/:id/join',
    {
      config: {
        access: propose,
        records: 'people.merge-proposed',
        words: { fields: { reason: 'How you know that they are the same' }, with: ['other'] },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const other = readOption(textOf(values, 'other'));
      const view = await viewOf(web, request, { withBeside: true, withAlike: true });
      const offered = other !== null && view.others.get(other.id)?.mayOpen;
      const refusal = offered
        ? await tryFor(web, request, web.commands.proposeMerge, {
            record,
            other,
            reason: textOf(values, 'reason'),
          })
        : ({ code: 'people.other-missing', field: 'other' } as const);
      if (refusal) return showJoin(web, request, reply, { values, refusal });
      return reply.redirect(recordHref(record, 'join'), 303);
    },
  );
  app.post(
    '/records/:record/:id/join/:merge',
    {
      config: {
        access: settle,
        records: 'people.merge-confirmed',
        words: { fields: { reason: 'Why' }, with: ['decision'] },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const merge = mustId(request, 'merge', 'people.merge-not-found');
      const decision = mustDecide(values);
      const input = { record, merge, decision, reason: textOf(values, 'reason') };
      const refusal = await tryFor(web, request, web.commands.settleMerge, input);
      if (refusal) return showJoin(web, request, reply, { answered: { of: merge, values, refusal } });
      return reply.redirect(recordHref(record, 'join'), 303);
    },
  );
  app.post(
    '/records/:record/:id/join/:merge/part',
    {
      config: {
        access: settle,
        records: 'people.parting-asked',
        words: { fields: { reason: 'Why they are not the same after all' } },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const of = mustId(request, 'merge', 'people.merge-not-found');
      const input = { record, what: 'part', of, reason: textOf(values, 'reason') } as const;
      const refusal = await tryFor(web, request, web.commands.askSecond, input);
      if (refusal) return showJoin(web, request, reply, { answered: { of, values, refusal } });
      return reply.redirect(recordHref(record, 'join'), 303);
    },
  );
  app.post(
    '/records/:record/:id/join/:merge/part/:ask',
    {
      config: {
        access: settle,
        records: 'people.merge-undone',
        words: { fields: { reason: 'Why' }, with: ['decision'] },
      },
    },
    async (request, reply) => {
      const values = readRecordValues(request.body);
      const record = mustRecord(request);
      const of = mustId(request, 'merge', 'people.merge-not-found');
      const ask = mustId(request, 'ask', 'people.ask-not-found');
      const decision = mustDecide(values);
      const input = { record, ask, what: 'part', decision, reason: textOf(values, 'reason') } as const;
      const refusal = await tryFor(web, request, web.commands.settleSecond, input);
      if (refusal) return showJoin(web, request, reply, { answered: { of, values, refusal } });
      return reply.redirect(recordHref(record, 'join'), 303);
    },
  );
}
