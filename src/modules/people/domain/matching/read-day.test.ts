import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BORN, compareBorn, DIFFERENT, MISSING } from './alike.ts';
import { readDay } from './read-day.ts';

describe('dates in files', () => {
  for (const [text, day] of [
    ['1971-06-24', 19710624],
    ['24/06/1971', 19710624],
    ['24.6.71', 19710624],
    ['19710624', 19710624],
    ['24061971', 19710624],
    ['1971-06-24T00:00:00Z', 19710624],
    ['24 June 1971', 19710624],
    ['June 24, 1971', 19710624],
    ['Jun 1971', 19710600],
    ['1971', 19710000],
    ['c. 1832', 18310062],
    ['between 2010 and 2012', 20100062],
    ['2010-2012', 20100062],
    ['1990s', 19900069],
    ['14', 20110061],
    ['about 14', 20100063],
    ['14-15', 20100062],
    ['06/24/1971', 19710624],
    ['19081341', 19081341],
    ['01/01/1900', 0],
    ['1900-01-01', 0],
    ['unknown', 0],
    ['', 0],
    ['0000-02-30', 0],
    ['\u202e24/06/1971', 19710624],
  ] as const)
    test(`"${text}" is read as ${day}`, () => assert.equal(readDay(text, 2026), day));

  test('an age agrees with every date that it leaves, and with no other', () => {
    const said = readDay('14-15', 2026);
    for (const born of [20100101, 20111231, 20120630, 20110000])
      assert.equal(compareBorn(said, born), BORN.yearOnly, `${born}`);
    assert.equal(compareBorn(20130630, said), BORN.near);
    assert.equal(compareBorn(said, 20140630), DIFFERENT);
    assert.equal(compareBorn(said, readDay('about 16', 2026)), BORN.yearOnly);
  });

  test('a decade says only who it is not', () => {
    assert.equal(compareBorn(readDay('1990s', 2026), 19950630), MISSING);
    assert.equal(compareBorn(19850630, readDay('1990s', 2026)), DIFFERENT);
  });

  test('closer dates are at a closer level, whichever is first', () => {
    const near = [19710624, 19710624, 19712406, 19710625, 19710724, 19710101, 19720624, 19850311];
    const levels = near.map((day) => compareBorn(19710624, day));
    assert.deepEqual(
      levels,
      near.map((day) => compareBorn(day, 19710624)),
    );
    assert.equal(levels[0], 0);
    assert.equal(levels.at(-1), DIFFERENT);
    assert.deepEqual(levels.slice(1, 5), [0, 1, 2, 2]);
  });
});
