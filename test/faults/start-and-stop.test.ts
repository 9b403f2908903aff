/** `heed start` as an operator meets it: from the terminal, with Ctrl-C, twice, and after a crash. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { findRunningPid } from '../support/running-pid.ts';

/** Longest any of these may take; far above what they need. */
const LIMIT = { timeout: 120_000 };

const root = join(import.meta.dirname, '../..');
const dataDir = mkdtempSync(join(tmpdir(), 'heed-start-'));
const children: ChildProcess[] = [];
/** A failed test must not leave a server behind. */
after(() => {
  for (const child of children)
    if (child.exitCode === null && child.signalCode === null) process.kill(-(child.pid ?? 0), 'SIGKILL');
  const left = findRunningPid(dataDir);
  if (left !== 0) process.kill(left, 'SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

const env = { ...process.env, HEED_DATA_DIR: dataDir, PORT: '0', HEED_MODE: 'demo', HEED_DEMO_SIZE: '0' };

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>;
}

/** Runs a command in a process group of its own, as a terminal does. */
function run(command: string, args: readonly string[], more: Record<string, string> = {}): Run {
  const child = spawn(command, args, { cwd: root, env: { ...env, ...more }, detached: true });
  children.push(child);
  let output = '';
  const hear = (bytes: Buffer) => {
    output += bytes.toString('utf8');
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, output: () => output, ended };
}

const heed = (...args: string[]) => run(process.execPath, ['src/cli.ts', ...args]);

async function untilListening(started: Run): Promise<string> {
  for (;;) {
    const address = /Heed is listening on (\S+)/.exec(started.output())?.[1];
    if (address) return address;
    const over = await Promise.race([
      once(started.child.stdout ?? started.child, 'data').then(() => false),
      started.ended.then(() => true),
    ]);
    if (over) throw new Error(`it ended instead of listening:\n${started.output()}`);
  }
}

const press = (started: Run, name: NodeJS.Signals) => process.kill(-(started.child.pid ?? 0), name);

test(
  'npm start listens; Ctrl-C, even twice, stops the service and then PostgreSQL cleanly',
  LIMIT,
  async () => {
    const started = run('npm', ['start']);
    const address = await untilListening(started);
    assert.ok((await fetch(`${address}/`)).status < 500);
    assert.notEqual(findRunningPid(dataDir), 0);
    press(started, 'SIGINT');
    press(started, 'SIGINT');
    await started.ended;
    // npm may leave before Heed has finished: what counts is that PostgreSQL is shut down, not killed.
    while (findRunningPid(dataDir) !== 0) await delay(20);
    assert.match(readFileSync(join(dataDir, 'log/postgres.log'), 'utf8'), /database system is shut down\n$/);
  },
);

test(
  'a second start on the same folder is refused, and other commands use the running server',
  LIMIT,
  async () => {
    const first = heed('start');
    await untilListening(first);
    const second = heed('start');
    assert.equal(await second.ended, 1);
    assert.match(second.output(), /already served by heed start \(process \d+\)/);
    const migrate = heed('migrate');
    assert.equal(await migrate.ended, 0);
    assert.match(migrate.output(), /up to date/);
    assert.notEqual(findRunningPid(dataDir), 0, 'the first goes on');
    press(first, 'SIGTERM');
    assert.equal(await first.ended, 0);
    assert.equal(findRunningPid(dataDir), 0);
  },
);

test('after kill -9 the next start takes over the PostgreSQL left running', LIMIT, async () => {
  const first = heed('start');
  await untilListening(first);
  press(first, 'SIGKILL');
  await first.ended;
  const orphan = findRunningPid(dataDir);
  assert.notEqual(orphan, 0);
  const next = heed('start');
  await untilListening(next);
  assert.match(next.output(), /Took over the PostgreSQL/);
  assert.equal(findRunningPid(dataDir), orphan);
  press(next, 'SIGINT');
  assert.equal(await next.ended, 0);
  assert.equal(findRunningPid(dataDir), 0);
});

test('a port that is taken is said plainly, and PostgreSQL is stopped again', LIMIT, async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const refused = run(process.execPath, ['src/cli.ts', 'start'], { PORT: String(port) });
  assert.equal(await refused.ended, 1);
  assert.match(refused.output(), new RegExp(`Port ${port} is taken by another program`));
  assert.equal(findRunningPid(dataDir), 0);
  other.close();
});
