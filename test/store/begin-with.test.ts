/** A transaction's `begin` leaves together with its first statement: nothing of it may be kept where the transaction could not begin. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
// One connection, so that each transaction meets what the one before left behind.
const pool = openPool({ url: database.urls.superuser, name: 'begin test', max: 1 });
const db = openDb(pool);
await pool.query('create table public.kept (n int not null constraint kept_pkey primary key, words text)');
after(async () => {
  await pool.end();
  await database.drop();
});

const add = (n: number, words: string | null = null) =>
  sql`insert into public.kept (n, words) values (${n}::int, ${words}::text) returning n, words`;
const list = async () => {
  const { rows } = await pool.query('select array_agg(n order by n) as all from public.kept');
  return rows[0].all as number[];
};

describe('a transaction whose first statement has values', () => {
  test('gives that statement’s answer, the first time on a connection and later', async () => {
    for (const n of [1, 2, 3]) {
      const { rows } = await db.transaction().execute((tx) => add(n, `number ${n}`).execute(tx));
      assert.deepEqual(rows, [{ n, words: `number ${n}` }]);
    }
    const none = await db
      .transaction()
      .execute((tx) =>
        sql`select n from public.kept where n = ${99}::int and words <> ${'x'}::text`.execute(tx),
      );
    assert.deepEqual(none.rows, []);
  });

  test('is one transaction: what it did is gone when something after it fails', async () => {
    await assert.rejects(
      db.transaction().execute(async (tx) => {
        await add(10).execute(tx);
        await add(10).execute(tx);
      }),
      /kept_pkey/,
    );
    assert.deepEqual(await list(), [1, 2, 3]);
  });

  test('leaves the connection as it was when that statement fails', async () => {
    await assert.rejects(
      db.transaction().execute((tx) => add(1).execute(tx)),
      /kept_pkey/,
    );
    await db.transaction().execute((tx) => add(4).execute(tx));
    assert.deepEqual(await list(), [1, 2, 3, 4]);
  });

  test('does nothing at all where it could not begin', async () => {
    await pool.query('deallocate "heed-begin"');
    await assert.rejects(
      db.transaction().execute((tx) => add(5).execute(tx)),
      /heed-begin/,
    );
    assert.deepEqual(await list(), [1, 2, 3, 4]);
  });
});
