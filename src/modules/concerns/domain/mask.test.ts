import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { deriveMasked } from './mask.ts';

const covers = fc.array(
  fc.record({ start: fc.nat(60), length: fc.integer({ min: 1, max: 30 }) }).map(({ start, length }) => ({
    start,
    finish: start + length,
  })),
  { maxLength: 5 },
);

test('beyond the front door no covered character is shown, and everything else is, in order', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), covers, (answer, covered) => {
      const shown = deriveMasked(answer, covered, false).filter((p) => !p.masked);
      const kept = [...Array(answer.length).keys()].filter(
        (i) => !covered.some((c) => i >= c.start && i < c.finish),
      );
      assert.equal(shown.map((p) => p.text).join(''), kept.map((i) => answer[i]).join(''));
    }),
  );
});

test('at the front door it reads exactly as it was said', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), covers, (answer, covered) => {
      assert.equal(
        deriveMasked(answer, covered, true)
          .map((p) => p.text)
          .join(''),
        answer,
      );
    }),
  );
});
