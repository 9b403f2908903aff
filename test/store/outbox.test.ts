import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createOutbox, startOutboxWorker } from '../../src/platform/jobs/outbox.ts';
import { DEAD_QUEUE, openQueue } from '../../src/platform/jobs/queue.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: pg.Pool;
let boss: PgBoss;

before(async () => {
  database = await createTestDatabase();
  pool = openPool({ url: database.urls.app, name: 'outbox test', max: 3 });
  boss = await openQueue({ url: database.urls.app, log: silentLog, supervise: true });
});
after(async () => {
  await boss.stop({ graceful: false });
  await pool.end();
  await database.drop();
});

/** Waits until `done` holds: the worker looks for events twice a second. */
async function until(done: () => boolean): Promise<void> {
  for (let turn = 0; turn < 200 && !done(); turn += 1) await wait(50);
  assert.ok(done(), 'it never came');
}

describe('the outbox', () => {
  test('an event exists exactly if its change was committed, and is reacted to until that succeeds', async () => {
    const outbox = createOutbox(boss);
    const db = openDb(pool);
    const put = (name: string, commit: boolean) =>
      db
        .transaction()
        .execute(async (tx) => {
          await outbox.put(tx, [{ name: `concerns.${name}`, data: { concern: name } }]);
          if (!commit) throw new Error('rolled back');
        })
        .catch((error: Error) => assert.equal(error.message, 'rolled back'));
    await put('kept', true);
    await put('lost', false);
    const seen: string[] = [];
    let failures = 0;
    await startOutboxWorker({
      boss,
      log: silentLog,
      everySeconds: 0.5,
      onDead: async () => undefined,
      handlers: {
        'concerns.kept': [
          async (data) => {
            seen.push(String(data.concern));
          },
        ],
        'concerns.lost': [
          async () => {
            seen.push('lost');
          },
        ],
        'concerns.stubborn': [
          async () => {
            failures += 1;
            if (failures === 1) throw new Error('mail is away');
            seen.push('stubborn');
          },
        ],
      },
    });
    await put('stubborn', true);
    await until(() => seen.includes('kept') && seen.includes('stubborn'));
    assert.deepEqual([...seen].sort(), ['kept', 'stubborn']);
    assert.equal(failures, 2);
  });

  test('an event that can’t be reacted to, after every try, alarms once by name', async () => {
    const dead: string[] = [];
    await boss.insert(DEAD_QUEUE, [{ data: { name: 'concerns.hopeless', data: {} } }]);
    await startOutboxWorker({
      boss,
      log: silentLog,
      everySeconds: 0.5,
      handlers: {},
      onDead: async (name) => {
        dead.push(name);
      },
    });
    await until(() => dead.length > 0);
    assert.deepEqual(dead, ['concerns.hopeless']);
  });

  test('the role that serves can do the queue’s housekeeping without owning it', async () => {
    const problems: string[] = [];
    boss.on('error', (error) => problems.push(error.message));
    await boss.supervise();
    assert.deepEqual(problems, []);
  });
});
