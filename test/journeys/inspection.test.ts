/**
 * An inspection: the key is asked for beforehand, the operator exports, the inspector takes the folder away and verifies it in a
 * process that knows no database; comes back, and finds that the past was rewritten meanwhile. Source: 40-ledger.md (Verifying).
 */
import assert from 'node:assert/strict';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { SECRET_FILES, type SecretName } from '../../src/platform/secrets.ts';
import { makeRaiseBody } from '../builders/raise-bodies.ts';
import { startHeed, type TestHeed } from '../support/heed.ts';
import { runHeedCommand, THIS_HEED } from '../support/heed-process.ts';
import { fillWrenfold, type Wrenfold } from '../support/wrenfold.ts';

describe('an inspection', () => {
  let heed: TestHeed;
  let area: Wrenfold;
  let folder: string;
  let superuser: pg.Client;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'heed-inspection-'));
    heed = await startHeed({
      fill: async (database, secrets, clock) => {
        area = await fillWrenfold({ urls: database.urls, secrets, clock });
      },
    });
    const kept = join(folder, 'data/secrets');
    mkdirSync(kept, { recursive: true, mode: 0o700 });
    for (const [name, file] of Object.entries(SECRET_FILES))
      writeFileSync(join(kept, file), Buffer.from(heed.secrets[name as SecretName]).toString('base64url'), {
        mode: 0o600,
      });
    superuser = new pg.Client({ connectionString: heed.database.urls.superuser });
    await superuser.connect();
    await raise(0);
  });
  after(async () => {
    await superuser?.end();
    await heed?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function raise(n: number): Promise<void> {
    const answer = await fetch(`${heed.url}/api/v1/concerns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${area.apiToken}`,
        'content-type': 'application/json',
        'idempotency-key': `inspection-${n}`,
      },
      body: JSON.stringify(makeRaiseBody(n)),
    });
    assert.equal(answer.status, 201, await answer.text());
  }

  async function run(args: readonly string[], settings: Readonly<Record<string, string>>) {
    const made = runHeedCommand(THIS_HEED, ['ledger', ...args], settings);
    return { code: await made.ended, output: made.output() };
  }
  const operate = (...args: string[]) =>
    run(args, { HEED_DATABASE_URL: heed.database.urls.app, HEED_DATA_DIR: join(folder, 'data') });
  /** The inspector's own machine: no database there to ask, and no secret. */
  const inspect = (...args: string[]) =>
    run(args, {
      HEED_DATABASE_URL: 'postgres://nobody@nowhere.invalid/none',
      HEED_DATA_DIR: join(folder, 'none'),
    });

  async function emailOf(post: string): Promise<string> {
    const { rows } = await superuser.query('select email from access.accounts where id = $1', [
      area.posts.get(post)?.account,
    ]);
    return rows[0].email;
  }

  test('exports, takes away, verifies, and catches what was rewritten since', async () => {
    const key = (await (await fetch(`${heed.url}/ledger/key`)).text()).trim();
    const first = join(folder, 'first');
    const exported = await operate('export', first);
    assert.equal(exported.code, 0, exported.output);
    assert.match(exported.output, /All \d+ entries of the ledger/);

    const taken = join(folder, 'taken');
    const sound = await inspect('verify', first, '--key', key);
    assert.equal(sound.code, 0, sound.output);
    assert.match(sound.output, /^SOUND\./m);
    assert.match(sound.output, /No earlier checkpoint was given/);
    copyFileSync(join(first, 'checkpoint'), taken);

    await raise(1);
    const wordy = join(folder, 'wordy');
    const who = await emailOf('inspector');
    const withWords = await operate('export', wordy, '--with-bodies', '--with-names', '--for', who);
    assert.equal(withWords.code, 0, withWords.output);
    const both = await inspect('verify', wordy, '--key', key, '--earlier', taken);
    assert.equal(both.code, 0, both.output);
    assert.match(both.output, /begins with the log of each earlier checkpoint \(1\)/);
    assert.match(both.output, /Words of \d+ entries open/);
    const names = readFileSync(join(wordy, 'names.jsonl'), 'utf8');
    assert.match(names, /"kind":"account".*"name":"[A-Z]/);
    const { rows } = await superuser.query(
      `select count(*)::int as n from ledger.entries where act = 'ledger.exported'`,
    );
    assert.equal(rows[0].n, 2, 'each export is an entry');

    const { rows: victim } = await superuser.query(
      `select p.index, p.id from ledger.positions p join ledger.entries e on e.id = p.id
       where e.act = 'concerns.concern-received' order by p.index limit 1`,
    );
    await superuser.query('alter table ledger.entries disable trigger user');
    await superuser.query(
      `update ledger.entries set entry = regexp_replace(entry, '"at":"2026-11-16', '"at":"2026-11-19') where id = $1`,
      [victim[0].id],
    );
    const second = join(folder, 'second');
    assert.equal((await operate('export', second)).code, 0);
    const caught = await inspect('verify', second, '--key', key, '--earlier', taken);
    assert.equal(caught.code, 1, caught.output);
    assert.match(caught.output, /^NOT SOUND/m);
    assert.match(caught.output, new RegExp(`^- Entry ${victim[0].index} .*contents were changed`, 'm'));
  });

  test('gives words and names only for somebody whose post may have them, and leaves nothing otherwise', async () => {
    const refused = join(folder, 'refused');
    const without = await operate('export', refused, '--with-bodies');
    assert.equal(without.code, 1);
    assert.match(without.output, /say who with --for EMAIL/);
    const manager = await operate(
      'export',
      refused,
      '--with-bodies',
      '--for',
      await emailOf('front-door-manager'),
    );
    assert.equal(manager.code, 1);
    assert.match(manager.output, /holds no post to which the access rules give this/);
    assert.ok(!readdirSync(folder).some((name) => name.startsWith('refused')));
  });

  test('is told apart from nonsense: what can’t be read is 2, never "not sound"', async () => {
    const key = (await (await fetch(`${heed.url}/ledger/key`)).text()).trim();
    for (const args of [
      ['verify', join(folder, 'nothing'), '--key', key],
      ['verify', folder, '--key', key],
      ['verify', folder, '--key', 'nonsense'],
      ['verify', folder],
      ['verify', folder, '--key', key, '--quorum', '1'],
      ['check-proof', join(folder, 'nothing'), '--key', key],
    ]) {
      const { code, output } = await inspect(...args);
      assert.equal(code, 2, `${args}: ${output}`);
      assert.match(output, /^Nothing can be said\. /m);
      assert.doesNotMatch(output, /\n\s+at /);
    }
    assert.equal((await inspect()).code, 2);
    assert.match((await inspect('--help')).output, /ledger verify/);
  });

  test('proves one entry by its id, for anybody to check', async () => {
    const { rows } = await superuser.query('select id from ledger.positions where index = 1');
    const made = await operate('prove', rows[0].id);
    assert.equal(made.code, 0, made.output);
    const file = join(folder, 'one.txt');
    // Said beside it, where an operator sees it; the file is what goes to standard output.
    const beside = /^The checkpoint of this proof is not yet witnessed by another organisation\.\n/m;
    assert.match(made.output, beside);
    writeFileSync(file, made.output.replace(beside, ''));
    const key = (await (await fetch(`${heed.url}/ledger/key`)).text()).trim();
    const checked = await inspect('check-proof', file, '--key', key);
    assert.equal(checked.code, 0, checked.output);
    assert.match(checked.output, new RegExp(`It is entry 1 \\(${rows[0].id}\\)`));
    assert.match((await operate('prove', 'nonsense')).output, /is not the id of an entry/);
  });
});
