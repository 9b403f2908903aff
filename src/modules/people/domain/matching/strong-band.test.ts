/** Families are the hard negatives: what they share must not make two children "very probably" one. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DIFFERENT, LEVELS, NAME } from './alike.ts';
import { createComparer } from './compare.ts';
import { createEncoder } from './encode.ts';
import { readStrength } from './strong-band.ts';

const KEYS = ['givenName', 'familyName', 'dateOfBirth', 'sex', 'postcode', 'phone', 'nhsNumber'];
type Row = readonly string[];

/** Others in the file: Samir and Samira are names that many have. */
const OTHERS: readonly Row[] = Array.from({ length: 12 }, (_, i) => [
  i % 2 === 0 ? 'Samir' : 'Samira',
  `Family${'abcdefghijkl'[i]}`,
  `19${40 + i}-03-04`,
  '',
  '',
  '',
  '',
]);

/** What is found between two people of a file, and whether it is enough for the strong band. */
function lay(a: Row, b: Row) {
  const encoder = createEncoder(KEYS, { thisYear: 2026, readPhone: () => null });
  for (const row of [a, b, ...OTHERS]) encoder.add(KEYS.map((_, i) => row[i] ?? ''));
  const comparer = createComparer(encoder.finish());
  comparer.compare(0, 1);
  const placeOf = (name: string) =>
    comparer.found[comparer.comparisons.findIndex((one) => one.name === name)] ?? 0;
  return {
    level: (name: string) => placeOf(name) % LEVELS,
    context: (name: string) => Math.trunc(placeOf(name) / LEVELS),
    strong: readStrength(comparer.comparisons)(comparer.found, comparer.shares),
  };
}

const BORN = '2014-11-04';
const HOME = 'WF16 2BG';
const NUMBER = '943 476 5919';

describe('twins, who share a birthday, a home and a family name, are not one', () => {
  const twins: readonly (readonly [string, Row, Row])[] = [
    [
      'names that sound alike',
      ['Kwame', 'Adeyemi', BORN, 'M', HOME],
      ['Kwabena', 'Adeyemi', BORN, 'M', HOME],
    ],
    [
      'names a letter apart that many have',
      ['Samir', 'Khalil', BORN, '', HOME],
      ['Samira', 'Khalil', BORN, '', HOME],
    ],
    [
      'a forename like the family name, one of them written the other way round',
      ['Kamara', 'Chiamaka', BORN, 'F', HOME],
      ['Amara', 'Kamara', BORN, 'F', HOME],
    ],
    [
      'names that sound alike, one of them written the other way round',
      ['Adeyemi', 'Kwame', BORN, 'M', HOME],
      ['Kwabena', 'Adeyemi', BORN, 'M', HOME],
    ],
  ];
  for (const [what, a, b] of twins)
    test(what, () => {
      assert.equal(lay(a, b).strong, false);
      assert.equal(lay(b, a).strong, false);
    });
});

describe('one child is still very probably one', () => {
  const same: readonly (readonly [string, Row, Row])[] = [
    [
      'a slip of the pen in her name',
      ['Samira', 'Khalil', BORN, '', HOME],
      ['Smaira', 'Khalil', BORN, '', HOME],
    ],
    [
      'her names the other way round',
      ['Samira', 'Khalil', BORN, '', HOME],
      ['Khalil', 'Samira', BORN, '', HOME],
    ],
    [
      'a name that only sounds like hers, but her NHS number',
      ['Kwame', 'Adeyemi', BORN, 'M', '', '', NUMBER],
      ['Kwami', 'Adeyemi', BORN, 'M', '', '', NUMBER],
    ],
  ];
  for (const [what, a, b] of same)
    test(what, () => {
      assert.equal(lay(a, b).strong, true);
      assert.equal(lay(b, a).strong, true);
    });
});

describe('what a family shares is counted once', () => {
  test('a telephone with a digit missing is the family’s: father and son of one name and nearly one birthday gain nothing', () => {
    const father = ['Khalid', 'Rahimi', '1995-11-03', 'M', 'LS6 4TR', '07152309404'];
    const son = ['Khalid', 'Rahimi', '1998-11-03', 'M', 'WF7 4ZJ', '0712309404'];
    assert.equal(lay(father, son).context('born'), 1);
    assert.equal(
      lay(father, ['Khalid', 'Rahimi', '1998-11-03', 'M', 'WF7 4ZJ', '07999111222']).context('born'),
      0,
    );
  });

  test('a name that met the family name is not met again as a forename', () => {
    const found = lay(['Kamara', 'Chiamaka', BORN], ['Amara', 'Kamara', BORN]);
    assert.equal(found.level('familyName'), NAME.same);
    assert.equal(found.level('givenName'), DIFFERENT);
    assert.equal(lay(['Ali', 'Hassan', BORN], ['Ali', 'Ali', BORN]).level('familyName'), DIFFERENT);
  });
});
