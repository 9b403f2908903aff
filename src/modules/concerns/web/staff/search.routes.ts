import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import { searchConcerns } from '../../queries/search-concerns.query.ts';
import type { ConcernsWeb } from './concern.routes.ts';
import { renderFound } from './search.page.ts';

/**
 * The search box. Sent by POST: what somebody searches for is a name or a number, and may not stand in an address, a
 * history or a proxy's log.
 */
export function registerSearchPages(app: FastifyInstance, web: ConcernsWeb): void {
  const access = { action: 'concerns.search' } as const;
  const page = (body: ReturnType<typeof renderFound>) => ({ title: 'Search', body });
  app.get('/search', { config: { access, records: { nothing: 'an empty search page' } } }, (request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send(web.frame(request, page(renderFound('', { search: null, hits: [], hidden: false }))).toString()),
  );
  const searched = {
    access,
    records: 'concerns.searched',
    words: { fields: { q: 'Search' }, with: [] },
  } as const;
  app.post('/search', { config: searched }, async (request, reply) => {
    const { q } = (request.body ?? {}) as { q?: unknown };
    const text = typeof q === 'string' ? q : '';
    const found = await runQuery(web.spine, request.who, (tx, ctx) =>
      searchConcerns(web.ports)(tx, ctx, { text }),
    );
    if (!found.ok) throw new RefusedRequest(found.refusal);
    return reply
      .type('text/html; charset=utf-8')
      .send(web.frame(request, page(renderFound(text, found.value))).toString());
  });
}
