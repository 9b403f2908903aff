import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OperatorError } from '../platform/operator-error.ts';
import { parseStep } from './clock.ts';

describe('how far to move the clock', () => {
  test('is read in weeks, days, hours and minutes, with or without a plus', () => {
    assert.equal(parseStep('+3d'), 3 * 86_400_000);
    assert.equal(parseStep('1d12h30m'), 86_400_000 + 12 * 3_600_000 + 30 * 60_000);
    assert.equal(parseStep('2w'), 14 * 86_400_000);
  });

  test('is refused backwards, as nothing, as nonsense and beyond a year', () => {
    for (const text of ['-3d', '0d', '3', 'd', '3y', '+', '', '999999w', '3d-1h', 'yesterday'])
      assert.throws(() => parseStep(text), OperatorError, text);
  });
});
