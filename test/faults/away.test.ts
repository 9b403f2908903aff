/**
 * What Heed leans on goes away for a while: its database, the mail server, the right time. People are told clearly, nothing
 * is half done, and afterwards it catches up by itself. A worker away for a week is in duties-outage.test.ts, a full disk
 * in disk-full.test.ts. Source: 90-quality.md (Reliability).
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { readConfig } from '../../src/config.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { type RunningHeed, runHeed } from '../../src/main.ts';
import { createLog } from '../../src/platform/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { type Forwarder, openForwarder } from '../support/forwarder.ts';
import { createTestClock, makeSecrets } from '../support/heed.ts';
import { type Inbox, openInbox } from '../support/inbox.ts';
import { readForms } from '../support/markup-reader.ts';
import {
  checkExactlyOnce,
  isReady,
  type LoadOptions,
  type Raised,
  raiseOne,
  until,
} from '../support/raise-load.ts';
import { encodeForm } from '../support/visitor.ts';
import { fillWrenfold, type Wrenfold } from '../support/wrenfold.ts';

/** A number whose concern says that a child is in danger now: its duty is told by e-mail at once. */
const RED = 25;

describe('while something is away', () => {
  const acknowledged = new Map<number, Raised>();
  const lines: string[] = [];
  let ahead = Temporal.Duration.from({ seconds: 0 });
  let database: TestDatabase;
  let socket: string;
  let cable: Forwarder;
  let inbox: Inbox;
  let heed: RunningHeed;
  let url: string;
  let area: Wrenfold;
  let load: LoadOptions;
  let pool: pg.Pool;

  before(async () => {
    database = await createTestDatabase();
    inbox = await openInbox();
    const steady = createTestClock('2026-11-16T10:00:00Z');
    // Both times jump together, as they do when a machine's clock is set.
    const clock: Clock = { wall: () => steady.wall().add(ahead), domain: () => steady.domain().add(ahead) };
    const secrets = makeSecrets();
    area = await fillWrenfold({ urls: database.urls, secrets, clock });
    socket = new URL(database.urls.app).searchParams.get('host') ?? '';
    cable = await openForwarder(socket);
    const app = new URL(database.urls.app);
    app.search = '';
    app.hostname = '127.0.0.1';
    app.port = String(cable.port);
    heed = await runHeed({
      config: readConfig({
        HEED_MODE: 'demo',
        PORT: '0',
        HEED_SMTP_URL: inbox.url,
        HEED_MAIL_FROM: 'heed@example.org',
      }),
      urls: { app: app.toString() },
      secrets,
      roles: ['web', 'worker'],
      log: createLog((line) => lines.push(line)),
      clock,
    });
    url = heed.address ?? '';
    load = { url: () => url, token: area.apiToken, key: 'while-away' };
    pool = new pg.Pool({ connectionString: database.urls.superuser, max: 2 });
  });
  after(async () => {
    await heed?.close();
    await cable?.close();
    await pool?.end();
    await inbox?.close();
    await database?.drop();
  });

  async function raise(n: number): Promise<string> {
    const { raised } = await raiseOne(load, n);
    assert.ok(raised, `concern ${n} was not taken`);
    acknowledged.set(n, raised);
    return raised.reference;
  }

  async function countRows(what: string, ...values: string[]): Promise<number> {
    const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${what}`, values);
    return rows[0]?.n ?? 0;
  }

  const RUNGS = `duties.rungs_reached r join duties.duties d on d.id = r.duty_id
    join concerns.concerns c on c.id = d.about_id where r.part = 'acts' and c.reference = $1`;

  async function ask(path: string, form?: string): Promise<{ status: number; body: string }> {
    const answer = await fetch(`${url}${path}`, {
      redirect: 'manual',
      headers: {
        cookie: `heed=${area.posts.get('screener-1')?.session}`,
        'sec-fetch-site': 'same-origin',
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    return { status: answer.status, body: await answer.text() };
  }

  test('the database: told so, given back what was written, and overdue work climbs once it is there', async () => {
    const reference = await raise(1);
    const search = readForms((await ask('/search')).body, '/search').find(
      (form) => form.method === 'post' && form.action.includes('/search') && form.fields.length > 1,
    );
    assert.ok(search);
    cable.pointTo(null);
    await until('Heed says so to whoever watches it', async () => !(await isReady(url)));
    assert.equal((await fetch(`${url}/health/live`)).status, 200);
    assert.deepEqual(await raiseOne(load, 2), { raised: null, told: true });
    const words = 'What the screener wrote between two telephone calls.';
    const page = await ask('/search', encodeForm(search, { ...nameField(search.fields), words }));
    assert.equal(page.status, 503);
    assert.match(page.body, /What the screener wrote between two telephone calls/);
    assert.match(page.body, /call <a [^>]*>999</);
    ahead = ahead.add({ hours: 13 });
    cable.pointTo(socket);
    await until('Heed is back', () => isReady(url));
    await until('what fell due meanwhile has climbed', async () => (await countRows(RUNGS, reference)) > 0);
    ahead = ahead.subtract({ hours: 13 });
    await raise(2);
    await checkExactlyOnce(pool, acknowledged, acknowledged.size);
  });

  const nameField = (fields: readonly { readonly name: string }[]) =>
    Object.fromEntries(fields.filter(({ name }) => name === 'name').map(({ name }) => [name, 'Ada']));

  test('the mail server: the concern is taken, the administrators hear of it, and each mail goes once', async () => {
    inbox.refuseAll(true);
    const before = inbox.mails.length;
    const reference = await raise(RED);
    const failed = "duties.deliveries where state = 'failed'";
    const alarmed = "duties.alarms where kind = 'send-failed' and cleared_at is null";
    await until(
      'the failure is known',
      async () => (await countRows(failed)) > 0 && (await countRows(alarmed)) > 0,
    );
    assert.equal(inbox.mails.length, before);
    inbox.refuseAll(false);
    await until(
      'everything is sent',
      async () => (await countRows(failed)) === 0 && (await countRows(alarmed)) === 0,
    );
    assert.ok(
      inbox.mails.some(({ raw }) => raw.includes(reference)),
      'nobody was written to about it',
    );
    const sent = "duties.deliveries where state = 'sent'";
    // Each sending is noted once it is taken: were one taken twice, the two would never agree.
    await until('each message went once', async () => inbox.mails.length === (await countRows(sent)));
    await checkExactlyOnce(pool, acknowledged, acknowledged.size);
  });

  test('the right time: a clock set forward and back again makes nothing happen twice', async () => {
    const first = await raise(5);
    ahead = ahead.add({ hours: 13 });
    await until('the clock ran forward', async () => (await countRows(RUNGS, first)) > 0);
    ahead = ahead.subtract({ hours: 13 });
    assert.equal((await ask('/inbox')).status, 200, 'nobody is signed out by a clock set back');
    const second = await raise(6);
    ahead = ahead.add({ hours: 13 });
    await until('it climbs again when its time has come', async () => (await countRows(RUNGS, second)) > 0);
    ahead = ahead.subtract({ hours: 13 });
    const twice = await pool.query(
      'select duty_id, rung, post_id from duties.rungs_reached group by duty_id, part, rung, post_id having count(*) > 1',
    );
    assert.deepEqual(twice.rows, []);
    const early = await pool.query(
      'select r.duty_id from duties.rungs_reached r join duties.duties d on d.id = r.duty_id where r.should_at < d.due_at and r.why = $1',
      ['due'],
    );
    assert.deepEqual(early.rows, [], 'a duty climbed before it was due');
    await checkExactlyOnce(pool, acknowledged, acknowledged.size);
    assert.deepEqual(
      lines.filter((line) => line.includes('"broken"')),
      [],
    );
  });
});
