/**
 * Plans are made for any values (docs/decisions/0303), so a partial index is used only by statements that say its condition
 * themselves. Past failure: handed in as a parameter, `state = 'open'` read every duty there ever was, for every inbox.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import type { PostId } from '../../src/kernel/ids.ts';
import { listOpenDutiesFor } from '../../src/modules/duties/index.ts';
import { findNextAt } from '../../src/modules/duties/store/due-duties.store.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';

const database = await createTestDatabase();
const owner = openPool({ url: database.urls.superuser, name: 'test', max: 1 });
const pool = openPool({ url: database.urls.app, name: 'test', max: 1 });
after(async () => {
  await pool.end();
  await owner.end();
  await database.drop();
});

const post = randomUUID() as PostId;
await owner.query(
  `insert into duties.rules (id, version, what, calendar, ladder, met_by, red, source, in_force_from)
   values ('tests.owed', 1, 'Something', 'england-and-wales', 'front-door', '{tests.done}', false, 'a test', now())`,
);
// Twenty thousand met long ago, and five still open.
await owner.query(
  `insert into duties.duties (id, rule_id, rule_version, about_kind, about_id, key, post_id, red, from_at, due_at,
     original_due_at, covered, earlier_warnings, skip_posts, skip_holders, reached_at, standing, notice_at, next_at, state,
     ended_at, ended_act)
   select gen_random_uuid(), 'tests.owed', 1, 'concern', gen_random_uuid(), '', $1, false, now(), now(), now(), true, 0,
     '{}', '{}', now(), array[$1::uuid], now(), case when n <= 5 then now() end, case when n <= 5 then 'open' else 'met' end,
     case when n > 5 then now() end, case when n > 5 then 'tests.done' end
   from generate_series(1, 20000) n`,
  [post],
);
// Two thousand that another post owes, of which three climbed to a third.
const climbedTo = randomUUID() as PostId;
await owner.query(
  `insert into duties.duties (id, rule_id, rule_version, about_kind, about_id, key, post_id, red, from_at, due_at,
     original_due_at, covered, earlier_warnings, skip_posts, skip_holders, reached_at, standing, told, notice_at, state, rung)
   select gen_random_uuid(), 'tests.owed', 1, 'concern', gen_random_uuid(), '', $1, false, now(), now(), now(), true, 0,
     '{}', '{}', now(), array[$1::uuid], case when n <= 3 then array[$2::uuid] else '{}' end, now(), 'open',
     case when n <= 3 then 1 else 0 end
   from generate_series(1, 2000) n`,
  [randomUUID(), climbedTo],
);
await owner.query('vacuum (analyze) duties.duties');

/** How many rows of duties.duties were read one by one, and how many whole reads there were, while `work` ran. */
async function countReads(work: () => Promise<unknown>): Promise<{ whole: number; rows: number }> {
  const read = async () => {
    await pool.query('select pg_stat_force_next_flush()');
    const { rows } = await owner.query(
      `select seq_scan::int as whole, (seq_tup_read + idx_tup_fetch)::int as rows from pg_stat_user_tables
       where relid = 'duties.duties'::regclass`,
    );
    return rows[0] as { whole: number; rows: number };
  };
  const before = await read();
  await work();
  const after = await read();
  return { whole: after.whole - before.whole, rows: after.rows - before.rows };
}

describe('open duties are found by the index of open ones', () => {
  test('in an inbox', async () => {
    const db = openDb(pool);
    const inbox = () => db.transaction().execute((tx) => listOpenDutiesFor(tx, [post], null));
    assert.equal((await inbox()).length, 5);
    assert.deepEqual(await countReads(inbox), { whole: 0, rows: 5 });
  });

  test('in the inbox of a post that some climbed to, whatever else is open', async () => {
    const db = openDb(pool);
    const inbox = () => db.transaction().execute((tx) => listOpenDutiesFor(tx, [climbedTo], null));
    assert.equal((await inbox()).length, 3);
    assert.deepEqual(await countReads(inbox), { whole: 0, rows: 3 });
  });

  test('by the engine, for what is due next', async () => {
    const db = openDb(pool);
    const next = () => db.transaction().execute(findNextAt);
    assert.ok(await next());
    assert.equal((await countReads(next)).whole, 0);
  });
});
