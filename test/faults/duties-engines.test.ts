import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type DutyWorld, openDutyWorld } from '../support/duty-world.ts';

const START = Temporal.Instant.from('2026-11-16T10:00:00Z');
const DUE = START.add({ hours: 12 });
const LONG = process.env.HEED_TEST_LONG === '1';
const DUTIES = LONG ? 2000 : 300;
const KILLS = LONG ? 20 : 3;

let database: TestDatabase;
let world: DutyWorld;
const children = new Set<ChildProcess>();

before(async () => {
  database = await createTestDatabase();
  world = await openDutyWorld(START, database);
});
after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await world.close();
});

function startEngine(): ChildProcess {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../support/run-duty-engine.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      HEED_TEST_ENGINE: JSON.stringify({ app: database.urls.app, now: DUE.toString() }),
    },
  });
  children.add(child);
  return child;
}

/** Waits for the engine's `n`-th batch; false when it ended first. */
async function waitForBatches(child: ChildProcess, n: number): Promise<boolean> {
  assert.ok(child.stdout);
  let seen = 0;
  for await (const _line of createInterface({ input: child.stdout })) {
    seen += 1;
    if (seen >= n) return true;
  }
  return false;
}

async function finish(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.stdout?.resume();
    await once(child, 'exit');
  }
  children.delete(child);
}

async function countDue(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from duties.duties
    where state = 'open' and next_at <= ${DUE}::timestamptz`.execute(world.db);
  return rows[0]?.n ?? 0;
}

describe('two engines at once, one of them killed again and again', () => {
  test('lose no missed clock and say none twice', { timeout: 240_000 }, async () => {
    for (let from = 0; from < DUTIES; from += 50) {
      const batch = Array.from({ length: Math.min(50, DUTIES - from) }, () => ({
        rule: 'front-door.open',
        about: world.concern(),
        post: world.posts.screener.id,
      }));
      await world.raise(...batch);
    }
    const steady = startEngine();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const doomed = startEngine();
      await waitForBatches(doomed, 2);
      doomed.kill('SIGKILL');
      await finish(doomed);
    }
    await finish(steady);
    // What the killed ones held in hand comes back when PostgreSQL notices that they are gone.
    for (let left = await countDue(); left > 0; left = await countDue()) await finish(startEngine());

    const { rows } = await sql<{ rungs: number; reached: number; missed: number }>`
      select
        (select count(*)::int from duties.rungs_reached r where r.duty_id = d.id and part = 'acts') as rungs,
        (select count(*)::int from duties.notices n where n.duty_id = d.id and kind = 'reached') as reached,
        (select count(*)::int from duties.notices n where n.duty_id = d.id and kind = 'missed') as missed
      from duties.duties d`.execute(world.db);
    assert.equal(rows.length, DUTIES);
    const wrong = rows.filter((row) => row.rungs !== 1 || row.reached !== 1 || row.missed !== 1);
    assert.deepEqual(wrong, []);
    const entries = await sql<{ act: string; n: number }>`
      select act, count(*)::int as n from ledger.entries
      where act in ('duties.clock-missed', 'duties.rung-reached') group by act order by act`.execute(
      world.db,
    );
    assert.deepEqual(entries.rows, [
      { act: 'duties.clock-missed', n: DUTIES },
      { act: 'duties.rung-reached', n: DUTIES },
    ]);
  });
});
