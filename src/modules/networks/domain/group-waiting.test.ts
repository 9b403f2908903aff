import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseGroup } from './group-waiting.ts';

const named = (...pairs: readonly (readonly [string, string])[]) =>
  pairs.map(([concern, handle]) => ({ concern, handle }));

test('concerns about the same few children are judged together, with those they lead on to; others wait their turn', () => {
  const waiting = ['a', 'b', 'c', 'd', 'e'];
  const shared = named(['a', 'ava'], ['c', 'ava'], ['c', 'car'], ['e', 'car'], ['b', 'ben'], ['d', 'dot']);
  assert.deepEqual(chooseGroup(waiting, shared, 20), ['a', 'c', 'e']);
  assert.deepEqual(chooseGroup(['b', 'd'], shared, 20), ['b']);
});

test('a burst is judged in parts, the oldest first, and one that shares nothing is judged by itself', () => {
  const burst = Array.from({ length: 50 }, (_, n) => `k${n}`);
  const shared = burst.map((concern) => ({ concern, handle: 'ava' }));
  assert.deepEqual(chooseGroup(burst, shared, 20), burst.slice(0, 20));
  assert.deepEqual(chooseGroup(['x', ...burst], shared, 20), ['x']);
  assert.deepEqual(chooseGroup([], shared, 20), []);
});
