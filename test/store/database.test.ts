import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
const app = openPool({ url: database.urls.app, name: 'test' });
after(async () => {
  await app.end();
  await database.drop();
});

test('words in any script are kept whole: the database is UTF-8, in the C.UTF-8 order', async () => {
  const words = 'Zoë Ó Briain 王小明 👧🏽';
  const found = await app.query('select $1::text as words, char_length($1) as n', [words]);
  assert.equal(found.rows[0].words, words);
  const settings = await app.query(
    'select pg_encoding_to_char(encoding) as encoding, datlocprovider, datlocale from pg_database where datname = current_database()',
  );
  assert.deepEqual(settings.rows[0], { encoding: 'UTF8', datlocprovider: 'b', datlocale: 'C.UTF-8' });
});

test('the server listens on no network and logs no statements', async () => {
  const found = await app.query<{ name: string; setting: string }>(
    "select name, setting from pg_settings where name in ('listen_addresses','log_statement','log_min_error_statement','log_parameter_max_length','log_parameter_max_length_on_error','track_commit_timestamp','log_min_messages')",
  );
  assert.deepEqual(Object.fromEntries(found.rows.map((row) => [row.name, row.setting])), {
    listen_addresses: '',
    log_min_error_statement: 'panic',
    log_min_messages: 'log',
    log_parameter_max_length: '0',
    log_parameter_max_length_on_error: '0',
    log_statement: 'none',
    track_commit_timestamp: 'off',
  });
});

test('the role that serves is no superuser, and owns and can create nothing', async () => {
  const found = await app.query(
    'select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user',
  );
  assert.deepEqual(found.rows[0], {
    rolsuper: false,
    rolcreatedb: false,
    rolcreaterole: false,
    rolbypassrls: false,
  });
  await assert.rejects(app.query('create table public.mine (a int)'), /permission denied/);
  await assert.rejects(app.query('create schema mine'), /permission denied/);
  const owned = await app.query('select 1 from pg_class where relowner = current_user::regrole');
  assert.equal(owned.rowCount, 0);
});
