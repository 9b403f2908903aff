import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { RecordRef } from '../../../kernel/entry.ts';
import { valueOrRefuse } from '../../../platform/http/answer-errors.ts';
import { limitTo } from '../../../platform/http/limit-rates.ts';
import { runQuery } from '../../../platform/run-query.ts';
import type { Spine } from '../../../platform/transaction.ts';
import { answerOnce, type OnceOptions, runOnce } from './answer-once.api.ts';
import {
  keyHeader,
  messageAnswer,
  messageBody,
  progressAnswer,
  raiseBody,
  raisedAnswer,
  referenceParams,
} from './concern-schemas.api.ts';
import type { PartnerApiPorts } from './ports.ts';
import { presentProgress, presentRaised, readRaised } from './present-concern.presenter.ts';
import { ALWAYS, problems } from './problem-answers.api.ts';

export interface PartnerApiOptions extends OnceOptions {
  readonly spine: Spine;
  readonly ports: PartnerApiPorts;
  /** The concern that a reference names. */
  readonly findConcern: (reference: string) => Promise<RecordRef | null>;
}

function keyOf(request: FastifyRequest): string {
  return String(request.headers['idempotency-key']);
}

/** The partner API's routes: agencies' systems raise concerns, see how theirs stand, and add to them. */
export function registerPartnerApi(server: FastifyInstance, options: PartnerApiOptions): void {
  const app = server.withTypeProvider<ZodTypeProvider>();
  const { spine, ports } = options;
  const tags = ['concerns'];
  const resource = (request: FastifyRequest) => {
    const { reference } = request.params as { reference?: unknown };
    return typeof reference === 'string' ? options.findConcern(reference) : null;
  };

  app.post(
    '/api/v1/concerns',
    {
      config: {
        access: { action: 'concerns.raise-concern' },
        records: 'concerns.concern-received',
        rateLimit: limitTo(600, 1),
      },
      schema: {
        tags,
        operationId: 'raiseConcern',
        summary: 'Raise a concern about a child',
        security: [{ client: ['concerns:raise'] }],
        headers: keyHeader,
        body: raiseBody,
        response: { 201: raisedAnswer, ...problems(...ALWAYS, 409, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const key = keyOf(request);
      const asked = { key, path: '/api/v1/concerns', body };
      const answer = valueOrRefuse(
        await runOnce(
          spine,
          request.who,
          answerOnce(options, asked, ports.raise, readRaised(body, key), presentRaised),
        ),
      );
      reply.header('location', `/api/v1/concerns/${answer.reference}`);
      return reply.code(201).send(answer);
    },
  );

  app.get(
    '/api/v1/concerns/:reference',
    {
      config: {
        access: { action: 'concerns.follow-own-concern', resource, hidden: true },
        records: 'concerns.status-seen-with-receipt',
        rateLimit: limitTo(600, 1),
      },
      schema: {
        tags,
        operationId: 'followConcern',
        summary: 'See how a concern that you raised stands',
        security: [{ client: ['concerns:read'] }],
        params: referenceParams,
        response: { 200: progressAnswer, ...problems(...ALWAYS, 404, 410, 422) },
      },
    },
    async (request) => {
      const { reference } = request.params;
      const progress = await runQuery(spine, request.who, (tx, ctx) => ports.follow(tx, ctx, { reference }));
      return presentProgress(valueOrRefuse(progress));
    },
  );

  app.post(
    '/api/v1/concerns/:reference/messages',
    {
      config: {
        access: { action: 'concerns.add-to-own-concern', resource, hidden: true },
        records: 'concerns.message-received',
        rateLimit: limitTo(600, 1),
      },
      schema: {
        tags,
        operationId: 'addToConcern',
        summary: 'Add to a concern that you raised, or challenge its answer',
        security: [{ client: ['concerns:message'] }],
        headers: keyHeader,
        params: referenceParams,
        body: messageBody,
        response: { 201: messageAnswer, ...problems(...ALWAYS, 404, 409, 410, 413, 415, 422) },
      },
    },
    async (request, reply) => {
      const { reference } = request.params;
      const key = keyOf(request);
      const path = `/api/v1/concerns/${reference}/messages`;
      const { words, kind } = request.body;
      const answer = valueOrRefuse(
        await runOnce(
          spine,
          request.who,
          answerOnce(
            options,
            { key, path, body: request.body },
            ports.add,
            { reference, words, kind, idempotencyKey: key },
            ({ receivedAt }) => ({ receivedAt: receivedAt.toString() }),
          ),
        ),
      );
      return reply.code(201).send(answer);
    },
  );
}
