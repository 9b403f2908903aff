import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../../../../kernel/ids.ts';
import { type Refusal, refuse } from '../../../../kernel/refusal.ts';
import { RefusedRequest } from '../../../../platform/http/refusals.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import { formErrors } from '../../../../ui/index.ts';
import { CONCERN_REFUSALS } from '../../domain/refusals.ts';
import { seeLooks } from '../../queries/see-looks.query.ts';
import { type ConcernsWeb, readValues } from './concern.routes.ts';
import { concernIdOf } from './decide.form.ts';
import { renderFindLooks, renderLooks } from './looks.page.ts';

function resource(request: FastifyRequest) {
  const id = concernIdOf((request.params as { id?: unknown }).id);
  return id ? ({ kind: 'concern', id } as const) : null;
}

/** Who has looked at a record, and the page that finds the record by its reference. */
export function registerLooksPages(app: FastifyInstance, web: ConcernsWeb): void {
  const find = { action: 'concerns.find-looks' } as const;
  const show = (request: FastifyRequest, reply: FastifyReply, reference: string, refusal: Refusal | null) => {
    const { summary, byField } = formErrors(refusal ? [refusal] : [], CONCERN_REFUSALS);
    if (refusal) reply.code(404);
    const body = renderFindLooks({ reference }, byField.reference, request.session?.csrf);
    const page = { title: 'Who has looked at a record', body, errors: summary };
    return reply.type('text/html; charset=utf-8').send(web.frame(request, page).toString());
  };
  app.get(
    '/looks',
    { config: { access: find, records: { nothing: 'a page that asks for a reference' } } },
    (request, reply) => show(request, reply, '', null),
  );
  app.post(
    '/looks',
    {
      config: {
        access: find,
        records: { nothing: 'the page it leads to is what is recorded' },
        words: { fields: { reference: 'Reference' }, with: [] },
      },
    },
    async (request, reply) => {
      const { reference = '' } = readValues(request.body);
      const found = await runQuery(web.spine, request.who, async (tx) => ({
        ok: true,
        value: await web.ports.store.findNamed(tx, { reference: web.ports.readReference(reference) ?? '' }),
        entries: [],
      }));
      if (!found.ok || !found.value)
        return show(request, reply, reference, refuse('concerns.not-found', 'reference').refusal);
      return reply.redirect(`/concerns/${found.value.id}/looks`, 303);
    },
  );
  app.get(
    '/concerns/:id/looks',
    {
      config: {
        access: { action: 'concerns.see-looks', resource, hidden: true },
        records: 'concerns.looks-seen',
      },
    },
    async (request, reply) => {
      const concern = resource(request)?.id;
      const { before } = request.query as { before?: unknown };
      if (!concern) throw new RefusedRequest({ code: 'concerns.not-found' });
      const seen = await runQuery(web.spine, request.who, (tx, ctx) =>
        seeLooks(web.ports)(tx, ctx, { concern, before: isId(before) ? String(before) : null }),
      );
      if (!seen.ok) throw new RefusedRequest(seen.refusal);
      const page = { title: 'Who has looked at this record', body: renderLooks(seen.value), back: '/looks' };
      return reply.type('text/html; charset=utf-8').send(web.frame(request, page).toString());
    },
  );
}
