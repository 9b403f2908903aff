import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Room } from '../disk-room.ts';
import { FILE_REFUSALS } from '../files/refusals.ts';
import type { Log } from '../log.ts';
import { answerErrors, type ErrorOptions } from './answer-errors.ts';
import { type DeclaredRoute, requireDeclarations } from './declare-routes.ts';
import { type GuardOptions, guardRoutes } from './guard-routes.ts';
import { healthRoutes } from './health.routes.ts';
import { limitRates } from './limit-rates.ts';
import { logRequests } from './log-requests.ts';
import { BODY_LIMIT, readBodies } from './read-bodies.ts';
import { httpRefusals } from './refusals.ts';
import { refuseBadText } from './refuse-bad-text.ts';
import { secureHeaders } from './secure-headers.ts';

export interface ServerOptions extends GuardOptions, ErrorOptions {
  readonly log: Log;
  /** Reached over HTTPS (at the proxy): adds HSTS. */
  readonly secure: boolean;
  /** How many proxies stand in front and are believed about where a request came from. */
  readonly trustedProxies: number;
  /** Whether the database answers. */
  readonly isReady: () => Promise<boolean>;
  /** Room on the database's disk; not given where that is another machine's. */
  readonly room?: (() => Promise<Room>) | undefined;
  /** Longest a form or JSON body may take to arrive, in milliseconds. */
  readonly slowestBody?: number;
  /** Adds the modules' routes. */
  readonly routes: (app: FastifyInstance) => void | Promise<void>;
}

export interface Server {
  readonly app: FastifyInstance;
  /** Every route, with who may use it and what it records. */
  readonly declared: readonly DeclaredRoute[];
}

/** Answers, without Fastify, what is not even HTTP: too slow, too large, malformed. Says and logs nothing of it. */
function answerBroken(error: NodeJS.ErrnoException, socket: Socket, log: Log): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status =
    error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  log.info('not-http', { code: error.code ?? null, status });
  if (socket.writable)
    socket.end(
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
    );
}

/** Builds Heed's web server, ready to listen. Throws when any route does not say who may use it and what it records. */
export async function buildServer(options: ServerOptions): Promise<Server> {
  const app = Fastify({
    logger: false,
    trustProxy: options.trustedProxies === 0 ? false : (_address, hop) => hop < options.trustedProxies,
    bodyLimit: BODY_LIMIT,
    connectionTimeout: 60_000,
    requestTimeout: 15 * 60_000,
    keepAliveTimeout: 10_000,
    forceCloseConnections: 'idle',
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    http: { headersTimeout: 15_000, maxHeaderSize: 16 * 1024 },
    clientErrorHandler: (error, socket) => answerBroken(error, socket, options.log),
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      // An address that isn't even an address: no route, so no hooks have run. The barest answer, and no echo.
      reply.code(400).header('cache-control', 'no-store').type('text/plain; charset=utf-8');
      reply.send('Heed could not read this address.');
    },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const declared = requireDeclarations(app);
  const catalogue = { ...httpRefusals, ...FILE_REFUSALS, ...options.catalogue };
  logRequests(app, options.log);
  await secureHeaders(app, options.secure);
  await app.register(cookie);
  refuseBadText(app);
  guardRoutes(app, options);
  await limitRates(app, () => performance.now());
  await readBodies(app, options.slowestBody ?? 20_000);
  answerErrors(app, declared, { ...options, catalogue });
  healthRoutes(app, options.isReady, options.room);
  await options.routes(app);
  await app.ready();
  return { app, declared };
}
