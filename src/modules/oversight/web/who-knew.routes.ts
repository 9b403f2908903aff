import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../../kernel/ids.ts';
import type { Refusal } from '../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { runCommand } from '../../../platform/run-command.ts';
import { runQuery } from '../../../platform/run-query.ts';
import type { Spine } from '../../../platform/transaction.ts';
import { type AssetNames, type Frame, formErrors, NO_ERRORS, printedPage } from '../../../ui/index.ts';
import { OVERSIGHT_REFUSALS } from '../domain/refusals.ts';
import { type OversightPorts, SUBJECT_KINDS, type Subject } from '../ports.ts';
import { type AskWhoKnew, findSubject, SEE, type WhoKnew, whoKnew } from '../queries/who-knew.query.ts';
import { type AsOfValues, asQuery, parseAsOf, readAsOf, readField } from './who-knew.form.ts';
import {
  hrefOf,
  renderAsOfAgain,
  renderFind,
  renderReading,
  renderWhoKnew,
  titleOf,
} from './who-knew.page.ts';

/** What these pages are built from. */
export interface OversightWeb {
  readonly spine: Spine;
  readonly ports: OversightPorts;
  readonly frame: Frame;
  readonly assets: AssetNames;
}

const isKind = (kind: unknown): kind is Subject['kind'] => SUBJECT_KINDS.some((one) => one === kind);

function subjectOf(request: FastifyRequest): Subject | null {
  const { kind, id } = request.params as { kind?: unknown; id?: unknown };
  return isKind(kind) && isId(id) ? { kind, id: String(id) } : null;
}

function mustSubject(request: FastifyRequest): Subject {
  const subject = subjectOf(request);
  if (!subject) throw new RefusedRequest({ code: 'oversight.not-found' });
  return subject;
}

const sendPage = (reply: FastifyReply, page: { toString(): string }) =>
  reply.type('text/html; charset=utf-8').send(page.toString());

/** A rule about part of the record kept them out, or none let them in: kept like every other refusal. */
async function recordRefusal(web: OversightWeb, request: FastifyRequest, subject: Subject): Promise<void> {
  const { actor } = request.who;
  if (actor.kind !== 'account') return;
  await runCommand(web.spine, request.who, async () => ({
    ok: true,
    value: null,
    entries: [
      {
        act: 'oversight.who-knew-refused',
        subject: { kind: 'account', id: actor.account },
        about: [subject],
        body: {},
      },
    ],
    events: [],
  }));
}

/** Reads the record as asked; a refusal is an answer of its own. */
async function load(web: OversightWeb, request: FastifyRequest, ask: AskWhoKnew): Promise<WhoKnew> {
  const found = await runQuery(web.spine, request.who, (tx, ctx) => whoKnew(web.ports)(tx, ctx, ask));
  if (!found.ok) {
    await recordRefusal(web, request, ask.subject);
    throw new RefusedRequest(found.refusal);
  }
  return found.value;
}

function askAgain(
  web: OversightWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  subject: Subject,
  values: AsOfValues,
  refusal: Refusal,
): FastifyReply {
  const errors = formErrors([refusal], OVERSIGHT_REFUSALS);
  const body = renderAsOfAgain(subject, values, errors, request.session?.csrf);
  reply.code(422);
  return sendPage(reply, web.frame(request, { title: 'Who knew what, when', body, errors: errors.summary }));
}

async function show(
  web: OversightWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  medium: 'page' | 'print',
) {
  const subject = mustSubject(request);
  const values = readAsOf(request.query);
  const asOf = parseAsOf(values, web.spine.clock.domain());
  if (!asOf.ok) {
    return askAgain(web, request, reply, subject, values, asOf.refusal);
  }
  const withNames = readField(request.query, 'names') === 'yes';
  const known = await load(web, request, { subject, asOf: asOf.value, medium, withNames });
  if (medium === 'page') {
    const body = renderWhoKnew(known, values, asQuery(values), request.session?.csrf);
    return sendPage(reply, web.frame(request, { title: 'Who knew what, when', body, wide: true }));
  }
  const back = `${hrefOf(subject)}${asQuery(values) ? `?${asQuery(values)}` : ''}`;
  return sendPage(
    reply,
    printedPage({
      assets: web.assets,
      title: 'Who knew what, when',
      heading: titleOf(known),
      caption: 'Who knew what, when',
      back,
      note: known.named ? 'With people’s names. Keep it as you would the record.' : 'Without people’s names.',
      body: renderReading(known),
    }),
  );
}

async function find(
  web: OversightWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  typed: string,
): Promise<FastifyReply> {
  const found = await runQuery(web.spine, request.who, (tx, ctx) =>
    findSubject(web.ports)(tx, ctx, { typed }),
  );
  if (found.ok) return reply.redirect(hrefOf(found.value), 303);
  const errors = formErrors([found.refusal], OVERSIGHT_REFUSALS);
  reply.code(422);
  const body = renderFind(typed, errors, request.session?.csrf);
  return sendPage(reply, web.frame(request, { title: 'Who knew what, when', body, errors: errors.summary }));
}

/** Leads to the address that says as of when; what can't be read comes back beside its field. */
function lead(web: OversightWeb, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const subject = mustSubject(request);
  const values = readAsOf(request.body);
  const asOf = parseAsOf(values, web.spine.clock.domain());
  if (!asOf.ok) return askAgain(web, request, reply, subject, values, asOf.refusal);
  const query = asQuery(values);
  return reply.redirect(query ? `${hrefOf(subject)}?${query}` : hrefOf(subject), 303);
}

/** Who knew what, when: on the screen and in print, and the page on which a reference leads there. */
export function registerWhoKnewPages(app: FastifyInstance, web: OversightWeb): void {
  app.get(
    '/who-knew',
    { config: { access: { action: 'oversight.find-who-knew' }, records: 'oversight.who-knew-found' } },
    async (request, reply) => {
      const typed = readField(request.query, 'reference');
      const asked =
        typeof request.query === 'object' && request.query !== null && 'reference' in request.query;
      if (!asked)
        return sendPage(
          reply,
          web.frame(request, {
            title: 'Who knew what, when',
            body: renderFind('', NO_ERRORS, request.session?.csrf),
          }),
        );
      return find(web, request, reply, typed);
    },
  );
  app.post(
    '/who-knew',
    {
      config: {
        access: { action: 'oversight.find-who-knew' },
        records: 'oversight.who-knew-found',
        words: { fields: { reference: 'Reference of a concern or a pattern' }, with: [] },
      },
    },
    (request, reply) => find(web, request, reply, readField(request.body, 'reference')),
  );
  app.post(
    '/who-knew/:kind/:id',
    {
      config: {
        access: { action: SEE, resource: subjectOf, hidden: true },
        records: { nothing: 'the page it leads to is what is recorded' },
        words: {
          fields: { 'date-day': 'Day', 'date-month': 'Month', 'date-year': 'Year', time: 'Time' },
          with: [],
        },
      },
    },
    async (request, reply) => lead(web, request, reply),
  );
  app.get(
    '/who-knew/:kind/:id',
    {
      config: {
        access: { action: SEE, resource: subjectOf, hidden: true },
        records: 'oversight.who-knew-opened',
      },
    },
    (request, reply) => show(web, request, reply, 'page'),
  );
  app.get(
    '/who-knew/:kind/:id/print',
    {
      config: {
        access: { action: SEE, resource: subjectOf, hidden: true },
        records: 'oversight.who-knew-printed',
      },
    },
    (request, reply) => show(web, request, reply, 'print'),
  );
}
