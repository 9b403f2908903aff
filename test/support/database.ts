import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as rest } from 'node:timers/promises';
import pg from 'pg';
import { migrate } from '../../src/platform/migrate.ts';
import { findRunningEmbedded, startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import type { EmbeddedUrls } from '../../src/platform/postgres/roles.ts';

/** The database every test database is a copy of: migrated, and with nobody connected. */
const TEMPLATE = 'heed_template';

/** How long a database is given for its connections to have ended, before they are ended for it. */
const LEAVING_MS = 2_000;

/**
 * Drops a database once nobody is connected to it any more. `pool.end()` says it is done when it has asked its
 * connections to end, not when they have: one ended by force while leaving throws after the last test, and fails the file.
 */
async function dropDatabase(maintenance: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenance, application_name: 'heed tests' });
  await client.connect();
  try {
    const until = performance.now() + LEAVING_MS;
    const connected = async () =>
      (await client.query('select 1 from pg_stat_activity where datname = $1 limit 1', [name])).rowCount;
    while ((await connected()) && performance.now() < until) await rest(10);
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

/** A real PostgreSQL for one test run. */
export interface TestServer {
  /** Its data folder: hand it to test processes in the environment as `HEED_TEST_PG`. */
  readonly folder: string;
  stop(): Promise<void>;
}

/** A database of a test's own. */
export interface TestDatabase {
  readonly urls: EmbeddedUrls;
  readonly name: string;
  /** Removes it, closing whatever is still connected. Call it after closing your pools. */
  drop(): Promise<void>;
}

const onDatabase = (url: string, name: string) => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.toString();
};

const allOn = (urls: EmbeddedUrls, name: string): EmbeddedUrls => ({
  owner: onDatabase(urls.owner, name),
  app: onDatabase(urls.app, name),
  sealed: onDatabase(urls.sealed, name),
  reader: onDatabase(urls.reader, name),
  superuser: onDatabase(urls.superuser, name),
});

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'heed tests' });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

const WATCH = `while kill -0 "$1" 2>/dev/null; do sleep 2; done
pid=$(head -n 1 "$2/postgres/postmaster.pid" 2>/dev/null) && kill -INT "$pid" && sleep 3
rm -rf "$2"`;

/** A run that is killed stops nothing itself: this watches it, and then stops its server and clears its folder. */
function stopWithUs(folder: string): void {
  spawn('/bin/sh', ['-c', WATCH, 'sh', String(process.pid), folder], {
    cwd: '/',
    stdio: 'ignore',
    detached: true,
  }).unref();
}

/**
 * Starts a PostgreSQL in a temporary folder and migrates the template in it. It is fast and forgets on a power cut
 * (`fsync` off): tests of durability start their own with `fsync: true`.
 */
export async function startTestPostgres(): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-test-'));
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    log: () => undefined,
    fsync: false,
    purpose: 'heed tests',
  });
  stopWithUs(folder);
  const maintenance = onDatabase(server.urls.superuser, 'postgres');
  try {
    await run(maintenance, `create database ${TEMPLATE} owner heed_owner`);
    await migrate({
      ownerUrl: onDatabase(server.urls.owner, TEMPLATE),
      now: Temporal.Instant.fromEpochMilliseconds(0),
    });
    await run(maintenance, `alter database ${TEMPLATE} with is_template true allow_connections false`);
  } catch (error) {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    folder,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

let found: Promise<EmbeddedUrls> | undefined;
/** Set when this process has a server of its own to stop. */
let own: TestServer | undefined;
let open = 0;
let testsAreOver = false;

/** Hooks run in the order they were made, so ours comes before those that drop the databases: wait for those. */
async function stopOwn(): Promise<void> {
  const server = own;
  if (!server || !testsAreOver || open > 0) return;
  own = undefined;
  await server.stop();
}

const DROP_LIMIT_MS = 10_000;

function endOfTests(): Promise<void> {
  testsAreOver = true;
  setTimeout(() => {
    open = 0;
    void stopOwn();
  }, DROP_LIMIT_MS).unref();
  return stopOwn();
}

/** The run's shared server when `HEED_TEST_PG` names one; else one for this process, stopped after its tests. */
function findServer(): Promise<EmbeddedUrls> {
  found ??= (async () => {
    let folder = process.env.HEED_TEST_PG;
    if (!folder) {
      own = await startTestPostgres();
      after(endOfTests);
      folder = own.folder;
    }
    const urls = findRunningEmbedded(folder);
    if (!urls) throw new Error(`no PostgreSQL runs in ${folder} (HEED_TEST_PG)`);
    return urls;
  })();
  return found;
}

/** A fresh, migrated, empty database. Call it at the top level of a test file or in `before`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = await findServer();
  const name = `heed_${randomBytes(6).toString('hex')}`;
  const maintenance = onDatabase(server.superuser, 'postgres');
  // Copied file by file: half the work of copying through the log, which would make it survive a power cut.
  await run(maintenance, `create database ${name} template ${TEMPLATE} owner heed_owner strategy file_copy`);
  open += 1;
  let dropped: Promise<void> | undefined;
  const drop = async () => {
    await dropDatabase(maintenance, name);
    open -= 1;
    await stopOwn();
  };
  return {
    urls: allOn(server, name),
    name,
    drop: () => {
      dropped ??= drop();
      return dropped;
    },
  };
}
