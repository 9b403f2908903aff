/**
 * kill -9 of Heed, and of PostgreSQL, in the middle of 200 concerns sent at once. Source: 90-quality.md (Reliability).
 * Whoever was told "received" must find it there afterwards, with its ledger entry, its duties and their notices, once
 * each; whoever was told nothing sends again with the same key, and it must not be there twice.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { machineClock } from '../../src/platform/clock.ts';
import { createChance, makeRaiseBody } from '../builders/raise-bodies.ts';
import { makeSecrets } from '../support/heed.ts';
import { type KillableHeed, type KillableWorld, openKillableWorld } from '../support/killable.ts';
import {
  checkExactlyOnce,
  isReady,
  type LoadOptions,
  type Raised,
  raiseAll,
  raiseRest,
  until,
} from '../support/raise-load.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const CYCLES = process.env.HEED_TEST_LONG === '1' ? 20 : 2;
const CONCERNS = 200;

describe('kill -9', () => {
  let world: KillableWorld;
  let heed: KillableHeed;
  let load: LoadOptions;
  let database: pg.Pool;
  let sent = 0;

  before(async () => {
    world = await openKillableWorld();
    const secrets = makeSecrets();
    const area = await fillWrenfold({ urls: world.postgres.urls, secrets, clock: machineClock });
    heed = await world.startHeed();
    load = { url: () => heed.url, token: area.apiToken, key: 'kill-nine' };
    database = new pg.Pool({ connectionString: world.postgres.urls.superuser, max: 2 });
    database.on('error', () => undefined);
  });
  after(async () => {
    await database?.end();
    await heed?.kill();
    await world?.close();
  });

  async function runCycle(cycle: number, kill: () => void, back: () => Promise<void>): Promise<void> {
    const numbers = Array.from({ length: CONCERNS }, (_, i) => sent + i);
    const acknowledged = new Map<number, Raised>();
    const when = 10 + createChance(cycle + 1).whole(CONCERNS - 40);
    let killed = false;
    await raiseAll(load, numbers, acknowledged, () => {
      if (killed || acknowledged.size < when) return;
      killed = true;
      kill();
    });
    assert.ok(acknowledged.size >= when, `only ${acknowledged.size} were acknowledged before the kill`);
    await back();
    await until('Heed is back', () => isReady(heed.url));
    await raiseRest(load, numbers, acknowledged);
    sent += CONCERNS;
    await checkExactlyOnce(database, acknowledged, sent);
  }

  test('of Heed between four warnings and their judging loses no alert, and tells of it once', async () => {
    // Whoever is about to make a pattern waits for this lock: the judging is in hand, and is killed there.
    const holder = await database.connect();
    await holder.query('begin');
    await holder.query(`select pg_advisory_xact_lock(hashtextextended('concerns.patterns', 0))`);
    const child = { kind: 'child', name: 'Kit Larkfield', dateOfBirth: '2012-05-04', postcode: 'ZZ9 9AA' };
    const told: string[] = [];
    for (const n of [0, 1, 2, 3]) {
      const answer = await fetch(`${heed.url}/api/v1/concerns`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${load.token}`,
          'content-type': 'application/json',
          'idempotency-key': `judged-${n}`,
        },
        body: JSON.stringify({ ...makeRaiseBody(900 + n), mentions: [child] }),
      });
      assert.equal(answer.status, 201, 'whoever raised a concern waited for its judging');
      told.push(((await answer.json()) as Raised).reference);
    }
    const isWaitedFor = async () =>
      (await holder.query(`select from pg_locks where locktype = 'advisory' and not granted`)).rows.length >
      0;
    await until('the four are being judged', isWaitedFor);
    await heed.kill();
    await holder.query('commit');
    holder.release();
    const read = async () =>
      (
        await database.query<{
          id: string;
          concerns: number;
          duties: number;
          entries: number;
          late: boolean;
        }>(
          `select p.id, (select count(*)::int from concerns.pattern_concerns i where i.pattern_id = p.id) as concerns,
            (select count(*)::int from duties.duties d where d.about_id = p.id and d.state = 'open') as duties,
            (select count(*)::int from ledger.entries e join ledger.refs r on r.ref = e.subject_ref
              where r.kind = 'pattern' and r.id = p.id::text and e.act = 'concerns.pattern-raised') as entries,
            (select bool_or(d.from_at > (select max(c.received_at) from concerns.concerns c
              where c.reference = any($1))) from duties.duties d where d.about_id = p.id) as late
           from concerns.patterns p where exists (select from concerns.pattern_concerns i
             join concerns.concerns c on c.id = i.concern_id where i.pattern_id = p.id and c.reference = any($1))`,
          [told],
        )
      ).rows;
    assert.deepEqual(await read(), [], 'it was told of before it was killed');
    sent += told.length;
    heed = await world.startHeed();
    await until('nothing waits to be judged', async () => {
      const { rows } = await database.query('select from networks.waiting');
      return rows.length === 0;
    });
    const [pattern, ...more] = await read();
    assert.deepEqual(
      [pattern?.concerns, pattern?.duties, pattern?.entries, pattern?.late, more.length],
      [4, 1, 1, false, 0],
    );
  });

  for (let cycle = 0; cycle < CYCLES; cycle++) {
    test(`of Heed loses nothing it said it had (${cycle + 1})`, async () => {
      let gone: Promise<void> = Promise.resolve();
      await runCycle(
        cycle,
        () => {
          gone = heed.kill();
        },
        async () => {
          await gone;
          heed = await world.startHeed();
        },
      );
    });

    test(`of PostgreSQL loses nothing Heed said it had (${cycle + 1})`, async () => {
      await runCycle(
        1000 + cycle,
        () => world.killPostgres(),
        async () => undefined,
      );
    });
  }
});
