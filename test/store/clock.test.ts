import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type pg from 'pg';
import { followClock, moveClock } from '../../src/platform/clock.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const DAY = 24 * 60 * 60 * 1000;
let database: TestDatabase;
let pools: pg.Pool[] = [];
const dbOf = (url: string) => {
  const pool = openPool({ url, name: 'clock test', max: 2 });
  pools.push(pool);
  return openDb(pool);
};

before(async () => {
  database = await createTestDatabase();
});
after(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  pools = [];
  await database.drop();
});

test('a moved clock moves duties’ time for every process and leaves sessions’ time alone', async () => {
  const clock = await followClock(dbOf(database.urls.app));
  const owner = dbOf(database.urls.owner);
  assert.ok(Math.abs(clock.domain().since(clock.wall()).total('milliseconds')) < 1_000);
  await moveClock(owner, DAY);
  await clock.refresh();
  assert.ok(Math.abs(clock.domain().since(clock.wall()).total('milliseconds') - DAY) < 1_000);
  assert.equal(clock.domain().epochNanoseconds % 1_000_000n, 0n);
  clock.stop();
});

test('the clock never goes back, and the role that serves can’t move it', async () => {
  const owner = dbOf(database.urls.owner);
  await assert.rejects(moveClock(owner, -1), RangeError);
  await assert.rejects(sql`update clock.moved set by_ms = 0`.execute(owner), /only moves forward/);
  await assert.rejects(
    sql`update clock.moved set by_ms = 9e12`.execute(dbOf(database.urls.app)),
    /permission/,
  );
});
