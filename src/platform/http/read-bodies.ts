import { PassThrough, type Readable } from 'node:stream';
import formbody from '@fastify/formbody';
import type { FastifyInstance } from 'fastify';
import { FILLER_FIELD, REQUEST_SIZES } from '../../kernel/traffic-shape.ts';
import { refuseRequest } from './refusals.ts';

const MOST_FIELDS = 1_000;

/** The most a form or a JSON body may hold, in bytes. Files have limits of their own. */
export const BODY_LIMIT = 512 * 1024;

/** The most that a form may hold whose route says so (`bodyLimit`), in bytes. */
export const LARGEST_FORM = REQUEST_SIZES[3];

/** Forms larger than `BODY_LIMIT` held at once, in this process: some 6 MB each while one is read and answered. */
const MOST_LARGE = 16;

/**
 * A form's fields by name: a text, or a list where the name comes more than once. Names are flat; there is no
 * prototype to pollute. Filler is dropped, so that it is nowhere kept or given back. Refuses more than a thousand fields.
 */
export function parseForm(text: string): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = Object.create(null);
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    if (count > MOST_FIELDS) throw refuseRequest('http.too-many-fields');
    if (name === FILLER_FIELD) continue;
    const before = fields[name];
    if (before === undefined) fields[name] = value;
    else if (typeof before === 'string') fields[name] = [before, value];
    else before.push(value);
  }
  return fields;
}

/**
 * `body`, or an end to waiting for it: a body that has not wholly arrived within `limit` milliseconds is refused
 * clearly, and its connection closed after the answer.
 */
function limitTime(body: Readable, limit: number): PassThrough {
  const through = new PassThrough();
  const timer = setTimeout(() => {
    body.unpipe(through);
    body.resume();
    through.destroy(refuseRequest('http.too-slow', [], 408));
  }, limit).unref();
  through.once('close', () => clearTimeout(timer));
  body.once('error', (error) => through.destroy(error));
  body.once('close', () => {
    if (!body.readableEnded && !through.destroyed) through.destroy(refuseRequest('http.too-slow', [], 408));
  });
  return body.pipe(through);
}

/**
 * Bounds what forms larger than `BODY_LIMIT` take in memory: sixteen at once, the next refused as "not now". Everything smaller is always
 * read, so that nobody can stop a worry from being told by sending large ones.
 */
function boundLargeForms(app: FastifyInstance): void {
  let held = 0;
  app.addHook('preParsing', async (request, reply) => {
    const limit = request.routeOptions.bodyLimit;
    // Of a body whose length is not said, the worst is thought.
    const length = Number(request.headers['content-length'] ?? limit);
    if (limit <= BODY_LIMIT || length <= BODY_LIMIT) return;
    if (held >= MOST_LARGE) {
      reply.header('connection', 'close');
      throw refuseRequest('http.unavailable');
    }
    held += 1;
    reply.raw.once('close', () => {
      held -= 1;
    });
  });
}

/** How bodies are read: forms flat and bounded, JSON without prototype keys, both within `slowest` milliseconds. */
export async function readBodies(app: FastifyInstance, slowest: number): Promise<void> {
  await app.register(formbody, { bodyLimit: BODY_LIMIT, parser: parseForm });
  app.removeContentTypeParser('text/plain');
  boundLargeForms(app);
  app.addHook('preParsing', async (request, reply, body) => {
    const type = request.headers['content-type'] ?? '';
    if (request.method === 'GET' || request.method === 'HEAD' || /^multipart\//i.test(type)) return body;
    const timed = limitTime(body as Readable, slowest);
    timed.once('error', () => reply.header('connection', 'close'));
    return timed;
  });
}
