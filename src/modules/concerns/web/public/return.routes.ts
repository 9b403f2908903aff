import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isReceiptToken, readToken } from '../../../../kernel/receipt/receipt-token.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { LARGEST_FORM } from '../../../../platform/http/read-bodies.ts';
import { formErrors, type Html } from '../../../../ui/index.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import { renderReturn } from './ask-receipt.page.ts';
import type { Held } from './carry-receipt.page.ts';
import { type Following, renderFollowed } from './follow-concern.page.ts';
import { formOf, freshKey, type PublicParts, sendPadded, viewFor } from './hold-draft.routes.ts';
import { followSealed, passSealedMessage, sealedDoorFor } from './pass-sealed.routes.ts';
import type { Answer, FollowedConcern, PlainThreads } from './ports.ts';
import { renderSealedFollowed } from './render-sealed.page.ts';

/** From one household or office, in ten minutes. Counted in memory under a name that no address can be had from. */
export const TRIES = { rateLimit: { max: 60, timeWindow: 600_000 } };
/** Of "I am not safe now" far more are let through: a whole school behind one address must never be told to wait. */
const ALARMS = { rateLimit: { max: 600, timeWindow: 600_000 } };

/** The access that a receipt gives; whether there is news can't be told from how much is answered. */
export const looking = {
  access: { public: 'whoever holds a receipt may see what was done, without an account' },
  shaped: true,
} as const;

/** Text of one field, whole: what is too long is refused further in, and comes back. The body is bounded. */
function field(request: FastifyRequest, name: string): string {
  const value = formOf(request)[name];
  return typeof value === 'string' ? value : '';
}

/** What whoever sent the form holds, to be carried on: a receipt as typed, cut to what one could be; or its tokens. */
export function heldIn(request: FastifyRequest): Held {
  const more = field(request, 'more');
  return { receipt: field(request, 'receipt').slice(0, 1_000), more: readToken(more) ? more : '' };
}

interface Act {
  readonly url: string;
  readonly records: `concerns.${string}`;
  /** The field whose words are sent, if any, and what to say when it is empty. */
  readonly words?: {
    readonly name: 'message' | 'challenge';
    readonly label: string;
    readonly missing: string;
  };
  /** What is written may be sealed, and then goes to the sealed channel. */
  readonly sealed?: true;
  readonly done: Html | string;
  readonly act: (receipt: string, words: string, key: string) => Promise<Answer<FollowedConcern>>;
}

function wrong(
  parts: PublicParts,
  reply: FastifyReply,
  typed: string,
  text: string,
  status: number,
  words = '',
): FastifyReply {
  const errors = { summary: [{ text, href: '#receipt' }], byField: { receipt: { text } } };
  // A token is not theirs to correct, and the words it came from are in no page but the one they were typed on.
  const shown = isReceiptToken(typed) ? '' : typed.slice(0, 500);
  return sendPadded(reply, renderReturn(viewFor(parts, null), shown, errors, words), status);
}

type Rest = Omit<Following, 'concern' | 'held' | 'key'>;

/** Where there is nothing to challenge, or somebody is already looking again, their words wait in the message box. */
function fit(concern: FollowedConcern, rest: Rest): Rest {
  const text = rest.errors?.byField.challenge?.text;
  if (text === undefined || (concern.canChallenge && !concern.challengeOpen)) return rest;
  const errors = { summary: [{ text, href: '#message' }], byField: { message: { text } } };
  return { ...rest, errors, typed: { message: rest.typed?.challenge } };
}

/** The answer to every receipt that opens nothing, and to none: which it was is not told. */
export function wrongReceipt(
  parts: PublicParts,
  reply: FastifyReply,
  receipt: string,
  words = '',
): FastifyReply {
  const { comeBack } = parts.t;
  if (receipt.trim() === '') return wrong(parts, reply, '', comeBack.missing, 422, words);
  return wrong(parts, reply, receipt, comeBack.wrong, 404, words);
}

function refusedWith(parts: PublicParts, name: string, refusal: Refusal) {
  const text =
    refusal.code === 'concerns.words-too-long'
      ? parts.t.comeBack.tooLong
      : CONCERN_REFUSALS[refusal.code as keyof typeof CONCERN_REFUSALS]?.sentence;
  return formErrors({ issues: [{ path: [name], message: text ?? parts.t.comeBack.wrong }] });
}

/** The sealed channel's own pages, where words were typed and there is no script's token. */
function plainThreads(parts: PublicParts, receipt: string): PlainThreads | undefined {
  return receipt.trim() === '' || isReceiptToken(receipt) ? undefined : parts.ports.sealed?.plain;
}

async function follow(
  parts: PublicParts,
  request: FastifyRequest,
  reply: FastifyReply,
  rest: Rest & { readonly status?: number; readonly key?: string } = {},
): Promise<FastifyReply> {
  const held = heldIn(request);
  const { receipt } = held;
  const words = field(request, 'message') || field(request, 'challenge');
  // Both channels are asked whatever the other answers: how long it takes does not say which one it was.
  const empty = rest.errors ? { text: words } : undefined;
  const [found, threads, plain] = await Promise.all([
    receipt.trim() === '' ? null : parts.ports.findByReceipt(receipt),
    followSealed(parts, request),
    plainThreads(parts, receipt)?.follow(receipt, empty),
  ]);
  if (!found?.ok && plain) return sendPadded(reply, plain.page, plain.status);
  if (!found?.ok && (threads.thread || threads.more))
    return sendPadded(reply, renderSealedFollowed(viewFor(parts, null), threads));
  if (!found?.ok) return wrongReceipt(parts, reply, receipt, words);
  const { status = 200, key = freshKey(), ...given } = rest;
  // What was written before the receipt was put right is still in front of them.
  const shown =
    given.typed || words === '' ? fit(found.value, given) : { ...given, typed: { message: words } };
  return sendPadded(
    reply,
    renderFollowed(viewFor(parts, null), { ...shown, concern: found.value, held, key }),
    status,
  );
}

async function perform(
  parts: PublicParts,
  act: Act,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const held = heldIn(request);
  const { receipt } = held;
  const key = field(request, 'key').slice(0, 64) || freshKey();
  const door = act.sealed ? sealedDoorFor(parts, request) : null;
  if (door) {
    const passed = await passSealedMessage(parts, door, request, reply);
    return passed ?? wrong(parts, reply, receipt, parts.t.comeBack.wrong, 404);
  }
  const words = act.words ? field(request, act.words.name) : '';
  const typed = act.words ? { [act.words.name]: words } : undefined;
  if (act.words && words.trim() === '') {
    const errors = formErrors({ issues: [{ path: [act.words.name], message: act.words.missing }] });
    return follow(parts, request, reply, { errors, key, status: 422 });
  }
  const done = await act.act(receipt, words, key);
  if (done.ok)
    return sendPadded(
      reply,
      renderFollowed(viewFor(parts, null), {
        concern: done.value,
        held,
        key: freshKey(),
        notice: act.done,
      }),
      200,
    );
  const plain = act.sealed ? plainThreads(parts, receipt) : undefined;
  const added = plain && (await plain.add(receipt, { text: words, act: field(request, 'act'), key }));
  if (added) return sendPadded(reply, added.page, added.status);
  if (done.refusal.code === 'concerns.receipt-unknown')
    return wrong(parts, reply, receipt, parts.t.comeBack.wrong, 404, words);
  const errors = refusedWith(parts, act.words?.name ?? 'message', done.refusal);
  return follow(parts, request, reply, { errors, typed, key, status: 422 });
}

/**
 * Coming back. The receipt travels in the bodies of forms and nowhere else, and no cookie is set: leaving the page
 * ends it. Whoever forges such a form must know the receipt, so the forms need no other token.
 */
export function returnRoutes(app: FastifyInstance, parts: PublicParts): void {
  const { ports, t } = parts;
  const nothing = { nothing: 'an empty form says nothing about a record' };
  app.get('/return', { config: { ...looking, records: nothing } }, async (_request, reply) =>
    sendPadded(reply, renderReturn(viewFor(parts, null)), 200),
  );
  app.post(
    '/return',
    {
      bodyLimit: LARGEST_FORM,
      config: { ...looking, ...TRIES, records: 'concerns.status-seen-with-receipt' },
    },
    (request, reply) => follow(parts, request, reply),
  );
  const acts: readonly Act[] = [
    {
      url: '/return/message',
      records: 'concerns.message-received',
      words: { name: 'message', label: t.comeBack.moreLabel, missing: t.comeBack.moreMissing },
      sealed: true,
      done: t.comeBack.moreDone,
      act: (receipt, words, key) => ports.addMessage(receipt, words, key),
    },
    {
      url: '/return/challenge',
      records: 'concerns.concern-challenged',
      words: { name: 'challenge', label: t.comeBack.challengeLabel, missing: t.comeBack.challengeMissing },
      done: t.comeBack.challengeDone,
      act: (receipt, words, key) => ports.challenge(receipt, words, key),
    },
    {
      url: '/return/not-safe',
      records: 'concerns.reporter-not-safe',
      done: t.comeBack.notSafeDone,
      act: (receipt, _words, key) => ports.notSafeNow(receipt, key),
    },
  ];
  for (const act of acts)
    app.post(
      act.url,
      {
        ...(act.sealed ? { bodyLimit: LARGEST_FORM } : {}),
        config: {
          ...looking,
          ...(act.words ? { ...TRIES, words: { fields: { [act.words.name]: act.words.label } } } : ALARMS),
          records: act.records,
        },
      },
      (request, reply) => perform(parts, act, request, reply),
    );
}
