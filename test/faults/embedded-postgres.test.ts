import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { copyPrograms, findPackage } from '../../src/platform/postgres/programs.ts';
import { findRunningPid } from '../support/running-pid.ts';

const folders: string[] = [];
function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heed-fault-'));
  folders.push(folder);
  return folder;
}
const children: ChildProcess[] = [];
/** A failed test must not leave a server behind. */
after(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) {
    const left = existsSync(folder) ? findRunningPid(folder) : 0;
    if (left !== 0) process.kill(left, 'SIGKILL');
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Longest any of these may take; far above what they need. */
const LIMIT = { timeout: 120_000 };
const quiet = { log: () => undefined, purpose: 'heed start' };

interface Held {
  readonly child: ChildProcess;
  readonly adopted: boolean;
  readonly pid: number;
}

/** Serves `folder` from a process of its own. */
async function hold(folder: string, detached = false): Promise<Held> {
  const script = join(import.meta.dirname, '../support/hold-postgres.ts');
  const child = spawn(process.execPath, [script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached,
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, ...(JSON.parse(line) as { adopted: boolean; pid: number }) };
}

async function kill(child: ChildProcess, name: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(name);
  await gone;
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

test('starting again keeps the data, and stopping leaves no server behind', LIMIT, async () => {
  const dataDir = freshFolder();
  const first = await startEmbeddedPostgres({ dataDir, ...quiet });
  await query(first.urls.owner, 'create table public.kept (a int); insert into public.kept values (7)');
  await Promise.all([first.stop(), first.stop()]);
  assert.equal(findRunningPid(dataDir), 0);
  const second = await startEmbeddedPostgres({ dataDir, ...quiet });
  assert.deepEqual(await query(second.urls.owner, 'select a from public.kept'), [{ a: 7 }]);
  await second.stop();
});

test(
  'a second start on the same folder is refused, names who serves it, and does no harm',
  LIMIT,
  async () => {
    const dataDir = freshFolder();
    const held = await hold(dataDir);
    await assert.rejects(
      startEmbeddedPostgres({ dataDir, ...quiet }),
      new RegExp(`already served by heed start \\(process ${held.child.pid}\\)`),
    );
    const shared = await startEmbeddedPostgres({ dataDir, ...quiet, whenServed: 'share' });
    await shared.stop();
    assert.equal(findRunningPid(dataDir), held.pid, 'the other Heed keeps its server');
    await kill(held.child, 'SIGTERM');
    assert.equal(findRunningPid(dataDir), 0);
  },
);

test('after kill -9 of Heed its orphaned server is adopted, with every committed row', LIMIT, async () => {
  const dataDir = freshFolder();
  const held = await hold(dataDir);
  const before = await startEmbeddedPostgres({ dataDir, ...quiet, whenServed: 'share' });
  await query(before.urls.owner, 'create table public.kept (a int); insert into public.kept values (7)');
  await kill(held.child, 'SIGKILL');
  assert.equal(findRunningPid(dataDir), held.pid, 'the server outlived Heed');
  const next = await startEmbeddedPostgres({ dataDir, ...quiet });
  assert.equal(next.adopted, true);
  assert.deepEqual(await query(next.urls.owner, 'select a from public.kept'), [{ a: 7 }]);
  await next.stop();
  assert.equal(findRunningPid(dataDir), 0);
});

test('after kill -9 of Heed and of PostgreSQL the stale lock file stops nobody', LIMIT, async () => {
  const dataDir = freshFolder();
  const held = await hold(dataDir);
  process.kill(held.pid, 'SIGKILL');
  await kill(held.child, 'SIGKILL');
  const lock = join(dataDir, 'postgres/postmaster.pid');
  const next = await startEmbeddedPostgres({ dataDir, ...quiet });
  await next.stop();
  // The same again, but the dead server's number now belongs to some other process: this one.
  writeFileSync(lock, `${process.pid}\n${dataDir}/postgres\n0\n5432\n${dataDir}/socket\n\n0 0\nready\n`);
  const again = await startEmbeddedPostgres({ dataDir, ...quiet });
  assert.equal(again.adopted, false);
  await again.stop();
});

test(
  'when PostgreSQL is killed under a running Heed it is started again, with every committed row',
  LIMIT,
  async () => {
    const dataDir = freshFolder();
    const said: string[] = [];
    const restarted = Promise.withResolvers<void>();
    const server = await startEmbeddedPostgres({
      dataDir,
      purpose: 'heed start',
      log: (sentence) => {
        said.push(sentence);
        if (sentence.startsWith('PostgreSQL is back')) restarted.resolve();
      },
    });
    await query(server.urls.owner, 'create table public.kept (a int); insert into public.kept values (7)');
    const killed = findRunningPid(dataDir);
    process.kill(killed, 'SIGKILL');
    await restarted.promise;
    assert.notEqual(findRunningPid(dataDir), killed);
    assert.deepEqual(await query(server.urls.owner, 'select a from public.kept'), [{ a: 7 }]);
    await server.stop();
    assert.deepEqual(said, ['PostgreSQL went away; starting it again.', 'PostgreSQL is back.']);
  },
);

test('Ctrl-C in the terminal reaches Heed and not PostgreSQL, which is stopped after', LIMIT, async () => {
  const dataDir = freshFolder();
  const held = await hold(dataDir, true);
  const gone = once(held.child, 'exit');
  process.kill(-(held.child.pid ?? 0), 'SIGINT');
  await gone;
  assert.equal(findRunningPid(dataDir), held.pid, 'not in the process group the terminal signals');
  const next = await startEmbeddedPostgres({ dataDir, ...quiet });
  await next.stop();
});

test('a database of another PostgreSQL is refused untouched, with what to do', LIMIT, async () => {
  const dataDir = freshFolder();
  const server = await startEmbeddedPostgres({ dataDir, ...quiet });
  await server.stop();
  const path = join(dataDir, 'postgres/PG_VERSION');
  writeFileSync(path, '17\n');
  await assert.rejects(
    startEmbeddedPostgres({ dataDir, ...quiet }),
    /made by PostgreSQL 17.*heed backup.*heed restore/,
  );
  assert.equal(readFileSync(path, 'utf8'), '17\n');
});

test('a folder whose path is too long for a socket works all the same', LIMIT, async () => {
  const parent = freshFolder();
  chmodSync(parent, 0o711);
  const dataDir = join(parent, 'a'.repeat(60), 'b'.repeat(60));
  const server = await startEmbeddedPostgres({ dataDir, ...quiet });
  assert.deepEqual(await query(server.urls.app, 'select 1 as a'), [{ a: 1 }]);
  await server.stop();
});

test(
  'the programs run from a copy where node_modules cannot be used: no link leads back to it',
  LIMIT,
  () => {
    const home = copyPrograms(findPackage(), freshFolder());
    for (const library of readdirSync(join(home, 'native/lib')))
      assert.ok(realpathSync(join(home, 'native/lib', library)).startsWith(home), library);
    const asked = spawnSync(join(home, 'native/bin/postgres'), ['--version'], { encoding: 'utf8' });
    assert.match(asked.stdout, /PostgreSQL\) 18\./);
  },
);

test('secrets are readable by nobody else', LIMIT, async () => {
  const dataDir = freshFolder();
  const server = await startEmbeddedPostgres({ dataDir, ...quiet });
  await server.stop();
  assert.equal(statSync(join(dataDir, 'secrets')).mode & 0o777, 0o700);
  assert.equal(statSync(join(dataDir, 'secrets/postgres-app')).mode & 0o777, 0o600);
  assert.equal(statSync(join(dataDir, 'socket')).mode & 0o777, 0o700);
});

if (process.geteuid?.() === 0) {
  test(
    'as root, a folder that PostgreSQL cannot reach is refused before anything is made in it',
    LIMIT,
    async () => {
      const closed = freshFolder();
      chmodSync(closed, 0o700);
      const dataDir = join(closed, 'data');
      mkdirSync(dataDir);
      await assert.rejects(startEmbeddedPostgres({ dataDir, ...quiet }), /can't be reached.*HEED_DATA_DIR/);
      assert.equal(existsSync(join(dataDir, 'postgres')), false);
    },
  );
}
