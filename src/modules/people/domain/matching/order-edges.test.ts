import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { orderPairs } from './order-edges.ts';

test('pairs that say most come first, and equals by their people, as comparing them two by two has it', () => {
  const bits = fc.oneof(fc.constantFrom(0, -0, 1, -1, 12.5), fc.float({ min: -200, max: 1001, noNaN: true }));
  const pair = fc.record({ a: fc.nat(5_000_000), b: fc.nat(30), bits });
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 60 }), fc.boolean(), (drawn, sorted) => {
      const pairs = sorted ? drawn.map((one) => ({ ...one, a: one.a % 4 })).sort((x, y) => x.a - y.a) : drawn;
      const a = Int32Array.from(pairs, (one) => one.a);
      const b = Int32Array.from(pairs, (one) => one.b);
      const odds = Float32Array.from(pairs, (one) => one.bits);
      const at = (array: Int32Array | Float32Array, i: number) => array[i] ?? 0;
      const expected = pairs
        .map((_, i) => i)
        .sort((x, y) => at(odds, y) - at(odds, x) || at(a, x) - at(a, y) || at(b, x) - at(b, y) || x - y);
      assert.deepEqual([...orderPairs(a, b, odds)], expected);
    }),
  );
});
