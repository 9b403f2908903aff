/**
 * A witness over HTTP. Source: C2SP tlog-witness. A server of its own, without Heed's pages, sessions or database: whoever runs
 * a witness runs nothing else of Heed.
 */
import Fastify, { type FastifyInstance } from 'fastify';
import type { Witness } from '../commands/cosign-checkpoint.command.ts';
import { MOST_REQUEST_BYTES } from '../domain/witness-request.ts';

/** Longest a request may take to arrive: a log's is some hundred bytes to two thousand. */
const SLOWEST_MS = 10_000;
const MOST_CONNECTIONS = 200;

export interface WitnessServerOptions {
  /** Told of what should not happen; never what was sent. */
  readonly onError: (error: unknown) => void;
  /** For tests: instead of ten seconds. */
  readonly slowestMs?: number;
}

/** Serves `POST /add-checkpoint` and `GET /health`; everything else is "not found". Ready to listen. */
export function buildWitnessServer(witness: Witness, options: WitnessServerOptions): FastifyInstance {
  const slowest = options.slowestMs ?? SLOWEST_MS;
  const app = Fastify({
    logger: false,
    bodyLimit: MOST_REQUEST_BYTES,
    requestTimeout: slowest,
    connectionTimeout: 3 * slowest,
    forceCloseConnections: true,
    http: {
      headersTimeout: slowest,
      maxHeaderSize: 8 * 1024,
      // Node looks only every thirty seconds whether a request is late.
      connectionsCheckingInterval: Math.min(1_000, slowest),
    },
  });
  app.server.maxConnections = MOST_CONNECTIONS;
  // The request is bytes, whatever it is called; nothing is parsed by its content type.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));

  app.setErrorHandler((error, _request, reply) => {
    const { statusCode = 500 } = error as { readonly statusCode?: number };
    if (statusCode >= 500) options.onError(error);
    const sentence = statusCode >= 500 ? 'The witness failed.' : 'The witness could not read this.';
    return reply.code(statusCode).type('text/plain; charset=utf-8').send(`${sentence}\n`);
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).type('text/plain; charset=utf-8').send('There is nothing here.\n'),
  );

  app.post('/add-checkpoint', async (request, reply) => {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array(0);
    const { status, contentType, body: answer } = await witness.addCheckpoint(new Uint8Array(body));
    // As bytes: given a text, Fastify would add a charset to text/x.tlog.size, which clients compare as a whole.
    return reply.code(status).header('content-type', contentType).send(Buffer.from(answer, 'utf8'));
  });

  app.get('/health', async (_request, reply) => {
    const { wrong, logs } = witness.health();
    const lines = [
      wrong.length === 0 ? 'well' : 'wrong',
      ...wrong,
      ...logs.map((l) => `${l.origin} ${l.size}`),
    ];
    return reply
      .code(wrong.length === 0 ? 200 : 503)
      .header('cache-control', 'no-store')
      .type('text/plain; charset=utf-8')
      .send(`${lines.join('\n')}\n`);
  });
  return app;
}
