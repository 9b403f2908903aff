import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { SIGNAL_RULE_NAMES, SIGNAL_RULES, usualSetting } from '../../../kernel/signal-rules.ts';
import { decideSignal, settingOf, standingOf } from './signal.ts';

describe('what a rule found', () => {
  test('is owed from the area’s threshold on, and kept in counts under it or while the rule is off', () => {
    const setting = { rule: 'place-rise', on: true, threshold: 8 } as const;
    assert.equal(standingOf(setting, 8), 'owed');
    assert.equal(standingOf(setting, 7), 'below');
    assert.equal(standingOf({ ...setting, on: false }, 20), 'off');
    assert.equal(settingOf(new Map(), 'place-rise').threshold, SIGNAL_RULES['place-rise'].usual);
    assert.equal(settingOf(new Map(), 'repeat-warnings', 6).threshold, 6);
  });

  test('is one pattern that grows, opened again by a concern that was not in it, never by the same ones', () => {
    assert.equal(decideSignal('owed', ['a', 'b'], null), 'raise');
    assert.equal(decideSignal('owed', ['a', 'b'], { isOpen: true, concerns: ['a'] }), 'grow');
    assert.equal(decideSignal('owed', ['a', 'b'], { isOpen: false, concerns: ['a'] }), 'reopen');
    assert.equal(decideSignal('owed', ['a'], { isOpen: false, concerns: ['a', 'b'] }), 'nothing');
    assert.equal(decideSignal('off', ['a', 'c'], { isOpen: false, concerns: ['a'] }), 'nothing');
  });

  test('is never owed by less than what a lower threshold would leave out', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SIGNAL_RULE_NAMES), fc.nat(20), fc.nat(20), (rule, strength, more) => {
        const setting = usualSetting(rule);
        if (standingOf(setting, strength) === 'owed')
          assert.equal(standingOf(setting, strength + more), 'owed');
      }),
    );
  });
});
