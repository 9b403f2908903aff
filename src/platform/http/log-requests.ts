import type { FastifyInstance } from 'fastify';
import type { Log } from '../log.ts';

/**
 * Where a worker speaks under seal, and where those who receive it read: of disclosures days are kept and no times (70-disclosures.md
 * 9.13), and a line here would have the time. Only that something failed is said, by `answer-errors.ts`.
 */
const UNLOGGED = /^\/(recipients|tell\/(sealed|plain|roster))(\/|$)/;

/**
 * One line for each answer: the route's pattern, never the address asked for; the status; how long it took. No network
 * address, browser, query, body or referrer is read, so none can be logged (70-disclosures.md 9.13).
 */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? null;
    if (route !== null && UNLOGGED.test(route)) return;
    log.info('answered', {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
}
