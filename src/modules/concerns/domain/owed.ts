/**
 * What is owed about a concern at any moment: a pure function of its state. An act changes the state; the
 * difference between what was owed before and after it is what the act raises and meets. So no path through the
 * acts can leave a concern unowned: nobody has to remember to raise a duty.
 * Source: 30-duties.md; 20-domain.md. Past failure: warnings that no post owned.
 */
import { type Concern, hasHeld, isDecided, listUndecided } from './concern.ts';
import { OUTCOMES } from './outcomes.ts';

/** The duty rules of the front door that a concern can owe; each is a row of the England pack. */
export type OwedRule =
  | 'open-concern-red'
  | 'open-concern'
  | 'decide-concern-red'
  | 'decide-concern'
  | 'confirm-decision'
  | 'decide-concern-above'
  | 'accept-handover'
  | 'answer-reporter'
  | 'answer-challenge'
  | 'answer-second-challenge'
  | 'read-reporter-message'
  | 'reporter-not-safe'
  | 'refer-to-lado'
  | 'reply-to-request';

/** One duty owed: by rule, and, where a concern can owe several of one rule, which one. */
export interface Owed {
  readonly rule: OwedRule;
  /** A request's id for `reply-to-request`; empty otherwise. */
  readonly key: string;
}

function owedUntilDecided(concern: Concern): OwedRule[] {
  const red = concern.colour === 'red';
  const owed: OwedRule[] = [];
  if (!concern.opened) owed.push(red ? 'open-concern-red' : 'open-concern');
  if (listUndecided(concern).length > 0) {
    if (concern.decideAbove.length > 0) owed.push('decide-concern-above');
    else owed.push(red ? 'decide-concern-red' : 'decide-concern');
  }
  if (hasHeld(concern)) owed.push('confirm-decision');
  return owed;
}

function owedAfterDecision(concern: Concern): OwedRule[] {
  const owed: OwedRule[] = [];
  const unaccepted = [...concern.outcomes.values()].some(
    (o) => o.status === 'in-force' && OUTCOMES[o.outcome].handsOver && !o.accepted,
  );
  if (unaccepted) owed.push('accept-handover');
  if (isDecided(concern) && !concern.answeredAt && concern.reachable) owed.push('answer-reporter');
  return owed;
}

function owedToReporter(concern: Concern): OwedRule[] {
  const owed: OwedRule[] = [];
  if (concern.challengeOpen) {
    owed.push(concern.challenges > 1 ? 'answer-second-challenge' : 'answer-challenge');
  }
  if (concern.unread > 0) owed.push('read-reporter-message');
  if (concern.notSafe) owed.push('reporter-not-safe');
  return owed;
}

/** Everything owed about `concern` now, in a settled order. */
export function deriveOwed(concern: Concern): readonly Owed[] {
  const rules: OwedRule[] = [
    ...owedUntilDecided(concern),
    ...owedAfterDecision(concern),
    ...owedToReporter(concern),
  ];
  if (concern.aboutWorker && !concern.ladoReferred) rules.push('refer-to-lado');
  return [
    ...rules.map((rule) => ({ rule, key: '' })),
    ...concern.requests
      .filter((r) => r.state === 'asked')
      .map((r) => ({ rule: 'reply-to-request' as const, key: r.id })),
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
