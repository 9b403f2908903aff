/** The check of the ledger goes on after a restart, takes turns, keeps out of the way, and tells those outside the agency. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { createLedgerAlarms } from '../../src/compose/ledger-check.ts';
import { createCheckStore } from '../../src/modules/ledger/store/self-check.store.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { openCheckedLedger } from '../support/checked-ledger.ts';
import { makeSecrets } from '../support/heed.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const world = await openCheckedLedger();
after(() => world.close());
await world.addEntries(20_000, 500);
await world.sequencer.runOnce();

const readState = async () => {
  const { rows } = await world.pool.query(
    `select progress, ended_at as "endedAt", began_at as "beganAt", size, faults from ledger.checks where kind = 'everything'`,
  );
  return rows[0] as { progress: string | null; endedAt: unknown; size: number | null; faults: unknown[] };
};

/** A check that is ended after `pieces` pieces of work, as by a restart. */
async function stopAfter(pieces: number): Promise<void> {
  const check = world.startCheck();
  let done = 0;
  world.restBy(async () => {
    done += 1;
    if (done === pieces) await check.stop();
  });
  assert.equal(await check.checkEverything(), null);
  world.restBy(async () => undefined);
}

/** How many pieces of work a check of everything takes now. */
async function countPieces(): Promise<number> {
  let pieces = 0;
  world.restBy(async () => {
    pieces += 1;
  });
  assert.deepEqual(await world.startCheck().checkEverything(), []);
  world.restBy(async () => undefined);
  return pieces;
}

describe('the check of everything', () => {
  test('goes on after a restart from where it had got to', async () => {
    const whole = await countPieces();
    assert.ok(whole > 20_000 / 256);
    await stopAfter(50);
    const { progress } = await readState();
    assert.ok(progress);
    assert.equal(await countPieces(), whole - 49, 'but for the tile in hand nothing is read twice');
    const { progress: none, endedAt, size } = await readState();
    assert.equal(none, null);
    assert.ok(endedAt);
    assert.equal(size, 20_000);
  });

  test('is not sent past what was changed by somebody who writes how far it has got', async () => {
    await stopAfter(50);
    const { progress } = await readState();
    const whole = await (async () => {
      await world.pool.query(`update ledger.checks set progress = replace(progress, ' 12544 ', ' 19968 ')`);
      return countPieces();
    })();
    assert.notEqual(progress, (await readState()).progress);
    assert.ok(whole > 20_000 / 256, 'it begins again');
  });

  test('is done by one process at a time, also where one was killed while at it', async () => {
    let other: unknown = 'not asked';
    world.restBy(async () => {
      if (other === 'not asked') {
        other = 'asked';
        other = await world.startCheck().checkEverything();
      }
    });
    assert.deepEqual(await world.startCheck().checkEverything(), []);
    assert.equal(other, null);
    world.restBy(async () => undefined);
    await world.pool.query(
      `update ledger.checks set held_by = gen_random_uuid(), held_until = now() + interval '1 minute'`,
    );
    assert.equal(await world.startCheck().checkEverything(), null);
    world.moveClock({ minutes: 3 });
    assert.deepEqual(await world.startCheck().checkEverything(), []);
    world.moveClock({ hours: 0 });
  });

  test('rests three times as long as it works, and holds no transaction while it rests', async () => {
    let rested = 0;
    let open = 0;
    world.restBy(async (milliseconds) => {
      rested += milliseconds;
      const { rows } = await world.superuser.query(
        `select count(*)::int as open from pg_stat_activity
         where datname = current_database() and application_name = 'ledger test' and xact_start is not null`,
      );
      open += rows[0].open;
    });
    const began = performance.now();
    assert.deepEqual(await world.startCheck().checkEverything(), []);
    const took = performance.now() - began;
    assert.equal(open, 0);
    assert.ok(rested > took, 'more rest is asked for than the whole check took without it');
    world.restBy(async () => undefined);
  });

  test('reads the log by index look-ups only, also by plans made while it was empty', async () => {
    const own = await openCheckedLedger();
    try {
      const tables = ['entries', 'positions', 'tiles', 'heads', 'checkpoints', 'refs', 'body_keys'];
      for (const table of tables) await own.superuser.query(`vacuum (analyze) ledger.${table}`);
      const pool = openPool({ url: own.urls.superuser, name: 'one', max: 1 });
      const db = openDb(pool);
      const store = createCheckStore(own.key.verifier, makeSecrets().ledgerKey);
      const readAll = () =>
        db.transaction().execute(async (tx) => {
          const parts = await store.listParts(tx);
          const part = 'origin' in parts ? undefined : parts[0];
          assert.ok(part);
          const { head } = await store.readSizes(tx, 0);
          for (let from = 0; from === 0 || from < head; from += 256)
            if (head > 0) await store.readChecked(tx, part, from, head);
          await store.readSizeAt(tx, Temporal.Now.instant(), 0, false);
          await store.readSizeAt(tx, Temporal.Now.instant(), 0, true);
          await store.readRoot(tx, head, 0);
          await store.findUnnumbered(tx, store.lowestId(Temporal.Instant.fromEpochMilliseconds(0)));
        });
      const whole = async () => {
        await pool.query('select pg_stat_force_next_flush()');
        const { rows } = await own.superuser.query(
          `select relname as name, seq_scan::int as whole from pg_stat_user_tables
           where schemaname = 'ledger' and relname = any($1) order by 1`,
          [tables],
        );
        return rows;
      };
      await readAll();
      await own.addEntries(2_000, 500);
      await own.sequencer.runOnce();
      const before = await whole();
      await readAll();
      await readAll();
      assert.deepEqual(await whole(), before);
      await pool.end();
    } finally {
      await own.close();
    }
  });
});

describe('an alarm about the ledger', () => {
  test('is told to the scrutineer, outside, and to the administrator; ended by the check alone; both are entered', async () => {
    const area = await fillWrenfold({
      urls: world.urls,
      secrets: makeSecrets(),
      clock: world.spine.clock,
    });
    const alarms = createLedgerAlarms(world.spine);
    const fault = { kind: 'entry-altered', first: 300, before: 301 } as const;
    await alarms.raise([fault]);
    await alarms.raise([fault]);
    const notices = await world.pool.query(
      `select post_id as post, means from duties.notices where kind = 'alarm:ledger-tampered'`,
    );
    const scrutineer = area.posts.get('scrutineer')?.post;
    assert.deepEqual(notices.rows.find(({ post }) => post === scrutineer)?.means, ['email']);
    assert.ok(notices.rows.length >= 2);
    await alarms.clear();
    await alarms.clear();
    const { rows } = await world.pool.query(
      `select act, count(*)::int as n from ledger.entries where act like 'duties.alarm-%' group by act order by act`,
    );
    assert.deepEqual(rows, [
      { act: 'duties.alarm-cleared', n: 1 },
      { act: 'duties.alarm-raised', n: 1 },
    ]);
  });
});
