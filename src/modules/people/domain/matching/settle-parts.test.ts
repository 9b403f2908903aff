import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEncoder } from './encode.ts';
import { learnWeights } from './learn.ts';
import { rankRows } from './row-order.ts';
import { gatherEvidence } from './sample.ts';
import { settle } from './settle.ts';
import { joinParts, packPart, partEdges } from './settle-parts.ts';

const NAMES = ['Ola', 'Ewa', 'Jan', 'Adam'];
const ROWS = 40;

/** Forty records of some twelve people with few names among them, so that chains and rivals are many. */
function people() {
  const encoder = createEncoder(['givenName', 'familyName', 'dateOfBirth'], {
    thisYear: 2026,
    readPhone: () => null,
  });
  for (let i = 0; i < ROWS; i += 1)
    encoder.add([
      NAMES[i % 4] ?? '',
      `Nowak${'abc'[i % 3]}`,
      i % 5 === 0 ? '' : `201${i % 2}-05-0${1 + (i % 6)}`,
    ]);
  return encoder.finish();
}

test('grouping in parts gives the pairs, their order and the groups of grouping all at once', () => {
  const all = people();
  const ranks = rankRows(all);
  const weights = learnWeights(gatherEvidence(all, []));
  const pair = fc
    .record({ a: fc.nat(ROWS - 1), b: fc.nat(ROWS - 1), bits: fc.float({ min: -4, max: 20, noNaN: true }) })
    .filter(({ a, b }) => a < b);
  const pairs = fc.uniqueArray(pair, { selector: ({ a, b }) => a * ROWS + b, maxLength: 60 });
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 4 }), (list, parts) => {
      const edges = {
        count: list.length,
        a: Int32Array.from(list, ({ a }) => a),
        b: Int32Array.from(list, ({ b }) => b),
        bits: Float32Array.from(list, ({ bits }) => bits),
      };
      const settled = partEdges(ROWS, edges, parts).map((part) =>
        packPart(settle(all, weights, part, ranks)),
      );
      assert.deepEqual(joinParts(settled, ranks), settle(all, weights, edges));
    }),
    { numRuns: 200 },
  );
});
