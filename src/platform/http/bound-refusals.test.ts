import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRefusalBound } from './bound-refusals.ts';

test('a flood of refusals adds thirty entries in ten minutes, and the next one says how many were left out', () => {
  let now = 0;
  const bound = createRefusalBound(() => now);
  const given = Array.from({ length: 500 }, () => bound('account one'));
  assert.equal(given.filter((one) => one !== null).length, 30);
  assert.equal(bound('account two'), 0, 'somebody else’s refusals are their own');
  now = 10 * 60_000;
  assert.equal(bound('account one'), 470);
  assert.equal(bound('account one'), 0);
});

test('it remembers no more callers than it has room for', () => {
  const bound = createRefusalBound(() => 0);
  for (let n = 0; n < 20_000; n++) bound(`caller ${n}`);
  assert.equal(bound('caller 19999'), 0);
});
