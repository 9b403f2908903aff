/** Each record has a pseudonym and a key of its own, for good: shared, erasing one would erase another, or leave its words to be read. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { RecordRef } from '../../src/kernel/entry.ts';
import { createRecordKeys } from '../../src/modules/ledger/store/record-keys.store.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';
import { makeSecrets } from '../support/heed.ts';

const database = await createTestDatabase();
const pool = openPool({ url: database.urls.app, name: 'keys test', max: 4 });
const db = openDb(pool);
after(async () => {
  await pool.end();
  await database.drop();
});

const keys = createRecordKeys(makeSecrets().ledgerKey);
const concern = (n: number): RecordRef => ({ kind: 'concern', id: `concern-${n}` });
const get = (...numbers: readonly number[]) =>
  db.transaction().execute((tx) => keys.get(tx, numbers.map(concern)));
const say = (found: Awaited<ReturnType<typeof get>>) =>
  found.map(({ ref, key }) => `${ref} ${key ? Buffer.from(key).toString('hex') : ''}`);

describe('the keys of records', () => {
  test('are one for each record, and the same each time it is asked for, whoever asked before', async () => {
    const [one, two] = say(await get(1, 2));
    // What was made ready for records that are known already is made ready for the next new one.
    assert.deepEqual(say(await get(1, 2)), [one, two]);
    assert.deepEqual(say(await get(2, 1, 3, 4)).slice(0, 2), [two, one]);
    const all = say(await get(1, 2, 3, 4, 5, 6, 7, 8));
    assert.equal(new Set(all.map((text) => text.slice(0, 36))).size, 8);
    assert.equal(new Set(all.map((text) => text.slice(37))).size, 8);
    const fresh = createRecordKeys(makeSecrets().ledgerKey);
    const read = await db.transaction().execute((tx) => fresh.get(tx, [1, 2, 3, 4, 5, 6, 7, 8].map(concern)));
    assert.deepEqual(say(read), all, 'and they are the ones that were kept');
  });

  test('are never those of a record whose transaction was rolled back', async () => {
    await get(1, 2, 3);
    let gone: readonly string[] = [];
    await assert.rejects(
      db.transaction().execute(async (tx) => {
        gone = say(await keys.get(tx, [101, 102].map(concern)));
        throw new Error('rolled back');
      }),
      /rolled back/,
    );
    const later = say(await get(103, 104, 105));
    assert.equal(new Set([...gone, ...later]).size, 5);
  });

  test('are one for a record that two transactions make at once', async () => {
    const found = await Promise.all([get(200, 1), get(1, 200), get(200), get(200, 201)]);
    const refs = found.map((some, i) => some[i === 1 ? 1 : 0]?.ref);
    assert.equal(new Set(refs).size, 1);
    const all = say(await get(1, 200, 201, 202, 203));
    assert.equal(new Set(all).size, 5);
  });
});
