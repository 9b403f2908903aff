import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Command } from '../../../kernel/command.ts';
import type { DutyId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { formErrors } from '../../../ui/index.ts';
import { acknowledgeDuty } from '../commands/acknowledge-duty.command.ts';
import { askExtension, askWithdrawal } from '../commands/ask-second-person.command.ts';
import { recordTelephoned } from '../commands/record-telephoned.command.ts';
import { settleAsk } from '../commands/settle-ask.command.ts';
import { DUTIES_REFUSALS } from '../domain/refusals.ts';
import { seeDuty } from '../queries/see-duty.query.ts';
import { seeInbox } from '../queries/see-inbox.query.ts';
import { meetDuties } from '../store/meet-duties.store.ts';
import { dutyPageStore, inboxStore } from '../store/pages.store.ts';
import { dutyStore } from '../store/proposals.store.ts';
import { readAnswer, readEndOfDay, readInboxFilter, readText } from './duties.form.ts';
import { type DutyForm, isOffered, renderDuty } from './duty.page.ts';
import { renderInbox } from './inbox.page.ts';
import { csrfOf, type DutiesWeb, dutyOf, idIn, orRefuse, sendPage } from './web-parts.routes.ts';

/** The inbox and the page of one duty, with what can be done there. */
export function inboxRoutes(app: FastifyInstance, web: DutiesWeb): void {
  const { spine, frame, vault, describe, isStillOwed, seesEverybody } = web;
  const see = seeDuty({ store: dutyPageStore, vault, describe, isStillOwed, seesEverybody });
  const second = { store: dutyStore, vault, isStillOwed };

  app.get(
    '/inbox',
    { config: { access: { action: 'duties.list-duties' }, records: 'duties.inbox-seen' } },
    async (request, reply) => {
      const filter = readInboxFilter(request.query);
      const query = seeInbox(inboxStore, describe);
      const view = orRefuse(await runQuery(spine, request.who, (tx, ctx) => query(tx, ctx, filter)));
      return sendPage(reply, frame(request, { title: 'Your duties', wide: true, body: renderInbox(view) }));
    },
  );

  const showDuty = async (
    request: FastifyRequest,
    reply: FastifyReply,
    refused: { readonly form: Omit<DutyForm, 'errors'>; readonly refusal: Refusal } | null,
  ) => {
    const duty = idIn<'duty'>(request, 'id');
    const view = orRefuse(await runQuery(spine, request.who, (tx, ctx) => see(tx, ctx, { duty })));
    // Its form is not on the page any more: what was typed comes back on the page that says why.
    if (refused && !isOffered(view, refused.form.which)) throw new RefusedRequest(refused.refusal);
    const form = refused && { ...refused.form, errors: formErrors([refused.refusal], DUTIES_REFUSALS) };
    const body = renderDuty(view, csrfOf(request), form);
    const errors = form?.errors.summary;
    const page = frame(request, { title: 'A duty', back: '/inbox', body, ...(errors ? { errors } : {}) });
    return sendPage(reply, page, form ? 422 : 200);
  };

  app.get(
    '/duties/:id',
    { config: { access: { action: 'duties.open-duty', resource: dutyOf }, records: 'duties.duty-opened' } },
    (request, reply) => showDuty(request, reply, null),
  );

  /** Does it and goes back to the duty; what was typed comes back with the reason where it is refused at a field. */
  async function act<I>(
    request: FastifyRequest,
    reply: FastifyReply,
    command: Command<I, unknown>,
    input: I,
    form: Omit<DutyForm, 'errors'> | null = null,
    rename: (field: string) => string = (field) => field,
  ): Promise<FastifyReply> {
    const done = await runCommand(spine, request.who, (tx, ctx) => command(tx, ctx, input));
    if (done.ok) return reply.redirect(`/duties/${idIn(request, 'id')}`, 303);
    const { refusal } = done;
    if (!form || refusal.field === undefined) throw new RefusedRequest(refusal);
    const shown: Refusal = { ...refusal, field: rename(refusal.field) };
    return showDuty(request, reply, { form, refusal: shown });
  }

  app.post(
    '/duties/:id/acknowledge',
    {
      config: {
        access: { action: 'duties.acknowledge-duty', resource: dutyOf },
        records: 'duties.rung-acknowledged',
      },
    },
    (request, reply) => {
      const duty: DutyId = idIn<'duty'>(request, 'id');
      return act(request, reply, acknowledgeDuty(dutyStore), { duty });
    },
  );

  app.post(
    '/duties/:id/telephoned',
    {
      config: {
        access: { action: 'duties.record-telephone-call', resource: dutyOf },
        records: 'duties.telephoned',
        words: { fields: { outcome: 'Who did you speak to, and what was agreed?' }, with: [] },
      },
    },
    (request, reply) => {
      const outcome = readText(request.body, 'outcome');
      const input = { duty: idIn<'duty'>(request, 'id'), outcome };
      const form = { which: 'telephone', values: { outcome } } as const;
      return act(request, reply, recordTelephoned(dutyStore, meetDuties), input, form);
    },
  );

  app.post(
    '/duties/:id/extension',
    {
      config: {
        access: { action: 'duties.ask-extension', resource: dutyOf },
        records: 'duties.extension-asked',
        words: {
          fields: {
            'date-day': 'Day',
            'date-month': 'Month',
            'date-year': 'Year',
            reason: 'Why is more time needed?',
          },
          with: [],
        },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const reason = readText(body, 'reason');
      const names = ['date-day', 'date-month', 'date-year'];
      const values = Object.fromEntries([
        ...names.map((name) => [name, readText(body, name)]),
        ['reason', reason],
      ]);
      const form = { which: 'extension', values } as const;
      const newDueAt = readEndOfDay(body);
      if (!newDueAt) {
        return showDuty(request, reply, { form, refusal: { code: 'duties.date-missing', field: 'date' } });
      }
      const input = { duty: idIn<'duty'>(request, 'id'), newDueAt, reason };
      return act(request, reply, askExtension(second), input, form);
    },
  );

  app.post(
    '/duties/:id/withdrawal',
    {
      config: {
        access: { action: 'duties.ask-withdrawal', resource: dutyOf },
        records: 'duties.withdrawal-asked',
        words: { fields: { reason: 'What was the error?' }, with: [] },
      },
    },
    (request, reply) => {
      const reason = readText(request.body, 'reason');
      const input = { duty: idIn<'duty'>(request, 'id'), reason };
      const form = { which: 'withdrawal', values: { reason, 'withdrawal-reason': reason } } as const;
      return act(request, reply, askWithdrawal(second), input, form, (field) => `withdrawal-${field}`);
    },
  );

  app.post(
    '/duties/:id/asks/:ask',
    {
      config: {
        access: { action: 'duties.settle-ask', resource: dutyOf },
        records: 'duties.extension-confirmed',
      },
    },
    (request, reply) => {
      const answer = readAnswer(request.body);
      if (!answer) throw refuseRequest('http.invalid-fields');
      const input = { proposal: idIn<'proposal'>(request, 'ask'), answer };
      return act(request, reply, settleAsk(dutyStore, isStillOwed), input);
    },
  );
}
