import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openAccessServer, openJar, placeOf } from '../builders/access-server.ts';

const server = await openAccessServer();
after(() => server.close());

const council = await server.agency('Wrenfold Council');
const screening = await server.post(council, 'Screener on duty', ['front-door-screener']);
const managing = await server.post(council, 'Team manager North', ['team-manager']);
const ada = await server.account(council, 'Ada Fernsby');
const ben = await server.account(council, 'Ben Okoro');
const cleo = await server.account(council, 'Cleo Hart');
await server.appoint(ada, screening);
await server.appoint(ben, screening);
await server.appoint(ben, managing);

async function signInAs(account: string, next = '/account') {
  const jar = openJar(server.app);
  const answer = await jar.post('/sign-in/demo', { account, next });
  return { jar, answer };
}

async function acts(act: string): Promise<number> {
  const found = await server.pool.query('select count(*)::int as n from ledger.entries where act = $1', [
    act,
  ]);
  return found.rows[0].n;
}

describe('a demonstration', () => {
  test('lists every held post, and signs in as its holder by one click', async () => {
    const page = await openJar(server.app).get('/sign-in/demo');
    assert.equal(page.statusCode, 200);
    for (const word of ['Screener on duty', 'Ada Fernsby', 'Team manager North'])
      assert.ok(page.body.includes(word));
    const { jar, answer } = await signInAs(ada);
    assert.equal(answer.statusCode, 303);
    assert.equal(placeOf(answer), '/account');
    const own = await jar.get('/account');
    assert.equal(own.statusCode, 200);
    assert.ok(own.body.includes('Ada Fernsby'));
    assert.equal(await acts('access.signed-in'), 1);
  });

  test('never sends anybody to another site afterwards', async () => {
    for (const next of [
      'https://elsewhere.example.org',
      '//elsewhere.example.org',
      '/\\elsewhere.example.org',
    ])
      assert.equal(placeOf((await signInAs(ada, next)).answer), '/inbox');
  });
});

describe('a session', () => {
  test('is a cookie no script can read, that other sites’ forms don’t carry, and no dump of the database can replay', async () => {
    const { jar, answer } = await signInAs(ada);
    const cookie = answer.cookies.find((one) => one.name === 'heed');
    assert.ok(cookie?.httpOnly);
    assert.equal(cookie?.sameSite, 'Lax');
    const stored = await server.pool.query('select * from access.sessions');
    assert.ok(!JSON.stringify(stored.rows).includes(jar.cookies.get('heed') ?? 'none'));
  });

  test('ends twenty minutes after it was last used, and eight hours after it began however busy', async () => {
    const { jar } = await signInAs(ada);
    for (let hour = 0; hour < 7 * 4; hour += 1) {
      server.clock.move({ minutes: 15 });
      assert.equal((await jar.get('/account')).statusCode, 200);
    }
    const { jar: idle } = await signInAs(ada);
    server.clock.move({ minutes: 20 });
    assert.equal(placeOf(await idle.get('/account')), '/sign-in?next=%2Faccount');
    server.clock.move({ minutes: 40 });
    assert.equal(placeOf(await jar.get('/account')), '/sign-in?next=%2Faccount');
  });

  test('is listed for its owner and can be ended from another; then it opens nothing', async () => {
    const { jar: lost } = await signInAs(ada);
    const { jar: here } = await signInAs(ada);
    const page = await here.get('/account');
    const id = /\/account\/sessions\/([0-9a-f-]+)\/end/.exec(page.body)?.[1];
    const csrf = await here.csrfOn('/account');
    for (const match of page.body.matchAll(/\/account\/sessions\/([0-9a-f-]+)\/end/g))
      assert.equal((await here.post(`/account/sessions/${match[1]}/end`, { _csrf: csrf })).statusCode, 303);
    assert.ok(id);
    assert.equal((await lost.get('/account')).statusCode, 303);
    assert.equal((await here.get('/account')).statusCode, 200);
  });

  test('of somebody else can’t be ended', async () => {
    const { jar: hers } = await signInAs(ada);
    const found = await server.pool.query(
      'select id from access.sessions where account_id = $1 and ended_at is null',
      [ada],
    );
    const { jar: his } = await signInAs(ben);
    const csrf = await his.csrfOn('/account');
    const answer = await his.post(`/account/sessions/${found.rows.at(-1).id}/end`, { _csrf: csrf });
    assert.equal(answer.statusCode, 404);
    assert.equal((await hers.get('/account')).statusCode, 200);
  });

  test('changes nothing without the token of its own forms, signing out included', async () => {
    const { jar } = await signInAs(ada);
    assert.equal((await jar.post('/sign-out', {})).statusCode, 403);
    assert.equal((await jar.post('/sign-out', { _csrf: 'guess' })).statusCode, 403);
    const { jar: other } = await signInAs(ada);
    assert.equal((await jar.post('/sign-out', { _csrf: await other.csrfOn('/account') })).statusCode, 403);
    assert.equal((await jar.get('/account')).statusCode, 200);
    const out = await jar.post('/sign-out', { _csrf: await jar.csrfOn('/account') });
    assert.equal(placeOf(out), '/sign-in');
    assert.equal((await jar.get('/account')).statusCode, 303);
    assert.ok((await acts('access.signed-out')) >= 1);
  });
});

describe('hats', () => {
  test('with several posts one is asked which, and the choice holds for the session', async () => {
    const { jar, answer } = await signInAs(ben, '/account');
    assert.equal(placeOf(answer), '/hat?next=%2Faccount');
    const page = await jar.get('/hat?next=%2Faccount');
    assert.ok(page.body.includes('Screener on duty') && page.body.includes('Team manager North'));
    const csrf = await jar.csrfOn('/hat');
    assert.equal((await jar.post('/hat', { _csrf: csrf, next: '/account' })).statusCode, 422);
    const chosen = await jar.post('/hat', { _csrf: csrf, post: managing, next: '/account' });
    assert.equal(placeOf(chosen), '/account');
    assert.match((await jar.get('/account')).body, /heed-who__hat">Team manager North/);
  });

  test('of others can’t be put on', async () => {
    const { jar } = await signInAs(ada);
    const csrf = await jar.csrfOn('/hat');
    const answer = await jar.post('/hat', { _csrf: csrf, post: managing });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /You do not hold that post/);
  });

  test('somebody with none is told so, and sees nothing else', async () => {
    const { jar } = await signInAs(cleo);
    assert.match((await jar.get('/hat')).body, /You hold no post/);
  });
});

describe('what was typed', () => {
  test('is kept while typing and survives a session that lapsed', async () => {
    const { jar } = await signInAs(ada);
    const csrf = await jar.csrfOn('/account');
    const kept = await jar.send({
      method: 'PUT',
      url: '/autosave/concerns.hd-7k2m-94.decide',
      headers: { 'x-csrf-token': csrf, 'content-type': 'application/json' },
      payload: { reason: 'What the school said fits.', _csrf: csrf },
    });
    assert.equal(kept.statusCode, 204);
    const stored = await server.pool.query('select sealed from access.autosaves');
    assert.equal(stored.rowCount, 1);
    assert.ok(!stored.rows[0].sealed.toString('latin1').includes('school'));
  });

  test('and sent too late is kept for its sender, and given a way back', async () => {
    const { jar } = await signInAs(ada);
    const csrf = await jar.csrfOn('/hat');
    server.clock.move({ minutes: 30 });
    const late = await jar.post('/hat', { _csrf: csrf, post: screening, next: '/account' });
    assert.equal(placeOf(late), '/sign-in?next=%2Fhat');
    const stored = await server.pool.query("select account_id from access.autosaves where form = 'hat'");
    assert.deepEqual(stored.rows, [{ account_id: ada }]);
  });

  test('a call written down too long ago is back in its form after signing in again', async () => {
    const { jar } = await signInAs(ada);
    const _csrf = await jar.csrfOn('/calls');
    server.clock.move({ minutes: 30 });
    const late = await jar.post('/calls', { _csrf, worry: 'Told by the school nurse', key: 'k' });
    assert.equal(placeOf(late), '/sign-in?next=%2Fcalls');
    await jar.post('/sign-in/demo', { account: ada, next: '/calls' });
    assert.match((await jar.get('/calls')).body, /Told by the school nurse/);
    const { jar: other } = await signInAs(ben);
    assert.ok(!(await other.get('/calls')).body.includes('Told by the school nurse'));
  });

  test('from a session that was signed out is not taken', async () => {
    const { jar } = await signInAs(ben);
    const csrf = await jar.csrfOn('/hat');
    const cookie = jar.cookies.get('heed') ?? '';
    await jar.post('/sign-out', { _csrf: csrf });
    jar.cookies.set('heed', cookie);
    await jar.post('/hat', { _csrf: csrf, post: managing });
    const stored = await server.pool.query('select 1 from access.autosaves where account_id = $1', [ben]);
    assert.equal(stored.rowCount, 0);
  });
});

test('every action that a route declares has a rule, or the route would let nobody in', async () => {
  const { readPolicyFolder } = await import('../../src/modules/access/index.ts');
  const { rules } = readPolicyFolder('policies');
  const known = new Set(rules.flatMap((rule) => rule.actions));
  const asked = server.declared.flatMap((route) => ('action' in route.access ? [route.access.action] : []));
  assert.ok(asked.length > 3);
  assert.deepEqual(
    asked.filter((action) => !known.has(action)),
    [],
  );
});
