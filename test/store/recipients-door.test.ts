/**
 * The door of those who receive disclosures: no other way in, and nothing that is thrown at it breaks it. Source: 70-disclosures.md 9.8,
 * 10.8, 10.9, 10.15.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { character } from '../support/characters.ts';
import {
  makeRecipient,
  openRecipientSite,
  type RecipientClient,
  type RecipientSite,
  rosterWith,
} from '../support/recipient-site.ts';

let on: RecipientSite;
let closed: RecipientSite;
let client: RecipientClient;
before(async () => {
  on = await openRecipientSite();
  closed = await openRecipientSite({ door: false });
  const rae = await makeRecipient('heron', 'council');
  await on.enrol(rae);
  await on.publish(rosterWith([rae]));
  client = await on.signIn(rae);
});
after(async () => {
  await on?.close();
  await closed?.close();
});

const ID = '0b54b0cc-1c0e-4a57-9f4e-0d0a3f2a6e11';
const pathOf = (url: string) => url.replace(':part', '0').replaceAll(/:\w+/g, ID);
const shut = () => on.declared.filter(({ access, method }) => 'recipient' in access && method !== 'HEAD');

describe('every route for recipients', () => {
  test('is seen by this test', () => {
    assert.ok(shut().length >= 13, `saw only ${shut().length}`);
  });

  test('lets nobody in without its own session: not an account, not a forged cookie, not the token alone', async () => {
    const tries: readonly Record<string, string>[] = [
      {},
      { cookie: `heed=${'a'.repeat(43)}` },
      { cookie: `heed-recipient=${'a'.repeat(43)}` },
      { cookie: `heed=${client.cookie.split('=')[1]}` },
      { cookie: `__Host-${client.cookie}` },
      { authorization: `Bearer ${client.cookie.split('=')[1]}` },
    ];
    for (const { method, url } of shut())
      for (const headers of tries) {
        const how = {
          method: method as 'GET',
          url: pathOf(url),
          headers: { ...headers, 'x-csrf-token': client.csrf },
        };
        const answer = await on.inject(how);
        assert.equal(answer.statusCode, 401, `${method} ${url} ${JSON.stringify(headers)}`);
        assert.equal(answer.json().code, 'http.sign-in-first');
      }
    for (const { method, url } of shut().filter((one) => one.method === 'POST')) {
      const how = { method: method as 'POST', url: pathOf(url), headers: { cookie: client.cookie } };
      assert.equal((await on.inject(how)).statusCode, 403, `${url} without its token`);
    }
    assert.equal((await client.get('passkeys')).status, 200);
  });

  test('is not there where no sealed database is', async () => {
    for (const { method, url } of shut()) {
      const answer = await closed.inject({
        method: method as 'GET',
        url: pathOf(url),
        headers: { cookie: client.cookie },
      });
      assert.equal(answer.statusCode, 404, `${method} ${url}`);
    }
  });
});

test('whatever is sent to it, it answers, and nothing is kept', async () => {
  const posts = on.declared.filter(
    ({ method, url }) => method === 'POST' && url !== '/recipients/api/sign-out',
  );
  const count = async () =>
    on.site.rows(
      `select (select count(*) from disclosure.events) as events, (select count(*) from disclosure.recipients) as people`,
    );
  const before = await count();
  const text = fc.string({ unit: character, maxLength: 60 });
  const bytes = fc.uint8Array({ maxLength: 100 }).map((some) => Buffer.from(some).toString('base64url'));
  const value = fc.oneof(
    text,
    bytes,
    fc.integer(),
    fc.constant(null),
    fc.constant({ toString: 1 }),
    fc.array(text, { maxLength: 3 }),
  );
  const names = fc.constantFrom(
    'handle',
    'auth',
    'code',
    'salt',
    'wrapped',
    'seal',
    'sign',
    'signature',
    'challenge',
    'ticket',
    'answer',
    'word',
    'day',
    'lane',
    'seq',
    'act',
    'previous',
    'sealed',
    'envelopes',
    'id',
    'prfSalt',
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...posts), fc.dictionary(names, value), async ({ url }, payload) => {
      const headers = { cookie: client.cookie, 'x-csrf-token': client.csrf };
      const answer = await on.inject({ method: 'POST', url: pathOf(url), payload, headers });
      assert.ok(
        answer.statusCode < 500,
        `${url} ${JSON.stringify(payload)} answered ${answer.statusCode}: ${answer.body}`,
      );
      assert.match(String(answer.headers['content-type']), /json/);
    }),
    { numRuns: 300 },
  );
  for (const payload of [
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":1}}',
    `${'['.repeat(20_000)}`,
    '{"handle":"\\ud800"}',
    '{"handle":"a\\u0000b"}',
    '{',
    '',
  ]) {
    const headers = {
      'content-type': 'application/json',
      cookie: client.cookie,
      'x-csrf-token': client.csrf,
    };
    for (const { url } of posts) {
      const answer = await on.inject({ method: 'POST', url: pathOf(url), payload, headers });
      assert.ok(answer.statusCode < 500, `${url} ${payload.slice(0, 30)} answered ${answer.statusCode}`);
    }
  }
  for (const query of [
    '?day=2026-13-01',
    '?day=2026-01-01',
    '?id=x',
    '?day=-000001-01-01&id=x',
    `?day=2026-01-01&id=${ID}`,
    '?day[]=1',
  ])
    assert.ok((await client.get(`reports${query}`)).status < 500, query);
  for (const path of [
    'x',
    `${ID}/items?lane=x&from=0`,
    `${ID}/items?lane=notes&from=1e9`,
    `${ID}/items?lane=notes&from=99999999999`,
    `${ID}/files/x/0`,
    `${ID}/files/${ID}/9`,
  ])
    assert.ok((await client.get(`reports/${path}`)).status < 500, path);
  assert.deepEqual(await count(), before);
});
