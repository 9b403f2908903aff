import type { FastifyInstance } from 'fastify';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { refuseRequest } from '../../../platform/http/refusals.ts';
import type { ShownDay } from '../domain/closed-day.ts';

/** What the addresses of closed days ask for. */
export interface ClosedDaysWeb {
  readonly show: (day: string) => Promise<ShownDay | 'not-yet' | null>;
}

/**
 * `/ledger/days/YYYY-MM-DD`: the proof that the head of that day of the log of sealed disclosures is in the ledger. 202 while no
 * checkpoint covers it yet. For everybody: there is one for each day, and none says what was in it.
 */
export function closedDayRoutes(app: FastifyInstance, { show }: ClosedDaysWeb): void {
  app.get(
    '/ledger/days/:day',
    {
      config: {
        access: { public: 'one hash a day says nothing, and whoever keeps a copy must be able to check it' },
        records: { nothing: 'says nothing of any record' },
        rateLimit: limitTo(1_200, 1),
      },
    },
    async (request, reply) => {
      const { day } = request.params as { readonly day: string };
      if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw refuseRequest('http.not-found');
      const shown = await show(day);
      if (shown === null) throw refuseRequest('http.not-found');
      return shown === 'not-yet' ? reply.code(202).send({}) : reply.send(shown);
    },
  );
}
