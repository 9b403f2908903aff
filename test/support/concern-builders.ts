/** Concerns, people and decisions for tests of the rules: quiet by default, each test says what is different. */
import assert from 'node:assert/strict';
import { asId } from '../../src/kernel/ids.ts';
import type { Outcome } from '../../src/kernel/refusal.ts';
import type { ConcernAct } from '../../src/modules/concerns/domain/acts.ts';
import { type ActingPerson, type Concern, WHOLE } from '../../src/modules/concerns/domain/concern.ts';
import type { DecideInput, OutcomeChoice } from '../../src/modules/concerns/domain/decide-concern.ts';
import { decideNext } from '../../src/modules/concerns/domain/decide-next.ts';
import { beginConcern } from '../../src/modules/concerns/domain/fold.ts';
import { type KnownContext, OUTCOMES, type OutcomeKind } from '../../src/modules/concerns/domain/outcomes.ts';

export const id = <B extends string>(n: number) =>
  asId<B>(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
export const at = Temporal.Instant.from('2026-03-28T23:30:00Z');
export const person = (n: number): ActingPerson => ({ account: id(n), post: id(100 + n) });
export const REASON =
  'School told us she is collected by adults in cars; we spoke to her and to her carer today.';
export const KIND_ANSWER = 'Thank you for telling us. Somebody read it today and is acting on what you said.';
export const QUIET: KnownContext = {
  earlierConcerns: 0,
  indicators: [],
  earlierExploitation: false,
  lookedAfter: false,
  careLeaver: false,
  missingEpisodes: 0,
};
export const line = { isSubordinate: (who: string, above: string) => who > above && above !== id(1) };

export function received(over: Partial<Extract<ConcernAct, { act: 'concern-received' }>> = {}): Concern {
  return beginConcern(
    id(9),
    {
      act: 'concern-received',
      channel: 'public',
      reporterKind: 'neighbour',
      naming: 'anonymous',
      danger: 'no',
      indicators: [],
      aboutWorker: false,
      parents: 'not-sure',
      reachable: true,
      colour: 'amber',
      subjects: [],
      ...over,
    },
    at,
  );
}

export function after(concern: Concern, act: ConcernAct): Concern {
  const next = decideNext(concern, act, null, at);
  assert.ok(next.ok);
  return next.state;
}

export function accepted(concern: Concern, outcome: Outcome<ConcernAct>): Concern {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusal.code);
  return after(concern, outcome.value);
}

export function opened(concern = received()): Concern {
  return after(concern, { act: 'concern-opened', by: person(1) });
}

export function choice(outcome: OutcomeKind, subject = WHOLE): OutcomeChoice {
  return {
    subject,
    outcome,
    section: 'section-17',
    level: 3,
    handedTo: OUTCOMES[outcome].handsOver ? id(50) : null,
    sameAs: outcome === 'same-incident' ? id(77) : null,
  };
}

export function input(outcome: OutcomeKind, more: Partial<DecideInput> = {}): DecideInput {
  return {
    by: person(1),
    choices: [choice(outcome)],
    reason: REASON,
    optionsSetAside: 'An assessment was considered.',
    wouldReopen: 'Any new sighting of the car.',
    answer: null,
    ...more,
  };
}

export function codeOf(outcome: Outcome<unknown>): string | null {
  return outcome.ok ? null : outcome.refusal.code;
}
