import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { PgBoss } from 'pg-boss';
import { openPool } from '../../src/platform/db.ts';
import { migrate, readMigrations, readSchemaState } from '../../src/platform/migrate.ts';
import { createTestDatabase } from '../support/database.ts';

const now = Temporal.Instant.from('2026-02-03T09:00:00Z');
const database = await createTestDatabase();
const folder = mkdtempSync(join(tmpdir(), 'heed-migrations-'));
for (const known of readMigrations()) writeFileSync(join(folder, `${known.name}.sql`), known.sql);
const owner = openPool({ url: database.urls.owner, name: 'test', max: 2 });
after(async () => {
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const put = (name: string, sql: string) => writeFileSync(join(folder, name), sql);
const run = () => migrate({ ownerUrl: database.urls.owner, now, folder });
const state = () => readSchemaState(database.urls.app, folder);

test('a migrated database has nothing pending, and migrating again changes nothing', async () => {
  assert.deepEqual((await state()).pending, []);
  assert.deepEqual(await run(), []);
});

test('two upgrades at once take turns: each migration runs once', async () => {
  put(
    '9001-first.sql',
    'create schema trial; create table trial.a (id int); grant usage on schema trial to heed_app;',
  );
  put('9002-second.sql', 'alter table trial.a add column words text;');
  const [one, two] = await Promise.all([run(), run()]);
  assert.deepEqual([...one, ...two], ['9001-first', '9002-second']);
});

test('a migration waits for a table in use without holding up who reads it meanwhile', async () => {
  put('9010-busy.sql', 'alter table trial.a add column more text;');
  await owner.query('grant select on trial.a to heed_app');
  const backup = await owner.connect();
  await backup.query('begin; lock table trial.a in access share mode');
  const reader = openPool({ url: database.urls.app, name: 'test', max: 1 });
  const waits = Promise.withResolvers<void>();
  const migrating = migrate({ ownerUrl: database.urls.owner, now, folder, log: () => waits.resolve() });
  await waits.promise;
  await reader.query("set statement_timeout = '5s'");
  await reader.query('select id from trial.a');
  await backup.query('commit');
  backup.release();
  await reader.end();
  assert.deepEqual(await migrating, ['9010-busy']);
  rmSync(join(folder, '9010-busy.sql'));
  await owner.query('delete from heed.migrations where number = 9010');
});

test('a migration that fails is undone whole, and those before it are kept', async () => {
  put('9003-third.sql', 'create table trial.c (id int);');
  put('9004-fourth.sql', 'create table trial.d (id int); select 1 / 0;');
  await assert.rejects(run(), /9004-fourth failed and was undone: division by zero/);
  const found = await owner.query("select to_regclass('trial.c') as c, to_regclass('trial.d') as d");
  assert.deepEqual(found.rows[0], { c: 'trial.c', d: null });
  put('9004-fourth.sql', 'create table trial.d (id int);');
  assert.deepEqual(await run(), ['9004-fourth']);
});

test('a migration changed after it ran is refused, and nothing is applied', async () => {
  put('9002-second.sql', 'alter table trial.a add column other text;');
  put('9005-fifth.sql', 'create table trial.e (id int);');
  await assert.rejects(run(), /9002-second is not the one this database was built with/);
  await assert.rejects(state(), /9002-second/);
  assert.equal((await owner.query("select to_regclass('trial.e') as e")).rows[0].e, null);
  put('9002-second.sql', 'alter table trial.a add column words text;');
  await run();
});

test('a database that a newer Heed has upgraded is refused by this one', async () => {
  rmSync(join(folder, '9005-fifth.sql'));
  await assert.rejects(run(), /9005-fifth, which this Heed does not know: a newer Heed/);
});

test('the role that serves uses the job queue without owning it', async () => {
  const boss = new PgBoss({
    connectionString: database.urls.app,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  });
  const faults: unknown[] = [];
  boss.on('error', (error) => faults.push(error));
  await boss.start();
  await boss.createQueue('notices');
  const id = await boss.send('notices', { duty: 'x' });
  const [job] = await boss.fetch('notices');
  assert.equal(job?.id, id);
  await boss.complete('notices', job?.id ?? '');
  await boss.supervise();
  await boss.deleteQueue('notices');
  await boss.stop({ graceful: false });
  assert.deepEqual(faults, []);
});
