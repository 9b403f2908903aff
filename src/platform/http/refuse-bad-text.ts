import type { FastifyInstance } from 'fastify';
import { type FieldFault, refuseRequest } from './refusals.ts';

const DEEPEST = 12;
const MOST_FAULTS = 20;
const NAMES_REFUSED = new Set(['__proto__', 'constructor', 'prototype']);

/** Why `text` can't be kept, or null: PostgreSQL takes no NUL, and a lone surrogate isn't Unicode text. */
function faultOfText(text: string): string | null {
  if (text.includes('\u0000')) return 'Take out the character NUL (U+0000).';
  return text.isWellFormed() ? null : 'Take out the broken character (half of a surrogate pair).';
}

function faultOfName(name: string): string | null {
  return NAMES_REFUSED.has(name) ? 'A field can’t have this name.' : faultOfText(name);
}

/** A field's name as it may be repeated in an answer. */
function sayPath(path: readonly string[]): string {
  return path
    .map((part) => part.toWellFormed().replaceAll('\u0000', '').slice(0, 60))
    .join('.')
    .slice(0, 200);
}

/**
 * Every field in `value` whose name or text can't be kept. Refuses, by throwing, what is nested more than twelve deep.
 * @example findBadText({ worry: 'a\u0000b' }) // [{ field: 'worry', message: 'Take out the character NUL (U+0000).' }]
 */
export function findBadText(value: unknown, path: readonly string[] = []): readonly FieldFault[] {
  if (typeof value === 'string') {
    const message = faultOfText(value);
    return message ? [{ field: sayPath(path), message }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  if (path.length >= DEEPEST) throw refuseRequest('http.too-deep');
  const faults: FieldFault[] = [];
  for (const [name, inner] of Object.entries(value)) {
    const message = faultOfName(name);
    if (message) faults.push({ field: sayPath([...path, name]), message });
    faults.push(...findBadText(inner, [...path, name]));
    if (faults.length >= MOST_FAULTS) break;
  }
  return faults;
}

/** A form or a JSON object: what every route that takes a body expects. No body at all is for the route to refuse. */
function isFields(body: unknown): boolean {
  return body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body));
}

/**
 * Refuses paths, queries and bodies that hold text no database can keep, and JSON that is no object. Register it before
 * the guard: an address is looked at before anybody asks which record it names, a body before any schema sees it.
 */
export function refuseBadText(app: FastifyInstance): void {
  const refuseFaults = (...parts: readonly unknown[]) => {
    const faults = parts.flatMap((part) => findBadText(part));
    if (faults.length > 0) throw refuseRequest('http.bad-text', faults);
  };
  app.addHook('onRequest', async (request) => refuseFaults(request.params, request.query));
  app.addHook('preValidation', async ({ body }) => {
    if (Buffer.isBuffer(body)) return;
    refuseFaults(body);
    if (!isFields(body)) throw refuseRequest('http.bad-request');
  });
}
