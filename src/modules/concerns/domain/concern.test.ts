import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { asId } from '../../../kernel/ids.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import type { ConcernAct } from './acts.ts';
import { type ActingPerson, type Concern, deriveStanding, isDecided, WHOLE } from './concern.ts';
import {
  confirmDecision,
  type DecideInput,
  decideConcern,
  type OutcomeChoice,
  refuseConfirmation,
} from './decide-concern.ts';
import { decideNext } from './decide-next.ts';
import { beginConcern } from './fold.ts';
import {
  acceptHandover,
  answerChallenge,
  answerReporter,
  askAgency,
  challengeAnswer,
  considerAllegation,
  deriveArrivalColour,
  openConcern,
  readMessages,
  receiveMessage,
  refuseHandover,
  replyToRequest,
  reportNotSafe,
  takeUpSafety,
  triageConcern,
} from './follow-concern.ts';
import { type KnownContext, OUTCOME_KINDS, OUTCOMES, type OutcomeKind } from './outcomes.ts';
import { deriveOwed, type Owed } from './owed.ts';
import { COLOURS, DANGERS, PARENTS, REPORTER_KINDS } from './vocabulary.ts';

const id = <B extends string>(n: number) => asId<B>(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
const at = Temporal.Instant.from('2026-03-28T23:30:00Z');
const person = (n: number): ActingPerson => ({ account: id(n), post: id(100 + n) });
const REASON = 'School told us she is collected by adults in cars; we spoke to her and to her carer today.';
const KIND_ANSWER = 'Thank you for telling us. Somebody read it today and is acting on what you said.';
const QUIET: KnownContext = {
  earlierConcerns: 0,
  indicators: [],
  earlierExploitation: false,
  lookedAfter: false,
  careLeaver: false,
  missingEpisodes: 0,
};
const line = { isSubordinate: (who: string, above: string) => who > above && above !== id(1) };

function received(over: Partial<Extract<ConcernAct, { act: 'concern-received' }>> = {}): Concern {
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

function after(concern: Concern, act: ConcernAct): Concern {
  const next = decideNext(concern, act, null, at);
  assert.ok(next.ok);
  return next.state;
}

function accepted(concern: Concern, outcome: Outcome<ConcernAct>): Concern {
  assert.ok(outcome.ok, outcome.ok ? '' : outcome.refusal.code);
  return after(concern, outcome.value);
}

function opened(concern = received()): Concern {
  return after(concern, { act: 'concern-opened', by: person(1) });
}

function choice(outcome: OutcomeKind, subject = WHOLE): OutcomeChoice {
  return {
    subject,
    outcome,
    section: 'section-17',
    level: 3,
    handedTo: OUTCOMES[outcome].handsOver ? id(50) : null,
    sameAs: outcome === 'same-incident' ? id(77) : null,
  };
}

function input(outcome: OutcomeKind, more: Partial<DecideInput> = {}): DecideInput {
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

function codeOf(outcome: Outcome<unknown>): string | null {
  return outcome.ok ? null : outcome.refusal.code;
}

test('a child telling us about themself is red on arrival, whatever else was ticked', () => {
  assert.equal(deriveArrivalColour('child', 'no'), 'red');
  assert.equal(deriveArrivalColour('neighbour', 'now'), 'red');
  assert.equal(deriveArrivalColour('teacher', 'not-sure'), 'amber');
});

test('a lesser outcome about a child warned about before waits, unsent, for a second person', () => {
  const decided = decideConcern(opened(), input('no-further-action', { answer: KIND_ANSWER }), {
    ...QUIET,
    earlierConcerns: 1,
  });
  assert.ok(decided.ok);
  assert.equal(decided.value.act.outcomes[0]?.status, 'held');
  assert.equal(decided.value.act.answer, 'held');
  const held = after(opened(), decided.value.act);
  assert.equal(held.answeredAt, null);
  assert.ok(deriveOwed(held).some((o) => o.rule === 'front-door.confirm-decision'));
  const confirmed = accepted(held, confirmDecision(held, person(2), { isSubordinate: () => false }));
  assert.equal(deriveStanding(confirmed), 'answered');
});

test('protection never waits, in the same act in which a lesser outcome is held', () => {
  const concern = opened(received({ subjects: ['a', 'b'] }));
  const decided = decideConcern(
    concern,
    input('assessment', { choices: [choice('immediate-protection', 'a'), choice('no-further-action', 'b')] }),
    { ...QUIET, lookedAfter: true },
  );
  assert.ok(decided.ok);
  assert.deepEqual(
    decided.value.act.outcomes.map((o) => o.status),
    ['in-force', 'held'],
  );
});

test('nobody confirms their own decision, and nobody who works for the decider does', () => {
  const decided = decideConcern(opened(), input('no-further-action'), { ...QUIET, careLeaver: true });
  assert.ok(decided.ok);
  const held = after(opened(), decided.value.act);
  assert.equal(codeOf(confirmDecision(held, person(1), line)), 'concerns.own-decision');
  const below = { isSubordinate: (who: string) => who === person(3).account };
  assert.equal(codeOf(confirmDecision(held, person(3), below)), 'concerns.subordinate-cannot-confirm');
});

test('a refused confirmation is decided above, and not by the same person', () => {
  const decided = decideConcern(opened(), input('no-further-action'), { ...QUIET, missingEpisodes: 2 });
  assert.ok(decided.ok);
  const held = after(opened(), decided.value.act);
  const undone = accepted(held, refuseConfirmation(held, person(2), { isSubordinate: () => false }, REASON));
  assert.ok(deriveOwed(undone).some((o) => o.rule === 'front-door.decide-above'));
  assert.equal(codeOf(decideConcern(undone, input('no-further-action'), QUIET)), 'concerns.only-above');
  assert.equal(codeOf(decideConcern(undone, input('assessment', { by: person(4) }), QUIET)), null);
});

test('a reason must answer what was said and must not judge the child', () => {
  const blame = input('no-further-action', { reason: 'She is not credible and it is a lifestyle choice.' });
  assert.equal(codeOf(decideConcern(opened(), blame, QUIET)), 'concerns.reason-blames');
  assert.equal(
    codeOf(decideConcern(opened(), input('assessment', { reason: 'NFA' }), QUIET)),
    'concerns.reason-needed',
  );
});

test('a child is never written to in the office’s words, nor asked what happened', () => {
  const child = opened(received({ reporterKind: 'child', colour: 'red' }));
  for (const answer of [
    'We will take no further action about this.',
    'This did not meet our threshold for a service.',
    'Please tell us exactly what happened to you that night.',
  ]) {
    assert.equal(
      codeOf(decideConcern(child, input('early-help', { answer }), QUIET)),
      'concerns.answer-not-for-child',
      answer,
    );
  }
});

test('where telling the parents may not be safe, the answer can’t say they were told', () => {
  const unsafe = opened(received({ parents: 'unsafe-to-tell' }));
  const answer = 'Thank you. We have spoken to her parents about this.';
  assert.equal(
    codeOf(decideConcern(unsafe, input('early-help', { answer }), QUIET)),
    'concerns.parents-not-safe',
  );
});

test('a second challenge is answered outside the agencies that took part', () => {
  const decided = decideConcern(opened(), input('early-help', { answer: KIND_ANSWER }), QUIET);
  assert.ok(decided.ok);
  let concern = after(opened(), decided.value.act);
  const mine = { by: person(5), agency: id<'agency'>(30), tookPartAgencies: [id<'agency'>(30)] };
  concern = accepted(concern, challengeAnswer(concern, 'You did not say what you will do about the car.'));
  assert.equal(
    codeOf(answerChallenge(concern, { ...mine, by: person(1) }, false, KIND_ANSWER)),
    'concerns.took-part',
  );
  concern = accepted(concern, answerChallenge(concern, mine, false, KIND_ANSWER));
  concern = accepted(concern, challengeAnswer(concern, 'It is still happening.'));
  assert.ok(deriveOwed(concern).some((o) => o.rule === 'front-door.answer-second-challenge'));
  const other = { ...mine, by: person(6) };
  assert.equal(codeOf(answerChallenge(concern, other, false, KIND_ANSWER)), 'concerns.own-agency-challenge');
  const outside = { ...other, agency: id<'agency'>(31) };
  assert.equal(codeOf(answerChallenge(concern, outside, true, KIND_ANSWER)), null);
});

test('lowering the colour never takes the four-hour clock away', () => {
  const red = opened(received({ colour: 'red', danger: 'now' }));
  const lowered = accepted(red, triageConcern(red, person(1), 'green', REASON));
  assert.ok(deriveOwed(lowered).some((o) => o.rule === 'front-door.decide-red'));
});

/** Any act anybody might try, at random; refused ones change nothing. */
type Try = (concern: Concern) => Outcome<ConcernAct>;
const people = fc.integer({ min: 1, max: 6 }).map(person);
const trust = { isSubordinate: () => false };
const tries: fc.Arbitrary<Try> = fc.oneof(
  people.map(
    (by): Try =>
      (c) => {
        const act = openConcern(c, by);
        return act ? { ok: true, value: act } : { ok: false, refusal: { code: 'concerns.moved-on' } };
      },
  ),
  fc.tuple(people, fc.constantFrom(...COLOURS)).map(
    ([by, colour]): Try =>
      (c) =>
        triageConcern(c, by, colour, REASON),
  ),
  fc
    .record({
      by: people,
      outcome: fc.constantFrom(...OUTCOME_KINDS),
      all: fc.boolean(),
      answer: fc.constantFrom(null, KIND_ANSWER),
      earlierConcerns: fc.integer({ min: 0, max: 3 }),
    })
    .map(
      (r): Try =>
        (c) => {
          const open = c.subjects.filter((key) => !c.outcomes.has(key));
          const subjects = r.all ? open : open.slice(0, 1);
          const decided = decideConcern(
            c,
            {
              ...input(r.outcome),
              by: r.by,
              choices: subjects.map((s) => choice(r.outcome, s)),
              answer: r.answer,
            },
            { ...QUIET, earlierConcerns: r.earlierConcerns },
          );
          return decided.ok ? { ok: true, value: decided.value.act } : decided;
        },
    ),
  people.map(
    (by): Try =>
      (c) =>
        confirmDecision(c, by, trust),
  ),
  people.map(
    (by): Try =>
      (c) =>
        refuseConfirmation(c, by, trust, REASON),
  ),
  people.map(
    (by): Try =>
      (c) =>
        answerReporter(c, by, KIND_ANSWER),
  ),
  people.map(
    (by): Try =>
      (c) =>
        acceptHandover(c, by, c.subjects[0] ?? WHOLE),
  ),
  people.map(
    (by): Try =>
      (c) =>
        refuseHandover(c, by, c.subjects[0] ?? WHOLE, REASON),
  ),
  fc.constant<Try>(() => receiveMessage('There was another car.')),
  fc.constant<Try>(() => ({ ok: true, value: reportNotSafe() })),
  people.map(
    (by): Try =>
      (c) =>
        takeUpSafety(c, by, REASON),
  ),
  people.map(
    (by): Try =>
      (c) =>
        readMessages(c, by),
  ),
  fc.constant<Try>((c) => challengeAnswer(c, 'This does not answer what I told you.')),
  fc.tuple(people, fc.boolean()).map(
    ([by, upheld]): Try =>
      (c) =>
        answerChallenge(c, { by, agency: id(31), tookPartAgencies: [] }, upheld, KIND_ANSWER),
  ),
  people.map(
    (by): Try =>
      (c) =>
        askAgency(
          by,
          { id: `r${c.acts}`, agency: id(31), post: id(60), colour: c.colour, state: 'asked' },
          'Seen her?',
        ),
  ),
  fc.tuple(people, fc.boolean()).map(
    ([by, answered]): Try =>
      (c) =>
        replyToRequest(c, by, c.requests[0]?.id ?? '', answered, REASON),
  ),
  people.map(
    (by): Try =>
      (c) =>
        considerAllegation(c, by),
  ),
  fc.tuple(people, fc.constantFrom('x', 'y')).map(
    ([by, subject]): Try =>
      (c) =>
        c.subjects.includes(subject)
          ? { ok: false, refusal: { code: 'concerns.no-such-child' } }
          : { ok: true, value: { act: 'child-added', by, subject } },
  ),
);

const arrivals = fc
  .record({
    reporterKind: fc.constantFrom(...REPORTER_KINDS),
    danger: fc.constantFrom(...DANGERS),
    parents: fc.constantFrom(...PARENTS),
    aboutWorker: fc.boolean(),
    reachable: fc.boolean(),
    subjects: fc.constantFrom<readonly string[]>([], ['a'], ['a', 'b']),
  })
  .map((given) => received({ ...given, colour: deriveArrivalColour(given.reporterKind, given.danger) }));

test('no sequence of acts ends with a concern that is neither owned by an open duty nor answered', () => {
  fc.assert(
    fc.property(arrivals, fc.array(tries, { maxLength: 25 }), (arrival, attempts) => {
      let concern = arrival;
      for (const attempt of attempts) {
        const outcome = attempt(concern);
        if (outcome.ok) concern = after(concern, outcome.value);
        const owned = deriveOwed(concern).length > 0;
        const answered = isDecided(concern) && (concern.answeredAt !== null || !concern.reachable);
        assert.ok(owned || answered, JSON.stringify(concern));
      }
    }),
    { numRuns: 2_000 },
  );
});

test('what the acts raise and meet adds up to what is owed: no duty is forgotten, none is met twice', () => {
  fc.assert(
    fc.property(arrivals, fc.array(tries, { maxLength: 25 }), (arrival, attempts) => {
      let concern = arrival;
      const name = (owed: Owed) => `${owed.rule} ${owed.key}`;
      const open = new Set(deriveOwed(arrival).map(name));
      for (const attempt of attempts) {
        const outcome = attempt(concern);
        if (!outcome.ok) continue;
        const next = decideNext(concern, outcome.value, null, at);
        assert.ok(next.ok);
        for (const owed of next.owed.met) assert.ok(open.delete(name(owed)), `${name(owed)} met twice`);
        for (const owed of next.owed.raised) {
          assert.ok(!open.has(name(owed)), `${name(owed)} raised twice`);
          open.add(name(owed));
        }
        concern = next.state;
        assert.deepEqual(open, new Set(deriveOwed(concern).map(name)));
      }
    }),
    { numRuns: 1_000 },
  );
});

test('no lesser outcome that needed a second person comes into force without one', () => {
  fc.assert(
    fc.property(arrivals, fc.array(tries, { maxLength: 25 }), (arrival, attempts) => {
      let concern = arrival;
      const confirmed = new Set<string>();
      for (const attempt of attempts) {
        const outcome = attempt(concern);
        if (!outcome.ok) continue;
        const before = concern;
        concern = after(concern, outcome.value);
        for (const [key, state] of concern.outcomes) {
          const was = before.outcomes.get(key);
          if (was?.status === 'held' && state.status === 'in-force') {
            assert.equal(outcome.value.act, 'decision-confirmed');
            assert.ok('by' in outcome.value && outcome.value.by.account !== was.decidedBy.account);
            confirmed.add(key);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});
