/**
 * Those who receive sealed disclosures sign in by their keys. Source: 70-disclosures.md 9.3, 9.8, 10.5, 10.7. What would be lost: a
 * passphrase guessed at leisure, a handle found out, a session taken over.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import {
  createRecipientProofs,
  inviteRecipient,
  saveInvitation,
  toBase64url,
} from '../../src/modules/disclosures/index.ts';
import { signParts } from '../../src/modules/disclosures/sealing/signature.ts';
import { createSoftwarePasskey } from '../builders/software-passkey.ts';
import {
  makeRecipient,
  openRecipientSite,
  type RecipientSite,
  type TestRecipient,
} from '../support/recipient-site.ts';

let on: RecipientSite;
let rae: TestRecipient;
before(async () => {
  on = await openRecipientSite();
  rae = await makeRecipient('heron', 'council');
  await on.enrol(rae);
});
after(() => on?.close());

const post = (url: string, payload: object, headers: Record<string, string> = {}) =>
  on.inject({ method: 'POST', url: `/recipients/api/${url}`, payload, headers });

const invite = async () => {
  const proofs = createRecipientProofs(new Uint8Array(32).fill(9));
  const made = await on.site.run((tx, ctx) =>
    inviteRecipient({ saveInvitation }, proofs)(tx, ctx, randomBytes(10)),
  );
  assert.ok(made.ok);
  return made.value.code;
};

async function enrolment(who: TestRecipient, code: string, over: object = {}) {
  const parts = ['enrol', who.handle, who.seal, who.sign] as const;
  return {
    code,
    handle: who.handle,
    salt: toBase64url(who.salt),
    auth: toBase64url(who.auth),
    wrapped: toBase64url(who.wrapped),
    seal: toBase64url(who.seal),
    sign: toBase64url(who.sign),
    signature: toBase64url(await signParts(who.secrets.sign, 'heed challenge 1', ...parts)),
    ...over,
  };
}

describe('an invitation', () => {
  test('makes keys once, as it was typed, and for fourteen days', async () => {
    const [one, two, late] = await Promise.all(
      ['swift', 'tern', 'stork'].map((handle) => makeRecipient(handle, 'council')),
    );
    assert.ok(one && two && late);
    const code = await invite();
    assert.match(code, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
    const done = await post('enrol', await enrolment(one, code.toLowerCase().replaceAll('-', ' ')));
    assert.equal(done.statusCode, 200, done.body);
    assert.equal(done.json().keyId, one.name);
    const again = await post('enrol', await enrolment(two, code));
    assert.equal(again.json().code, 'disclosures.invitation');
    const old = await invite();
    on.site.moveTo('2026-11-17T10:00');
    assert.equal((await post('enrol', await enrolment(late, old))).json().code, 'disclosures.invitation');
    on.site.moveTo('2026-11-02T10:00');
    assert.ok((await on.signIn(one)).csrf);
  });

  test('used twice at once it makes keys once', async () => {
    const code = await invite();
    const people = await Promise.all(
      ['plover', 'dunlin', 'knot'].map((handle) => makeRecipient(handle, 'council')),
    );
    const answers = await Promise.all(people.map(async (who) => post('enrol', await enrolment(who, code))));
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).sort(), [200, 422, 422]);
  });

  test('makes no keys for somebody who does not hold them, nor under the handle of another', async () => {
    const who = await makeRecipient('gull', 'council');
    const code = await invite();
    const theirs = await enrolment(who, code, { sign: toBase64url(rae.sign) });
    assert.equal((await post('enrol', theirs)).json().code, 'disclosures.keys-wrong');
    const same = { ...who, handle: rae.handle };
    assert.equal((await post('enrol', await enrolment(same, code))).json().code, 'disclosures.handle-taken');
    // Refused, it was not used up.
    assert.equal((await post('enrol', await enrolment(who, code))).statusCode, 200);
  });
});

describe('signing in', () => {
  test('a handle that nobody has is answered like one that somebody has, and the same each time', async () => {
    const ask = async (handle: string) => (await post('salt', { handle })).json().salt as string;
    const [real, fake, again] = [
      await ask('heron'),
      await ask('nobody-has-this'),
      await ask('nobody-has-this'),
    ];
    assert.equal(real, toBase64url(rae.salt));
    assert.equal(fake, again);
    assert.equal(fake.length, real.length);
    const auth = toBase64url(randomBytes(32));
    const wrong = await post('unlock', { handle: 'heron', auth });
    const none = await post('unlock', { handle: 'nobody-has-this', auth });
    assert.equal(wrong.statusCode, 422);
    assert.equal(wrong.statusCode, none.statusCode);
    assert.equal(wrong.body, none.body);
  });

  test('guessing waits, for a handle that nobody has too, and the right passphrase waits with it', async () => {
    const who = await makeRecipient('osprey', 'council');
    await on.enrol(who);
    for (const handle of ['osprey', 'nobody-at-all']) {
      const codes: string[] = [];
      for (let guess = 0; guess < 7; guess += 1)
        codes.push((await post('unlock', { handle, auth: toBase64url(randomBytes(32)) })).json().code);
      assert.equal(codes[0], 'disclosures.sign-in-wrong');
      assert.equal(codes.at(-1), 'disclosures.sign-in-wait', handle);
    }
    const right = { handle: 'osprey', auth: toBase64url(who.auth) };
    assert.equal((await post('unlock', right)).json().code, 'disclosures.sign-in-wait');
    on.site.moveTo('2026-11-02T10:20');
    assert.equal((await post('unlock', right)).statusCode, 200);
    on.site.moveTo('2026-11-02T10:00');
  });

  test('the challenge is signed by those keys, in time, and begins one session', async () => {
    const unlock = async () =>
      (await post('unlock', { handle: 'heron', auth: toBase64url(rae.auth) })).json() as {
        challenge: string;
      };
    const { challenge } = await unlock();
    const sign = async (text: string, seed: Uint8Array) =>
      toBase64url(await signParts(seed, 'heed challenge 1', Buffer.from(text, 'base64url')));
    const other = await makeRecipient('eider', 'council');
    const forged = await post('sign-in', { challenge, signature: await sign(challenge, other.secrets.sign) });
    assert.equal(forged.json().code, 'disclosures.sign-in-wrong');
    const signature = await sign(challenge, rae.secrets.sign);
    const first = await post('sign-in', { challenge, signature });
    assert.equal(first.statusCode, 200);
    assert.match(String(first.headers['set-cookie']), /^heed-recipient=[^;]+;.*HttpOnly;.*SameSite=Strict/i);
    assert.equal((await post('sign-in', { challenge, signature })).json().code, 'disclosures.challenge');
    const late = await unlock();
    on.site.moveTo('2026-11-02T10:03');
    const slow = { challenge: late.challenge, signature: await sign(late.challenge, rae.secrets.sign) };
    assert.equal((await post('sign-in', slow)).json().code, 'disclosures.challenge');
    on.site.moveTo('2026-11-02T10:00');
    const bent = `${challenge.slice(0, -2)}${challenge.endsWith('AA') ? 'BB' : 'AA'}`;
    const made = { challenge: bent, signature: await sign(bent, rae.secrets.sign) };
    assert.notEqual((await post('sign-in', made)).statusCode, 200);
  });

  test('a session ends after half an hour of nothing, after eight hours of work, and when another begins', async () => {
    const client = await on.signIn(rae);
    assert.equal((await client.get('passkeys')).status, 200);
    on.site.moveTo('2026-11-02T10:29');
    assert.equal((await client.get('passkeys')).status, 200);
    on.site.moveTo('2026-11-02T10:58');
    assert.equal((await client.get('passkeys')).status, 200);
    on.site.moveTo('2026-11-02T11:30');
    assert.equal((await client.get('passkeys')).status, 401);
    const long = await on.signIn(rae);
    for (let minutes = 0; minutes < 8 * 60; minutes += 25) {
      on.site.moveTo(Temporal.PlainDateTime.from('2026-11-02T11:30').add({ minutes }).toString());
      assert.equal((await long.get('passkeys')).status, 200, `after ${minutes} minutes`);
    }
    on.site.moveTo('2026-11-02T19:31');
    assert.equal((await long.get('passkeys')).status, 401);
    const [one, two] = [await on.signIn(rae), await on.signIn(rae)];
    assert.equal((await one.get('passkeys')).status, 401);
    assert.equal((await two.get('passkeys')).status, 200);
    assert.equal((await two.post('sign-out')).status, 200);
    assert.equal((await two.get('passkeys')).status, 401);
    on.site.moveTo('2026-11-02T10:00');
  });

  test('a change without the token, with another’s, or from another site, is refused', async () => {
    const client = await on.signIn(rae);
    const other = await makeRecipient('avocet', 'council');
    await on.enrol(other);
    const { csrf } = await on.signIn(other);
    for (const headers of [
      {},
      { 'x-csrf-token': '' },
      { 'x-csrf-token': csrf },
      { 'x-csrf-token': client.csrf, 'sec-fetch-site': 'cross-site' },
      { 'x-csrf-token': client.csrf, origin: 'https://elsewhere.example.org' },
    ]) {
      const answer = await client.post('sign-out', {}, headers as Record<string, string>);
      assert.equal(answer.status, 403, JSON.stringify(headers));
    }
    assert.equal((await client.get('passkeys')).status, 200);
  });

  test('nobody signed in some other way is let in: a page is sent to the door, a script told', async () => {
    const plain = await on.inject({
      method: 'GET',
      url: '/recipients/api/reports',
      headers: { cookie: 'heed=abc' },
    });
    assert.equal(plain.statusCode, 401);
    assert.equal(plain.headers['www-authenticate'], undefined);
  });
});

describe('a passkey', () => {
  test('unlocks the same keys, proves itself, and is its owner’s alone', async () => {
    const client = await on.signIn(rae);
    const origin = 'http://localhost:80';
    const key = createSoftwarePasskey('localhost', origin);
    const begun = (await client.post('passkeys/begin')).body as {
      options: { challenge: string };
      ticket: string;
    };
    const made = JSON.parse(key.make(begun.options.challenge)) as object;
    const wrapped = toBase64url(randomBytes(96));
    const sent = { ticket: begun.ticket, answer: made, prfSalt: toBase64url(randomBytes(32)), wrapped };
    assert.equal((await client.post('passkeys', sent)).status, 200);
    const other = await makeRecipient('godwit', 'council');
    await on.enrol(other);
    const stranger = await on.signIn(other);
    assert.equal((await stranger.post('passkeys/remove', { id: key.id })).status, 422);

    const use = async () => {
      const asked = (await post('passkey/begin', {})).json() as {
        options: { challenge: string };
        ticket: string;
      };
      const answer = JSON.parse(key.use(asked.options.challenge, { counter: 0 })) as object;
      return { asked, answer };
    };
    const { asked, answer } = await use();
    const opened = await post('passkey/unlock', { ticket: asked.ticket, answer });
    assert.equal(opened.statusCode, 200, opened.body);
    assert.equal(opened.json().keyId, rae.name);
    assert.equal(opened.json().wrapped, wrapped);
    const crossed = await use();
    const swapped = await post('passkey/unlock', { ticket: asked.ticket, answer: crossed.answer });
    assert.equal(swapped.json().code, 'disclosures.passkey-wrong');
    assert.equal((await client.post('passkeys/remove', { id: key.id })).status, 200);
    const gone = await use();
    assert.equal(
      (await post('passkey/unlock', { ticket: gone.asked.ticket, answer: gone.answer })).statusCode,
      422,
    );
  });
});

test('no handle, key or code is in the log', () => {
  const log = on.logLines.join('\n');
  for (const word of ['heron', 'osprey', rae.name, toBase64url(rae.auth)])
    assert.ok(!log.includes(word), word);
});
