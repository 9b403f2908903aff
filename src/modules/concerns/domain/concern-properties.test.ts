import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  after,
  at,
  choice,
  id,
  input,
  KIND_ANSWER,
  person,
  QUIET,
  REASON,
  received,
} from '../../../../test/support/concern-builders.ts';
import type { Outcome } from '../../../kernel/refusal.ts';
import { FRONT_DOOR_PACK } from '../../duties/index.ts';
import type { ConcernAct } from './acts.ts';
import { type Concern, isDecided, type RestrictionKind, WHOLE } from './concern.ts';
import { confirmDecision, decideConcern, refuseConfirmation } from './decide-concern.ts';
import { decideNext } from './decide-next.ts';
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
import { OUTCOME_KINDS } from './outcomes.ts';
import { deriveOwed, type Owed } from './owed.ts';
import {
  askRestriction,
  confirmRestriction,
  declareInterest,
  refuseRestriction,
} from './restrict-concern.ts';
import { COLOURS, DANGERS, PARENTS, REPORTER_KINDS } from './vocabulary.ts';

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
  people.map(
    (by): Try =>
      (c) =>
        declareInterest(c, by, REASON),
  ),
  fc.tuple(people, fc.constantFrom<RestrictionKind>('restrict', 'lift')).map(
    ([by, kind]): Try =>
      (c) =>
        askRestriction(c, by, { kind, posts: [id(60)], reason: REASON }),
  ),
  fc.tuple(people, fc.boolean()).map(
    ([by, agrees]): Try =>
      (c) =>
        agrees ? confirmRestriction(c, by, trust, [id(61)]) : refuseRestriction(c, by, trust, REASON),
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
    carriedOver: fc.constantFrom(false, false, false, true),
  })
  .map(({ carriedOver, ...given }) =>
    carriedOver
      ? { ...given, reachable: false, before: { outcome: 'no-further-action' as const, decidedAt: null } }
      : given,
  )
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

test('every act that ends something owed is one that the duty’s rule says meets it, and every rule owed exists', () => {
  const rules = new Map(FRONT_DOOR_PACK.map((rule) => [rule.id, rule]));
  const ended = new Set<string>();
  fc.assert(
    fc.property(arrivals, fc.array(tries, { maxLength: 25 }), (arrival, attempts) => {
      let concern = arrival;
      for (const owed of deriveOwed(arrival)) assert.ok(rules.has(owed.rule), owed.rule);
      for (const attempt of attempts) {
        const outcome = attempt(concern);
        if (!outcome.ok) continue;
        const next = decideNext(concern, outcome.value, null, at);
        assert.ok(next.ok);
        for (const { rule } of next.owed.raised) assert.ok(rules.has(rule), rule);
        for (const { rule } of next.owed.met) {
          const act: `concerns.${string}` = `concerns.${outcome.value.act}`;
          assert.ok(rules.get(rule)?.metBy.includes(act), `${rule} ended by ${act}`);
          ended.add(rule);
        }
        concern = next.state;
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(ended.size >= 12, `only ${ended.size} rules were ever ended`);
});
