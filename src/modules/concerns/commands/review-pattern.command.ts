import type { Command } from '../../../kernel/command.ts';
import type { RecordRef } from '../../../kernel/entry.ts';
import { checkReason } from '../domain/words.ts';
import type { ConcernsPorts } from '../ports/outside.ports.ts';
import { actingPerson } from './on-concern.command.ts';

/** What a pattern's owner decides: a reason addressed to the warnings, and what will be done. */
export const PATTERN_OUTCOMES = {
  'strategy-discussion': 'Strategy discussion about all the children named',
  assessments: 'Assessments of the children named',
  disruption: 'Disruption with the police, licensing or housing',
  'watch-with-dates': 'Keep watching, with dates',
  'not-connected': 'The warnings are not connected',
} as const;
export type PatternOutcome = keyof typeof PATTERN_OUTCOMES;

export interface ReviewPattern {
  readonly pattern: string;
  readonly outcome: PatternOutcome;
  readonly reason: string;
}

/**
 * The exploitation or child protection manager reviews a pattern. Refuses `concerns.no-such-pattern`,
 * `concerns.pattern-already-reviewed`, `concerns.pattern-joined` (it became part of another meanwhile) and, when the reason is no reason, `concerns.reason-needed` or `concerns.reason-blames`.
 */
export function reviewPattern(ports: ConcernsPorts): Command<ReviewPattern, null> {
  return async (tx, ctx, input) => {
    const pattern = await ports.store.findPattern(tx, input.pattern);
    if (!pattern) return { ok: false, refusal: { code: 'concerns.no-such-pattern' } };
    if (pattern.state === 'joined') return { ok: false, refusal: { code: 'concerns.pattern-joined' } };
    if (pattern.state === 'reviewed')
      return { ok: false, refusal: { code: 'concerns.pattern-already-reviewed' } };
    const reason = checkReason(input.reason, 'reason');
    if (!reason.ok) return reason;
    const by = actingPerson(ctx);
    const subject: RecordRef = { kind: 'pattern', id: pattern.id };
    await ports.store.savePatternReviewed(tx, ports.vault, pattern.id, {
      at: ctx.now,
      by: by.account,
      outcome: input.outcome,
      reason: reason.value,
    });
    const met = await ports.duties.meet(tx, ctx, {
      about: subject,
      act: 'concerns.pattern-reviewed',
      which: [{ rule: 'front-door.review-pattern', key: '' }],
    });
    return {
      ok: true,
      value: null,
      entries: [
        {
          act: 'concerns.pattern-reviewed',
          subject,
          about: pattern.concerns.map((id) => ({ kind: 'concern' as const, id })),
          body: { outcome: input.outcome, reason: reason.value },
        },
        ...met.entries,
      ],
      events: met.events,
    };
  };
}
