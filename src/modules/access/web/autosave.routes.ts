import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseRequest } from '../../../platform/http/refusals.ts';
import { deriveFormKey } from '../domain/form-key.ts';
import type { AccessWeb } from './access-web.routes.ts';

const config = {
  access: { action: 'access.keep-own-drafts' },
  records: { nothing: 'a draft is no act; what is sent is' },
} as const;

/** Keeps what somebody is typing, every ten seconds: "/autosave/concerns.hd-7k2m-94.decide". */
export function autosaveRoutes(app: FastifyInstance, web: AccessWeb): void {
  const keep = async (request: FastifyRequest<{ Params: { form: string } }>, reply: FastifyReply) => {
    const form = deriveFormKey(request.params.form);
    const { actor } = request.who;
    if (form === null || actor.kind !== 'account') throw refuseRequest('http.not-found');
    const fields = typeof request.body === 'object' && request.body !== null ? request.body : {};
    await web.autosaves.save(actor.account, form, { ...fields });
    return reply.code(204).send();
  };
  // PUT from a script; POST from a page that is going away, which can send nothing else.
  app.put('/autosave/:form', { config }, keep);
  app.post('/autosave/:form', { config }, keep);
}
