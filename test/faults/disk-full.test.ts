/**
 * The disk under the embedded PostgreSQL is full, in both ways that happen: no room for a table's next page (PostgreSQL
 * refuses the statement) and none for its log (PostgreSQL ends itself, and may not be able to start). Nobody loses what
 * they wrote, nothing is half done, and when there is room again it goes on without anybody restarting anything.
 * Source: 90-quality.md (Reliability).
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { machineClock } from '../../src/platform/clock.ts';
import { loadSecrets } from '../../src/platform/secrets.ts';
import { readForms } from '../support/markup-reader.ts';
import {
  checkExactlyOnce,
  isReady,
  type LoadOptions,
  type Raised,
  raiseAll,
  raiseRest,
  until,
} from '../support/raise-load.ts';
import { type SmallDiskHeed, startOnSmallDisk, whyNoSmallDisk } from '../support/small-disk.ts';
import { encodeForm } from '../support/visitor.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const skip = whyNoSmallDisk() ?? false;
const WORDS = 'There is a car outside the school “every day”. <b>It & he</b> waits for my friend.';
const NO_FILES = {
  pepper: null,
  totpKey: null,
  fileKey: null,
  cookieKey: null,
  ledgerKey: null,
  ledgerSigningKey: null,
};

describe('a full disk', { skip, timeout: 180_000 }, () => {
  let heed: SmallDiskHeed;
  let load: LoadOptions;
  let sent = 0;
  let cookie = '';

  before(async () => {
    heed = await startOnSmallDisk(200);
    const urls = { app: heed.databaseUrl('app'), superuser: heed.databaseUrl('superuser') };
    const secrets = loadSecrets({ folder: join(heed.folder, 'secrets'), files: NO_FILES, mode: 'demo' });
    const area = await fillWrenfold({ urls, secrets, clock: machineClock });
    load = { url: () => heed.url, token: area.apiToken, key: 'disk-full', clients: 10 };
  });
  after(() => heed?.close());

  async function ask(path: string, form?: string): Promise<{ status: number; body: string }> {
    const answer = await fetch(`${heed.url}${path}`, {
      redirect: 'manual',
      headers: {
        cookie,
        'sec-fetch-site': 'same-origin',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const line of answer.headers.getSetCookie()) cookie = line.split(';')[0] ?? '';
    return { status: answer.status, body: await answer.text() };
  }

  const formOn = (body: string, action: string) => {
    const form = readForms(body, action).find((one) => one.action.includes(action));
    assert.ok(form, `no form to ${action} in: ${body.slice(0, 2000)}`);
    return form;
  };

  /** A child who has said who they are and is about to write. Answers the page's form. */
  async function beginTelling() {
    cookie = '';
    const who = await ask('/tell/who');
    const said = await ask('/tell/who', encodeForm(formOn(who.body, '/tell/who'), { who: 'me-under-18' }));
    assert.equal(said.status, 303);
    return formOn((await ask('/tell/worry')).body, '/tell/worry');
  }

  async function checkAll(acknowledged: ReadonlyMap<number, Raised>): Promise<void> {
    const database = new pg.Client({ connectionString: heed.databaseUrl('superuser') });
    await database.connect();
    try {
      await checkExactlyOnce(database, acknowledged, sent);
    } finally {
      await database.end();
    }
  }

  /** Pressing "Try again" on the page that gave the words back keeps them now. */
  async function pressAgain(page: string): Promise<void> {
    const again = await ask('/tell/worry', encodeForm(formOn(page, '/tell/worry')));
    assert.equal(again.status, 303);
    assert.match((await ask('/tell/worry')).body, /waits for my friend/);
  }

  test('for a table’s next page: told clearly, given back what was typed, and taken once there is room', async () => {
    const worry = await beginTelling();
    const numbers = Array.from({ length: 120 }, (_, i) => sent + i);
    const acknowledged = new Map<number, Raised>();
    let told = 0;
    let filled = false;
    await raiseAll(load, numbers, acknowledged, (answer) => {
      if (!answer.raised && answer.told) told += 1;
      if (!filled && acknowledged.size >= 20) {
        filled = true;
        heed.fill();
      }
    });
    assert.ok(told > 0, 'the disk was never full');
    // More than fits beside what is there, whatever room the last page of a table still has.
    const page = await ask(
      '/tell/worry',
      encodeForm(worry, { worry: `${WORDS} ${'And then. '.repeat(9_000)}` }),
    );
    assert.equal(page.status, 503);
    assert.match(page.body, /nothing was saved/);
    assert.match(page.body, /Try again/);
    assert.match(
      page.body,
      /&lt;b&gt;It &amp; he&lt;\/b&gt; waits for my friend/,
      'what was typed comes back',
    );
    assert.equal((await ask('/tell/worry')).status, 200, 'what was kept before can still be read');
    assert.deepEqual(await (await fetch(`${heed.url}/health/ready`)).json(), {
      status: 'ready',
      disk: 'none',
    });
    const doctor = heed.run('doctor');
    assert.match(doctor.said, /wrong +Disk +0\.0 GB free\. PostgreSQL stops taking concerns.*make room now/);
    assert.equal(doctor.code, 1);
    heed.makeRoom();
    await pressAgain(page.body);
    await raiseRest(load, numbers, acknowledged);
    sent += numbers.length;
    await checkAll(acknowledged);
  });

  test('for PostgreSQL’s log: it ends, cannot start, and comes back by itself when there is room', async () => {
    const worry = await beginTelling();
    const numbers = Array.from({ length: 120 }, (_, i) => sent + i);
    const acknowledged = new Map<number, Raised>();
    let ended: Promise<void> | null = null;
    await raiseAll(load, numbers, acknowledged, () => {
      if (acknowledged.size >= 20) ended ??= useUpTheLog();
    });
    await ended;
    await until('Heed says that its database is away', async () => !(await isReady(heed.url)));
    const page = await ask('/tell/worry', encodeForm(worry, { worry: WORDS }));
    assert.equal(page.status, 503);
    assert.match(page.body, /waits for my friend/, 'what was typed comes back');
    assert.equal((await fetch(`${heed.url}/health/live`)).status, 200);
    await until('starting it was tried in vain', () => heed.output().includes('and is tried again'));
    heed.makeRoom();
    await until('Heed is back', () => isReady(heed.url), 60);
    await pressAgain(page.body);
    await raiseRest(load, numbers, acknowledged);
    sent += numbers.length;
    await checkAll(acknowledged);
    assert.doesNotMatch(heed.output(), /"broken"/);
  });

  /** Leaves no room and asks for new log files until PostgreSQL has none to write to and ends itself. */
  async function useUpTheLog(): Promise<void> {
    heed.fill();
    const client = new pg.Client({ connectionString: heed.databaseUrl('superuser') });
    let gone = false;
    client.on('error', () => undefined);
    client.on('end', () => {
      gone = true;
    });
    await client.connect();
    for (let turn = 0; turn < 50 && !gone; turn += 1) {
      const write = 'select pg_logical_emit_message(false, $1, $2), pg_switch_wal()';
      await client.query(write, ['heed', 'test']).catch(() => undefined);
    }
    // Its end may be heard only after the last of these was refused.
    await until('PostgreSQL no longer writes its log', async () => gone);
  }
});
