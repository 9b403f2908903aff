import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { KEY_KINDS } from '../domain/key-kinds.ts';
import { COLUMNS, columnOf, ownerOf, packKeys } from './key-rows.store.ts';

const ID = '01936a5e-7c00-7abc-8def-0123456789ab';

describe('the rows that keys are kept in', () => {
  test('keep every kind in the column it was always looked for in', () => {
    const kept = Object.fromEntries(
      COLUMNS.map((column) => [
        column,
        Object.values(KEY_KINDS)
          .map(({ code }) => code)
          .filter((code) => columnOf(code) === column)
          .sort((a, b) => a - b),
      ]),
    );
    assert.deepEqual(kept, {
      pair: [36],
      part: [37],
      birth: [2, 3, 21, 22, 23],
      place: [4, 7, 10, 25, 26, 31],
      other: [1, 5, 6, 8, 9, 20, 24, 27, 28, 29, 30, 32, 33, 34, 35, 38, 39],
    });
  });

  test('are as few as they fit in, and lose no key', () => {
    const keys = [36, 37, 37, 37, 2, 21, 35].map((code, n) => ({ key: BigInt(n) - 3n, code }));
    const rows = packKeys(ID, keys);
    assert.equal(rows.length, 3, 'one for each of the three that share a column');
    const back = rows.flatMap((row) => COLUMNS.flatMap((column) => row[column] ?? []));
    assert.deepEqual(
      back.toSorted((a, b) => Number(a - b)),
      keys.map(({ key }) => key),
    );
    assert.ok(rows.every(({ owner }) => owner === ownerOf(ID)));
  });

  test('say whose they are by a number that sorts as ids do', () => {
    assert.equal(ownerOf(ID), 0x01936a5e_7c00_7abcn);
    assert.equal(ownerOf('ffffffff-ffff-4fff-8def-0123456789ab'), -45057n);
    assert.ok(ownerOf(ID) < ownerOf('01936a5e-7c01-7000-8def-0123456789ab'));
  });
});
