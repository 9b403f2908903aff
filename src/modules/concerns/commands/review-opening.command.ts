import type { Command } from '../../../kernel/command.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { concernRef } from '../domain/concern.ts';
import { reviewOpening as decideReview, type Finding, openingRef } from '../domain/emergency.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { actingPerson } from './on-concern.command.ts';

/** What the reviewer says. */
export interface ReviewOpening {
  readonly opening: string;
  readonly finding: string;
  readonly reason: string;
}

/**
 * The review of an emergency opening: meets the duty, and, where it is found not fitting, ends what is left of the four
 * hours and tells the post above whoever opened it. Refuses `concerns.no-such-opening`, `concerns.opening-reviewed`,
 * `concerns.own-opening`, `concerns.finding-needed` and a reason that is none.
 */
export function reviewOpening(ports: ConcernsPorts): Command<ReviewOpening, Finding> {
  return async (tx, ctx, input) => {
    const found = await ports.store.findOpening(tx, ports.vault, input.opening);
    if (!found) return refuse('concerns.no-such-opening');
    const { opening } = found;
    const by = actingPerson(ctx);
    const decided = decideReview(opening, by.account, input.finding, input.reason);
    if (!decided.ok) return decided;
    const { finding, reason } = decided.value;
    const review = { at: ctx.now, by: by.account, finding, reason };
    const saved = await ports.store.saveOpeningReviewed(tx, ports.vault, opening.id, review);
    if (!saved) return refuse('concerns.opening-reviewed');
    const met = await ports.duties.meet(tx, ctx, {
      about: openingRef(opening.id),
      act: 'access.break-glass-reviewed',
      which: [{ rule: 'front-door.review-break-glass', key: '' }],
    });
    const posts = await ports.organisation(tx, ctx.now);
    const above = posts.find((post) => post.id === opening.by.post)?.reportsTo;
    const told =
      finding === 'not-fitting' && above
        ? [{ posts: [above], kind: 'emergency-not-fitting' as const, reference: null }]
        : [];
    const events = await ports.duties.tell(tx, ctx, told);
    return {
      ok: true,
      value: finding,
      entries: [
        {
          act: 'access.break-glass-reviewed',
          subject: openingRef(opening.id),
          about: opening.concerns.map(concernRef),
          body: { finding, reason },
        },
        ...met.entries,
      ],
      events: [...met.events, ...events],
    };
  };
}
