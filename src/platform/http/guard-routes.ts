import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type {
  AccessCheck,
  Caller,
  Credentials,
  IdentifyCaller,
  RecipientSession,
  SessionInfo,
  UnsentForms,
} from '../../kernel/access-check.ts';
import type { EntryDraft, RecordRef } from '../../kernel/entry.ts';
import type { AccountId } from '../../kernel/ids.ts';
import type { Who } from '../transaction.ts';
import { isForMachines } from './answer-kind.ts';
import { createRefusalBound } from './bound-refusals.ts';
import type { RouteAccess } from './declare-routes.ts';
import { isNotNow } from './not-now.ts';
import { RefusedRequest, refuseRequest } from './refusals.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is acting and the rule that allowed it. Set before any handler runs. */
    who: Who;
    /** The signed-in session; `null` for the public and for agencies' systems. */
    session: SessionInfo | null;
    /** Whoever receives sealed disclosures and signed in by their keys; `null` on every other route. */
    recipient: RecipientSession | null;
    /** Whose form this is when their session has lapsed: it is kept for them, and nothing else is done. */
    unsentBy: AccountId | null;
    /** Why nobody could be recognised just now: thrown once the body is read, so that a form can be given back. */
    notNow: Error | null;
    /** Why they may not, said once what they typed has been read, so that it can be given back. Nothing else is done. */
    refusedBy: RefusedRequest | null;
  }
}

/** How those who receive sealed disclosures are recognised. */
export interface FindRecipient {
  /** Name of their cookie. */
  readonly cookie: string;
  /** The session that the cookie names; `null` when expired, ended, unknown or forged. */
  find(cookie: string): Promise<RecipientSession | null>;
}

export interface GuardOptions {
  readonly identify: IdentifyCaller;
  readonly access: AccessCheck;
  /** Keeps, in the ledger, that somebody signed in was refused. */
  readonly recordRefusal: (who: Who, entry: EntryDraft) => Promise<void>;
  readonly sessionCookie: string;
  /** Keeps a form sent from a lapsed session; without it such a form is lost. */
  readonly unsent?: UnsentForms;
  /** Recognises those who receive sealed disclosures; without it their routes are not there. */
  readonly recipients?: FindRecipient | undefined;
  /** Scheme and host that Heed is reached at; `null` where that isn't settled (the demo): then as the browser says. */
  readonly origin: string | null;
}

const PUBLIC: Who = { actor: { kind: 'public' }, basis: null };
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** `next` if it is a path within Heed, else the start of the signed-in pages. Never another site. */
export function localPath(next: unknown, otherwise = '/inbox'): string {
  if (typeof next !== 'string' || next.length > 500) return otherwise;
  return /^\/(?![/\\])[\w\-./~%?&=+:@,;!*'()]*$/.test(next) ? next : otherwise;
}

function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer ([\w\-.~+/]+=*)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

function callerRef(caller: Caller): RecordRef {
  const { actor } = caller;
  if (actor.kind === 'account') return { kind: 'account', id: actor.account };
  if (actor.kind === 'client') return { kind: 'client', id: actor.client };
  throw new Error(`a ${actor.kind} does not sign in`);
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/**
 * Another site's page made the browser send this. Browsers say so by one header or the other; old ones by neither.
 * "null" says nothing: our own `Referrer-Policy: no-referrer` makes browsers without `Sec-Fetch-Site` (iPhones before
 * iOS 16.4, and any browser over plain HTTP) send it for our own forms. The form's token is the real check.
 */
function isFromElsewhere(request: FastifyRequest, origin: string | null): boolean {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const sender = request.headers.origin;
  return sender !== undefined && sender !== 'null' && sender !== (origin ?? `http://${request.headers.host}`);
}

/** Checks a form's token against the session's. For routes that read their own body (files); others are checked for them. */
export function checkFormToken(request: FastifyRequest, token: unknown): void {
  if (!request.session) return;
  if (typeof token !== 'string' || !sameText(token, request.session.csrf))
    throw refuseRequest('http.form-expired');
}

function sendToSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (isForMachines(request)) throw refuseRequest('http.sign-in-first');
  // A form is shown again at the address it is sent to, where there is a page there.
  const url = request.routeOptions.url ?? '';
  const shown = READS.has(request.method) || request.server.hasRoute({ method: 'GET', url });
  const next = shown ? localPath(request.url) : '/inbox';
  return reply.redirect(`/sign-in?next=${encodeURIComponent(next)}`, 303);
}

/** The guard as it runs: its options, and the bound on what refusals add to the ledger. */
interface Guard extends GuardOptions {
  readonly boundRefusals: ReturnType<typeof createRefusalBound>;
}

async function decide(
  options: Guard,
  request: FastifyRequest,
  caller: Caller,
  access: RouteAccess,
): Promise<void> {
  const functions = caller.session?.functions;
  if ('recipient' in access) throw new Error('no account is let in here');
  if ('public' in access) {
    if (!access.recordedAs) return;
    const { basis } = await options.access.decide(caller.actor, access.recordedAs, null, functions);
    request.who = { actor: caller.actor, basis };
    return;
  }
  const resource = access.resource ? await access.resource(request) : null;
  if (access.resource && !resource) throw refuseRequest('http.not-found');
  const verdict = await options.access.decide(caller.actor, access.action, resource, functions);
  request.who = { actor: caller.actor, basis: verdict.basis };
  if (verdict.allowed) return;
  const leftOut = options.boundRefusals(`${callerRef(caller).kind} ${callerRef(caller).id}`);
  if (leftOut !== null)
    await options.recordRefusal(request.who, {
      act: 'access.access-refused',
      subject: callerRef(caller),
      ...(resource ? { about: [resource] } : {}),
      body: { action: access.action, rule: verdict.basis, ...(leftOut > 0 ? { leftOut } : {}) },
    });
  throw refuseRequest(access.hidden ? 'http.not-found' : 'http.not-allowed');
}

async function findUnsentBy(
  options: GuardOptions,
  request: FastifyRequest,
  credentials: Credentials,
): Promise<AccountId | null> {
  if (!isForm(request)) return null;
  return (await options.unsent?.ownerOf(credentials)) ?? null;
}

function isForm(request: FastifyRequest): boolean {
  const type = request.headers['content-type'] ?? '';
  return !READS.has(request.method) && /^application\/x-www-form-urlencoded/i.test(type);
}

/** Asks the access rules. A refusal of a form with words in it waits until the words have been read. */
async function decideOrWait(
  options: Guard,
  request: FastifyRequest,
  caller: Caller,
  access: RouteAccess,
): Promise<void> {
  try {
    await decide(options, request, caller, access);
  } catch (error) {
    if (!(error instanceof RefusedRequest) || !request.routeOptions.config.words || !isForm(request))
      throw error;
    request.refusedBy = error;
  }
}

/**
 * Lets in whoever signed in by the keys that disclosures are sealed to, and nobody else: whose account's cookie is sent as well is
 * not even asked. A change carries the session's token in a header, which no other site's page can set.
 */
async function guardRecipient(
  options: GuardOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { recipients } = options;
  if (!recipients) throw refuseRequest('http.not-found');
  const cookie = request.cookies[recipients.cookie];
  const session = cookie === undefined ? null : await recipients.find(cookie);
  if (!session) {
    if (isForMachines(request)) throw refuseRequest('http.sign-in-first');
    return reply.redirect('/recipients', 303);
  }
  const token = request.headers['x-csrf-token'];
  if (!READS.has(request.method) && (typeof token !== 'string' || !sameText(token, session.csrf)))
    throw refuseRequest('http.form-expired');
  request.recipient = session;
  return undefined;
}

/** Recognises the caller and asks the access rules. Answers the reply where that ends the request. */
async function guard(
  options: Guard,
  request: FastifyRequest,
  reply: FastifyReply,
  access: RouteAccess,
): Promise<FastifyReply | undefined> {
  const credentials = {
    sessionCookie: request.cookies[options.sessionCookie] ?? null,
    bearer: bearerOf(request),
  };
  const caller = await options.identify.identify(credentials);
  if (!caller) {
    if ('public' in access) return undefined;
    request.unsentBy = await findUnsentBy(options, request, credentials);
    return request.unsentBy ? undefined : sendToSignIn(request, reply);
  }
  request.session = caller.session;
  request.who = { actor: caller.actor, basis: null };
  await decideOrWait(options, request, caller, access);
  return undefined;
}

/**
 * Puts a guard before every route, as its `config.access` declares: recognises the caller, asks the access rules, keeps
 * a refusal in the ledger, and holds every change made from a page to a form of Heed's own.
 */
export function guardRoutes(app: FastifyInstance, given: GuardOptions): void {
  const options: Guard = { ...given, boundRefusals: createRefusalBound(() => performance.now()) };
  app.decorateRequest('session', null);
  app.decorateRequest('recipient', null);
  app.decorateRequest('unsentBy', null);
  app.decorateRequest('notNow', null);
  app.decorateRequest('refusedBy', null);
  app.decorateRequest('who', null as unknown as Who);
  app.addHook('onRequest', async (request, reply) => {
    request.who = PUBLIC;
    const access = request.routeOptions.config.access;
    if (!access) return undefined;
    if (!READS.has(request.method) && isFromElsewhere(request, options.origin))
      throw refuseRequest('http.form-expired');
    if ('recipient' in access) return guardRecipient(options, request, reply);
    if ('public' in access && !access.identify) return undefined;
    try {
      return await guard(options, request, reply, access);
    } catch (error) {
      if (READS.has(request.method) || !(error instanceof Error) || !isNotNow(error)) throw error;
      request.notNow = error;
      return undefined;
    }
  });
  app.addHook('preValidation', async (request, reply) => {
    if (request.notNow) throw request.notNow;
    if (request.unsentBy) {
      const fields = typeof request.body === 'object' && request.body !== null ? request.body : {};
      await options.unsent?.keep(request.unsentBy, request.url.split('?', 1)[0] ?? '', { ...fields });
      return sendToSignIn(request, reply);
    }
    if (request.refusedBy) throw request.refusedBy;
    if (READS.has(request.method) || request.routeOptions.config.noFormToken) return undefined;
    const body = request.body;
    const token = typeof body === 'object' && body !== null ? Reflect.get(body, '_csrf') : undefined;
    checkFormToken(request, token ?? request.headers['x-csrf-token']);
    return undefined;
  });
}
