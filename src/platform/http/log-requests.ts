import type { FastifyInstance } from 'fastify';
import type { Log } from '../log.ts';

/**
 * One line for each answer: the route's pattern, never the address asked for; the status; how long it took. No network
 * address, browser, query, body or referrer is read, so none can be logged (70-disclosures.md 9.13).
 */
export function logRequests(app: FastifyInstance, log: Log): void {
  app.addHook('onResponse', async (request, reply) => {
    log.info('answered', {
      method: request.method,
      route: request.routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
}
