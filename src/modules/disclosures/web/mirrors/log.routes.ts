import type { FastifyInstance } from 'fastify';
import { limitTo } from '../../../../platform/http/limit-rates.ts';
import { refuseRequest } from '../../../../platform/http/refusals.ts';
import { readBase64url } from '../../domain/base64url.ts';
import { type LogAnswer, writeLogAnswer } from '../../domain/log-copy.ts';
import type { AskedForLog } from '../../queries/read-log.query.ts';
import { readGrant } from '../../sealing/mirror-grant.ts';

/** The part of the log that was asked for; `null` for whoever may not have it. */
export type AskForLog = (asked: AskedForLog) => Promise<LogAnswer | null>;

function readAsked(body: unknown): AskedForLog | null {
  if (typeof body !== 'object' || body === null) return null;
  const { mirror, grant, from, day, signature } = body as Readonly<Record<string, unknown>>;
  const bytes = (value: unknown) => (typeof value === 'string' ? readBase64url(value) : null);
  const [key, signed] = [bytes(mirror), bytes(signature)];
  const granted = typeof grant === 'string' ? readGrant(grant) : null;
  if (!key || !signed || !granted || typeof day !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(day)) return null;
  if (!Number.isInteger(from) || (from as number) < 1 || (from as number) > 0xffffffff) return null;
  return { mirror: key, grant: granted, from: from as number, day, signature: signed };
}

/** Where mirrors fetch the log. Everybody else is told that they may not, without why. */
export function registerMirrorLog(app: FastifyInstance, ask: AskForLog): void {
  app.post(
    '/recipients/log',
    {
      config: {
        access: { public: 'whoever asks shows by a signature that a recipient lets them' },
        records: { nothing: 'the log is not made longer by being copied' },
        noFormToken: 'a machine that carries no cookie of ours, and changes nothing',
        rateLimit: limitTo(600, 1),
      },
    },
    async (request, reply) => {
      const asked = readAsked(request.body);
      const answer = asked && (await ask(asked));
      if (!answer) throw refuseRequest('http.not-allowed');
      return reply.header('cache-control', 'no-store').send(writeLogAnswer(answer));
    },
  );
}
