import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from '../../../platform/http/refusals.ts';
import { runQuery } from '../../../platform/run-query.ts';
import type { Spine } from '../../../platform/transaction.ts';
import type { Frame } from '../../../ui/index.ts';
import { seeHealth } from '../queries/see-health.query.ts';
import { findNewestCheckpoint } from '../store/checkpoints.store.ts';
import { readChecks } from '../store/checks.store.ts';
import { findLastClosedDay } from '../store/closed-days.store.ts';
import { createCosignatures } from '../store/cosignatures.store.ts';
import { readSize } from '../store/log-tree.store.ts';
import { readChain } from '../store/logs.store.ts';
import type { WitnessPolicy } from '../store/shown-checkpoint.store.ts';
import { listHolds } from '../store/signing-holds.store.ts';
import { renderHealth } from './health.page.ts';

/** The action that the page and the link to it ask the rules for. */
export const SEE_HEALTH = 'ledger.see-health';

export interface HealthWeb {
  readonly spine: Spine;
  readonly origin: string;
  readonly frame: Frame;
  /** The witnesses that are set up, and how many of them must cosign. */
  readonly witnesses: WitnessPolicy;
}

/** How the ledger is: for those who hold the area to account by it. */
export function healthPage(app: FastifyInstance, { spine, origin, frame, witnesses }: HealthWeb): void {
  const cosignatures = createCosignatures(witnesses.names, witnesses.quorum);
  const query = seeHealth(
    {
      readSize: (tx) => readSize(tx),
      findNewestCheckpoint,
      readChecks,
      readLater: async (tx) => (await readChain(tx)).later,
      findLastClosedDay,
      isHeld: async (tx) => (await listHolds(tx)).length > 0,
    },
    cosignatures,
    origin,
  );
  app.get(
    '/ledger/health',
    { config: { access: { action: SEE_HEALTH }, records: 'ledger.health-seen' } },
    async (request, reply) => {
      const health = await runQuery(spine, request.who, (tx, ctx) => query(tx, ctx, null));
      if (!health.ok) throw new RefusedRequest(health.refusal);
      const page = frame(request, { title: 'The ledger’s health', body: renderHealth(health.value) });
      return reply.type('text/html; charset=utf-8').send(page.toString());
    },
  );
}
