import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { findPostByFunction, listHolders } from '../../src/modules/access/index.ts';
import { openAccessServer, openJar, placeOf } from '../builders/access-server.ts';

const server = await openAccessServer();
after(() => server.close());

const council = await server.agency('Wrenfold Council');
const partnership = await server.agency('Wrenfold Partnership', 'oversight', true);
const director = await server.post(council, 'Director', ['director']);
const screening = await server.post(council, 'Screener on duty', ['front-door-screener'], director);
const systems = await server.post(council, 'Systems', ['administrator']);
const scrutiny = await server.post(partnership, 'Scrutineer', ['scrutineer']);
const ada = await server.account(council, 'Ada Fernsby');
const ben = await server.account(council, 'Ben Okoro');
const cleo = await server.account(partnership, 'Cleo Hart');
await server.appoint(ada, screening);
await server.appoint(ben, systems);
await server.appoint(cleo, scrutiny);

async function signInAs(account: string) {
  const jar = openJar(server.app);
  await jar.post('/sign-in/demo', { account, next: '/area' });
  return { jar, _csrf: await jar.csrfOn('/account') };
}
const administrator = await signInAs(ben);
const scrutineer = await signInAs(cleo);
const screener = await signInAs(ada);

async function holders(post: typeof director): Promise<readonly string[]> {
  const found = await server.read((tx) => listHolders(tx, [post], server.clock.domain()));
  return found.map((holder) => holder.name);
}

async function settle(answer: string, reason = '') {
  const page = await scrutineer.jar.get('/area/changes');
  const id = /\/area\/changes\/([0-9a-f-]{36})/.exec(page.body)?.[1];
  assert.ok(id, 'nothing waits for the scrutineer');
  return scrutineer.jar.post(`/area/changes/${id}`, { _csrf: scrutineer._csrf, answer, reason });
}

describe('the area', () => {
  test('shows every post, who holds it, and which are vacant', async () => {
    const page = await screener.jar.get('/area');
    assert.equal(page.statusCode, 200);
    for (const words of ['Screener on duty', 'Ada Fernsby', 'Vacant', 'Outside'])
      assert.ok(page.body.includes(words));
    for (const url of ['/area/accounts', '/area/changes'])
      assert.ok(!page.body.includes(url), 'what one may not do is not offered');
  });

  test('is changed by nobody but an administrator, and each try is written down', async () => {
    const before = await server.pool.query(
      "select 1 from ledger.entries where act = 'access.access-refused'",
    );
    const { jar, _csrf } = screener;
    for (const url of [
      `/area/posts/${director}/appoint`,
      '/area/accounts',
      '/area/systems',
      '/area/posts/new',
    ])
      assert.equal((await jar.post(url, { _csrf, account: ada, reason: 'Because' })).statusCode, 403);
    const after = await server.pool.query("select 1 from ledger.entries where act = 'access.access-refused'");
    assert.equal((after.rowCount ?? 0) - (before.rowCount ?? 0), 4);
  });

  test('an appointment is in force when the scrutineer has confirmed it, and not before', async () => {
    const { jar, _csrf } = administrator;
    const form = { _csrf, account: ada, reason: 'Starts on Monday' };
    const put = await jar.post(`/area/posts/${director}/appoint`, form);
    assert.equal(placeOf(put), '/area/changes');
    assert.deepEqual(await holders(director), []);
    const waiting = await scrutineer.jar.get('/area/changes');
    for (const words of [
      'Appoint somebody to a post',
      'Director',
      'Ada Fernsby',
      'Starts on Monday',
      'Ben Okoro',
    ])
      assert.ok(waiting.body.includes(words), words);
    const own = await jar.get('/area/changes');
    assert.ok(!own.body.includes('value="confirmed"'), 'the proposer is offered no button');
    assert.equal((await settle('confirmed')).statusCode, 303);
    assert.deepEqual(await holders(director), ['Ada Fernsby']);
  });

  test('a change to a post shows the scrutineer what is so now, and may be refused with a reason', async () => {
    const { jar, _csrf } = administrator;
    const form = {
      _csrf,
      name: 'Screener',
      functions: 'front-door-screener',
      reportsTo: '',
      phone: '',
      reason: 'Tidying',
    };
    assert.equal((await jar.post(`/area/posts/${screening}/change`, form)).statusCode, 303);
    assert.match((await scrutineer.jar.get('/area/changes')).body, /No post \(now: Director\)/);
    const silent = await settle('refused');
    assert.equal(silent.statusCode, 422);
    assert.match(silent.body, /Enter the reason/);
    assert.equal((await settle('refused', 'It would climb to nobody')).statusCode, 303);
    const post = await server.read((tx) => findPostByFunction(tx, 'front-door-screener'));
    assert.equal(post?.name, 'Screener on duty');
  });

  test('says what is wrong with a form and keeps what was typed', async () => {
    const { jar, _csrf } = administrator;
    const long = 'x'.repeat(201);
    const answer = await jar.post('/area/posts/new', {
      _csrf,
      agency: council,
      name: long,
      phone: 'not a phone',
      reason: 'Kept words',
    });
    assert.equal(answer.statusCode, 422);
    assert.match(answer.body, /200 characters or fewer/);
    assert.ok(answer.body.includes('Kept words') && answer.body.includes(long));
  });
});

describe('accounts', () => {
  test('are added, invited and stopped by an administrator', async () => {
    const { jar, _csrf } = administrator;
    const form = {
      _csrf,
      name: 'Dai Rees',
      email: 'Dai.Rees@example.org',
      phone: '07700 900123',
      agency: council,
    };
    assert.equal((await jar.post('/area/accounts', form)).statusCode, 303);
    const twice = await jar.post('/area/accounts', form);
    assert.equal(twice.statusCode, 409);
    assert.match(twice.body, /already an account with this email/);
    const found = await server.pool.query(
      "select id, phone from access.accounts where email = 'dai.rees@example.org'",
    );
    assert.equal(found.rows[0].phone, '+447700900123');
    const { id } = found.rows[0];
    const invited = await jar.post(`/area/accounts/${id}/invite`, { _csrf });
    const address = /https?:\/\/[^<\s]*\/sign-in\/invited\/[\w-]{43}/.exec(invited.body)?.[0];
    assert.ok(address);
    assert.equal((await openJar(server.app).get(new URL(address).pathname)).statusCode, 200);
    assert.equal((await jar.post(`/area/accounts/${id}/stop`, { _csrf, reason: '' })).statusCode, 422);
    assert.equal((await jar.post(`/area/accounts/${id}/stop`, { _csrf, reason: 'Left' })).statusCode, 303);
    assert.equal((await openJar(server.app).get(new URL(address).pathname)).statusCode, 410);
  });

  test('stopped ones are signed out everywhere at once', async () => {
    const { jar, _csrf } = administrator;
    const femi = await server.account(council, 'Femi Ade');
    const theirs = await signInAs(femi);
    assert.equal((await theirs.jar.get('/account')).statusCode, 200);
    await jar.post(`/area/accounts/${femi}/stop`, { _csrf, reason: 'Laptop stolen' });
    assert.equal((await theirs.jar.get('/account')).statusCode, 303);
  });
});

test('an agency’s system is let in, shown its secret once, and shut out', async () => {
  const { jar, _csrf } = administrator;
  const form = { _csrf, name: 'Pupil records', agency: partnership, scopes: 'concerns:raise' };
  const added = await jar.post('/area/systems', form);
  const secret = /Secret: ([\w-]{43})/.exec(added.body)?.[1];
  const id = /Client id: ([0-9a-f-]{36})/.exec(added.body)?.[1];
  assert.ok(secret && id);
  assert.ok(!(await jar.get('/area/systems')).body.includes(secret));
  const ask = () =>
    server.app.inject({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
      }).toString(),
    });
  assert.equal((await ask()).statusCode, 200);
  await jar.post(`/area/systems/${id}/end`, { _csrf });
  assert.equal((await ask()).statusCode, 401);
});

test('the rules can be read by those they bind', async () => {
  const page = await screener.jar.get('/area/rules');
  assert.equal(page.statusCode, 200);
  assert.match(page.body, /named-or-shut-out-never/);
  assert.match(page.body, /Nobody named in a concern/);
});
