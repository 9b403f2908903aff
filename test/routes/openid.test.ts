import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openAccessServer, openJar, placeOf } from '../builders/access-server.ts';
import { type ProviderPerson, startProvider } from '../builders/provider.ts';

const provider = await startProvider('http://localhost/sign-in/openid/back');
const server = await openAccessServer({
  HEED_BASE_URL: 'http://localhost',
  HEED_OIDC_ISSUER: provider.issuer,
  HEED_OIDC_CLIENT_ID: provider.clientId,
  HEED_OIDC_CLIENT_SECRET: provider.clientSecret,
});
after(async () => {
  await server.close();
  await provider.close();
});

const council = await server.agency('Wrenfold Council');
const post = await server.post(council, 'Screener on duty', ['front-door-screener']);
for (const name of ['Ada Fernsby', 'Ben Okoro', 'Cleo Hart'])
  await server.appoint(await server.account(council, name), post);

const person = (over: Partial<ProviderPerson>): ProviderPerson => ({
  subject: 'subject-1',
  email: 'ada.fernsby@example.org',
  emailVerified: true,
  amr: ['pwd', 'mfa'],
  ...over,
});

/** Goes away to the provider and comes back, as one browser. */
async function goAndComeBack(who: ProviderPerson, alter: (url: URL) => void = () => undefined) {
  provider.expect(who);
  const jar = openJar(server.app);
  const away = await jar.get('/sign-in/openid?next=/account');
  assert.equal(away.statusCode, 303, away.body);
  const back = new URL(await provider.walk(placeOf(away)));
  alter(back);
  const path = `${back.pathname}${back.search}`;
  return { jar, path, answer: await jar.get(path) };
}

describe('signing in with a work account', () => {
  test('asks for code, PKCE, state and nonce', async () => {
    const away = await openJar(server.app).get('/sign-in/openid');
    const asked = new URL(placeOf(away)).searchParams;
    assert.equal(asked.get('response_type'), 'code');
    assert.equal(asked.get('code_challenge_method'), 'S256');
    for (const name of ['code_challenge', 'state', 'nonce']) assert.ok((asked.get(name) ?? '').length > 30);
  });

  test('finds one’s account by the address that the provider vouches for', async () => {
    const { jar, answer } = await goAndComeBack(person({}));
    assert.equal(placeOf(answer), '/account');
    assert.match((await jar.get('/account')).body, /Ada Fernsby/);
  });

  test('and from then on by issuer and subject, whatever becomes of the address', async () => {
    const { jar, answer } = await goAndComeBack(person({ email: 'ben.okoro@example.org' }));
    assert.equal(answer.statusCode, 303);
    assert.match((await jar.get('/account')).body, /Ada Fernsby/);
  });

  test('never takes an address that nobody verified: anybody could claim the director’s', async () => {
    const { jar, answer } = await goAndComeBack(
      person({ subject: 'subject-2', email: 'ben.okoro@example.org', emailVerified: false }),
    );
    assert.equal(answer.statusCode, 403);
    assert.match(answer.body, /you have no account in Heed/);
    assert.equal(jar.cookies.has('heed'), false);
  });

  test('turns away somebody the provider knows and Heed does not', async () => {
    const { answer } = await goAndComeBack(person({ subject: 'subject-3', email: 'stranger@example.org' }));
    assert.equal(answer.statusCode, 403);
  });

  test('asks for Heed’s own second factor where the provider did not say that it asked for one', async () => {
    const { jar, answer } = await goAndComeBack(
      person({ subject: 'subject-4', email: 'cleo.hart@example.org', amr: ['pwd'] }),
    );
    assert.equal(placeOf(answer), '/sign-in/set-up');
    assert.equal(jar.cookies.has('heed'), false);
    assert.equal((await jar.get('/account')).statusCode, 303);
  });

  test('comes back once: the same address again signs nobody in', async () => {
    const { jar, path } = await goAndComeBack(person({}));
    jar.cookies.delete('heed');
    const again = await jar.get(path);
    assert.equal(again.statusCode, 422);
    assert.match(again.body, /could not sign you in/);
  });

  test('refuses what was altered on the way, or meant for another browser', async () => {
    const altered = await goAndComeBack(person({}), (url) => url.searchParams.set('state', 'x'.repeat(43)));
    assert.equal(altered.answer.statusCode, 422);
    const invented = await goAndComeBack(person({}), (url) => url.searchParams.set('code', 'x'.repeat(43)));
    assert.equal(invented.answer.statusCode, 422);
    provider.expect(person({}));
    const hers = openJar(server.app);
    const back = new URL(await provider.walk(placeOf(await hers.get('/sign-in/openid'))));
    const his = openJar(server.app);
    await his.get('/sign-in/openid');
    assert.equal((await his.get(`${back.pathname}${back.search}`)).statusCode, 422);
  });
});

test('while the provider is away, that is said, and nothing else breaks', async () => {
  const away = await openAccessServer({
    HEED_BASE_URL: 'http://localhost',
    HEED_OIDC_ISSUER: 'http://127.0.0.1:9',
    HEED_OIDC_CLIENT_ID: 'heed',
    HEED_OIDC_CLIENT_SECRET: 'secret',
  });
  try {
    const answer = await openJar(away.app).get('/sign-in/openid');
    assert.equal(answer.statusCode, 503);
    assert.match(answer.body, /does not answer/);
    assert.equal((await openJar(away.app).get('/sign-in')).statusCode, 200);
  } finally {
    await away.close();
  }
});
