import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { deriveJoining, type Near } from './join-patterns.ts';

const day = (n: number) => Temporal.Instant.from('2026-11-16T09:00:00Z').add({ hours: 24 * n });
const open = (id: string, shared: number, due: number): Near => ({
  id,
  state: 'open',
  raisedAt: day(0),
  reviewedAt: null,
  shared,
  dueAt: day(due),
});
const decided = (id: string, shared: number, reviewed: number): Near => ({
  id,
  state: 'reviewed',
  raisedAt: day(0),
  reviewedAt: day(reviewed),
  shared,
  dueAt: null,
});
const idsOf = (near: readonly Near[]) => {
  const { into, joined } = deriveJoining(near);
  return [into?.id ?? null, joined.map(({ id }) => id)];
};

describe('two patterns that turn out to be one network', () => {
  test('become the one that is due first: nobody gains time', () => {
    assert.deepEqual(idsOf([open('late', 4, 5), open('soon', 2, 1), open('later', 3, 9)]), [
      'soon',
      ['late', 'later'],
    ]);
  });

  test('are the open one where the other was decided, and the one decided last where both were', () => {
    assert.deepEqual(idsOf([decided('before', 3, 1), open('now', 2, 4)]), ['now', ['before']]);
    assert.deepEqual(idsOf([decided('first', 3, 1), decided('last', 2, 6)]), ['last', ['first']]);
  });

  test('stay two where a single concern is in both: it goes to the one it belongs to', () => {
    assert.deepEqual(idsOf([open('touched', 1, 1), open('belongs', 2, 5)]), ['belongs', []]);
    assert.deepEqual(idsOf([open('touched', 1, 1), decided('belongs', 2, 5)]), ['belongs', []]);
    assert.deepEqual(idsOf([open('touched', 1, 3), open('sooner', 1, 1)]), ['sooner', []]);
    assert.deepEqual(idsOf([decided('touched', 1, 3)]), [null, []]);
    assert.deepEqual(idsOf([]), [null, []]);
  });
});
