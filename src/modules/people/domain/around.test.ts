import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { deriveAround, MOST_AROUND, placeAround, type Tie } from './around.ts';

const at = (day: number) => Temporal.Instant.fromEpochMilliseconds(day * 86_400_000);
const tie = (from: string, to: string, day = 1): Tie => ({
  from,
  to,
  at: at(day),
  concern: `c${day}`,
  relationship: null,
});

describe('who and what is around a record', () => {
  test('is everybody it reaches, each once, with one line for each two and its sources oldest first', () => {
    const around = deriveAround(
      'a',
      [tie('a', 'b', 3), tie('b', 'a', 1), tie('b', 'c', 2), tie('x', 'y')],
      [],
    );
    assert.deepEqual(
      around.nodes.map(({ id, far }) => [id, far]),
      [
        ['a', 0],
        ['b', 1],
        ['c', 2],
      ],
    );
    assert.deepEqual(
      around.lines.map(({ ties }) => ties.map(({ concern }) => concern)),
      [['c1', 'c3'], ['c2']],
    );
  });

  test('never grows past what a person can take in, says how many are left out, and keeps what was opened', () => {
    const ties = Array.from({ length: 500 }, (_, n) => tie('a', `n${n}`, n + 1));
    const around = deriveAround('a', [...ties, tie('n499', 'deep')], ['n499']);
    assert.equal(around.nodes.length, MOST_AROUND);
    assert.equal(around.left, 502 - MOST_AROUND);
    assert.ok(around.nodes.some(({ id }) => id === 'n499'));
  });

  test('draws no line to somebody who is not drawn, and nobody in the same place, whatever is tied to what', () => {
    const name = fc.integer({ min: 0, max: 60 }).map((n) => `n${n}`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, name, fc.nat(99)), { maxLength: 150 }),
        fc.array(name, { maxLength: 5 }),
        (pairs, opened) => {
          const around = deriveAround(
            'n0',
            pairs.map(([from, to, day]) => tie(from, to, day)),
            opened,
          );
          const drawn = new Set(around.nodes.map(({ id }) => id));
          assert.ok(drawn.has('n0') && drawn.size === around.nodes.length && drawn.size <= MOST_AROUND);
          for (const { from, to } of around.lines) assert.ok(drawn.has(from) && drawn.has(to) && from !== to);
          const places = placeAround(around).map(({ x, y }) => `${x.toFixed(4)} ${y.toFixed(4)}`);
          assert.equal(new Set(places).size, places.length);
          for (const { x, y } of placeAround(around)) assert.ok(Math.hypot(x, y) <= 1.000001);
        },
      ),
    );
  });
});
