import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { NOT_KNOWN, readAge, readBirthDate, swapDayAndMonth } from './birth.ts';

const today = Temporal.PlainDate.from('2026-11-21');
const dateOf = (text: string) => readBirthDate(text, today).date?.toString() ?? null;
const yearsOf = (text: string) => readAge(text, today).years;

describe('dates of birth', () => {
  test('are read as people write them, day before month', () => {
    for (const text of [
      '2012-05-01',
      '1/5/2012',
      '01.05.12',
      '1 May 2012',
      '1st of May, 2012',
      '01-05-2012',
      '2012/5/1',
    ])
      assert.equal(dateOf(text), '2012-05-01', text);
    assert.deepEqual(readBirthDate('May 2012', today).years, [2012]);
    assert.deepEqual(readBirthDate('2012', today).years, [2012]);
  });

  test('that nobody can have, or that a form filled in, are not known', () => {
    const none = [
      '01/01/1900',
      '1900-01-01',
      '0000-02-30',
      '30/02/2012',
      '2027-01-01',
      '13/13/2012',
      '',
      'x',
      '1/1/1850',
    ];
    for (const text of [...none, '9999-99-99', '١/٢/٣'])
      assert.deepEqual(readBirthDate(text, today), NOT_KNOWN, text);
  });

  test('with day and month swapped are found again', () => {
    const swap = (text: string) => swapDayAndMonth(Temporal.PlainDate.from(text))?.toString() ?? null;
    assert.equal(swap('2012-05-01'), '2012-01-05');
    assert.equal(swap('2012-05-19'), null);
    assert.equal(swap('2012-05-05'), null);
  });
});

describe('ages', () => {
  test('are the years somebody may have been born in', () => {
    assert.deepEqual(yearsOf('14'), [2011, 2012]);
    assert.deepEqual(yearsOf('about 14'), [2010, 2011, 2012, 2013]);
    assert.deepEqual(yearsOf('14ish?'), [2010, 2011, 2012, 2013]);
    assert.deepEqual(yearsOf('14 or 15'), [2010, 2011, 2012]);
    assert.deepEqual(yearsOf('13-15'), [2010, 2011, 2012, 2013]);
    assert.deepEqual(yearsOf('6 months'), [2025, 2026]);
    assert.equal(readAge('14', today).sure, true);
    assert.equal(readAge('about 14', today).sure, false);
  });

  test('too wide or impossible tell nobody apart', () => {
    for (const text of ['in her 30s', 'teenager', 'old', '10-17', '999', '', '-5000000'])
      assert.deepEqual(yearsOf(text), []);
  });

  test('nothing typed breaks them, and years are few and in order', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        for (const { years } of [readAge(text, today), readBirthDate(text, today)]) {
          assert.ok(years.length <= 4);
          assert.deepEqual([...years].sort(), years);
          for (const year of years) assert.ok(year > 1900 && year <= 2026);
        }
      }),
    );
  });
});
