import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { deriveRuleFigures, type RuleFinding, sayCount, sayShare } from './rule-figures.ts';

const MONDAY = Temporal.Instant.from('2031-03-03T09:00:00Z');
const found = (over: Partial<RuleFinding> = {}): RuleFinding => ({
  rule: 'place-rise',
  strength: 8,
  kept: null,
  raisedAt: MONDAY,
  decidedAt: null,
  outcome: null,
  waits: true,
  borneOut: false,
  ...over,
});
const decided = (outcome: string, days: number) =>
  found({ outcome, decidedAt: MONDAY.add({ hours: days * 24 }), waits: false });
const figures = (findings: readonly RuleFinding[]) => deriveRuleFigures('place-rise', 7, findings);

describe('how often a rule was right', () => {
  test('counts each thing pointed out once: real, not connected, not yet, or not decided', () => {
    const got = figures([
      decided('strategy-discussion', 1),
      decided('disruption', 2),
      decided('not-connected', 9),
      decided('watch-with-dates', 3),
      found(),
      { ...decided('assessments', 1), rule: 'network' },
    ]);
    assert.deepEqual([got.raised, got.real, got.notConnected, got.notYet, got.undecided], [5, 2, 1, 1, 1]);
    assert.equal(got.medianDays, 2);
    assert.equal(got.precision, null, 'three decisions are no percentage');
  });

  test('is a share from ten decisions on, in which "not yet" is neither', () => {
    const ten = [...Array(8).fill(decided('assessments', 1)), ...Array(2).fill(decided('not-connected', 1))];
    assert.equal(figures([...ten, decided('watch-with-dates', 1)]).precision, 0.8);
    assert.equal(figures(ten.slice(1)).precision, null);
  });

  test('goes on counting while the rule is off: what it would have raised, and what it missed', () => {
    const off = { kept: 'off', raisedAt: null, waits: false } as const;
    const got = figures([
      found({ ...off, strength: 9, borneOut: true }),
      found({ ...off, strength: 5 }),
      found({ ...off, kept: 'below', strength: 6, borneOut: true }),
    ]);
    assert.deepEqual([got.raised, got.whileOff, got.below, got.missed], [0, 1, 2, 2]);
  });

  test('loses nothing that was found', () => {
    const outcome = fc.constantFrom('assessments', 'not-connected', 'watch-with-dates', null);
    const kept = fc.constantFrom('below' as const, 'off' as const);
    const any = fc.oneof(
      outcome.map((one) => (one ? decided(one, 1) : found())),
      fc.tuple(kept, fc.nat(12)).map(([why, strength]) => found({ kept: why, strength, raisedAt: null })),
    );
    fc.assert(
      fc.property(fc.array(any, { maxLength: 40 }), (all) => {
        const got = figures(all);
        assert.equal(got.raised + got.whileOff + got.below, all.length);
        assert.equal(got.real + got.notConnected + got.notYet + got.undecided, got.raised);
      }),
    );
  });
});

describe('a count, for somebody outside the work', () => {
  test('never says which of the few, nor lets sums say it', () => {
    assert.deepEqual(
      [0, 1, 4, 5, 7, 8, 23].map((n) => sayCount(n, false)),
      ['0', 'fewer than 5', 'fewer than 5', 'about 5', 'about 5', 'about 10', 'about 25'],
    );
    assert.equal(sayCount(3, true), '3');
    assert.equal(sayShare(0.83, false), 'about 8 in 10');
    assert.equal(sayShare(null, true), 'too few');
  });
});
