import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openAccessServer, openJar, placeOf } from '../builders/access-server.ts';
import { createSoftwarePasskey } from '../builders/software-passkey.ts';

const HOST = 'localhost';
const ORIGIN = 'http://localhost:80';
const server = await openAccessServer({ HEED_BASE_URL: ORIGIN });
after(() => server.close());

const council = await server.agency('Wrenfold Council');
const post = await server.post(council, 'Screener on duty', ['front-door-screener']);
const ada = await server.account(council, 'Ada Fernsby');
await server.appoint(ada, post);
const SITE = new URL(ORIGIN).origin;

type Jar = ReturnType<typeof openJar>;
const JSON_SAFE = /^[\w-]+$/;

async function signedIn(): Promise<Jar> {
  const jar = openJar(server.app);
  await jar.post('/sign-in/demo', { account: ada, next: '/account' });
  return jar;
}

async function beginToMake(jar: Jar) {
  const _csrf = await jar.csrfOn('/account');
  const { options, setup } = (await jar.post('/account/passkeys/begin', { _csrf })).json();
  assert.match(options.challenge, JSON_SAFE);
  assert.equal(options.authenticatorSelection.userVerification, 'required');
  return { _csrf, challenge: String(options.challenge), setup: String(setup) };
}

async function beginToUse(jar: Jar): Promise<string> {
  const { options } = (await jar.post('/sign-in/passkey/begin', {})).json();
  assert.equal(options.userVerification, 'required');
  return options.challenge;
}

const passkey = createSoftwarePasskey(HOST, SITE);

describe('a passkey', () => {
  test('is added to one’s own account, in answer to one’s own question only', async () => {
    const jar = await signedIn();
    const { _csrf, challenge, setup } = await beginToMake(jar);
    const other = await beginToMake(await signedIn());
    const crossed = await jar.post('/account/passkeys', {
      _csrf,
      setup: other.setup,
      answer: passkey.make(other.challenge),
    });
    assert.equal(crossed.statusCode, 422);
    const elsewhere = passkey.make(challenge, { origin: 'https://heed.example.net' });
    assert.equal((await jar.post('/account/passkeys', { _csrf, setup, answer: elsewhere })).statusCode, 422);
    const locked = passkey.make(challenge, { unlocked: false });
    assert.equal((await jar.post('/account/passkeys', { _csrf, setup, answer: locked })).statusCode, 422);
    const made = await jar.post('/account/passkeys', { _csrf, setup, answer: passkey.make(challenge) });
    assert.equal(made.statusCode, 303);
    assert.equal(
      (await jar.post('/account/passkeys', { _csrf, setup, answer: passkey.make(challenge) })).statusCode,
      422,
    );
  });

  test('signs in by itself: it is held, and it is unlocked', async () => {
    const jar = openJar(server.app);
    const challenge = await beginToUse(jar);
    const answer = await jar.post('/sign-in/passkey', { answer: passkey.use(challenge, { counter: 5 }) });
    assert.equal(answer.statusCode, 303);
    const page = await jar.get('/account');
    assert.match(page.body, /Ada Fernsby/);
    assert.match(page.body, /passkey/);
  });

  const wrongs: readonly [string, (challenge: string) => string][] = [
    ['not unlocked by its owner', (challenge) => passkey.use(challenge, { unlocked: false, counter: 9 })],
    [
      'asked by another site',
      (challenge) => passkey.use(challenge, { origin: 'https://heed.example.net', counter: 9 }),
    ],
    ['whose count goes backwards, as a copy’s would', (challenge) => passkey.use(challenge, { counter: 4 })],
    ['answering another question', () => passkey.use('bm90LXRoZS1jaGFsbGVuZ2U', { counter: 9 })],
    ['that nobody added', (challenge) => createSoftwarePasskey(HOST, SITE).use(challenge)],
    ['that is not one', () => '{"id":"__proto__","response":[]}'],
    ['that is not even JSON', () => 'no'],
  ];
  for (const [what, use] of wrongs)
    test(`${what} signs nobody in, and the question is spent`, async () => {
      const jar = openJar(server.app);
      const challenge = await beginToUse(jar);
      const wrong = await jar.post('/sign-in/passkey', { answer: use(challenge) });
      assert.equal(wrong.statusCode, 422);
      assert.match(wrong.body, /That passkey did not work/);
      assert.equal(jar.cookies.has('heed'), false);
      const late = await jar.post('/sign-in/passkey', { answer: passkey.use(challenge, { counter: 99 }) });
      assert.equal(late.statusCode, 422);
    });

  test('answered twice signs in once', async () => {
    const jar = openJar(server.app);
    const answer = passkey.use(await beginToUse(jar), { counter: 10 });
    const token = jar.cookies.get('heed-sign-in') ?? '';
    assert.equal((await jar.post('/sign-in/passkey', { answer })).statusCode, 303);
    const replay = openJar(server.app);
    replay.cookies.set('heed-sign-in', token);
    assert.equal((await replay.post('/sign-in/passkey', { answer })).statusCode, 422);
  });

  test('can be taken away, but never the last second factor', async () => {
    const jar = await signedIn();
    const _csrf = await jar.csrfOn('/account');
    const last = await jar.post('/account/passkeys/remove', { _csrf, credential: passkey.id });
    assert.equal(last.statusCode, 422);
    assert.match(last.body, /Add another way/);
    const second = createSoftwarePasskey(HOST, SITE);
    const { challenge, setup } = await beginToMake(jar);
    await jar.post('/account/passkeys', { _csrf, setup, answer: second.make(challenge) });
    const gone = await jar.post('/account/passkeys/remove', { _csrf, credential: passkey.id });
    assert.equal(placeOf(gone), '/account');
    const stranger = openJar(server.app);
    const question = await beginToUse(stranger);
    const answer = await stranger.post('/sign-in/passkey', {
      answer: passkey.use(question, { counter: 50 }),
    });
    assert.equal(answer.statusCode, 422);
  });
});
