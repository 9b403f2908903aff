/**
 * Those for whom something is waiting are told so, and never what, at an address that the database alone does not give. Source:
 * 70-disclosures.md 9.9, 9.13. What would be lost: a disclosure that nobody looks at for a week.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { noticeStore, openContact } from '../../src/modules/disclosures/store/waiting.store.ts';
import { composeNotice } from '../../src/platform/mail/outgoing-notice.ts';
import {
  makeRecipient,
  openRecipientSite,
  type RecipientClient,
  type RecipientSite,
  rosterWith,
  type SealedFor,
  type TestRecipient,
} from '../support/recipient-site.ts';
import { sayFor } from '../support/sign-for.ts';

let on: RecipientSite;
let people: readonly [TestRecipient, TestRecipient];
let rae: RecipientClient;
before(async () => {
  on = await openRecipientSite();
  people = [await makeRecipient('rae', 'council'), await makeRecipient('sol', 'police')];
  for (const one of people) await on.enrol(one);
  await on.publish(rosterWith(people));
  rae = await on.signIn(people[0]);
});
after(() => on?.close());

const KEY = new Uint8Array(32).fill(8);
/** Those who are told in a round, at their addresses; noted as told. */
async function round(): Promise<readonly string[]> {
  const today = on.site.today();
  return on.site.spine.db.transaction().execute(async (tx) => {
    const told: string[] = [];
    for (const { keyId, contact } of await noticeStore.listWaiting(tx, today))
      if (await noticeStore.markNotified(tx, keyId, today)) told.push(openContact(KEY, keyId, contact));
    return told;
  });
}

const disclose = (): Promise<SealedFor> =>
  on.disclose([
    [people[0], 'recipient'],
    [people[1], 'recipient'],
  ]);

test('the address is kept sealed, seen by its owner alone, and taken away again', async () => {
  for (const address of ['nobody', 'a@b', 'x'.repeat(300), 'a@example.org\r\nBcc: b@example.org'])
    assert.equal((await rae.post('contact', { address })).status, 422, address);
  assert.equal((await rae.post('contact', { address: 'rae@example.org' })).status, 200);
  assert.deepEqual((await rae.get('contact')).body, { address: 'rae@example.org' });
  const rows = await on.site.rows('select contact from disclosure.recipients where contact is not null');
  assert.equal(rows.length, 1);
  assert.ok(!String(rows[0]?.contact).includes('rae@'));
  const sol = await on.signIn(people[1]);
  assert.deepEqual((await sol.get('contact')).body, { address: '' });
});

test('told when something came, once a day; again only while something is owed', async () => {
  assert.deepEqual(await round(), []);
  const made = await disclose();
  assert.deepEqual(await round(), ['rae@example.org'], 'sol gave no address');
  assert.deepEqual(await round(), [], 'told already');
  await disclose();
  assert.deepEqual(await round(), [], 'once a day');
  on.site.moveTo('2026-11-03T10:00');
  assert.deepEqual(await round(), ['rae@example.org'], 'the second, and both owed today');
  const list = (await (await on.signIn(people[0])).get('reports')).body as { reports: { id: string }[] };
  const client = await on.signIn(people[0]);
  for (const { id } of list.reports) {
    const report = Buffer.from(id.replaceAll('-', ''), 'hex');
    assert.equal(
      (
        await client.post(
          `reports/${id}/declare`,
          await sayFor(people[0], { report }, 'no-part', '2026-11-03'),
        )
      ).status,
      200,
    );
  }
  on.site.moveTo('2026-11-05T10:00');
  assert.deepEqual(await round(), [], 'read, and nothing owed before the ninth');
  on.site.moveTo('2026-11-08T10:00');
  assert.deepEqual(await round(), ['rae@example.org'], 'an acknowledgement is owed tomorrow');
  assert.ok(made.id.length > 0);
  const back = await on.signIn(people[0]);
  assert.equal((await back.post('contact', { address: '' })).status, 200);
  on.site.moveTo('2026-11-09T10:00');
  assert.deepEqual(await round(), []);
});

test('what is sent says that something is waiting, and nothing else', () => {
  const notice = { to: 'rae@example.org', means: 'email', template: 'waiting', reference: null } as const;
  assert.deepEqual(composeNotice(notice, 'https://heed.example.org/recipients'), {
    subject: 'Something is waiting for you in Heed',
    body: 'Something is waiting for you in Heed\n\nSign in to see it: https://heed.example.org/recipients\n',
  });
});
