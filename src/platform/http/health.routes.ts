import type { FastifyInstance } from 'fastify';
import type { Room } from '../disk-room.ts';
import { refuseRequest } from './refusals.ts';

const nothing = { nothing: 'says nothing of any record' } as const;

/**
 * `/health/live`: the process answers. `/health/ready`: the database does too, and how much room its disk has where Heed
 * can see it. A full disk is still "ready": pages can be read, and whoever writes is told so by Heed and given back
 * what they wrote, which a load balancer that turned everybody away could not do.
 */
export function healthRoutes(
  app: FastifyInstance,
  isReady: () => Promise<boolean>,
  room: (() => Promise<Room>) | undefined,
): void {
  app.get(
    '/health/live',
    { config: { access: { public: 'load balancers have no account' }, records: nothing } },
    async () => ({ status: 'live' }),
  );
  app.get(
    '/health/ready',
    { config: { access: { public: 'load balancers have no account' }, records: nothing } },
    async () => {
      if (!(await isReady())) throw refuseRequest('http.unavailable');
      return { status: 'ready', ...(room ? { disk: await room() } : {}) };
    },
  );
}
