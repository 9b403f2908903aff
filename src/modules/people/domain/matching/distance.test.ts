import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { countSlips } from './distance.ts';

const chars = (text: string) => Uint16Array.from(text, (letter) => letter.charCodeAt(0));

function slips(a: string, b: string, most: number): number {
  // Not at the start of their arrays, as they stand in a file.
  return countSlips(chars(`#${a}`), 1, a.length, chars(`##${b}`), 2, b.length, most);
}

/** The definition, as a table: a letter put in, left out, replaced, or two neighbours swapped. */
function byDefinition(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : i)),
  );
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1)
    for (let j = 1; j <= b.length; j += 1) {
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const least = Math.min(
        at(i - 1, j) + 1,
        at(i, j - 1) + 1,
        at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        swapped ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
      );
      (table[i] as number[])[j] = least;
    }
  return at(a.length, b.length);
}

describe('slips of the pen between two names', () => {
  const cases: readonly (readonly [string, string, number])[] = [
    ['nowak', 'novak', 1],
    ['khan', 'kahn', 1],
    ['mensah', 'mensa', 1],
    ['zhang', 'zang', 1],
    ['haddad', 'redford', 3],
    ['', 'ola', 3],
  ];
  for (const [a, b, expected] of cases)
    test(`${a} and ${b} are ${expected} apart, or as far as was asked`, () => {
      assert.equal(slips(a, b, 9), Math.min(expected === 3 ? byDefinition(a, b) : expected, 10));
      assert.equal(slips(a, b, 2), Math.min(expected, 3));
    });

  const letters = fc.constantFrom('a', 'b', 'c', 'é', 'ł', '漢');
  const text = fc.string({ unit: letters, maxLength: 40 });
  test('are as many as the definition says, however long and in whatever letters, up to what was asked', () => {
    fc.assert(
      fc.property(text, text, fc.integer({ min: 0, max: 5 }), (a, b, most) => {
        const right = Math.min(byDefinition(a, b), most + 1);
        assert.equal(slips(a, b, most), right);
        assert.equal(slips(b, a, most), right);
      }),
      { numRuns: 400 },
    );
  });

  test('of texts a few slips apart too, where beginnings and ends are shared', () => {
    const edit = fc.tuple(fc.nat(45), fc.constantFrom('put', 'drop', 'swap'), letters);
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 3 }), (a, edits) => {
        let b = a;
        for (const [place, how, letter] of edits) {
          const at = Math.min(place, b.length);
          if (how === 'put') b = b.slice(0, at) + letter + b.slice(at);
          if (how === 'drop') b = b.slice(0, at) + b.slice(at + 1);
          if (how === 'swap') b = b.slice(0, at) + (b[at + 1] ?? '') + (b[at] ?? '') + b.slice(at + 2);
        }
        b = b.slice(0, 40);
        assert.equal(slips(a, b, 3), Math.min(byDefinition(a, b), 4));
      }),
      { numRuns: 400 },
    );
  });
});
