import type { FastifyInstance } from 'fastify';
import { inboxRoutes } from './inbox.routes.ts';
import { ladderRoutes } from './ladders.routes.ts';
import type { DutiesWeb } from './web-parts.routes.ts';

export type { DutiesWeb, DutyFrame } from './web-parts.routes.ts';

/** Every page and form of this module. */
export function dutiesRoutes(app: FastifyInstance, web: DutiesWeb): void {
  inboxRoutes(app, web);
  ladderRoutes(app, web);
}
