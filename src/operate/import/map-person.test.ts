import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mapPerson } from './map-person.ts';
import { listColumns } from './read-mapping.ts';
import { type PersonMapping, personMapping } from './read-person-mapping.ts';
import { findReadyMapping, SSD_PEOPLE } from './ssd-people.ts';

const TODAY = Temporal.PlainDate.from('2026-11-26');
const mapping = (over: Partial<PersonMapping> = {}): PersonMapping =>
  personMapping.parse({ source: 'Old', system: 'old', number: 'no', names: 'name', ...over });
const read = (cells: Record<string, string>, over: Partial<PersonMapping> = {}) =>
  mapPerson({ line: 2, cells: { no: 'P1', name: 'Merrin Tolliver', ...cells } }, mapping(over), TODAY);
const factsOf = (cells: Record<string, string>, over: Partial<PersonMapping>, kind: string) =>
  read(cells, over).person?.facts.flatMap((fact) =>
    fact.kind === kind ? [[fact.value, fact.sort, fact.from, fact.until]] : [],
  );

describe('a row of an earlier system as a person', () => {
  test('a day with a time is that day, as systems write it, also where it was midnight in summer time', () => {
    for (const born of [
      '2012-05-01 00:00:00.000',
      '01/05/2012 00:00',
      '2012-05-01T00:00:00',
      '2012-04-30T23:00:00Z',
    ])
      assert.deepEqual(factsOf({ born }, { dateOfBirth: 'born' }, 'birth'), [
        ['2012-05-01', 'exact', undefined, undefined],
      ]);
  });

  test('what is less than a day is estimated; an unborn child is expected, and one long expected was born about then', () => {
    const born = (cells: Record<string, string>) =>
      factsOf(cells, { dateOfBirth: 'born', expectedDateOfBirth: 'due', birthIsEstimated: 'about' }, 'birth');
    const sorts = (cells: Record<string, string>) => born(cells)?.map(([value, sort]) => [value, sort]);
    assert.deepEqual(sorts({ born: '2012' }), [['2012', 'estimated']]);
    assert.deepEqual(sorts({ born: '2012-05-01', about: 'Y' }), [['2012-05-01', 'estimated']]);
    assert.deepEqual(sorts({ due: '2027-02-01' }), [['2027-02-01', 'expected']]);
    assert.deepEqual(sorts({ due: '2019-02-01' }), [['2019-02', 'estimated']]);
  });

  test('somebody of eighteen is an adult where the row does not say, and a child where nobody knows', () => {
    const kind = (born: string, over: Partial<PersonMapping> = {}) =>
      read({ born, is: 'Adult' }, { dateOfBirth: 'born', ...over }).person?.kind;
    assert.equal(kind('2008-11-26'), 'adult');
    assert.equal(kind('2008-11-27'), 'child');
    assert.equal(kind(''), 'child');
    assert.equal(kind('2015-01-01', { kind: 'is' }), 'adult');
  });

  test('an address has its postcode once, its property number apart from house numbers, and is former once it ended', () => {
    const of = { addresses: [{ address: 'a', postcode: 'p', uprn: 'u', from: 'f', until: 't' }] };
    assert.deepEqual(
      factsOf({ a: '12 Mill Street', p: 'ZE1 2AB', u: '1001', f: '01/03/2019' }, of, 'address'),
      [['12 Mill Street, ZE1 2AB (UPRN 000000001001)', 'home', '2019-03-01', undefined]],
    );
    assert.deepEqual(
      factsOf({ a: '12 Mill Street, ZE1 2AB', p: 'ZE1 2AB', t: '2020-01-31' }, of, 'address'),
      [['12 Mill Street, ZE1 2AB', 'former', undefined, '2020-01-31']],
    );
    assert.deepEqual(factsOf({ u: '1001' }, of, 'address'), []);
  });

  test('numbers go where they belong; another system’s is named by it', () => {
    const of = { identifier: { system: 'sort', value: 'value' } };
    assert.deepEqual(
      factsOf({ sort: 'Mosaic ID', value: '20417' }, of, 'own-reference')?.[0]?.[0],
      'mosaic-id: 20417',
    );
    assert.equal(factsOf({ sort: 'nhs', value: '999 000 0018' }, of, 'nhs-number')?.length, 1);
  });

  test('a wrong number is left out and said; the rest of the child is taken', () => {
    const { person, problems } = read({ nhs: '9990000019' }, { identifiers: { nhs: 'nhs' } });
    assert.deepEqual(
      person?.facts.map(({ kind }) => kind),
      ['name'],
    );
    assert.match(problems.join(), /NHS number "9990000019": That is no NHS number/);
  });

  test('a protection that is not understood takes nothing; none takes all', () => {
    const protection = { kind: { column: 'hidden', values: { R: 'refuge', N: '' } } };
    assert.equal(read({ hidden: 'R' }, { protection }).person?.protection?.covers, 'identity');
    assert.equal(read({ hidden: 'N' }, { protection }).person?.protection, null);
    assert.equal(read({}, { protection }).person?.protection, null);
    for (const hidden of ['Yes', 'r efuge'])
      assert.equal(read({ hidden }, { protection }).person, null, hidden);
    const misnamed = { kind: { always: 'hiding' } };
    assert.equal(read({}, { protection: misnamed }).person, null);
  });

  test('who says so is kept with each fact, and when it was written down there', () => {
    const { person } = read({ written: '2019-03-02T10:00:00' }, { asOf: 'written' });
    assert.deepEqual(
      person?.facts.map(({ source }) => source),
      ['Old, 2019-03-02'],
    );
  });

  test('what says nothing is not taken for something', () => {
    const { person } = read({ sex: 'N/A' }, { sex: 'sex', empty: ['n/a'] });
    assert.deepEqual(
      person?.facts.map(({ kind }) => kind),
      ['name'],
    );
  });
});

describe('the ready mappings', () => {
  test('each is a mapping, names only columns of its own table, and is told by them', () => {
    for (const [table, one] of Object.entries(SSD_PEOPLE)) {
      assert.ok(personMapping.safeParse(one).success, table);
      const columns = listColumns(one);
      const prefixes = new Set(columns.map((name) => name.split('_')[0]));
      assert.equal(prefixes.size, 1, `${table}: ${[...prefixes].join(', ')}`);
      assert.equal(findReadyMapping(columns), one);
    }
  });
});
