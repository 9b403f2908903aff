/**
 * An upgrade without a night of closed doors: old and new Heed serve one database while concerns are raised and read.
 * No release has been made yet, so "new" is this source with a few migrations more, of every kind that "expand first" allows:
 * a column on tables in constant use, a table, a value in a list of permitted ones, an index. Source: 90-quality.md
 * (Reliability); the promise is in docs/operating/upgrade.md. Old and new stay side by side for HEED_TEST_ROLLING_MINUTES
 * (10; the nightly run asks for 60).
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { machineClock } from '../../src/platform/clock.ts';
import { loadSecrets } from '../../src/platform/secrets.ts';
import {
  type HeedProcess,
  killHeeds,
  makeNextHeed,
  runHeedCommand,
  startHeedProcess,
  THIS_HEED,
} from '../support/heed-process.ts';
import { type KillableWorld, openKillableWorld } from '../support/killable.ts';
import { checkExactlyOnce, type Raised, raiseOne, until } from '../support/raise-load.ts';
import { fillWrenfold, type Wrenfold } from '../support/wrenfold.ts';

const MINUTES = Number(process.env.HEED_TEST_ROLLING_MINUTES ?? '10');
const CLIENTS = 4;
const NO_FILES = {
  pepper: null,
  totpKey: null,
  fileKey: null,
  cookieKey: null,
  ledgerKey: null,
  ledgerSigningKey: null,
};

/** Tables in constant use that the next release gives a column; each by a migration of its own (CONTRIBUTING.md). */
const WIDENED = [
  'concerns.concerns',
  'concerns.acts',
  'duties.duties',
  'duties.notices',
  'ledger.entries',
  'access.accounts',
  'access.posts',
  'access.sessions',
  'people.mentions',
];
const NEXT = [
  ...WIDENED.map((table) => `alter table ${table} add column next_kind text not null default 'usual';`),
  `alter table files.attachments drop constraint attachments_scan,
    add constraint attachments_scan check (scan in ('clean', 'not-scanned', 'next'));`,
  `create table concerns.next_things (id uuid constraint next_things_pkey primary key, words text);
    grant select, insert on concerns.next_things to heed_app;`,
  'create index duties_next_kind on duties.duties (next_kind);',
];

describe('a rolling upgrade', { timeout: (MINUTES + 5) * 60_000 }, () => {
  const next = makeNextHeed(NEXT);
  const dataDir = mkdtempSync(join(tmpdir(), 'heed-rolling-'));
  let world: KillableWorld;
  let area: Wrenfold;
  let database: pg.Pool;
  let settings: Record<string, string>;

  /** Those that a balancer would send somebody to now. */
  const serving: HeedProcess[] = [];
  const started: HeedProcess[] = [];
  const acknowledged = new Map<number, Raised>();
  const failures: string[] = [];
  let asked = 0;
  let over = false;

  before(async () => {
    world = await openKillableWorld();
    const { urls } = world.postgres;
    const secrets = loadSecrets({ folder: join(dataDir, 'secrets'), files: NO_FILES, mode: 'demo' });
    area = await fillWrenfold({ urls, secrets, clock: machineClock });
    database = new pg.Pool({ connectionString: urls.superuser, max: 3 });
    settings = {
      HEED_DATA_DIR: dataDir,
      HEED_DATABASE_URL: urls.app,
      HEED_DATABASE_OWNER_URL: urls.owner,
    };
  });
  after(async () => {
    over = true;
    if (process.env.HEED_TEST_LOUD === '1') for (const one of started) process.stderr.write(one.output());
    await killHeeds();
    await database?.end();
    await world?.close();
    next.remove();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function begin(...how: Parameters<typeof startHeedProcess>): Promise<HeedProcess> {
    const made = await startHeedProcess(...how);
    started.push(made);
    return made;
  }

  function pickUrl(): string {
    asked += 1;
    return serving[asked % serving.length]?.url ?? '';
  }

  async function open(path: string): Promise<void> {
    const cookie = `heed=${area.posts.get('screener-1')?.session}`;
    const answer = await fetch(`${pickUrl()}${path}`, { headers: { cookie }, redirect: 'manual' }).catch(
      (error: Error) => error,
    );
    if (answer instanceof Error) failures.push(`${path}: ${answer.message} ${String(answer.cause)}`);
    else if (answer.status !== 200) failures.push(`${path}: ${answer.status}`);
    if (answer instanceof Response) await answer.text();
  }

  /** Somebody who raises a concern, and a screener who finds it, opens it and looks around. */
  async function goOn(client: number): Promise<void> {
    for (let n = client; !over; n += CLIENTS) {
      const answer = await raiseOne({ url: pickUrl, token: area.apiToken, key: 'rolling' }, n);
      if (!answer.raised) {
        failures.push(`concern ${n} was not taken${answer.told ? ' (503)' : ''}`);
        continue;
      }
      acknowledged.set(n, answer.raised);
      const { rows } = await database.query<{ id: string }>(
        'select id from concerns.concerns where reference = $1',
        [answer.raised.reference],
      );
      for (const path of [`/concerns/${rows[0]?.id}`, '/inbox', '/notices', '/area']) await open(path);
    }
  }

  const goesOn = (by: number) => {
    const then = asked + by;
    return until(`${by} more requests`, () => asked >= then);
  };

  /** Takes `old` out of the balancer's list after `fresh` is in, then stops it: what is in hand it must finish. */
  async function replace(old: HeedProcess): Promise<void> {
    serving.push(await begin(next.folder, 'serve', settings));
    serving.splice(serving.indexOf(old), 1);
    assert.equal(await old.stop(), 0);
    await goesOn(40);
  }

  async function migrateBesideABackup(): Promise<void> {
    const backup = await database.connect();
    await backup.query('begin; lock table concerns.concerns in access share mode');
    const both = [1, 2].map(() => runHeedCommand(next.folder, ['migrate'], settings));
    await until('it waits for the backup', () => both.some((one) => /waits for a table/.test(one.output())));
    await goesOn(40);
    await backup.query('commit');
    backup.release();
    for (const one of both) assert.equal(await one.ended, 0, one.output());
    const said = both.map((one) => one.output()).join('\n');
    assert.match(said, new RegExp(`Applied ${NEXT.length} migrations\\.`));
    assert.match(said, /The database is up to date\./, 'the second took its turn');
  }

  test('fails nobody, loses nothing, and lets no older Heed begin', async () => {
    const old = [await begin(THIS_HEED, 'serve', settings)];
    old.push(await begin(THIS_HEED, 'serve', settings));
    const oldWorker = await begin(THIS_HEED, 'worker', settings);
    serving.push(...old);
    const clients = Array.from({ length: CLIENTS }, (_, client) => goOn(client));
    // Every connection has run every statement often enough for PostgreSQL to keep its plan.
    await goesOn(400);
    await migrateBesideABackup();
    await goesOn(100);
    const late = runHeedCommand(THIS_HEED, ['serve'], settings);
    assert.equal(await late.ended, 1);
    assert.match(late.output(), /9000-next, which this Heed does not know: a newer Heed has been here/);
    const [first, second] = old;
    assert.ok(first && second);
    await replace(first);
    const newWorker = await begin(next.folder, 'worker', settings);
    await delay(MINUTES * 60_000);
    assert.equal(await oldWorker.stop(), 0);
    await replace(second);
    over = true;
    await Promise.all(clients);
    assert.deepEqual(failures, []);
    await checkExactlyOnce(database, acknowledged, acknowledged.size);
    await until('the new worker has told of everything', async () => {
      const { rows } = await database.query<{ n: number }>(
        "select count(*)::int as n from pgboss.job where name in ('outbox', 'outbox-dead') and state <> 'completed'",
      );
      return rows[0]?.n === 0;
    });
    for (const one of [...serving, newWorker]) assert.equal(await one.stop(), 0);
    for (const one of started)
      assert.doesNotMatch(one.output(), /"(broken|event-failed|event-dead|round-failed)"/);
  });
});
