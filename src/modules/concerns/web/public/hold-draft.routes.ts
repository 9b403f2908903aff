/**
 * The browser's side of a draft: an opaque session cookie, and the token that proves a form came from our own page.
 * The token is a hash of the cookie, which no other site can read; nothing about the person is in either.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ANSWER_SIZES, paddedTo } from '../../../../kernel/traffic-shape.ts';
import type { Form } from './check-answers.form.ts';
import type { View } from './frame-page.page.ts';
import type { Draft } from './keep-draft.form.ts';
import type { PublicConcernsPorts, PublicSettings } from './ports.ts';
import type { PublicTexts } from './texts/en.ts';

/** What the public routes are made with. */
export interface PublicParts {
  readonly settings: PublicSettings;
  readonly ports: PublicConcernsPorts;
  readonly t: PublicTexts;
}

const COOKIE = /^[\w-]{43}$/;

/** The draft cookie's name: `__Host-` makes browsers hold it to this host and to HTTPS. */
export function cookieName(settings: PublicSettings): string {
  return settings.secure ? '__Host-heed_draft' : 'heed_draft';
}

/** The draft cookie of this browser, or `null`. */
export function readCookie(parts: PublicParts, request: FastifyRequest): string | null {
  const value = request.cookies[cookieName(parts.settings)];
  return value !== undefined && COOKIE.test(value) ? value : null;
}

/**
 * The draft cookie of this browser, given one now if it had none. Gone when the browser closes. `Lax`, not `Strict`:
 * somebody who follows a link to the form from a school's site must find their own draft, not an empty one.
 */
export function giveCookie(parts: PublicParts, request: FastifyRequest, reply: FastifyReply): string {
  const had = readCookie(parts, request);
  if (had !== null) return had;
  const made = randomBytes(32).toString('base64url');
  reply.setCookie(cookieName(parts.settings), made, {
    httpOnly: true,
    sameSite: 'lax',
    secure: parts.settings.secure,
    path: '/',
  });
  return made;
}

/** Takes the draft cookie away. */
export function takeCookie(parts: PublicParts, reply: FastifyReply): void {
  reply.clearCookie(cookieName(parts.settings), {
    httpOnly: true,
    sameSite: 'lax',
    secure: parts.settings.secure,
    path: '/',
  });
}

function digestOf(cookie: string): Buffer {
  return createHash('sha256').update(`heed public form\n${cookie}`).digest();
}

/** What to draw pages with for the browser that has `cookie`; with `null`, forms carry no token. */
export function viewFor(parts: PublicParts, cookie: string | null): View {
  const token = cookie === null ? '' : digestOf(cookie).toString('base64url');
  return { settings: parts.settings, t: parts.t, token };
}

/** True when the form was sent from a page given to this browser. */
export function isOurForm(cookie: string | null, token: unknown): boolean {
  if (cookie === null || typeof token !== 'string') return false;
  const given = Buffer.from(token, 'base64url');
  const right = digestOf(cookie);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** The fields of a form; none where there was no body. */
export function formOf(request: FastifyRequest): Form {
  const { body } = request;
  return typeof body === 'object' && body !== null ? (body as Form) : {};
}

/** This browser's draft, or `null` where it has none or it lapsed. */
export async function loadDraft(parts: PublicParts, cookie: string | null): Promise<Draft | null> {
  return cookie === null ? null : parts.ports.drafts.load(cookie);
}

/** A fresh random key. */
export function freshKey(): string {
  return randomBytes(16).toString('base64url');
}

/** Does things about the same draft one after another, so that a save while typing never overtakes the button. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `act` after every earlier act under the same name has ended, well or badly. */
  async take<T>(name: string, act: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(act, act);
    const ended = mine.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(name, ended);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === ended) this.#last.delete(name);
    }
  }
}

/** What every answered page is: HTML, never kept. */
export function sendPage(reply: FastifyReply, page: { toString(): string }, status = 200): FastifyReply {
  return reply.code(status).type('text/html; charset=utf-8').send(page.toString());
}

/** Sends a page whose size says nothing about what is on it. */
export function sendPadded(reply: FastifyReply, page: { toString(): string }, status = 200): FastifyReply {
  return sendPage(reply, paddedTo(page.toString(), ANSWER_SIZES), status);
}
