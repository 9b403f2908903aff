import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import type { Refusal, RefusalCatalogue } from '../../kernel/refusal.ts';
import { ANSWER_SIZES, paddedTo } from '../../kernel/traffic-shape.ts';
import { describeError, type Log } from '../log.ts';
import { isForMachines } from './answer-kind.ts';
import type { DeclaredRoute } from './declare-routes.ts';
import { isNotNow, readUntakenForm, type UntakenForm } from './not-now.ts';
import { readTypedForm, type TypedForm } from './read-typed-form.ts';
import { type FieldFault, RefusedRequest, refuseRequest } from './refusals.ts';

/** What the page or problem that tells somebody "no" is made of. Holds nothing they may not see. */
export interface ErrorAnswer {
  readonly status: number;
  readonly code: string;
  readonly sentence: string;
  readonly faults: readonly FieldFault[];
  /** Random; found again in the log. Only where something broke. */
  readonly incident?: string;
  /** What was sent when Heed could not take it just now; whoever sent it gets it back. */
  readonly untaken?: UntakenForm | null;
  /** What they had typed into the form that was stopped, where there was one. */
  readonly typed?: TypedForm | undefined;
}

/** Makes the page for an error. The signed-in are shown their own header, so it is given the request. */
export type RenderErrorPage = (answer: ErrorAnswer, request: FastifyRequest) => string | Promise<string>;

export interface ErrorOptions {
  readonly catalogue: RefusalCatalogue;
  readonly renderError: RenderErrorPage;
  readonly log: Log;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Unknown content type',
  422: 'Not valid',
  423: 'Locked',
  429: 'Too many requests',
  503: 'Not available',
};

const BY_STATUS: Readonly<Record<number, Parameters<typeof refuseRequest>[0]>> = {
  400: 'http.bad-request',
  404: 'http.not-found',
  406: 'http.unknown-type',
  408: 'http.too-slow',
  413: 'http.too-big',
  415: 'http.unknown-type',
  429: 'http.too-many-requests',
};

/** What an error thrown anywhere below a route amounts to; `null` when it is our own fault. */
function refusalFrom(error: Error): RefusedRequest | null {
  if (error instanceof RefusedRequest) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation.map((fault) => ({
      field: fault.instancePath.replace(/^\//, '').replaceAll('/', '.'),
      message: fault.message ?? '',
    }));
    return refuseRequest('http.invalid-fields', faults);
  }
  if (error instanceof SyntaxError || Reflect.get(error, 'code') === 'FST_ERR_CTP_INVALID_JSON_BODY')
    if (Reflect.get(error, 'statusCode') === 400) return refuseRequest('http.bad-json');
  if (isNotNow(error)) return refuseRequest('http.unavailable');
  const status: unknown = Reflect.get(error, 'statusCode');
  if (typeof status !== 'number' || status < 400 || status >= 500) return null;
  return refuseRequest(BY_STATUS[status] ?? 'http.bad-request', [], status === 406 ? 415 : status);
}

function answerOf(options: ErrorOptions, refused: RefusedRequest): ErrorAnswer {
  const { code, field } = refused.refusal;
  const known = options.catalogue[code];
  if (!known) throw new Error(`no catalogue knows the refusal ${code}`);
  const faults = refused.faults.length === 0 && field ? [{ field, message: known.sentence }] : refused.faults;
  return { status: refused.status ?? known.status, code, sentence: known.sentence, faults };
}

function brokenAnswer(incident: string): ErrorAnswer {
  return {
    status: 500,
    code: 'http.broken',
    sentence: 'Something went wrong in Heed. It has been noted. Nothing you sent was kept.',
    faults: [],
    incident,
  };
}

async function send(
  options: ErrorOptions,
  request: FastifyRequest,
  reply: FastifyReply,
  answer: ErrorAnswer,
): Promise<FastifyReply> {
  reply.code(answer.status);
  if (answer.status === 503) reply.header('retry-after', '30');
  if (isForMachines(request)) {
    const { status, code, sentence, faults, incident } = answer;
    const isRecipient = 'recipient' in (request.routeOptions.config.access ?? {});
    if (status === 401 && !isRecipient) reply.header('www-authenticate', 'Bearer realm="heed"');
    const body = {
      type: `urn:heed:refusal:${code}`,
      title: TITLES[status] ?? 'Something went wrong',
      status,
      code,
      detail: sentence,
      errors: faults,
      ...(incident ? { incident } : {}),
    };
    return reply.type('application/problem+json; charset=utf-8').serializer(JSON.stringify).send(body);
  }
  const page = await options.renderError({ ...answer, typed: readTypedForm(request) }, request);
  const sent = request.routeOptions.config.shaped ? paddedTo(page, ANSWER_SIZES) : page;
  return reply.type('text/html; charset=utf-8').serializer(String).send(sent);
}

function matches(pattern: string, path: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*');
  return new RegExp(`^${escaped.replace(/:\w+/g, '[^/]+')}$`).test(path);
}

/**
 * Answers every refusal and every failure in one way: a page for people, problem+json for programs. What broke is
 * logged under a random incident number, never with what was sent.
 */
export function answerErrors(
  app: FastifyInstance,
  routes: readonly DeclaredRoute[],
  options: ErrorOptions,
): void {
  app.setErrorHandler(async (error, request, reply) => {
    const thrown = error instanceof Error ? error : new Error('not an error', { cause: error });
    const refused = refusalFrom(thrown);
    if (refused) {
      const answer = answerOf(options, refused);
      if (answer.code !== 'http.unavailable') return send(options, request, reply, answer);
      options.log.error('not-available', describeError(thrown));
      return send(options, request, reply, { ...answer, untaken: readUntakenForm(request) });
    }
    const incident = randomBytes(4).toString('hex');
    options.log.error('broken', {
      incident,
      route: request.routeOptions.url ?? null,
      ...describeError(thrown),
    });
    return send(options, request, reply, brokenAnswer(incident));
  });
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    const methods = routes.filter((route) => matches(route.url, path)).map((route) => route.method);
    const other = methods.length > 0 && !methods.includes(request.method);
    if (other) reply.header('allow', [...new Set(methods)].join(', '));
    const refused = other ? refuseRequest('http.wrong-method', [], 405) : refuseRequest('http.not-found');
    return send(options, request, reply, answerOf(options, refused));
  });
}

/** The value of an outcome, or the refusal thrown for the error handler to answer. */
export function valueOrRefuse<T>(
  outcome: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal },
): T {
  if (outcome.ok) return outcome.value;
  throw new RefusedRequest(outcome.refusal);
}
