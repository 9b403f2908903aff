import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createEncoder, createJoiner, type People } from './encode.ts';
import { textOf } from './terms.ts';

const KEYS = ['givenName', 'familyName', 'dateOfBirth', 'town', 'email'];
const AIDS = { thisYear: 2026, readPhone: () => null };

/** People with everything that is known of them spelt out. */
function spell(people: People) {
  return {
    rows: people.rows,
    split: people.split,
    cells: [...people.cells],
    terms: people.terms.map(
      (terms) =>
        terms &&
        Array.from({ length: terms.size }, (_, term) => [
          textOf(terms, term),
          terms.near[term],
          terms.far[term],
          terms.primary[term],
          terms.alternate[term],
          terms.letters[term],
          terms.counts[term],
          terms.nearCounts[term],
          [...terms.words.subarray(terms.wordStarts[term], terms.wordStarts[term + 1])],
        ]),
    ),
  };
}

const row = fc
  .tuple(
    fc.constantFrom('Ola', 'Mei-Ling', 'Bob', 'Robert', '', 'Adam Bilal'),
    fc.constantFrom('Nowak', 'Khan', 'Smith Jones', ''),
    fc.constantFrom('2010-05-01', '', '1/2/2003'),
    fc.constantFrom('Wrenfold', 'Mill Green', 'unknown'),
    fc.constantFrom('', 'ola@example.org', 'OLA@example.org', 'bob@example.org'),
  )
  .map((cells): readonly string[] => cells);
const piece = fc.record({ rows: fc.array(row, { maxLength: 6 }), thread: fc.nat(2) });

test('a file read by several threads is the file read by one, whoever took which piece', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(8), (pieces, second) => {
      const alone = createEncoder(KEYS, AIDS);
      const joiner = createJoiner(KEYS);
      const threads = [0, 1, 2].map(() => createEncoder(KEYS, AIDS));
      for (const [at, { rows, thread }] of pieces.entries()) {
        if (at === second) {
          alone.startSecond();
          joiner.startSecond();
        }
        const encoder = threads[thread];
        for (const cells of rows) {
          alone.add(cells);
          encoder?.add(cells);
        }
        if (encoder) joiner.add(encoder.cut(), thread);
      }
      assert.deepEqual(spell(joiner.finish()), spell(alone.finish()));
    }),
    { numRuns: 100 },
  );
});

test('a text that is known again by its mark is read as it was', () => {
  const [marked, plain] = [createEncoder(KEYS, AIDS), createEncoder(KEYS, AIDS)];
  const texts = [
    ['Ola', 'Nowak', '2010-05-01', 'Wrenfold', ''],
    ['Ola', 'Smith Jones', '2010-05-01', 'Mill Green', ''],
    ['Nowak', 'Ola', '', 'Wrenfold', ''],
  ];
  const marks = [
    [1, 1, 1, 1, 0],
    [1, 2, 1, 2, 0],
    [2, 3, 0, 1, 0],
  ];
  for (const [i, cells] of [...texts, ...texts].entries()) {
    plain.add(cells);
    marked.add(cells, Int32Array.from(marks[i % 3] ?? []));
  }
  assert.deepEqual(spell(marked.finish()), spell(plain.finish()));
});
