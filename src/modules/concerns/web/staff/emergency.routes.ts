import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../../../kernel/ids.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import { type ErrorMessage, formErrors, type Html } from '../../../../ui/index.ts';
import { breakGlass } from '../../commands/break-glass.command.ts';
import { reviewOpening } from '../../commands/review-opening.command.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import { searchConcerns } from '../../queries/search-concerns.query.ts';
import { getOpening, listOpenings, type OpeningView } from '../../queries/see-looks.query.ts';
import type { ActValues } from './act-form.form.ts';
import { type ConcernsWeb, readValues } from './concern.routes.ts';
import { renderBroken, renderEmergency, renderOpening, renderOpenings } from './emergency.page.ts';

function resource(request: FastifyRequest) {
  const { id } = request.params as { id?: unknown };
  return isId(id) ? ({ kind: 'opening', id: String(id) } as const) : null;
}

type Draw = (errors: Readonly<Record<string, ErrorMessage>>) => Html;

function show(
  web: ConcernsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  title: string,
  draw: Draw,
  refusal: Refusal | null = null,
): FastifyReply {
  const { summary, byField } = formErrors(refusal ? [refusal] : [], CONCERN_REFUSALS);
  if (refusal) reply.code(refusal.code === 'concerns.nothing-to-open' ? 404 : 422);
  const page = { title, body: draw(byField), errors: summary };
  return reply.type('text/html; charset=utf-8').send(web.frame(request, page).toString());
}

/** Refusals after which something was looked for all the same: that is an entry, as every search is. */
const LOOKED: ReadonlySet<string> = new Set(['concerns.nothing-to-open', 'concerns.too-many-to-open']);

async function recordLookup(web: ConcernsWeb, request: FastifyRequest, text: string): Promise<void> {
  const looked = await runQuery(web.spine, request.who, (tx, ctx) =>
    searchConcerns(web.ports)(tx, ctx, { text }),
  );
  if (!looked.ok) throw new RefusedRequest(looked.refusal);
}

/** Opening a record in an emergency. What was typed goes by POST: it is a name, and may not stand in an address. */
function addOpening(app: FastifyInstance, web: ConcernsWeb): void {
  const access = { action: 'concerns.break-glass' } as const;
  const title = 'Open a record in an emergency';
  app.get(
    '/emergency',
    { config: { access, records: { nothing: 'a page that asks for a reason' } } },
    (request, reply) => {
      const { concern } = request.query as { concern?: unknown };
      const values = { concern: isId(concern) ? String(concern) : '' };
      return show(web, request, reply, title, (errors) =>
        renderEmergency(values, errors, request.session?.csrf),
      );
    },
  );
  const words = {
    fields: { q: 'Name, phone number, registration, postcode or reference', reason: 'What the emergency is' },
    with: ['concern'],
  };
  app.post(
    '/emergency',
    { config: { access, records: 'access.glass-broken', words } },
    async (request, reply) => {
      const values = readValues(request.body);
      const concern = isId(values.concern) ? (values.concern ?? null) : null;
      const opened = await runCommand(web.spine, request.who, (tx, ctx) =>
        breakGlass(web.ports)(tx, ctx, { text: values.q ?? '', concern, reason: values.reason ?? '' }),
      );
      if (opened.ok)
        return show(web, request, reply, 'Opened in an emergency', () => renderBroken(opened.value));
      if (LOOKED.has(opened.refusal.code)) await recordLookup(web, request, values.q ?? '');
      const draw: Draw = (errors) =>
        renderEmergency({ ...values, concern: concern ?? '' }, errors, request.session?.csrf);
      return show(web, request, reply, title, draw, opened.refusal);
    },
  );
}

async function load(web: ConcernsWeb, request: FastifyRequest): Promise<OpeningView> {
  const seen = await runQuery(web.spine, request.who, (tx, ctx) =>
    getOpening(web.ports)(tx, ctx, { opening: resource(request)?.id ?? '' }),
  );
  if (!seen.ok) throw new RefusedRequest(seen.refusal);
  return seen.value;
}

/** Reviewing emergency openings. */
function addReview(app: FastifyInstance, web: ConcernsWeb): void {
  const title = 'A record opened in an emergency';
  const url = '/emergency-openings/:id';
  app.get(
    '/emergency-openings',
    { config: { access: { action: 'concerns.list-openings' }, records: 'concerns.openings-listed' } },
    async (request, reply) => {
      const listed = await runQuery(web.spine, request.who, (tx, ctx) =>
        listOpenings(web.ports)(tx, ctx, null),
      );
      if (!listed.ok) throw new RefusedRequest(listed.refusal);
      return show(web, request, reply, 'Records opened in an emergency', () => renderOpenings(listed.value));
    },
  );
  app.get(
    url,
    { config: { access: { action: 'concerns.see-opening', resource }, records: 'concerns.opening-seen' } },
    async (request, reply) => {
      const view = await load(web, request);
      const values: ActValues = (await web.restore(request, `openings.${view.opening.id}`)) ?? {};
      return show(web, request, reply, title, (errors) =>
        renderOpening(view, values, errors, request.session?.csrf),
      );
    },
  );
  app.post(
    url,
    {
      config: {
        access: { action: 'concerns.review-opening', resource },
        records: 'access.break-glass-reviewed',
        words: { fields: { reason: 'Why' }, with: ['finding'] },
      },
    },
    async (request, reply) => {
      const view = await load(web, request);
      const values = readValues(request.body);
      const { finding = '', reason = '' } = values;
      const opening = view.opening.id;
      const reviewed = await runCommand(web.spine, request.who, (tx, ctx) =>
        reviewOpening(web.ports)(tx, ctx, { opening, finding, reason }),
      );
      if (!reviewed.ok) {
        // Reviewed meanwhile: the form is gone, so their words come back on the page that says so.
        if (reviewed.refusal.field === undefined) throw new RefusedRequest(reviewed.refusal);
        const draw: Draw = (errors) => renderOpening(view, values, errors, request.session?.csrf);
        return show(web, request, reply, title, draw, reviewed.refusal);
      }
      await web.forget(request, `openings.${opening}`);
      return reply.redirect(`/emergency-openings/${opening}`, 303);
    },
  );
}

/** The pages of emergency openings. */
export function registerEmergencyPages(app: FastifyInstance, web: ConcernsWeb): void {
  addOpening(app, web);
  addReview(app, web);
}
