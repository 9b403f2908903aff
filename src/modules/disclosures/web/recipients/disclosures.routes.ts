/** What those who receive disclosures see and do, for their page's script. Source: 70-disclosures.md 9.7-9.9, 9.15. */
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Command, Query } from '../../../../kernel/command.ts';
import { valueOrRefuse } from '../../../../platform/http/answer-errors.ts';
import { runCommand } from '../../../../platform/run-command.ts';
import { runQuery } from '../../../../platform/run-query.ts';
import { askRemoval } from '../../commands/ask-removal.command.ts';
import { declarePart, handOutside } from '../../commands/declare-part.command.ts';
import { writeItem } from '../../commands/write-item.command.ts';
import { PAD_SIZES } from '../../domain/padding.ts';
import { MOST_READERS } from '../../domain/sealed-report.ts';
import { ACTS_OF } from '../../domain/thread.ts';
import type { ReadingPorts } from '../../ports/reading.ports.ts';
import {
  listDisclosureItems,
  listDisclosures,
  openDisclosure,
  openDisclosureBody,
  openFilePart,
} from '../../queries/read-disclosures.query.ts';
import { presentBody, presentHeader, presentItems, presentList } from './present-disclosures.presenter.ts';
import { BY_KEYS, bytes, type RecipientsWeb, recipientOf } from './recipients-web.routes.ts';

const id = z.uuid();
const day = z.iso.date();
const params = z.object({ id });
const signature = bytes(64);
const lane = z.enum(['thread', 'notes']);
const own = { nothing: 'kept in the sealed events of their own' };
const access = { recipient: 'what was sealed to their keys' };

const item = z.object({
  lane,
  seq: z.int().min(0).max(1_000_000),
  act: z.enum(ACTS_OF.recipient),
  previous: bytes(32),
  sealed: bytes(Math.min(...PAD_SIZES.message), Math.max(...PAD_SIZES.message) + 32),
  signature,
  envelopes: z.array(z.object({ keyId: bytes(16), envelope: bytes(113) })).max(MOST_READERS),
});

/** Reading: every answer holds what their row's standing allows, and nothing of anybody else's. */
function readingRoutes(server: FastifyInstance, web: RecipientsWeb, ports: ReadingPorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const ask = async <I, R>(query: Query<I, R>, input: I): Promise<R> =>
    valueOrRefuse(await runQuery(web.spine, BY_KEYS, (tx, ctx) => query(tx, ctx, input)));

  app.get(
    '/recipients/api/reports',
    {
      config: { access, records: own },
      schema: { hide: true, querystring: z.object({ day: day.optional(), id: id.optional() }) },
    },
    async (request) => {
      const { keyId } = recipientOf(request);
      const { day: on, id: last } = request.query;
      const before = on && last ? { day: on, id: last } : null;
      return presentList(await ask(listDisclosures(ports), { keyId, before }));
    },
  );

  app.get(
    '/recipients/api/reports/:id',
    { config: { access, records: own }, schema: { hide: true, params } },
    async (request) => {
      const { keyId } = recipientOf(request);
      return presentHeader(await ask(openDisclosure(ports), { id: request.params.id, keyId }));
    },
  );

  app.get(
    '/recipients/api/reports/:id/body',
    { config: { access, records: own }, schema: { hide: true, params } },
    async (request) => {
      const { keyId } = recipientOf(request);
      return presentBody(await ask(openDisclosureBody(ports), { id: request.params.id, keyId }));
    },
  );

  app.get(
    '/recipients/api/reports/:id/items',
    {
      config: { access, records: own },
      schema: {
        hide: true,
        params,
        querystring: z.object({ lane, from: z.coerce.number().int().min(0).max(1_000_000) }),
      },
    },
    async (request) => {
      const given = { id: request.params.id, keyId: recipientOf(request).keyId, ...request.query };
      return presentItems(await ask(listDisclosureItems(ports), given));
    },
  );

  app.get(
    '/recipients/api/reports/:id/files/:file/:part',
    {
      config: { access, records: own },
      schema: {
        hide: true,
        params: z.object({ id, file: z.uuid(), part: z.coerce.number().int().min(0).max(6) }),
      },
    },
    async (request, reply) => {
      const given = { ...request.params, keyId: recipientOf(request).keyId };
      const part = await ask(openFilePart(ports), given);
      // Ciphertext, and never shown as anything: it is saved, if somebody opens its address by hand.
      return reply
        .type('application/octet-stream')
        .header('content-disposition', 'attachment; filename="sealed"')
        .send(Buffer.from(part));
    },
  );
}

/** Doing: each is one signed word, or one signed item. */
function actingRoutes(server: FastifyInstance, web: RecipientsWeb, ports: ReadingPorts): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const run = async <I, R>(command: Command<I, R>, input: I): Promise<R> =>
    valueOrRefuse(await runCommand(web.spine, BY_KEYS, (tx, ctx) => command(tx, ctx, input)));
  const said = z.object({ day, signature });

  app.post(
    '/recipients/api/reports/:id/declare',
    {
      config: { access, records: own },
      schema: { hide: true, params, body: said.extend({ word: z.enum(['no-part', 'has-part']) }) },
    },
    async (request) => {
      const by = { id: request.params.id, keyId: recipientOf(request).keyId };
      await run(declarePart(ports), { ...by, ...request.body });
      return { ok: true };
    },
  );

  app.post(
    '/recipients/api/reports/:id/outside',
    { config: { access, records: own }, schema: { hide: true, params, body: said } },
    async (request) => {
      const by = { id: request.params.id, keyId: recipientOf(request).keyId };
      await run(handOutside(ports), { ...by, ...request.body, word: 'hand-outside' });
      return { ok: true };
    },
  );

  app.post(
    '/recipients/api/reports/:id/removal',
    {
      config: { access, records: own },
      schema: { hide: true, params, body: said.extend({ word: z.enum(['remove', 'keep']) }) },
    },
    async (request) => {
      const by = { id: request.params.id, keyId: recipientOf(request).keyId };
      await run(askRemoval(ports), { ...by, ...request.body });
      return { ok: true };
    },
  );

  app.post(
    '/recipients/api/reports/:id/items',
    { config: { access, records: own }, schema: { hide: true, params, body: item } },
    async (request) => {
      const by = { id: request.params.id, keyId: recipientOf(request).keyId };
      await run(writeItem(ports), { ...by, ...request.body });
      return { ok: true };
    },
  );
}

/** All of it. */
export function recipientDisclosureRoutes(
  server: FastifyInstance,
  web: RecipientsWeb,
  ports: ReadingPorts,
): void {
  readingRoutes(server, web, ports);
  actingRoutes(server, web, ports);
}
