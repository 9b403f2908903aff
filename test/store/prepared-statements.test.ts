/** Long statements are planned once for each connection; short ones and those past the limit are sent as they are. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
const pool = openPool({ url: database.urls.app, name: 'test', max: 1 });
after(async () => {
  await pool.end();
  await database.drop();
});

const long = (answer: string) => `select $1::int as ${answer} ${'-- as long as a real one\n'.repeat(20)}`;
async function countPrepared(): Promise<number> {
  const { rows } = await pool.query('select count(*)::int as n from pg_prepared_statements');
  return rows[0].n;
}

test('a long statement is prepared once and gives each its own answer', async () => {
  const before = await countPrepared();
  for (const value of [1, 2, 3]) {
    const { rows } = await pool.query(long('a'), [value]);
    assert.equal(rows[0].a, value);
  }
  assert.equal(await countPrepared(), before + 1);
  await pool.query('select $1::int as b', [1]);
  assert.equal(await countPrepared(), before + 1);
});

test('one that is refused can be sent again', async () => {
  const wrong = long('a').replace('$1::int', '1 / $1::int');
  await assert.rejects(pool.query(wrong, [0]), /division by zero/);
  const { rows } = await pool.query(wrong, [1]);
  assert.equal(rows[0].a, 1);
  const nonsense = long('a').replace('select', 'selekt');
  for (let i = 0; i < 2; i += 1) await assert.rejects(pool.query(nonsense, [1]), /syntax error/);
});

test('however many different ones there are, a connection keeps no more than 200', async () => {
  for (let i = 0; i < 260; i += 1) {
    const { rows } = await pool.query(long(`c${i}`), [i]);
    assert.equal(rows[0][`c${i}`], i);
  }
  assert.ok((await countPrepared()) <= 200);
});

test('a column added while Heed runs makes no prepared statement fail for good', async () => {
  const owner = openPool({ url: database.urls.owner, name: 'migration', max: 1 });
  const serving = openPool({ url: database.urls.app, name: 'serving', max: 1 });
  try {
    await owner.query('create table public.grows (id integer)');
    await owner.query('grant select on public.grows to heed_app');
    const text = `select * from public.grows where id = $1 ${'-- as long as a real one\n'.repeat(20)}`;
    await serving.query(text, [1]);
    await owner.query('alter table public.grows add column more integer');
    await assert.rejects(serving.query(text, [1]), /cached plan/, 'once, and a command tries again');
    assert.deepEqual((await serving.query(text, [1])).rows, []);
  } finally {
    await owner.query('drop table if exists public.grows');
    await serving.end();
    await owner.end();
  }
});
