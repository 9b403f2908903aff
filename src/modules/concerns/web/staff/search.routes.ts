import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import { type Found, NOTHING_FOUND, searchConcerns } from '../../queries/search-concerns.query.ts';
import type { ConcernsWeb } from './concern.routes.ts';
import { renderFound } from './search.page.ts';

function send(
  web: ConcernsWeb,
  request: FastifyRequest,
  reply: FastifyReply,
  text: string,
  found: Found,
): FastifyReply {
  const body = renderFound({
    text,
    found,
    csrf: request.session?.csrf,
    mayAdd: web.mayAddRecord(request),
  });
  return reply
    .type('text/html; charset=utf-8')
    .send(web.frame(request, { title: 'Search', body }).toString());
}

/**
 * The search box. Sent by POST: what somebody searches for is a name or a number, and may not stand in an address, a
 * history or a proxy's log.
 */
export function registerSearchPages(app: FastifyInstance, web: ConcernsWeb): void {
  const access = { action: 'concerns.search' } as const;
  app.get('/search', { config: { access, records: { nothing: 'an empty search page' } } }, (request, reply) =>
    send(web, request, reply, '', NOTHING_FOUND),
  );
  const searched = {
    access,
    records: 'concerns.searched',
    words: { fields: { q: 'Search' }, with: ['page'] },
  } as const;
  app.post('/search', { config: searched }, async (request, reply) => {
    const { q, page } = (request.body ?? {}) as { q?: unknown; page?: unknown };
    const text = typeof q === 'string' ? q : '';
    const number = typeof page === 'string' && /^\d{1,3}$/.test(page) ? Number(page) : 1;
    const found = await runQuery(web.spine, request.who, (tx, ctx) =>
      searchConcerns(web.ports)(tx, ctx, { text, page: number }),
    );
    if (!found.ok) throw new RefusedRequest(found.refusal);
    return send(web, request, reply, text, found.value);
  });
}
