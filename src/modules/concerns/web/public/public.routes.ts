import type { FastifyInstance } from 'fastify';
import { fileRoutes } from './files.routes.ts';
import { type PublicParts, Turns } from './hold-draft.routes.ts';
import { itemRoutes } from './items.routes.ts';
import type { PublicConcernsPorts, PublicSettings } from './ports.ts';
import { proofRoutes } from './proof.routes.ts';
import { returnRoutes } from './return.routes.ts';
import { sendRoutes } from './send.routes.ts';
import { startRoutes } from './start.routes.ts';
import { tellRoutes } from './tell.routes.ts';
import { en, type PublicTexts } from './texts/en.ts';

/**
 * Registers every public page: start, the form, coming back, quick exit. Needs cookies and flat forms to be read by
 * the server. `texts` is the language; English unless told.
 */
export async function publicRoutes(
  app: FastifyInstance,
  settings: PublicSettings,
  ports: PublicConcernsPorts,
  texts: PublicTexts = en,
): Promise<void> {
  const parts: PublicParts = { settings, ports, t: texts };
  const turns = new Turns();
  startRoutes(app, parts);
  tellRoutes(app, parts, turns);
  itemRoutes(app, parts, turns);
  sendRoutes(app, parts, turns);
  returnRoutes(app, parts);
  proofRoutes(app, parts);
  await fileRoutes(app, parts, turns);
}
