/**
 * An old backup must not bring back what the law erased since: back up, erase, restore, start. What would be lost: the
 * erasure itself, for a person to whom it was promised, and nobody would notice.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import pg from 'pg';
import { layFoundations } from '../../src/compose/foundations.ts';
import { composeModules } from '../../src/compose.ts';
import { readConfig } from '../../src/config.ts';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { confirmErasure, proposeErasure, raiseConcern } from '../../src/modules/concerns/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { loadSecrets } from '../../src/platform/secrets.ts';
import { worry } from '../support/concern-world.ts';
import { ERASING_REASON, GOVERNANCE, SECOND } from '../support/erasing.ts';
import { createTestClock } from '../support/heed.ts';
import { findRunningPid } from '../support/running-pid.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'heed-erasures-'));
// As root PostgreSQL runs as another user, who must be able to pass through.
chmodSync(folder, 0o711);
const at = (name: string) => join(folder, name);
const FOLDERS = ['first', 'second', 'third'] as const;
after(() => {
  for (const name of FOLDERS) {
    const left = findRunningPid(at(name));
    if (left !== 0) process.kill(left, 'SIGKILL');
  }
  rmSync(folder, { recursive: true, force: true });
});

/** Runs `heed` to its end; `heed start` is stopped as soon as it serves. */
async function heed(dataDir: string, args: readonly string[], settings: Record<string, string> = {}) {
  const { INIT_CWD: _, ...env } = process.env;
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: root,
    env: {
      ...env,
      HEED_DATA_DIR: dataDir,
      HEED_MODE: 'demo',
      HEED_DEMO_SIZE: '0',
      PORT: '0',
      ...settings,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString('utf8');
      if (args[0] === 'start' && output.includes('is listening on')) child.kill('SIGINT');
    });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

const serverOf = (name: string) =>
  startEmbeddedPostgres({ dataDir: at(name), log: () => undefined, purpose: 'heed start' });
type Embedded = Awaited<ReturnType<typeof serverOf>>;

/** Opens the modules over a folder's database, with the secrets it has. */
async function openModules(name: string, running: Embedded) {
  const config = readConfig({ HEED_MODE: 'demo', HEED_DEMO_SIZE: '0', HEED_DATA_DIR: at(name) });
  const secrets = loadSecrets({ folder: join(at(name), 'secrets'), files: config.secretFiles, mode: 'demo' });
  const clock = createTestClock('2026-11-16T10:00:00Z');
  const given = { config, secrets, log: silentLog };
  const on = await layFoundations({ ...given, url: running.urls.app, works: false, clock });
  return { on, secrets, clock, ports: composeModules(on, given).concerns };
}

async function ask<T extends object>(
  url: string | null,
  text: string,
  values: readonly unknown[],
): Promise<T> {
  const client = new pg.Client({ connectionString: url ?? '' });
  await client.connect();
  const { rows } = await client.query(text, [...values]);
  await client.end();
  return rows[0] as T;
}
const STATE = `select c.standing,
    (select count(*)::int from ledger.refs r join ledger.body_keys k on k.ref = r.ref
      where r.kind = 'concern' and r.id = c.id::text) as keys,
    (select count(*)::int from duties.duties d where d.about_id = c.id and d.state = 'open') as owed,
    (select count(*)::int from people.key_rows k join people.mentions m on substring(uuid_send(m.id), 1, 8)::bigint = k.owner
      where m.concern_id = c.id) as findable,
    (select count(*)::int from ledger.entries where act = 'concerns.erasure-replayed') as replayed
  from concerns.concerns c where c.id = $1`;

test('a restored old backup does not bring back what was erased after it was made', {
  timeout: 400_000,
}, async () => {
  const begun = await heed(at('first'), ['start']);
  assert.equal(begun.code, 0, begun.output);
  let running = await serverOf('first');
  const { on, secrets, clock, ports } = await openModules('first', running);
  const { posts } = await fillWrenfold({ urls: running.urls, secrets, clock });
  const as = (key: string) => {
    const post = posts.get(key);
    assert.ok(post?.account, key);
    const actor = { kind: 'account', account: post.account, post: post.post, agency: post.agency } as const;
    return { actor, basis: 'test' };
  };
  const input = worry({ mentions: [{ kind: 'child', name: 'Wilf Osierbank' }] });
  const raised = await runCommand(on.spine, { actor: { kind: 'public' }, basis: null }, (tx, ctx) =>
    raiseConcern(ports)(tx, ctx, input),
  );
  assert.ok(raised.ok);
  const { id } = await ask<{ id: ConcernId }>(
    running.urls.owner,
    'select id from concerns.concerns where reference = $1',
    [raised.value.reference],
  );
  // The backup is made while everything is still owed about it.
  const backup = await heed(at('first'), ['backup', at('old')]);
  assert.equal(backup.code, 0, backup.output);

  await ask(
    running.urls.owner,
    `update duties.duties set state = 'met', ended_at = from_at, ended_act = 'tests.done', next_at = null
     where about_id = $1 and state = 'open' returning id`,
    [id],
  );
  const proposed = await runCommand(on.spine, as(GOVERNANCE), (tx, ctx) =>
    proposeErasure(ports)(tx, ctx, {
      concern: id,
      ground: 'court-order',
      reason: ERASING_REASON,
      checked: false,
    }),
  );
  assert.ok(proposed.ok, proposed.ok ? '' : proposed.refusal.code);
  const confirmed = await runCommand(on.spine, as(SECOND), (tx, ctx) =>
    confirmErasure(ports)(tx, ctx, { erasure: proposed.value, reason: ERASING_REASON, lossRead: true }),
  );
  assert.ok(confirmed.ok, confirmed.ok ? '' : confirmed.refusal.code);
  await on.close();
  await running.stop();

  // The running Heed writes the list outside the database.
  const again = await heed(at('first'), ['start']);
  assert.equal(again.code, 0, again.output);
  const list = join(at('first'), 'erasures.jsonl');
  assert.ok(existsSync(list));
  const text = readFileSync(list, 'utf8');
  assert.ok(text.includes(id) && !text.includes('upheld') && !text.includes('Wilf'), text);
  copyFileSync(list, at('list'));

  const unsaid = await heed(at('second'), ['restore', at('old')]);
  assert.equal(unsaid.code, 1);
  assert.match(unsaid.output, /--erasures LIST .* or --no-erasures/);
  const restored = await heed(at('second'), ['restore', at('old'), '--erasures', at('list')]);
  assert.equal(restored.code, 0, restored.output);
  assert.match(restored.output, /1 of the 1 records erased by law had to be erased in it again/);
  const started = await heed(at('second'), ['start']);
  assert.equal(started.code, 0, started.output);
  running = await serverOf('second');
  const gone = { standing: 'erased', keys: 0, owed: 0, findable: 0, replayed: 1 };
  assert.deepEqual(await ask(running.urls.owner, STATE, [id]), gone);
  const after_ = await openModules('second', running);
  const told = await after_.on.spine.db.transaction().execute(async (tx) => {
    const loaded = await after_.ports.store.findConcern(tx, id);
    return loaded && after_.ports.store.openTold(tx, after_.ports.vault, loaded.row);
  });
  assert.equal(told, null);
  await after_.on.close();
  await running.stop();
  assert.equal(readFileSync(join(at('second'), 'erasures.jsonl'), 'utf8'), text, 'the list forgets nothing');

  // Whoever says that there was none, or restores by other means, is stopped by the list.
  const none = await heed(at('third'), ['restore', at('old'), '--no-erasures']);
  assert.equal(none.code, 0, none.output);
  const settings = { HEED_ERASURES_FILE: at('list') };
  const refused = await heed(at('third'), ['start'], settings);
  assert.equal(refused.code, 1);
  assert.match(refused.output, /holds the keys of 1 records that were erased by law/);
  const replayed = await heed(at('third'), ['erasures'], settings);
  assert.equal(replayed.code, 0, replayed.output);
  assert.equal((await heed(at('third'), ['start'], settings)).code, 0);
  const twice = await heed(at('third'), ['erasures'], settings);
  assert.match(twice.output, /0 of them had to be carried out/);
});
