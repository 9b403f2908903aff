/**
 * Where those who receive disclosures are told that something is waiting, at an address that the database alone does not give. Source:
 * 70-disclosures.md 9.9. When they are told, and that no more is said: disclosure-watch.test.ts.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  makeRecipient,
  openRecipientSite,
  type RecipientClient,
  type RecipientSite,
  rosterWith,
  type TestRecipient,
} from '../support/recipient-site.ts';

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
  assert.equal((await rae.post('contact', { address: '' })).status, 200);
  assert.equal(
    (await on.site.rows('select 1 from disclosure.recipients where contact is not null')).length,
    0,
  );
});
