import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { isNhsNumber, isPupilNumber } from '../../src/modules/people/domain/account-and-number.ts';
import { readBirthDate } from '../../src/modules/people/domain/birth.ts';
import { normalisePostcode } from '../../src/modules/people/domain/place.ts';
import { NAME_LISTS, ORIGINS } from './name-lists.ts';
import { dwellingAt, householdAt } from './people.ts';
import { recordsOf } from './records.ts';
import { writeWorld } from './write-world.ts';

const SEED = 3;
const households = Array.from({ length: 6_000 }, (_, n) => householdAt(SEED, n));
const people = households.flat();
const records = people.flatMap((person) => recordsOf(SEED, person));
const share = (part: number, whole: number) => part / whole;

describe('the invented country', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-world-'));
  after(() => rmSync(folder, { recursive: true }));

  test('is the same from the same seed, and each household can be made again alone', async () => {
    const files = ['a', 'b'].map((name) => join(folder, name));
    for (const to of files) await writeWorld({ folder: to, people: 500, seed: SEED }, () => undefined);
    for (const name of ['people.csv', 'truth.csv', 'MAP.json']) {
      const [a, b] = files.map((file) => readFileSync(join(file, name), 'utf8'));
      assert.equal(a, b, name);
    }
    assert.deepEqual(householdAt(SEED, 77), households[77]);
    assert.notDeepEqual(householdAt(SEED + 1, 77), households[77]);
  });

  test('says of every record who it truly is, and gives the matcher columns that are there', () => {
    const lines = (name: string) =>
      readFileSync(join(folder, 'a', name), 'utf8')
        .trim()
        .split('\n');
    const [header = '', ...given] = lines('people.csv');
    const truth = lines('truth.csv').slice(1);
    assert.deepEqual(
      given.map((line) => line.split(',')[0]),
      truth.map((line) => line.split(',')[0]),
    );
    assert.equal(new Set(truth.map((line) => line.split(',')[0])).size, truth.length);
    const map = JSON.parse(readFileSync(join(folder, 'a', 'MAP.json'), 'utf8')) as Record<string, string>;
    for (const column of Object.values(map)) assert.ok(header.split(',').includes(column), column);
  });

  test('has numbers, dates and postcodes that Heed takes for such', () => {
    const today = Temporal.PlainDate.from('2026-12-31');
    for (const person of people) {
      assert.ok(isNhsNumber(person.nhsNumber), person.nhsNumber);
      assert.ok(normalisePostcode(dwellingAt(person.household).postcode));
      if (person.upn !== null) assert.ok(isPupilNumber(person.upn), person.upn);
      const { year, month, day } = person.born;
      // Somebody was born on the day that computers write when nobody knew; Heed takes it for that.
      if (`${year}-${month}-${day}` === '1970-1-1') continue;
      assert.ok(readBirthDate(`${day}/${month}/${year}`, today).date, JSON.stringify(person.born));
    }
    assert.equal(new Set(people.map(({ nhsNumber }) => nhsNumber)).size, people.length);
  });

  test('shares names as unequally as England does, by origin', () => {
    for (const origin of ORIGINS) {
      const of = share(people.filter((person) => person.origin === origin).length, people.length);
      assert.ok(
        of > NAME_LISTS[origin].share / 3_000 && of < (NAME_LISTS[origin].share / 1_000) * 3,
        `${origin} ${of}`,
      );
    }
    const counts = Map.groupBy(people, ({ family }) => family);
    const commonest = Math.max(...[...counts.values()].map((list) => list.length));
    assert.ok(share(commonest, people.length) < 0.02, String(commonest));
    assert.ok(counts.size > people.length / 10, String(counts.size));
  });

  test('has the families that matching must not glue: twins, a parent and child of one name, step families', () => {
    const sameDay = (a: (typeof people)[number], b: (typeof people)[number]) =>
      a !== b && a.born.year > 2007 && JSON.stringify(a.born) === JSON.stringify(b.born);
    assert.ok(households.some((home) => home.some((a) => home.some((b) => sameDay(a, b)))));
    assert.ok(
      households.some((home) =>
        home.some((a) => home.some((b) => a !== b && a.given === b.given && a.family === b.family)),
      ),
    );
    assert.ok(households.some((home) => new Set(home.slice(1).map(({ family }) => family)).size > 1));
  });

  test('gets records wrong in every way it says, and most of them not at all', () => {
    const kinds = new Set(records.flatMap(({ errors }) => errors));
    const expected = [
      'mistyped',
      'misheard',
      'scanned',
      'transliterated',
      'short-name',
      'other-family-name',
      'names-swapped',
      'date-missing',
      'date-wrong',
      'day-and-month-swapped',
      'address-old',
      'address-missing',
      'phone-mistyped',
    ];
    assert.deepEqual(
      expected.filter((kind) => !kinds.has(kind)),
      [],
    );
    const right = records.filter(({ errors }) => errors.length === 0).length;
    assert.ok(share(right, records.length) > 0.5 && share(right, records.length) < 0.9);
    for (const { record, person, errors } of records)
      if (errors.length === 0)
        assert.equal(`${record.givenName} ${record.familyName}`, `${person.given} ${person.family}`);
  });
});
