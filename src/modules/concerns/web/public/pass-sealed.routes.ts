/**
 * The doors of the sealed channel: the same addresses as a concern's, so that whoever watches can't tell which was used. The bytes
 * go to the port as they came; nothing here can read them. Source: 70-disclosures.md 9.2; docs/decisions/1042.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readReceiptToken, readToken } from '../../../../kernel/receipt/receipt-token.ts';
import { isNotNow } from '../../../../platform/http/not-now.ts';
import { formOf, type PublicParts, sendPadded, takeCookie, viewFor } from './hold-draft.routes.ts';
import type { SealedAnswer, SealedDoor } from './ports.ts';
import { renderSealedAnswer, type SealedThreads } from './render-sealed.page.ts';

const NONE: SealedThreads = { thread: null, more: null };

function textIn(request: FastifyRequest, name: string): string {
  const value = formOf(request)[name];
  return typeof value === 'string' ? value : '';
}

/** The door, where this form is for it: the area has one, and there are sealed bytes in the form. */
export function sealedDoorFor(parts: PublicParts, request: FastifyRequest): SealedDoor | null {
  return textIn(request, 'sealed') === '' ? null : (parts.ports.sealed ?? null);
}

/** The bytes in the form; `null` when they are not base64url. */
function sealedBytes(request: FastifyRequest): Uint8Array | null {
  const text = textIn(request, 'sealed');
  return /^[\w-]+$/.test(text) ? new Uint8Array(Buffer.from(text, 'base64url')) : null;
}

/** The token in the form's field `receipt`; `null` where there are words in it. */
export function tokenIn(request: FastifyRequest): Uint8Array | null {
  return readReceiptToken(textIn(request, 'receipt'));
}

const UNREADABLE: SealedAnswer = { ok: false, code: 'http.bad-request' };

/** What a door answers, or that it can't just now: said in the page, not by giving two megabytes of form back. */
async function orNotNow<T>(ask: Promise<T>): Promise<T | SealedAnswer> {
  try {
    return await ask;
  } catch (error) {
    if (error instanceof Error && isNotNow(error)) return { ok: false, code: 'http.unavailable' };
    throw error;
  }
}

function statusOf(answer: SealedAnswer): number {
  if (answer.ok) return 200;
  if (answer.code === 'http.bad-request') return 400;
  return answer.code === 'http.unavailable' ? 503 : 422;
}

function sendAnswer(parts: PublicParts, reply: FastifyReply, answer: SealedAnswer): FastifyReply {
  return sendPadded(reply, renderSealedAnswer(viewFor(parts, null), answer), statusOf(answer));
}

/** Hands over a sealed disclosure, and answers with a page like the one that says a concern was sent. */
export async function passSealed(
  parts: PublicParts,
  door: SealedDoor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const bytes = sealedBytes(request);
  const answer = bytes ? await orNotNow(door.take(bytes)) : UNREADABLE;
  // As a concern's answer does: the headers are no longer or shorter.
  takeCookie(parts, reply);
  return sendAnswer(parts, reply, answer);
}

/** Hands over sealed bytes written to a thread. `null` when the token opens none: the caller answers as to every wrong receipt. */
export async function passSealedMessage(
  parts: PublicParts,
  door: SealedDoor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | null> {
  const token = tokenIn(request);
  if (!token) return null;
  const bytes = sealedBytes(request);
  const answer = bytes ? await orNotNow(door.add(token, bytes)) : UNREADABLE;
  return answer && sendAnswer(parts, reply, answer);
}

/** What the sealed threads of this form's tokens hold, from the place it asks for. Nothing where the area has no such channel. */
export async function followSealed(parts: PublicParts, request: FastifyRequest): Promise<SealedThreads> {
  const { sealed } = parts.ports;
  if (!sealed) return NONE;
  const asked = textIn(request, 'from');
  const from = /^\d{1,9}$/.test(asked) ? Number(asked) : 0;
  const open = async (token: Uint8Array | null) => (token ? sealed.follow(token, from) : null);
  const [thread, more] = await Promise.all([
    open(tokenIn(request)),
    open(readToken(textIn(request, 'more'))),
  ]);
  return { thread, more };
}
