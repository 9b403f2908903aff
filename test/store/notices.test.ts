import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { createNoticeDelivery } from '../../src/modules/duties/index.ts';
import { silentLog } from '../../src/platform/log.ts';
import { createSender } from '../../src/platform/mail/choose-sender.ts';
import { createNotifyAdapter } from '../../src/platform/mail/notify.ts';
import { createSmtpAdapter } from '../../src/platform/mail/smtp.ts';
import { type DutyWorld, openDutyWorld } from '../support/duty-world.ts';
import { startMailServer, type TestMailServer } from '../support/mail-server.ts';

const NIGHT = Temporal.Instant.from('2026-11-22T02:00:00Z');
const ADDRESS = 'https://heed.example.org';

let world: DutyWorld;
let mail: TestMailServer;
before(async () => {
  world = await openDutyWorld(NIGHT);
  mail = await startMailServer();
});
after(async () => {
  await mail.close();
  await world.close();
});

/** Raises a red duty on the screener and gives the events that would send its notice. */
async function raiseRed() {
  world.events.length = 0;
  const about = world.concern();
  await world.raise({
    rule: 'front-door.open-red',
    about,
    post: world.posts.screener.id,
    reference: 'HD-7K2M-94',
  });
  return world.events.map((event) => event.data);
}

async function countRows(table: string, where: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.raw(table)} where ${sql.raw(where)}`.execute(world.db);
  return rows[0]?.n ?? 0;
}

describe('a notice by e-mail', () => {
  test('says that there is a duty, where to sign in, and nothing about anybody', async () => {
    const sender = createSmtpAdapter({ url: mail.url, from: 'heed@example.org', address: ADDRESS });
    const deliver = createNoticeDelivery({ spine: world.spine, sender });
    const [event] = await raiseRed();
    assert.ok(event);
    await deliver(event);
    const [message] = mail.taken;
    assert.match(message?.to[0] ?? '', /^screener\./);
    assert.match(message?.source ?? '', /Subject: You have a duty in Heed: HD-7K2M-94/);
    assert.match(message?.source ?? '', /https:\/\/heed\.example\.org/);
    assert.doesNotMatch(message?.source ?? '', /child|danger|concern/i);
    await deliver(event);
    assert.equal(mail.taken.length, 1, 'sent once, however often the queue asks');
    assert.equal(await countRows('duties.deliveries', "state = 'sent'"), 1);
    sender.close();
  });

  test('that is refused alarms the administrator, is tried again, and the alarm clears when it is taken', async () => {
    const sender = createSmtpAdapter({ url: mail.url, from: 'heed@example.org', address: ADDRESS });
    const deliver = createNoticeDelivery({ spine: world.spine, sender });
    const [event] = await raiseRed();
    assert.ok(event);
    mail.refusing = true;
    await assert.rejects(deliver(event), { name: 'NoticeUndelivered' });
    await assert.rejects(deliver(event), { name: 'NoticeUndelivered' });
    const failed = await sql<{ tries: number; failure: string }>`
      select tries, failure from duties.deliveries where state = 'failed'`.execute(world.db);
    assert.deepEqual(failed.rows, [{ tries: 2, failure: '450' }]);
    assert.equal(await countRows('duties.alarms', "kind = 'send-failed' and cleared_at is null"), 1);
    const told = await sql<{ post_id: string }>`
      select post_id from duties.notices where kind = 'alarm:send-failed'`.execute(world.db);
    assert.deepEqual(
      told.rows.map((row) => row.post_id),
      [world.posts.administrator.id],
    );
    mail.refusing = false;
    await deliver(event);
    assert.equal(await countRows('duties.alarms', "kind = 'send-failed' and cleared_at is null"), 0);
    assert.equal(await countRows('duties.deliveries', "state = 'failed'"), 0);
    sender.close();
  });

  test('to a server that is away fails with a code and no address', async () => {
    const away = await startMailServer();
    await away.close();
    const sender = createSmtpAdapter({ url: away.url, from: 'heed@example.org', address: ADDRESS });
    const to = 'somebody@example.org';
    await assert.rejects(
      sender.send({ to, means: 'email', template: 'duty', reference: null }),
      (error: Error) => {
        assert.equal(error.name, 'NoticeNotSent');
        assert.doesNotMatch(`${error.message} ${error.stack}`, /somebody/);
        return true;
      },
    );
    sender.close();
  });
});

describe('a notice by text message', () => {
  test('goes through GOV.UK Notify with its reference', async () => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      json(request).then(
        (body) => {
          asked.push([request.url, body]);
          response.setHeader('content-type', 'application/json');
          response.statusCode = 201;
          response.end('{"id":"x"}');
        },
        () => response.destroy(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const id = '0190a1b2-0000-7000-8000-000000000000';
    const adapter = createNotifyAdapter({
      apiKey: `test-${id}-${id}`,
      smsTemplate: id,
      emailTemplate: null,
      address: ADDRESS,
      server: `http://127.0.0.1:${port}`,
    });
    const notice = { to: '+447700900982', template: 'duty', reference: 'HD-7K2M-94' } as const;
    await adapter.send({ ...notice, means: 'sms' });
    assert.deepEqual(asked, [
      [
        '/v2/notifications/sms',
        {
          template_id: id,
          phone_number: '+447700900982',
          personalisation: { message: `You have a duty in Heed: HD-7K2M-94 ${ADDRESS}` },
        },
      ],
    ]);
    await assert.rejects(adapter.send({ ...notice, means: 'email' }), { code: 'no-template' });
    await new Promise((resolve) => server.close(resolve));
  });

  test('with no means configured alarms in production, and the demo writes to nobody', async () => {
    const parts = { smtp: null, notify: null, address: ADDRESS, log: silentLog };
    const notice = { to: '+447700900982', means: 'sms', template: 'duty', reference: null } as const;
    await assert.rejects(createSender({ ...parts, demo: false }).send(notice), { code: 'not-configured' });
    await createSender({ ...parts, demo: true }).send(notice);
  });
});
