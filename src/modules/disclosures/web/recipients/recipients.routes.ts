import type { FastifyInstance } from 'fastify';
import type { ReadingPorts } from '../../ports/reading.ports.ts';
import { recipientContactRoutes } from './contact.routes.ts';
import { recipientDisclosureRoutes } from './disclosures.routes.ts';
import { recipientPages } from './pages.routes.ts';
import { recipientPasskeyRoutes } from './passkeys.routes.ts';
import type { RecipientsWeb } from './recipients-web.routes.ts';
import { recipientSignInRoutes } from './sign-in.routes.ts';

/** Everything under /recipients: for those who receive sealed disclosures, and for nobody with an account of Heed's. */
export function recipientRoutes(app: FastifyInstance, web: RecipientsWeb, ports: ReadingPorts): void {
  recipientPages(app, web);
  recipientSignInRoutes(app, web);
  recipientPasskeyRoutes(app, web);
  recipientContactRoutes(app, web);
  recipientDisclosureRoutes(app, web, ports);
}
