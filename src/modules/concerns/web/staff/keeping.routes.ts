import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CommandContext, CommandResult, Query } from '../../../../kernel/command.ts';
import { isId } from '../../../../kernel/ids.ts';
import { type Refusal, refuse } from '../../../../kernel/refusal.ts';
import type { Tx } from '../../../../kernel/tx.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import { type ErrorMessage, formErrors, type Html } from '../../../../ui/index.ts';
import { confirmErasure, proposeErasure, refuseErasure } from '../../commands/erase-record.command.ts';
import { liftHold, placeHold } from '../../commands/hold-record.command.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import type { After } from '../../ports/keeping.ports.ts';
import {
  type ErasureView,
  type KeepingList,
  type KeepingView,
  listErasures,
  listHolds,
  listOver,
  seeErasure,
  seeKeeping,
} from '../../queries/see-keeping.query.ts';
import { type ConcernsWeb, readValues, statusOf } from './concern.routes.ts';
import { concernIdOf } from './decide.form.ts';
import {
  type KeepingForm,
  renderConfirmErasure,
  renderErasure,
  renderLiftHold,
  renderPlaceHold,
  renderPropose,
  renderRefuseErasure,
} from './erasure.page.ts';
import {
  type DrawnList,
  drawErasures,
  drawHolds,
  drawOver,
  LIST_PATHS,
  LIST_TITLES,
  renderKeeping,
  renderKeepingList,
} from './keeping.page.ts';

const paramsOf = (request: FastifyRequest) => request.params as { id?: unknown; hold?: unknown };

function concernResource(request: FastifyRequest) {
  const id = concernIdOf(paramsOf(request).id);
  return id ? ({ kind: 'concern', id } as const) : null;
}
function erasureResource(request: FastifyRequest) {
  const { id } = paramsOf(request);
  return isId(id) ? ({ kind: 'erasure', id: String(id) } as const) : null;
}

/** Where a page begins, from its address; null for the first, and for an address that nobody was given. */
function readAfter(request: FastifyRequest): After | null {
  const { after } = request.query as { after?: unknown };
  const [, at = '', id = ''] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z)_([0-9a-f-]{36})$/.exec(String(after)) ?? [];
  try {
    return isId(id) ? { at: Temporal.Instant.from(at), id } : null;
  } catch {
    // Digits in the shape of an instant that there never was: as though nothing had been asked for.
    return null;
  }
}

async function ask<I, R>(
  web: ConcernsWeb,
  request: FastifyRequest,
  query: Query<I, R>,
  input: I,
): Promise<R> {
  const seen = await runQuery(web.spine, request.who, (tx, ctx) => query(tx, ctx, input));
  if (!seen.ok) throw new RefusedRequest(seen.refusal);
  return seen.value;
}

/** Whose posts let them hold and erase, for what a page offers; the rules decide when they try. */
function mayAct(request: FastifyRequest): boolean {
  const functions = request.session?.functions ?? [];
  return functions.includes('information-governance') || functions.includes('scrutineer');
}

function send(
  web: ConcernsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  page: { readonly title: string; readonly back: string; readonly body: Html },
  errors: ReturnType<typeof formErrors>['summary'] = [],
): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(web.frame(request, { ...page, errors }).toString());
}

function drawList(web: ConcernsWeb, request: FastifyRequest, list: KeepingList): Promise<DrawnList> {
  const after = readAfter(request);
  switch (list) {
    case 'over':
      return ask(web, request, listOver(web.ports), { after }).then(drawOver);
    case 'holds':
      return ask(web, request, listHolds(web.ports), { after }).then(drawHolds);
    case 'waiting':
    case 'done': {
      const waiting = list === 'waiting';
      return ask(web, request, listErasures(web.ports), { waiting, after }).then((page) =>
        drawErasures(waiting, page),
      );
    }
  }
}

function addLists(app: FastifyInstance, web: ConcernsWeb): void {
  const access = { action: 'concerns.list-keeping' } as const;
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    list: KeepingList,
    reference: string,
    refusal: Refusal | null,
  ) => {
    const { summary, byField } = formErrors(refusal ? [refusal] : [], CONCERN_REFUSALS);
    if (refusal) reply.code(404);
    const drawn = await drawList(web, request, list);
    const body = renderKeepingList(drawn, { reference }, byField.reference, request.session?.csrf);
    return send(web, request, reply, { title: LIST_TITLES[list], back: '/inbox', body }, summary);
  };
  for (const list of Object.keys(LIST_PATHS) as KeepingList[])
    app.get(LIST_PATHS[list], { config: { access, records: 'concerns.keeping-listed' } }, (request, reply) =>
      show(request, reply, list, '', null),
    );
  app.post(
    '/keeping',
    {
      config: {
        access,
        records: { nothing: 'the page it leads to is what is recorded' },
        words: { fields: { reference: 'Find a record by its reference' }, with: [] },
      },
    },
    async (request, reply) => {
      const { reference = '' } = readValues(request.body);
      const by = { reference: web.ports.readReference(reference) ?? '' };
      const found = await runQuery(web.spine, request.who, async (tx) => ({
        ok: true,
        value: await web.ports.store.findNamed(tx, by),
        entries: [],
      }));
      if (!found.ok || !found.value)
        return show(request, reply, 'over', reference, refuse('concerns.not-found', 'reference').refusal);
      return reply.redirect(`/concerns/${found.value.id}/keeping`, 303);
    },
  );
}

/** One form about keeping: who may, what it shows, and what sending it does. */
interface Step<View> {
  readonly url: string;
  readonly action: `concerns.${string}`;
  readonly records: `concerns.${string}`;
  readonly title: string;
  readonly with: readonly string[];
  readonly resource: (request: FastifyRequest) => ReturnType<typeof concernResource | typeof erasureResource>;
  readonly load: (request: FastifyRequest) => Promise<View>;
  readonly draw: (view: View, form: KeepingForm, request: FastifyRequest) => Html;
  readonly run: (
    view: View,
    values: Readonly<Record<string, string>>,
    request: FastifyRequest,
  ) => (tx: Tx, ctx: CommandContext) => Promise<CommandResult<unknown>>;
  /** Where it leads back to, and where it goes once done. */
  readonly back: (view: View) => string;
}

function addStep<View>(app: FastifyInstance, web: ConcernsWeb, step: Step<View>): void {
  const access = { action: step.action, resource: step.resource, hidden: true } as const;
  const formKey = (path: string) => path.slice(1).replaceAll('/', '.');
  const pathOf = (request: FastifyRequest) => request.url.split('?')[0] ?? '';
  const show = (
    request: FastifyRequest,
    reply: FastifyReply,
    view: View,
    values: Readonly<Record<string, string>>,
    refusal: Refusal | null,
  ) => {
    const { summary, byField } = formErrors(refusal ? [refusal] : [], CONCERN_REFUSALS);
    const errors: Readonly<Record<string, ErrorMessage>> = byField;
    if (refusal) reply.code(statusOf(refusal));
    const form = { action: pathOf(request), values, errors, csrf: request.session?.csrf };
    const page = { title: step.title, back: step.back(view), body: step.draw(view, form, request) };
    return send(
      web,
      request,
      reply,
      page,
      summary.map((error) => ({ ...error, href: error.href ?? '#main-content' })),
    );
  };
  app.get(step.url, { config: { access, records: 'concerns.keeping-seen' } }, async (request, reply) => {
    const view = await step.load(request);
    const values = (await web.restore(request, formKey(pathOf(request)))) ?? {};
    return show(request, reply, view, values, null);
  });
  app.post(
    step.url,
    {
      config: { access, records: step.records, words: { fields: { reason: 'Why' }, with: step.with } },
    },
    async (request, reply) => {
      const view = await step.load(request);
      const values = readValues(request.body);
      const done = await runCommand(web.spine, request.who, step.run(view, values, request));
      if (!done.ok) return show(request, reply, view, values, done.refusal);
      await web.forget(request, formKey(pathOf(request)));
      return reply.redirect(step.back(view), 303);
    },
  );
}

function addRecord(app: FastifyInstance, web: ConcernsWeb): void {
  const load = (request: FastifyRequest): Promise<KeepingView> => {
    const concern = concernResource(request)?.id;
    if (!concern) throw new RefusedRequest({ code: 'concerns.not-found' });
    return ask(web, request, seeKeeping(web.ports), { concern });
  };
  const back = ({ kept }: KeepingView) => `/concerns/${kept.id}/keeping`;
  const common = { resource: concernResource, load, back };
  app.get(
    '/concerns/:id/keeping',
    {
      config: {
        access: { action: 'concerns.see-keeping', resource: concernResource, hidden: true },
        records: 'concerns.keeping-seen',
      },
    },
    async (request, reply) => {
      const body = renderKeeping(await load(request), mayAct(request));
      return send(web, request, reply, { title: 'How this record is kept', back: '/keeping', body });
    },
  );
  addStep<KeepingView>(app, web, {
    ...common,
    url: '/concerns/:id/hold',
    action: 'concerns.place-hold',
    records: 'concerns.hold-placed',
    title: 'Place a legal hold',
    with: [],
    draw: renderPlaceHold,
    run:
      ({ kept }, { reason = '' }) =>
      (tx, ctx) =>
        placeHold(web.ports)(tx, ctx, { concern: kept.id, reason }),
  });
  const holdOf = (request: FastifyRequest) => String(paramsOf(request).hold);
  addStep<KeepingView>(app, web, {
    ...common,
    url: '/concerns/:id/holds/:hold/lift',
    action: 'concerns.lift-hold',
    records: 'concerns.hold-lifted',
    title: 'Lift a legal hold',
    with: [],
    draw: (view, form, request) => renderLiftHold(view, holdOf(request), form),
    run:
      ({ kept }, { reason = '' }, request) =>
      (tx, ctx) =>
        liftHold(web.ports)(tx, ctx, { concern: kept.id, hold: holdOf(request), reason }),
  });
  addStep<KeepingView>(app, web, {
    ...common,
    url: '/concerns/:id/erasure',
    action: 'concerns.propose-erasure',
    records: 'concerns.erasure-proposed',
    title: 'Propose that it be erased',
    with: ['ground', 'checked'],
    draw: renderPropose,
    run:
      ({ kept }, { reason = '', ground = '', checked }) =>
      (tx, ctx) =>
        proposeErasure(web.ports)(tx, ctx, { concern: kept.id, ground, reason, checked: checked === 'yes' }),
  });
}

function addErasure(app: FastifyInstance, web: ConcernsWeb): void {
  const load = (request: FastifyRequest): Promise<ErasureView> =>
    ask(web, request, seeErasure(web.ports), { erasure: erasureResource(request)?.id ?? '' });
  const back = ({ erasure }: ErasureView) => `/erasures/${erasure.id}`;
  const common = { resource: erasureResource, load, back, action: 'concerns.settle-erasure' } as const;
  app.get(
    '/erasures/:id',
    {
      config: {
        access: { action: 'concerns.see-erasure', resource: erasureResource, hidden: true },
        records: 'concerns.erasure-seen',
      },
    },
    async (request, reply) => {
      const view = await load(request);
      const { actor } = request.who;
      const second =
        actor.kind === 'account' &&
        actor.account !== view.erasure.proposed.account &&
        actor.agency !== view.erasure.proposed.agency;
      const body = renderErasure(view, second);
      return send(web, request, reply, { title: 'Erasing this record', back: '/keeping/waiting', body });
    },
  );
  addStep<ErasureView>(app, web, {
    ...common,
    url: '/erasures/:id/confirm',
    records: 'concerns.concern-erased',
    title: 'What will be lost',
    with: ['read'],
    draw: renderConfirmErasure,
    run:
      ({ erasure }, { reason = '', read }) =>
      (tx, ctx) =>
        confirmErasure(web.ports)(tx, ctx, { erasure: erasure.id, reason, lossRead: read === 'yes' }),
  });
  addStep<ErasureView>(app, web, {
    ...common,
    url: '/erasures/:id/refuse',
    records: 'concerns.erasure-refused',
    title: 'Do not agree',
    with: [],
    draw: renderRefuseErasure,
    run:
      ({ erasure }, { reason = '' }) =>
      (tx, ctx) =>
        refuseErasure(web.ports)(tx, ctx, { erasure: erasure.id, reason }),
  });
}

/** The pages of keeping, legal holds and erasing. */
export function registerKeepingPages(app: FastifyInstance, web: ConcernsWeb): void {
  addLists(app, web);
  addRecord(app, web);
  addErasure(app, web);
}
