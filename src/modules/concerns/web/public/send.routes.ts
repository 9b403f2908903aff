import { randomInt } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LatelySent } from '../../../../platform/http/lately-sent.ts';
import { LARGEST_FORM } from '../../../../platform/http/read-bodies.ts';
import { formErrors } from '../../../../ui/index.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import { buildConcern } from './build-concern.form.ts';
import { renderCheck } from './check-answers.page.ts';
import { renderSent, type Sent } from './confirm-sent.page.ts';
import {
  formOf,
  freshKey,
  isOurForm,
  loadDraft,
  type PublicParts,
  readCookie,
  sendPadded,
  sendPage,
  type Turns,
  takeCookie,
  viewFor,
} from './hold-draft.routes.ts';
import { type Draft, isYoung, markChecked } from './keep-draft.form.ts';
import { firstUnanswered } from './order-pages.form.ts';
import { passSealed, sealedDoorFor } from './pass-sealed.routes.ts';
import { backFrom, pathOf, sendToStart, telling } from './tell.routes.ts';

function twoPlaces(): readonly [number, number] {
  const first = randomInt(1, 8);
  return [first, randomInt(first + 1, 9)];
}

function textIn(form: Readonly<Record<string, unknown>>, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : '';
}

async function send(
  parts: PublicParts,
  lately: LatelySent<Sent>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const door = sealedDoorFor(parts, request);
  if (door) return passSealed(parts, door, request, reply);
  const form = formOf(request);
  const again = lately.find(textIn(form, 'key'));
  if (again) {
    takeCookie(parts, reply);
    return sendPadded(reply, renderSent(viewFor(parts, null), again));
  }
  const cookie = readCookie(parts, request);
  const draft = await loadDraft(parts, cookie);
  // Nothing to send: it lapsed, or it was sent and this is a reload long after.
  if (cookie === null || !draft) return reply.redirect('/?sent', 303);
  const declined = textIn(form, 'declined') === 'yes';
  const checking = { draft, back: backFrom(draft, 'check'), declined };
  const view = viewFor(parts, cookie);
  if (!isOurForm(cookie, form._csrf))
    return sendPadded(reply, renderCheck(view, { ...checking, notice: parts.t.form.check }), 403);
  const missing = firstUnanswered(draft);
  if (missing) return reply.redirect(pathOf(missing), 303);
  const raised = await parts.ports.raise(buildConcern(parts.t, draft, declined));
  if (!raised.ok) {
    const { summary } = formErrors([raised.refusal], CONCERN_REFUSALS);
    const status = CONCERN_REFUSALS[raised.refusal.code as keyof typeof CONCERN_REFUSALS]?.status ?? 422;
    return sendPadded(reply, renderCheck(view, { ...checking, errors: summary }), status);
  }
  const sent: Sent = { raised: raised.value, young: isYoung(draft), declined, retype: twoPlaces() };
  lately.keep(draft.sendKey, sent);
  await parts.ports.drafts.discard(cookie);
  takeCookie(parts, reply);
  return sendPadded(reply, renderSent(viewFor(parts, null), sent));
}

function instantFrom(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}

/** Two words typed back, compared with the receipt that came in the same form. Nothing is looked up or kept. */
function retyped(request: FastifyRequest): Sent | null {
  const form = formOf(request);
  const words = textIn(form, 'receipt').split(' ').slice(0, 8);
  const openedBy = instantFrom(textIn(form, 'opened'));
  const answeredBy = instantFrom(textIn(form, 'answered'));
  const places = [Number(textIn(form, 'first')), Number(textIn(form, 'second'))] as const;
  const asked = places.map((place) => words[place - 1]?.toLowerCase());
  if (!openedBy || !answeredBy || words.length !== 8 || asked.includes(undefined)) return null;
  const given = ['word-a', 'word-b'].map((name) => textIn(form, name).trim().toLowerCase());
  return {
    raised: {
      reference: textIn(form, 'reference'),
      receipt: { words, digits: textIn(form, 'digits') },
      openedBy,
      answeredBy,
      repeated: false,
    },
    young: textIn(form, 'young') === 'yes',
    declined: false,
    retype: places,
    retyped: given.every((word, at) => word === asked[at]) ? 'right' : 'wrong',
  };
}

async function getCheck(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const cookie = readCookie(parts, request);
  const draft = await loadDraft(parts, cookie);
  if (cookie === null || !draft) return sendToStart(reply, cookie !== null);
  const missing = firstUnanswered(draft);
  if (missing) return reply.redirect(pathOf(missing), 303);
  const back = backFrom(draft, 'check');
  const seen: Draft = markChecked(draft);
  if (seen !== draft) await parts.ports.drafts.save(cookie, seen);
  return sendPage(reply, renderCheck(viewFor(parts, cookie), { draft, back }));
}

/** Check, send, and the receipt. */
export function sendRoutes(app: FastifyInstance, parts: PublicParts, turns: Turns): void {
  const lately = new LatelySent<Sent>();
  app.get(pathOf('check'), { config: telling }, (request, reply) =>
    turns.take(readCookie(parts, request) ?? freshKey(), () => getCheck(parts, request, reply)),
  );
  app.post(
    pathOf('check'),
    { bodyLimit: LARGEST_FORM, config: { ...telling, shaped: true, records: 'concerns.concern-received' } },
    (request, reply) =>
      turns.take(readCookie(parts, request) ?? freshKey(), () => send(parts, lately, request, reply)),
  );
  app.post('/tell/receipt', { config: { ...telling, shaped: true } }, async (request, reply) => {
    const sent = retyped(request);
    return sent ? sendPadded(reply, renderSent(viewFor(parts, null), sent)) : reply.redirect('/', 303);
  });
}
