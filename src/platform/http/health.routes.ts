import type { FastifyInstance } from 'fastify';
import { refuseRequest } from './refusals.ts';

const nothing = { nothing: 'says nothing of any record' } as const;

/** `/health/live`: the process answers. `/health/ready`: the database does too. Neither says more. */
export function healthRoutes(app: FastifyInstance, isReady: () => Promise<boolean>): void {
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
      return { status: 'ready' };
    },
  );
}
