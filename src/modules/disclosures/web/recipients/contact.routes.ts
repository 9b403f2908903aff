import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { valueOrRefuse } from '../../../../platform/http/answer-errors.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { toBase64url } from '../../domain/base64url.ts';
import { findContact, saveContact } from '../../store/contacts.store.ts';
import { BY_KEYS, type RecipientsWeb, recipientOf } from './recipients-web.routes.ts';

const own = { nothing: 'kept in the sealed events of their own' };

/** Where somebody is told that something is waiting. */
export function recipientContactRoutes(server: FastifyInstance, { spine, contactKey }: RecipientsWeb): void {
  const app = server.withTypeProvider<ZodTypeProvider>();

  app.get(
    '/recipients/api/contact',
    { config: { access: { recipient: 'their own address' }, records: own }, schema: { hide: true } },
    async (request) => ({ address: await findContact(spine.db, contactKey, recipientOf(request).keyId) }),
  );

  app.post(
    '/recipients/api/contact',
    {
      config: { access: { recipient: 'their own address' }, records: own },
      schema: { hide: true, body: z.object({ address: z.union([z.literal(''), z.email().max(200)]) }) },
    },
    async (request) => {
      const { keyId } = recipientOf(request);
      valueOrRefuse(
        await runCommand(spine, BY_KEYS, async (tx) => {
          await saveContact(tx, contactKey, { keyId, address: request.body.address });
          const subject = { kind: 'configuration', id: 'disclosures.recipients' } as const;
          const body = { keyId: toBase64url(keyId) };
          const entries = [{ act: 'disclosures.contact-changed', subject, body }] as const;
          return { ok: true, value: null, entries, events: [] };
        }),
      );
      return { ok: true };
    },
  );
}
