import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RefusedRequest, refuseRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import { type FormErrors, formErrors } from '../../../ui/index.ts';
import { proposeLadder, settleLadder } from '../commands/change-ladder.command.ts';
import { DUTIES_REFUSALS } from '../domain/refusals.ts';
import type { LadderKey } from '../domain/rule.ts';
import { seeLadders } from '../queries/see-ladders.query.ts';
import { seeAlarms, seeNotices } from '../queries/see-notices.query.ts';
import { ladderPageStore, noticePageStore } from '../store/notice-pages.store.ts';
import { dutyStore } from '../store/proposals.store.ts';
import { readRules } from '../store/rules.store.ts';
import { readAnswer } from './duties.form.ts';
import { readLadder, readLadderValues, writeLadderValues } from './ladder.form.ts';
import { isLadderKey } from './ladder-words.presenter.ts';
import { type LadderValues, renderLadderForm, renderLadders } from './ladders.page.ts';
import { renderAlarms, renderNotices } from './notices.page.ts';
import { renderRules } from './rules.page.ts';
import { csrfOf, type DutiesWeb, idIn, orRefuse, sendPage } from './web-parts.routes.ts';

function keyIn(request: FastifyRequest): LadderKey {
  const { key } = request.params as { key?: unknown };
  if (!isLadderKey(key)) throw refuseRequest('http.not-found');
  return key;
}

/** What is wrong with a ladder is wrong with its rungs together: the first field that can put it right. */
const LADDER_FIELDS: Readonly<Record<string, string>> = { 'duties.ladder-out-of-order': 'after-1' };

/** Ladders with the scrutineer's confirmation, the rules with their sources, notices and alarms. */
export function ladderRoutes(app: FastifyInstance, web: DutiesWeb): void {
  const { spine, vault, frame } = web;
  const see = seeLadders(ladderPageStore, vault);
  const read = async (request: FastifyRequest) =>
    orRefuse(await runQuery(spine, request.who, (tx, ctx) => see(tx, ctx, null)));

  app.get(
    '/ladders',
    { config: { access: { action: 'duties.see-ladders' }, records: 'duties.ladders-seen' } },
    async (request, reply) => {
      const body = renderLadders(await read(request), csrfOf(request));
      return sendPage(reply, frame(request, { title: 'Ladders', body }));
    },
  );

  const showForm = async (
    request: FastifyRequest,
    reply: FastifyReply,
    given: { readonly values: LadderValues; readonly errors: FormErrors } | null,
  ) => {
    const key = keyIn(request);
    const view = await read(request);
    const current = view.ladders.find((one) => one.ladder.key === key && one.post === null);
    const values = given?.values ?? (current ? writeLadderValues(current.ladder) : {});
    const body = renderLadderForm(key, view.posts, values, csrfOf(request), given?.errors);
    const errors = given ? { errors: given.errors.summary } : {};
    const page = frame(request, { title: 'Propose a change to a ladder', back: '/ladders', body, ...errors });
    return sendPage(reply, page, given ? 422 : 200);
  };

  app.get(
    '/ladders/:key/change',
    { config: { access: { action: 'duties.propose-ladder' }, records: 'duties.ladders-seen' } },
    (request, reply) => showForm(request, reply, null),
  );

  app.post(
    '/ladders/:key/change',
    {
      config: {
        access: { action: 'duties.propose-ladder' },
        records: 'duties.ladder-proposed',
        words: { fields: { 'after-*': 'How long after the due time', reason: 'Why?' } },
      },
    },
    async (request, reply) => {
      const key = keyIn(request);
      const view = await read(request);
      const current = view.ladders.find((one) => one.ladder.key === key && one.post === null);
      if (!current) throw refuseRequest('http.not-found');
      const values = readLadderValues(request.body);
      const input = {
        ladder: readLadder(values, current.ladder),
        post: null,
        reason: values.reason ?? '',
      };
      const command = proposeLadder({ store: dutyStore, vault });
      const done = await runCommand(spine, request.who, (tx, ctx) => command(tx, ctx, input));
      if (done.ok) return reply.redirect('/ladders', 303);
      const { refusal } = done;
      if (refusal.field === undefined && !refusal.code.startsWith('duties.ladder-'))
        throw new RefusedRequest(refusal);
      const at = { ...refusal, field: refusal.field ?? LADDER_FIELDS[refusal.code] ?? 'acts-1' };
      return showForm(request, reply, { values, errors: formErrors([at], DUTIES_REFUSALS) });
    },
  );

  app.post(
    '/ladders/proposals/:id',
    { config: { access: { action: 'duties.settle-ladder' }, records: 'duties.ladder-in-force' } },
    async (request, reply) => {
      const answer = readAnswer(request.body);
      if (!answer) throw refuseRequest('http.invalid-fields');
      const input = { proposal: idIn<'proposal'>(request, 'id'), answer };
      const command = settleLadder(dutyStore);
      const done = await runCommand(spine, request.who, (tx, ctx) => command(tx, ctx, input));
      if (!done.ok) throw new RefusedRequest(done.refusal);
      return reply.redirect('/ladders', 303);
    },
  );

  app.get(
    '/rules',
    {
      config: {
        access: { action: 'duties.see-rules' },
        records: { nothing: 'the rules are open to everybody in a post, and name nobody' },
      },
    },
    async (request, reply) => {
      const now = spine.clock.domain();
      const rules = await spine.db.transaction().execute((tx) => readRules(tx, now));
      const body = renderRules([...rules.values()]);
      return sendPage(reply, frame(request, { title: 'What is owed, by when', wide: true, body }));
    },
  );

  app.get(
    '/notices',
    { config: { access: { action: 'duties.read-notices' }, records: 'duties.notices-read' } },
    async (request, reply) => {
      const query = seeNotices(noticePageStore);
      const view = orRefuse(await runQuery(spine, request.who, (tx, ctx) => query(tx, ctx, null)));
      return sendPage(reply, frame(request, { title: 'Notices', wide: true, body: renderNotices(view) }));
    },
  );

  app.get(
    '/alarms',
    { config: { access: { action: 'duties.see-alarms' }, records: 'duties.alarms-seen' } },
    async (request, reply) => {
      const query = seeAlarms(noticePageStore);
      const alarms = orRefuse(await runQuery(spine, request.who, (tx, ctx) => query(tx, ctx, null)));
      return sendPage(reply, frame(request, { title: 'Alarms', wide: true, body: renderAlarms(alarms) }));
    },
  );
}
