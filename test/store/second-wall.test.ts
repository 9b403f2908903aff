/**
 * The second wall: a restricted record is not there for whom it shuts out, even where a page forgets to ask. What would be
 * lost: one forgotten condition in one list, and the child's whole record stands before whoever two people shut out of it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import type { ConcernId } from '../../src/kernel/ids.ts';
import {
  askRestriction,
  confirmRestriction,
  getConcern,
  sendMessage,
} from '../../src/modules/concerns/index.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';

const REASON = 'The father works in the building and has been seen at the front door’s desks.';
const WALLED = ['concerns', 'acts', 'messages', 'requests'] as const;
let world: World;
let open: ConcernId;
let shut: ConcernId;
let keeper = '';
/** The app's role with no settings of Heed's at all. */
let bare: pg.Client;

before(async () => {
  world = await openConcernWorld();
  open = (await world.raise()).id;
  shut = (await world.raise()).id;
  await world.openIt(open);
  keeper = await world.openIt(shut);
  const message = {
    concern: shut,
    text: 'Thank you. Somebody has read what you told us, and is acting on it.',
  };
  assert.ok((await world.act(keeper, sendMessage(world.ports), message)).ok);
  const restrict = { concern: shut, kind: 'restrict' as const, posts: [], reason: REASON };
  assert.ok((await world.act(keeper, askRestriction(world.ports), restrict)).ok);
  assert.ok((await world.act('front-door-manager', confirmRestriction(world.ports), { concern: shut })).ok);
  bare = new pg.Client({ connectionString: world.database.urls.app });
  await bare.connect();
});
after(async () => {
  await bare.end();
  await world.close();
});

async function count(table: string, id: ConcernId, viewer: string | null): Promise<number> {
  await bare.query('begin');
  await bare.query(`select set_config('heed.now', $1, true)`, [world.clock.domain().toString()]);
  if (viewer !== null) await bare.query(`select set_config('heed.viewer', $1, true)`, [viewer]);
  const key = table === 'concerns' ? 'id' : 'concern_id';
  const { rows } = await bare.query(`select count(*)::int n from concerns.${table} where ${key} = $1`, [id]);
  await bare.query('rollback');
  return rows[0].n;
}
const accountOf = (key: string) => world.postOf(key).account ?? '';

describe('the role that serves pages', () => {
  test('sees no row of a restricted record where nobody said for whom it reads', async () => {
    for (const table of WALLED) assert.equal(await count(table, shut, null), 0, table);
    assert.equal(await count('concerns', open, null), 1, 'what is not restricted is there');
    assert.equal(await count('concerns', shut, ''), 0);
    assert.equal(await count('concerns', shut, 'somebody'), 0);
  });

  test('sees it for those let in, and for nobody shut out, whatever their post', async () => {
    const other = keeper === 'screener-1' ? 'screener-2' : 'screener-1';
    for (const table of ['concerns', 'acts', 'messages'] as const) {
      for (const key of [keeper, 'front-door-manager', 'scrutineer'])
        assert.ok((await count(table, shut, accountOf(key))) > 0, `${table} ${key}`);
      for (const key of [other, 'head-of-service', 'director', 'administrator'])
        assert.equal(await count(table, shut, accountOf(key)), 0, `${table} ${key}`);
    }
    assert.ok((await count('acts', shut, 'all')) > 0, 'Heed itself still works on it');
  });

  test('is held through run-query: a query that forgets to ask the rules still finds nothing', async () => {
    const { account, post, agency } = world.postOf('head-of-service');
    assert.ok(account);
    const who = { actor: { kind: 'account', account, post, agency }, basis: null } as const;
    const seen = await runQuery(world.spine, who, (tx, ctx) =>
      getConcern(world.ports)(tx, ctx, { concern: shut }),
    );
    assert.ok(!seen.ok && seen.refusal.code === 'concerns.not-found');
    assert.ok(await world.ask('front-door-manager', getConcern(world.ports), { concern: shut }));
  });

  test('works the wall out once for a statement, never row by row', async () => {
    const { rows } = await bare.query('explain select count(*) from concerns.concerns');
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.match(plan, /hashed SubPlan/);
  });
});

describe('the other roles', () => {
  test('of readers and of disclosures read no table of concerns', async () => {
    for (const role of ['reader', 'sealed'] as const) {
      const client = new pg.Client({ connectionString: world.database.urls[role] });
      await client.connect();
      for (const table of WALLED)
        await assert.rejects(
          client.query(`select from concerns.${table}`),
          /permission denied/,
          `${role} ${table}`,
        );
      await client.end();
    }
  });

  test('none may begin a second area in the same database', async () => {
    await assert.rejects(
      world.rows(
        `insert into access.areas (id, name, created_at) values (gen_random_uuid(), 'Another', now())`,
      ),
      /areas_only_one/,
    );
  });

  test('the owner, who migrates and backs up, is not the role that serves, and serving cannot step over the wall', async () => {
    const { rows } = await bare.query(
      `select rolsuper, rolbypassrls, pg_has_role('heed_app', 'heed_owner', 'member') as owns
       from pg_roles where rolname = 'heed_app'`,
    );
    assert.deepEqual(rows, [{ rolsuper: false, rolbypassrls: false, owns: false }]);
    await assert.rejects(
      bare.query('alter table concerns.concerns disable row level security'),
      /must be owner/,
    );
  });
});
