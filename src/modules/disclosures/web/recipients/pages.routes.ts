import type { FastifyInstance } from 'fastify';
import type { RecipientsWeb } from './recipients-web.routes.ts';
import { renderRecipientsPage } from './shell.page.ts';

const access = { public: 'a page without anything in it: what is read is opened in the browser' };
const records = { nothing: 'shows nothing by itself' };
const HTML = 'text/html; charset=utf-8';

/** The two pages: one to sign in and work in, one to make keys. */
export function recipientPages(app: FastifyInstance, web: RecipientsWeb): void {
  app.get('/recipients', { config: { access, records } }, async (_request, reply) =>
    reply.type(HTML).send(renderRecipientsPage(web, 'sign-in', 'Sealed disclosures').toString()),
  );
  app.get('/recipients/enrol', { config: { access, records } }, async (_request, reply) =>
    reply.type(HTML).send(renderRecipientsPage(web, 'enrol', 'Make your keys').toString()),
  );
}
