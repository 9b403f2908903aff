import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RecordRef } from '../../../../kernel/entry.ts';
import { isId } from '../../../../kernel/ids.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Tx } from '../../../../kernel/tx.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import type { Spine } from '../../../../platform/transaction.ts';
import {
  type Content,
  type ErrorMessage,
  type Frame,
  formErrors,
  type Html,
  type SummaryError,
} from '../../../../ui/index.ts';
import { decideConcern } from '../../commands/decide-concern.command.ts';
import { seeReporter } from '../../commands/mask-passage.command.ts';
import { openConcern } from '../../commands/open-concern.command.ts';
import { concernRef, listUndecided } from '../../domain/concern.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import type { ConcernsPorts } from '../../ports/outside.ports.ts';
import { type ConcernView, getConcern } from '../../queries/get-concern.query.ts';
import { getReporter } from '../../queries/get-reporter.query.ts';
import { renderAct } from './act.page.ts';
import { type ActForm, type ActValues, wordsOf } from './act-form.form.ts';
import { ACT_FORMS } from './act-forms.form.ts';
import { renderConcern, renderConcernAside } from './concern.page.ts';
import { concernIdOf, DECISION_WORDS, readDecision } from './decide.form.ts';
import { renderDecide } from './decide.page.ts';
import { renderReporter } from './reporter.page.ts';

/** What the staff pages of concerns are built from. */
export interface ConcernsWeb {
  readonly spine: Spine;
  readonly ports: ConcernsPorts;
  readonly frame: Frame;
  /** Whether whoever asks may put somebody or something on record whom no concern names. */
  readonly mayAddRecord: (request: FastifyRequest) => boolean;
  /** Who each thing named may be: drawn by the people module; `null` until it has something to say. */
  readonly proposals: (tx: Tx, concern: ConcernView, request: FastifyRequest) => Promise<Content | null>;
  /** Links beside a concern or a pattern that other modules add, for those who may follow them; `null` for none. */
  readonly seeAlso: (
    tx: Tx,
    record: RecordRef,
    request: FastifyRequest,
    /** How the viewer stands to it, where the page knows already. */
    relations?: readonly string[],
  ) => Promise<Content | null>;
  /** What was typed into this form and never sent, for its owner. */
  readonly restore: (request: FastifyRequest, form: string) => Promise<ActValues | null>;
  /** Forgets a form's autosave once it was sent. */
  readonly forget: (request: FastifyRequest, form: string) => Promise<void>;
}

const NO_ERRORS: Readonly<Record<string, ErrorMessage>> = {};

function resource(request: FastifyRequest) {
  const id = concernIdOf((request.params as { id?: unknown }).id);
  return id ? ({ kind: 'concern', id } as const) : null;
}

function mustId(request: FastifyRequest) {
  const id = concernIdOf((request.params as { id?: unknown }).id);
  if (!id) throw new RefusedRequest({ code: 'concerns.not-found' });
  return id;
}

/** The search it was opened from, where the address says so. */
function searchOf(request: FastifyRequest): string | null {
  const { search } = request.query as { search?: unknown };
  return isId(search) ? String(search) : null;
}

/** The fields of a posted form as text; anything else is left out. */
export function readValues(body: unknown): ActValues {
  if (typeof body !== 'object' || body === null) return {};
  return Object.fromEntries(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** The status of a refusal of this module. */
export function statusOf(refusal: Refusal): number {
  return refusal.code in CONCERN_REFUSALS
    ? CONCERN_REFUSALS[refusal.code as keyof typeof CONCERN_REFUSALS].status
    : 422;
}

/** The concern as this person may see it, and whatever else `also` reads of it in the same transaction. */
async function viewWith<T>(
  web: ConcernsWeb,
  request: FastifyRequest,
  also: (tx: Tx, seen: ConcernView) => Promise<T>,
): Promise<readonly [ConcernView, T]> {
  const seen = await runQuery(web.spine, request.who, async (tx, ctx) => {
    const input = { concern: mustId(request), search: searchOf(request) };
    const found = await getConcern(web.ports)(tx, ctx, input);
    if (!found.ok) return found;
    return { ...found, value: [found.value, await also(tx, found.value)] as const };
  });
  if (!seen.ok) throw new RefusedRequest(seen.refusal);
  return seen.value;
}

async function view(web: ConcernsWeb, request: FastifyRequest): Promise<ConcernView> {
  const [seen] = await viewWith(web, request, async () => null);
  return seen;
}

interface Shown {
  readonly title: string;
  readonly body: Html;
  readonly aside?: Html;
  readonly back?: string;
  readonly errors?: readonly SummaryError[];
}

function send(web: ConcernsWeb, request: FastifyRequest, reply: FastifyReply, page: Shown): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(web.frame(request, page).toString());
}

/** The links that other modules add beside a record, for this viewer. */
export async function drawSeeAlso(
  web: ConcernsWeb,
  request: FastifyRequest,
  record: RecordRef,
): Promise<Content | null> {
  const drawn = await runQuery(web.spine, request.who, async (tx) => ({
    ok: true,
    value: await web.seeAlso(tx, record, request),
    entries: [],
  }));
  return drawn.ok ? drawn.value : null;
}

/** Records the first reading, where nobody has read it yet. True when the concern is to be read again. */
async function openFirst(web: ConcernsWeb, request: FastifyRequest, seen: ConcernView): Promise<boolean> {
  if (seen.state.opened || seen.state.erasedAt) return false;
  const opened = await runCommand(web.spine, request.who, (tx, ctx) =>
    openConcern(web.ports)(tx, ctx, { concern: seen.row.id }),
  );
  if (!opened.ok && opened.refusal.code !== 'concerns.moved-on') throw new RefusedRequest(opened.refusal);
  return true;
}

async function showConcern(web: ConcernsWeb, request: FastifyRequest, reply: FastifyReply) {
  const draw = () =>
    viewWith(web, request, async (tx, seen) => ({
      proposals: await web.proposals(tx, seen, request),
      seeAlso: await web.seeAlso(tx, concernRef(seen.row.id), request, seen.relations),
    }));
  const first = await draw();
  // Reading by the front door is what "opened" means, and it is what the reporter is told.
  const [shown, beside] =
    first[0].verbatim && (await openFirst(web, request, first[0])) ? await draw() : first;
  const csrf = request.session?.csrf;
  const done = ACT_FORMS.find((form) => form.path === (request.query as { done?: string }).done);
  const decided = (request.query as { done?: string }).done === 'decide';
  const page = {
    view: shown,
    forms: shown.state.erasedAt ? [] : ACT_FORMS.filter((form) => form.offered(shown)),
    csrf,
    done: decided ? 'Your decision is recorded.' : done ? `Done: ${done.title.toLowerCase()}.` : null,
    mayDecide:
      !shown.state.erasedAt &&
      listUndecided(shown.state).length > 0 &&
      shown.relations.some((r) => ['front-door', 'manager-in-line', 'ladder-reached'].includes(r)),
    ...beside,
  };
  return send(web, request, reply, {
    title: `Concern ${shown.row.reference}`,
    body: renderConcern(page),
    aside: renderConcernAside(page),
    back: '/inbox',
  });
}

function showForm(
  web: ConcernsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  form: Pick<ActForm, 'title'> | null,
  shown: ConcernView,
  draw: (errors: Readonly<Record<string, ErrorMessage>>) => Html,
  refusal: Refusal | null,
) {
  const { summary, byField } = refusal
    ? formErrors([refusal], CONCERN_REFUSALS)
    : { summary: [], byField: NO_ERRORS };
  if (refusal) reply.code(statusOf(refusal));
  return send(web, request, reply, {
    title: form?.title ?? 'Decide',
    body: draw(byField),
    back: `/concerns/${shown.row.id}`,
    // What is wrong with no one field (somebody else acted first) leads to what was typed, kept below.
    errors: summary.map((error) => ({ ...error, href: error.href ?? '#main-content' })),
  });
}

/** One act's page and its sending. */
function addActRoutes(app: FastifyInstance, web: ConcernsWeb, form: ActForm): void {
  const url = `/concerns/:id/${form.path}`;
  const access = { action: form.action, resource };
  app.get(url, { config: { access, records: 'concerns.concern-seen' } }, async (request, reply) => {
    const shown = await view(web, request);
    const key = `concerns.${shown.row.id}.${form.path}`;
    const values = (await web.restore(request, key)) ?? {};
    const csrf = request.session?.csrf;
    const draw = (errors: Readonly<Record<string, ErrorMessage>>) =>
      renderAct({ view: shown, form, values, errors, csrf });
    return showForm(web, request, reply, form, shown, draw, null);
  });
  app.post(
    url,
    { config: { access, records: form.records, words: wordsOf(form) } },
    async (request, reply) => {
      const concern = mustId(request);
      const values = readValues(request.body);
      const shown = await view(web, request);
      const seen = Number(values.seen);
      const on = { concern, seen: Number.isInteger(seen) ? seen : shown.state.acts };
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        form.run(web.ports, shown, values)(tx, ctx, on),
      );
      if (result.ok) {
        await web.forget(request, `concerns.${concern}.${form.path}`);
        return reply.redirect(form.leavesTo ?? `/concerns/${concern}?done=${form.path}`, 303);
      }
      const kept = { ...values, seen: String(shown.state.acts) };
      const draw = (errors: Readonly<Record<string, ErrorMessage>>) =>
        renderAct({ view: shown, form, values: kept, errors, csrf: request.session?.csrf });
      return showForm(web, request, reply, form, shown, draw, result.refusal);
    },
  );
}

function addDecideRoutes(app: FastifyInstance, web: ConcernsWeb): void {
  const access = { action: 'concerns.decide-concern', resource } as const;
  app.get(
    '/concerns/:id/decide',
    { config: { access, records: 'concerns.concern-seen' } },
    async (request, reply) => {
      // Whoever sits down to decide it has read it: a post it climbed to need not wait for the front door to open it.
      const first = await view(web, request);
      const shown = (await openFirst(web, request, first)) ? await view(web, request) : first;
      if (listUndecided(shown.state).length === 0) return reply.redirect(`/concerns/${shown.row.id}`, 303);
      const values = (await web.restore(request, `concerns.${shown.row.id}.decide`)) ?? {};
      const draw = (errors: Readonly<Record<string, ErrorMessage>>) =>
        renderDecide({ view: shown, values, errors, csrf: request.session?.csrf });
      return showForm(web, request, reply, null, shown, draw, null);
    },
  );
  app.post(
    '/concerns/:id/decide',
    { config: { access, records: 'concerns.concern-decided', words: DECISION_WORDS } },
    async (request, reply) => {
      const values = readValues(request.body);
      const shown = await view(web, request);
      const input = readDecision(shown, values);
      const result = await runCommand(web.spine, request.who, (tx, ctx) =>
        decideConcern(web.ports)(tx, ctx, input),
      );
      if (result.ok) {
        await web.forget(request, `concerns.${shown.row.id}.decide`);
        return reply.redirect(`/concerns/${shown.row.id}?done=decide`, 303);
      }
      const kept = { ...values, seen: String(shown.state.acts) };
      const draw = (errors: Readonly<Record<string, ErrorMessage>>) =>
        renderDecide({ view: shown, values: kept, errors, csrf: request.session?.csrf });
      return showForm(web, request, reply, null, shown, draw, result.refusal);
    },
  );
}

/** The pages on which staff read, decide and act on concerns. */
export function registerConcernPages(app: FastifyInstance, web: ConcernsWeb): void {
  const see = { action: 'concerns.see-concern', resource } as const;
  app.get('/concerns/:id', { config: { access: see, records: 'concerns.concern-seen' } }, (request, reply) =>
    showConcern(web, request, reply),
  );
  app.post(
    '/concerns/:id/reporter',
    {
      config: {
        access: { action: 'concerns.see-reporter', resource },
        records: 'concerns.reporter-identity-seen',
      },
    },
    async (request, reply) => {
      const concern = mustId(request);
      const looked = await runCommand(web.spine, request.who, (tx, ctx) =>
        seeReporter(web.ports)(tx, ctx, { concern }),
      );
      if (!looked.ok) throw new RefusedRequest(looked.refusal);
      const reporter = await runQuery(web.spine, request.who, (tx, ctx) =>
        getReporter(web.ports)(tx, ctx, { concern }),
      );
      if (!reporter.ok) throw new RefusedRequest(reporter.refusal);
      return send(web, request, reply, {
        title: 'Who told us',
        body: renderReporter(reporter.value),
        back: `/concerns/${concern}`,
      });
    },
  );
  addDecideRoutes(app, web);
  for (const form of ACT_FORMS) addActRoutes(app, web, form);
}
