import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderPairs } from './order-edges.ts';

const PEOPLE = 100_003;
/** Everybody's rank, each another one: neighbours are far apart. */
const ranks = Int32Array.from({ length: PEOPLE }, (_, i) => (i * 61_001) % PEOPLE);

test('pairs that say most come first, and equals by the ranks of their people, as comparing them two by two has it', () => {
  const bits = fc.oneof(fc.constantFrom(0, -0, 1, -1, 12.5), fc.float({ min: -200, max: 1001, noNaN: true }));
  const pair = fc.record({ a: fc.nat(PEOPLE - 1), b: fc.nat(30), bits });
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 60 }), fc.boolean(), (drawn, few) => {
      const pairs = few ? drawn.map((one) => ({ ...one, a: one.a % 4 })) : drawn;
      const a = Int32Array.from(pairs, (one) => one.a);
      const b = Int32Array.from(pairs, (one) => one.b);
      const odds = Float32Array.from(pairs, (one) => one.bits);
      const at = (array: Int32Array | Float32Array, i: number) => array[i] ?? 0;
      const lower = (i: number) => Math.min(at(ranks, at(a, i)), at(ranks, at(b, i)));
      const higher = (i: number) => Math.max(at(ranks, at(a, i)), at(ranks, at(b, i)));
      const expected = pairs
        .map((_, i) => i)
        .sort((x, y) => at(odds, y) - at(odds, x) || lower(x) - lower(y) || higher(x) - higher(y) || x - y);
      assert.deepEqual([...orderPairs({ a, b }, odds, ranks)], expected);
    }),
  );
});
