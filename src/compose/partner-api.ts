import type { Actor } from '../kernel/actor.ts';
import type { AgencyId } from '../kernel/ids.ts';
import { refuse } from '../kernel/refusal.ts';
import {
  addMessage,
  type ConcernsPorts,
  challengeAnswer,
  getReceiptStatus,
  type PartnerApiPorts,
  raiseConcern,
  reportNotSafe,
} from '../modules/concerns/index.ts';

function agencyOf(actor: Actor): AgencyId {
  if (actor.kind !== 'client') throw new Error('only an agency’s system uses the partner API');
  return actor.agency;
}

/** What the partner API asks of concerns: the same commands as every other door. */
export function composePartnerApi(concerns: ConcernsPorts): PartnerApiPorts {
  const status = getReceiptStatus(concerns);
  const add = {
    message: addMessage(concerns),
    challenge: challengeAnswer(concerns),
    'not-safe': reportNotSafe(concerns),
  };
  return {
    raise: raiseConcern(concerns),
    follow: async (tx, ctx, { reference }) => {
      const found = await status(tx, ctx, { reference, agency: agencyOf(ctx.actor) });
      if (!found.ok) return found;
      const { value } = found;
      const messages = value.exchanges.map(({ at, from, kind, words }) => ({
        at,
        words,
        from: from === 'us' ? ('front-door' as const) : ('you' as const),
        kind: kind === 'challenge-answer' ? ('answer' as const) : kind,
      }));
      const answeredAt = value.exchanges.findLast(({ kind }) => kind === 'answer')?.at ?? null;
      const { standing, receivedAt, readAt, nextBy } = value;
      if (standing === 'erased') return refuse('concerns.erased');
      return {
        ...found,
        value: { reference, standing, receivedAt, openedAt: readAt, answeredAt, nextBy, messages },
      };
    },
    add: async (tx, ctx, { reference, words, kind, idempotencyKey }) => {
      const back = { reference, agency: agencyOf(ctx.actor), text: words, idempotencyKey };
      const done = await add[kind](tx, ctx, back);
      return done.ok ? { ...done, value: { receivedAt: ctx.now } } : done;
    },
  };
}
