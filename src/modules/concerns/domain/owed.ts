/**
 * What is owed about a concern at any moment: a pure function of its state. An act changes the state; the
 * difference between what was owed before and after it is what the act raises and meets. So no path through the
 * acts can leave a concern unowned: nobody has to remember to raise a duty.
 * Source: 30-duties.md; 20-domain.md. Past failure: warnings that no post owned.
 */
import { type Concern, hasHeld, listUndecided } from './concern.ts';
import type { OutcomeKind } from './outcomes.ts';

/** The duty rules of the front door that a concern can owe; each is a row of the duties module's front-door pack. */
export type OwedRule =
  | 'front-door.open-red'
  | 'front-door.open'
  | 'front-door.decide-red'
  | 'front-door.decide'
  | 'front-door.decide-above'
  | 'front-door.confirm-decision'
  | 'front-door.answer-reporter'
  | 'front-door.strategy-discussion'
  | 'front-door.allocate'
  | 'front-door.respond-open-work'
  | 'front-door.acceptance-elsewhere'
  | 'front-door.answer-challenge'
  | 'front-door.answer-second-challenge'
  | 'front-door.answer-message'
  | 'front-door.open-message-red'
  | 'front-door.inform-lado'
  | 'front-door.agency-reply-red'
  | 'front-door.agency-reply-amber'
  | 'front-door.agency-reply-green'
  | 'front-door.confirm-restriction';

/** One duty owed: by rule, and, where a concern can owe several of one rule, which one. */
export interface Owed {
  readonly rule: OwedRule;
  /** A request's id for a reply, a child's subject key for a hand-over; empty otherwise. */
  readonly key: string;
}

/** What each outcome that hands work over makes the receiving post owe. */
const HANDOVER_RULES: Partial<Record<OutcomeKind, OwedRule>> = {
  'immediate-protection': 'front-door.strategy-discussion',
  assessment: 'front-door.allocate',
  'early-help': 'front-door.allocate',
  'joins-open-work': 'front-door.respond-open-work',
  'another-to-answer': 'front-door.acceptance-elsewhere',
};

function owedUntilDecided(concern: Concern): OwedRule[] {
  const owed: OwedRule[] = [];
  // Nobody owes an opening of what was dealt with before Heed.
  if (!concern.opened && !concern.before)
    owed.push(concern.redOnArrival ? 'front-door.open-red' : 'front-door.open');
  const undecided = listUndecided(concern);
  if (undecided.some((key) => !concern.undone.includes(key))) {
    // Lowering a colour never buys time: once red, the four-hour clock runs until it is decided.
    if (!concern.redOnArrival) owed.push('front-door.decide');
    if (concern.everRed) owed.push('front-door.decide-red');
  }
  if (undecided.some((key) => concern.undone.includes(key))) owed.push('front-door.decide-above');
  if (hasHeld(concern)) owed.push('front-door.confirm-decision');
  return owed;
}

function owedToReporter(concern: Concern): OwedRule[] {
  const owed: OwedRule[] = [];
  if (concern.reachable && !concern.answeredAt) owed.push('front-door.answer-reporter');
  if (concern.challengeOpen) {
    owed.push(concern.challenges > 1 ? 'front-door.answer-second-challenge' : 'front-door.answer-challenge');
  }
  if (concern.unread > 0) owed.push('front-door.answer-message');
  if (concern.notSafe) owed.push('front-door.open-message-red');
  return owed;
}

function owedByReceivers(concern: Concern): Owed[] {
  return [...concern.outcomes.values()].flatMap((outcome) => {
    const rule = HANDOVER_RULES[outcome.outcome];
    return rule && outcome.status === 'in-force' && !outcome.accepted ? [{ rule, key: outcome.subject }] : [];
  });
}

/** Everything owed about `concern` now, in a settled order. */
export function deriveOwed(concern: Concern): readonly Owed[] {
  // Nobody can do anything about words that are gone.
  if (concern.erasedAt) return [];
  const rules = [...owedUntilDecided(concern), ...owedToReporter(concern)];
  if (concern.aboutWorker && !concern.allegationConsidered && !concern.before)
    rules.push('front-door.inform-lado');
  if (concern.restrictionAsked) rules.push('front-door.confirm-restriction');
  return [
    ...rules.map((rule) => ({ rule, key: '' })),
    ...owedByReceivers(concern),
    ...concern.requests
      .filter((r) => r.state === 'asked')
      .map((r) => ({ rule: `front-door.agency-reply-${r.colour}` as const, key: r.id })),
  ];
}

/** What an act raised and met: the difference between two states. */
export function deriveOwedChange(
  before: Concern | null,
  after: Concern,
): { readonly raised: readonly Owed[]; readonly met: readonly Owed[] } {
  const was = before ? deriveOwed(before) : [];
  const is = deriveOwed(after);
  const same = (a: Owed, b: Owed) => a.rule === b.rule && a.key === b.key;
  return {
    raised: is.filter((owed) => !was.some((old) => same(old, owed))),
    met: was.filter((old) => !is.some((owed) => same(old, owed))),
  };
}
