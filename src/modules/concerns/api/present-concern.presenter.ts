import type { z } from 'zod';
import type { RaiseConcern, RaisedConcern } from '../domain/raise-input.ts';
import type { progressAnswer, raiseBody, raisedAnswer } from './concern-schemas.api.ts';
import type { ConcernProgress } from './ports.ts';

/** What raising answers an agency's system. */
export function presentRaised(raised: RaisedConcern): z.infer<typeof raisedAnswer> {
  const { receipt } = raised;
  return {
    reference: raised.reference,
    receivedAt: raised.receivedAt.toString(),
    openedBy: raised.openedBy.toString(),
    answeredBy: raised.answeredBy.toString(),
    receipt: receipt && { words: [...receipt.words], digits: receipt.digits },
  };
}

/** How a concern stands, as the agency that raised it may see it. */
export function presentProgress(progress: ConcernProgress): z.infer<typeof progressAnswer> {
  return {
    reference: progress.reference,
    standing: progress.standing,
    receivedAt: progress.receivedAt.toString(),
    readAt: progress.openedAt?.toString() ?? null,
    answeredAt: progress.answeredAt?.toString() ?? null,
    nextBy: progress.nextBy?.toString() ?? null,
    messages: progress.messages.map(({ from, kind, at, words }) => ({
      from,
      kind,
      at: at.toString(),
      words,
    })),
  };
}

/** `value` without its absent parts: what JSON leaves out is not there at all. */
function present<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** What an agency's system sent, as every door hands a concern over. The worry is the first of its answers. */
export function readRaised(body: z.infer<typeof raiseBody>, idempotencyKey: string): RaiseConcern {
  const { answers, language, saidAt, ...said } = body;
  const worry = { question: 'worry', asked: 'What are you worried about?', answer: body.worry };
  return present({
    ...said,
    channel: 'partner-api',
    told: { questions: 'partner-api/1', language, answers: [worry, ...answers] },
    idempotencyKey,
    ...(saidAt === undefined ? {} : { saidAt: Temporal.Instant.from(saidAt).toString() }),
  } as RaiseConcern);
}
