/**
 * The page of records whose time is over asks an index, however many records there are: most of what is ever kept is at rest,
 * and somebody opens this page to do their work, not to wait for a million rows to be read.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { listOver } from '../../src/modules/concerns/index.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';
import { GOVERNANCE } from '../support/erasing.ts';

const MANY = 5_000;
let world: World;
let owner: pg.Client;
before(async () => {
  world = await openConcernWorld();
  owner = new pg.Client({ connectionString: world.database.urls.superuser });
  await owner.connect();
});
after(async () => {
  await owner.end();
  await world.close();
});

test('records whose time is over are found by index among many at rest', async () => {
  const { id } = await world.raise();
  const { rows } = await owner.query<{ column_name: string }>(
    `select column_name from information_schema.columns
     where table_schema = 'concerns' and table_name = 'concerns' order by ordinal_position`,
  );
  const made: Readonly<Record<string, string>> = {
    id: 'gen_random_uuid()',
    reference: `'HD-T' || n`,
    sent_hash: `sha256(('sent' || n)::bytea)`,
    receipt_lookup: 'null',
    standing: `'answered'`,
    received_at: `'1990-01-01'::timestamptz + n * interval '1 day'`,
    answered_at: `'1990-01-01'::timestamptz + n * interval '1 day'`,
  };
  const names = rows.map((row) => row.column_name);
  await owner.query(
    `insert into concerns.concerns (${names.join()}) select ${names.map((name) => made[name] ?? `c.${name}`).join()}
     from concerns.concerns c, generate_series(1, ${MANY}) n where c.id = $1`,
    [id],
  );
  await owner.query(
    `insert into concerns.acts (concern_id, number, at, act, data)
     select id, 1, received_at, 'concern-received', '{}' from concerns.concerns where reference like 'HD-T%'`,
  );
  await owner.query('vacuum (analyze) concerns.concerns, concerns.acts');
  const whole = async () => {
    await world.rows('select pg_stat_force_next_flush()');
    const found = await owner.query<{ n: number }>(
      `select sum(seq_scan)::int as n from pg_stat_user_tables
       where relid in ('concerns.concerns'::regclass, 'concerns.acts'::regclass)`,
    );
    return found.rows[0]?.n;
  };
  const page = () => world.ask(GOVERNANCE, listOver(world.ports), { after: null });
  const first = await page();
  assert.equal(first.rows.length, 25);
  assert.ok(first.next);
  const before_ = await whole();
  const second = await world.ask(GOVERNANCE, listOver(world.ports), { after: first.next });
  assert.equal(second.rows.filter((row) => first.rows.some((one) => one.id === row.id)).length, 0);
  assert.equal(await whole(), before_, 'no table was read whole');
});
