import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accepted,
  after,
  choice,
  codeOf,
  id,
  input,
  KIND_ANSWER,
  line,
  opened,
  person,
  QUIET,
  REASON,
  received,
} from '../../../../test/support/concern-builders.ts';
import { deriveStanding, WHOLE } from './concern.ts';
import { confirmDecision, decideConcern, refuseConfirmation } from './decide-concern.ts';
import { answerChallenge, challengeAnswer, deriveArrivalColour, triageConcern } from './follow-concern.ts';
import { deriveOwed } from './owed.ts';

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

test('naming the child does not bring a refused decision back down', () => {
  const whole = opened(received({ subjects: [WHOLE] }));
  const decided = decideConcern(
    whole,
    input('no-further-action', { choices: [choice('no-further-action', WHOLE)] }),
    { ...QUIET, missingEpisodes: 2 },
  );
  assert.ok(decided.ok);
  const held = after(whole, decided.value.act);
  const undone = accepted(held, refuseConfirmation(held, person(2), { isSubordinate: () => false }, REASON));
  const named = after(undone, { act: 'child-added', by: person(1), subject: id(7) });
  const owed = deriveOwed(named).map((o) => o.rule);
  assert.ok(owed.includes('front-door.decide-above'));
  assert.ok(!owed.includes('front-door.decide'));
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
