/** `heed backup` beside a running Heed, `heed restore` into a new folder, and Heed started on what was restored. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { findRunningPid } from '../support/running-pid.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'heed-commands-'));
// As root PostgreSQL runs as another user, who must be able to pass through.
chmodSync(folder, 0o711);
const [first, second] = [join(folder, 'first'), join(folder, 'second')];
after(() => {
  for (const dataDir of [first, second]) {
    const left = findRunningPid(dataDir);
    if (left !== 0) process.kill(left, 'SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `heed` to its end. */
async function heed(dataDir: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
  const { INIT_CWD: _, ...env } = process.env;
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    env: { ...env, HEED_DATA_DIR: dataDir, HEED_MODE: 'demo', HEED_DEMO_SIZE: '0', PORT: '0' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString('utf8');
      // `heed start` is stopped as soon as it serves.
      if (args[0] === 'start' && output.includes('is listening on')) child.kill('SIGINT');
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

const readSecrets = (dataDir: string) =>
  readdirSync(join(dataDir, 'secrets'))
    .filter((name) => !name.startsWith('postgres-'))
    .map((name) => [name, readFileSync(join(dataDir, 'secrets', name), 'utf8')]);

test('what is acknowledged before a backup is there after a restore elsewhere, and Heed starts on it', {
  timeout: 240_000,
}, async () => {
  const begun = await heed(first, 'start');
  assert.equal(begun.code, 0, begun.output);
  // As a running Heed holds it: the backup must use the server that is there, and leave it running.
  const running = await startEmbeddedPostgres({
    dataDir: first,
    log: () => undefined,
    purpose: 'heed start',
  });
  const owner = new pg.Client({ connectionString: running.urls.owner });
  await owner.connect();
  await owner.query("insert into ledger.body_keys (ref, wrapped) values (gen_random_uuid(), '\\x01')");
  await owner.query(
    'insert into clock.moved (one, by_ms) values (true, 5) on conflict (one) do update set by_ms = 5',
  );
  const copy = join(folder, 'copy');
  const backup = await heed(first, 'backup', copy);
  assert.equal(backup.code, 0, backup.output);
  assert.match(backup.output, /Backed up \d+ rows of \d+ tables/);
  await owner.end();
  await running.stop();

  const check = await heed(second, 'restore', copy, '--check');
  assert.match(check.output, /is whole: \d+ tables/);
  const restored = await heed(second, 'restore', copy, '--no-erasures');
  assert.equal(restored.code, 0, restored.output);
  assert.deepEqual(readSecrets(second), readSecrets(first));
  assert.equal(findRunningPid(second), 0, 'a server started for a command is stopped after it');

  const again = await startEmbeddedPostgres({ dataDir: second, log: () => undefined });
  const reader = new pg.Client({ connectionString: again.urls.owner });
  await reader.connect();
  const found = await reader.query(
    'select (select by_ms::int from clock.moved) as moved, (select count(*)::int from ledger.body_keys) as keys',
  );
  assert.deepEqual(found.rows, [{ moved: 5, keys: 1 }]);
  await reader.end();
  await again.stop();

  const started = await heed(second, 'start');
  assert.equal(started.code, 0, started.output);
  const refused = await heed(second, 'restore', copy);
  assert.equal(refused.code, 1);
  assert.match(refused.output, /not empty, and a restore never writes over anything/);
});
