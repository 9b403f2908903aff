/** Long statements are planned once for each connection; short ones and those past the limit are sent as they are. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { hasOpenColumns, openDb, openPool } from '../../src/platform/db.ts';
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

test('a column added while Heed serves breaks no statement, not even one that asks for every column', async () => {
  const owner = openPool({ url: database.urls.owner, name: 'test', max: 1 });
  await owner.query(
    'create schema trial; create table trial.a (id int); grant usage on schema trial to heed_app; grant select on trial.a to heed_app',
  );
  const every = `select * from trial.a where id = $1 ${'-- as long as a real one\n'.repeat(20)}`;
  const ask = async () => {
    for (let turn = 0; turn < 7; turn += 1) {
      await pool.query(every, [1]);
      await pool.query(every.replace('*', 'id'), [1]);
    }
  };
  await ask();
  await owner.query('alter table trial.a add column words text');
  await ask();
  await owner.end();
});

test('a statement is known to ask for every column by its outermost list alone', () => {
  const open = [
    'select * from a',
    'select "d".* from a as "d"',
    'select a.b, c.* from c',
    'delete from a returning *',
    'select distinct on (d.id) d.*, r.what from d, r',
  ];
  for (const statement of open) assert.equal(hasOpenColumns(statement), true, statement);
  const named = [
    'select count(*) from a',
    'with x as (select * from a) select x.id from x',
    'select a.b * 2 from a where exists (select * from (select 1) as c)',
    'insert into a (b) values ($1)',
  ];
  for (const statement of named) assert.equal(hasOpenColumns(statement), false, statement);
});

test('one that is refused can be sent again', async () => {
  const wrong = long('a').replace('$1::int', '1 / $1::int');
  await assert.rejects(pool.query(wrong, [0]), /division by zero/);
  const { rows } = await pool.query(wrong, [1]);
  assert.equal(rows[0].a, 1);
  const nonsense = long('a').replace('select', 'selekt');
  for (let i = 0; i < 2; i += 1) await assert.rejects(pool.query(nonsense, [1]), /syntax error/);
});

test('however many different ones there are, a connection keeps no more than 400', async () => {
  for (let i = 0; i < 460; i += 1) {
    const { rows } = await pool.query(long(`c${i}`), [i]);
    assert.equal(rows[0][`c${i}`], i);
  }
  assert.ok((await countPrepared()) <= 400);
});

test('what is done in a transaction is kept or lost with it, however its first statement is written', async () => {
  const owner = openPool({ url: database.urls.owner, name: 'test', max: 1 });
  await owner.query(
    'create table trial.b (id int); grant select, insert on trial.b to heed_app; grant usage on schema trial to heed_app',
  );
  const db = openDb(pool);
  const plain = sql`insert into trial.b (id) values (1)`;
  const handed = sql`insert into trial.b (id) values (${2}::int)`;
  const count = async () => (await pool.query('select id from trial.b')).rows.length;
  for (const first of [plain, handed]) {
    await assert.rejects(
      db.transaction().execute(async (tx) => {
        await first.execute(tx);
        throw new Error('undone');
      }),
      /undone/,
    );
    assert.equal(await count(), 0, 'undone');
    await assert.rejects(
      db.transaction().execute(async (tx) => {
        await first.execute(tx);
        await sql`select 1 / ${0}::int`.execute(tx);
      }),
      /division by zero/,
    );
    assert.equal(await count(), 0, 'failed later');
  }
  await db.transaction().execute(async () => undefined);
  await db.transaction().execute((tx) => plain.execute(tx));
  await db.transaction().execute((tx) => handed.execute(tx));
  assert.equal(await count(), 2);
  const { rows } = await pool.query('select pg_current_xact_id_if_assigned() as open');
  assert.equal(rows[0].open, null, 'no transaction is left open');
  await owner.end();
});
