import type { FastifyInstance } from 'fastify';
import { SOMEWHERE_HARMLESS } from '../../../../ui/index.ts';
import {
  giveCookie,
  loadDraft,
  type PublicParts,
  readCookie,
  sendPage,
  takeCookie,
  viewFor,
} from './hold-draft.routes.ts';
import { renderStart, renderWhat, renderYoung } from './start.page.ts';

const reading = {
  access: { public: 'anybody may read how to tell us about a child' },
  records: { nothing: 'reading about Heed is nobody’s record' },
} as const;

/** The first pages, and quick exit. */
export function startRoutes(app: FastifyInstance, parts: PublicParts): void {
  const { t } = parts;
  app.get('/', { config: reading }, async (request, reply) => {
    const lapsed = Object.hasOwn(request.query as object, 'lapsed');
    const sent = Object.hasOwn(request.query as object, 'sent');
    const notice = sent ? t.form.alreadySent : lapsed ? t.form.expiredEmpty : undefined;
    return sendPage(reply, renderStart(viewFor(parts, null), notice));
  });
  app.get('/young', { config: reading }, async (request, reply) =>
    sendPage(reply, renderYoung(viewFor(parts, giveCookie(parts, request, reply)))),
  );
  app.get('/what-happens', { config: reading }, async (_request, reply) =>
    sendPage(reply, renderWhat(viewFor(parts, null))),
  );
  leaveRoutes(app, parts);
}

/**
 * Quick exit: the draft is forgotten, the browser is told to forget this site, and sent somewhere harmless. A link, so
 * it works without a script; a script asks by POST while the browser is already on its way. Anybody may be made to
 * follow the link by another site, and then loses only a half-written form of their own: better than a way out that
 * can refuse.
 */
function leaveRoutes(app: FastifyInstance, parts: PublicParts): void {
  app.route({
    method: ['GET', 'POST'],
    url: '/leave',
    config: {
      access: { public: 'whoever is in a hurry must not be asked anything' },
      records: { nothing: 'a form that was never sent is no record' },
      noFormToken: 'it only forgets a draft of this browser’s own',
    },
    handler: async (request, reply) => {
      const cookie = readCookie(parts, request);
      const draft = await loadDraft(parts, cookie);
      if (cookie !== null && draft) await parts.ports.drafts.discard(cookie);
      takeCookie(parts, reply);
      reply.header('clear-site-data', '"cache", "cookies", "storage"');
      if (request.method === 'POST') return reply.code(204).send();
      return reply.redirect(SOMEWHERE_HARMLESS, 303);
    },
  });
}
