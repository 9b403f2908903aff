import type { PostId } from '../../../kernel/ids.ts';
import type { RestrictionKind } from '../domain/concern.ts';
import {
  askRestriction as decideAsk,
  confirmRestriction as decideConfirm,
  declareInterest as decideDeclare,
  refuseRestriction as decideRefuse,
} from '../domain/restrict-concern.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { deriveLine } from './confirm-decision.command.ts';
import { thenMoveDuties } from './move-duties.command.ts';
import { actingPerson, type OnConcern, onConcern, withWords } from './on-concern.command.ts';

/**
 * "I know somebody in this": from now on whoever says it sees nothing of the concern, and what they owed on it is the
 * next rung's. Refuses `concerns.already-declared` and a reason that is none.
 */
export function declareInterest(ports: ConcernsPorts) {
  return thenMoveDuties(
    ports,
    onConcern(ports, (loaded, input: OnConcern & { readonly reason: string }, ctx) => {
      const by = actingPerson(ctx);
      return withWords(decideDeclare(loaded.state, by, input.reason), {
        words: { reason: input.reason },
        about: [{ kind: 'account', id: by.account }],
      });
    }),
  );
}

/** Restricting a record, or lifting that, as it is asked for. */
export type AskRestriction = OnConcern & {
  readonly kind: RestrictionKind;
  readonly posts: readonly PostId[];
  readonly reason: string;
};

/** Asks for a restriction or its end; the second person owes the answer. */
export function askRestriction(ports: ConcernsPorts) {
  return onConcern(ports, (loaded, input: AskRestriction, ctx) =>
    withWords(decideAsk(loaded.state, actingPerson(ctx), input), {
      words: { reason: input.reason },
      about: input.posts.map((id) => ({ kind: 'post' as const, id })),
    }),
  );
}

/** The second person agrees: it takes effect, and open duties pass everybody who is shut out. */
export function confirmRestriction(ports: ConcernsPorts) {
  return thenMoveDuties(
    ports,
    onConcern<OnConcern>(ports, async (loaded, _input, ctx, tx) => {
      const posts = await ports.organisation(tx, ctx.now);
      const outside = posts.filter((post) => post.functions.includes('scrutineer')).map(({ id }) => id);
      const always = [loaded.row.owner_post, ...outside];
      return withWords(decideConfirm(loaded.state, actingPerson(ctx), deriveLine(posts), always), {});
    }),
  );
}

/** The second person does not agree; the reason is kept with the refusal. */
export function refuseRestriction(ports: ConcernsPorts) {
  return onConcern(ports, async (loaded, input: OnConcern & { readonly reason: string }, ctx, tx) => {
    const line = deriveLine(await ports.organisation(tx, ctx.now));
    return withWords(decideRefuse(loaded.state, actingPerson(ctx), line, input.reason), {
      words: { reason: input.reason },
    });
  });
}
