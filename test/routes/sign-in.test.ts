import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { AccountId } from '../../src/kernel/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { checkPassword, hashPassword } from '../../src/platform/sessions/hash-password.ts';
import { codeAt, makeCodeSecret } from '../../src/platform/sessions/one-time-code.ts';
import { openAccessServer, openJar, placeOf } from '../builders/access-server.ts';
import { OPERATOR } from '../builders/small-area.ts';

const server = await openAccessServer();
after(() => server.close());

const PASSWORD = 'kettle pavement otter';
const council = await server.agency('Wrenfold Council');
const post = await server.post(council, 'Screener on duty', ['front-door-screener']);
const hash = await hashPassword(PASSWORD);

async function person(name: string, codeSecret: string | null): Promise<AccountId> {
  const account = await server.account(council, name);
  await server.appoint(account, post);
  const set = await runCommand(server.spine, OPERATOR, (tx, ctx) =>
    server.access.commands.setProofs(tx, ctx, { account, hash, codeSecret }),
  );
  assert.ok(set.ok);
  return account;
}

const secret = makeCodeSecret();
await person('Ada Fernsby', secret);
const ada = { email: 'ada.fernsby@example.org', password: PASSWORD };
const code = () => codeAt(secret, server.clock.wall());

async function givePassword(fields: Record<string, string>) {
  const jar = openJar(server.app);
  return { jar, answer: await jar.post('/sign-in', fields) };
}

describe('signing in with a password', () => {
  test('needs the second factor too: the password alone opens nothing', async () => {
    const { jar, answer } = await givePassword({ ...ada, next: '/account' });
    assert.equal(placeOf(answer), '/sign-in/code');
    assert.equal(jar.cookies.has('heed'), false);
    assert.equal((await jar.get('/account')).statusCode, 303);
    const wrong = await jar.post('/sign-in/code', { code: '000000' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /That code is not right/);
    const done = await jar.post('/sign-in/code', { code: code() });
    assert.equal(placeOf(done), '/account');
    assert.equal((await jar.get('/account')).statusCode, 200);
  });

  test('takes each code once, whoever saw it over a shoulder', async () => {
    server.clock.move({ seconds: 90 });
    const used = code();
    const first = await givePassword(ada);
    assert.equal((await first.jar.post('/sign-in/code', { code: used })).statusCode, 303);
    const second = await givePassword(ada);
    const again = await second.jar.post('/sign-in/code', { code: used });
    assert.equal(again.statusCode, 422);
    server.clock.move({ seconds: 30 });
    assert.equal((await second.jar.post('/sign-in/code', { code: code() })).statusCode, 303);
  });

  test('of two sent at once with one code, lets one in', async () => {
    server.clock.move({ seconds: 90 });
    const used = code();
    const tries = await Promise.all([givePassword(ada), givePassword(ada)]);
    const answers = await Promise.all(tries.map(({ jar }) => jar.post('/sign-in/code', { code: used })));
    assert.deepEqual(answers.map((answer) => answer.statusCode).sort(), [303, 422]);
  });

  test('must be finished within a quarter of an hour', async () => {
    const { jar } = await givePassword(ada);
    server.clock.move({ minutes: 15 });
    assert.equal(placeOf(await jar.post('/sign-in/code', { code: code() })), '/sign-in');
  });

  test('answers an e-mail nobody has just as it answers a wrong password', async () => {
    const unknown = await givePassword({ email: 'nobody@example.org', password: PASSWORD });
    const wrong = await givePassword({ ...ada, password: 'not the one' });
    assert.equal(unknown.answer.statusCode, 422);
    assert.equal(wrong.answer.statusCode, 422);
    const plain = (body: string) => body.replaceAll(/value="[^"]*@example.org"/g, '');
    assert.equal(plain(unknown.answer.body), plain(wrong.answer.body));
    assert.ok(!wrong.answer.body.includes('not the one'));
  });

  test('makes whoever guesses wait, by e-mail, whether or not anybody has it; and then lets the right one in', async () => {
    const carys = await person('Carys Bevan', secret);
    assert.ok(carys);
    for (const email of ['carys.bevan@example.org', 'stranger@example.org']) {
      const statuses: number[] = [];
      for (let n = 0; n < 7; n += 1)
        statuses.push((await givePassword({ email, password: 'a guess' })).answer.statusCode);
      assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429, 429]);
    }
    const right = { email: 'carys.bevan@example.org', password: PASSWORD };
    const early = await givePassword(right);
    assert.equal(early.answer.statusCode, 429);
    assert.ok(Number(early.answer.headers['retry-after']) > 0);
    server.clock.move({ minutes: 1 });
    assert.equal((await givePassword(right)).answer.statusCode, 303);
  });

  test('counts a flood sent at once as many guesses, not as one', async () => {
    await person('Dai Rees', secret);
    const flood = await Promise.all(
      Array.from({ length: 20 }, () => givePassword({ email: 'dai.rees@example.org', password: 'a guess' })),
    );
    const tried = flood.filter(({ answer }) => answer.statusCode === 422).length;
    assert.ok(tried <= 5, `${tried} guesses were tried`);
  });

  test('keeps no e-mail in the count of guesses, and no password anywhere', async () => {
    const guesses = await server.pool.query('select * from access.guesses');
    assert.ok(guesses.rowCount);
    assert.ok(!JSON.stringify(guesses.rows).includes('example.org'));
    assert.ok(!server.lines.join('\n').includes(PASSWORD));
  });

  test('writes each sign-in and each refusal into the ledger', async () => {
    const found = await server.pool.query(
      "select act, count(*)::int as n from ledger.entries where act like 'access.%sign%' group by act",
    );
    const counts = Object.fromEntries(found.rows.map((row) => [row.act, row.n]));
    assert.ok(counts['access.signed-in'] >= 3);
    assert.ok(counts['access.sign-in-refused'] >= 10);
  });
});

describe('a first sign-in', () => {
  test('sets up a second factor before anything else, and a password alone never replaces it', async () => {
    await person('Ewa Nowak', null);
    const ewa = { email: 'ewa.nowak@example.org', password: PASSWORD };
    const { jar, answer } = await givePassword(ewa);
    assert.equal(placeOf(answer), '/sign-in/set-up');
    const page = await jar.get('/sign-in/set-up');
    const own = /heed-key">([A-Z2-7 ]+)</.exec(page.body)?.[1]?.replaceAll(' ', '') ?? '';
    const setup = /name="setup" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    assert.equal((await jar.post('/sign-in/set-up', { setup, code: '000000' })).statusCode, 422);
    const done = await jar.post('/sign-in/set-up', { setup, code: codeAt(own, server.clock.wall()) });
    assert.equal(done.statusCode, 303);
    assert.equal((await jar.get('/account')).statusCode, 200);
    const stored = await server.pool.query('select sealed_secret from access.totps');
    assert.ok(stored.rows.every((row) => !row.sealed_secret.toString('latin1').includes(own)));
    const thief = await givePassword(ewa);
    assert.equal(placeOf(thief.answer), '/sign-in/code');
    const mine = await thief.jar.get('/sign-in/set-up');
    const theirs = /heed-key">([A-Z2-7 ]+)</.exec(mine.body)?.[1]?.replaceAll(' ', '') ?? '';
    const field = /name="setup" value="([^"]+)"/.exec(mine.body)?.[1] ?? '';
    await thief.jar.post('/sign-in/set-up', { setup: field, code: codeAt(theirs, server.clock.wall()) });
    assert.equal(thief.jar.cookies.has('heed'), false);
  });

  test('begins with an invitation that works once', async () => {
    const account = await server.account(council, 'Femi Ade');
    const invited = await runCommand(server.spine, OPERATOR, (tx, ctx) =>
      server.access.commands.inviteAccount(tx, ctx, { account }),
    );
    assert.ok(invited.ok);
    const url = `/sign-in/invited/${invited.value.token}`;
    const jar = openJar(server.app);
    assert.match((await jar.get(url)).body, /femi.ade@example.org/);
    const weak = await jar.post(url, { password: 'password1234' });
    assert.equal(weak.statusCode, 422);
    assert.match(weak.body, /easy to guess/);
    assert.equal(placeOf(await jar.post(url, { password: PASSWORD })), '/sign-in');
    assert.equal((await jar.post(url, { password: 'another long password' })).statusCode, 410);
    const { answer } = await givePassword({ email: 'femi.ade@example.org', password: PASSWORD });
    assert.equal(placeOf(answer), '/sign-in/set-up');
  });
});

describe('one’s own sign-in', () => {
  test('password is changed only by whoever knows it', async () => {
    server.clock.move({ minutes: 5 });
    const { jar } = await givePassword(ada);
    await jar.post('/sign-in/code', { code: code() });
    const _csrf = await jar.csrfOn('/account');
    const next = 'harbour lantern thimble';
    const wrong = await jar.post('/account/password', { _csrf, current: 'no', password: next });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /not your password now/);
    const right = await jar.post('/account/password', { _csrf, current: PASSWORD, password: next });
    assert.equal(right.statusCode, 303);
    assert.equal((await givePassword(ada)).answer.statusCode, 422);
    assert.equal((await givePassword({ ...ada, password: next })).answer.statusCode, 303);
  });
});

test('a password is the same however its letters are composed, and is never its neighbour', async () => {
  const composed = await hashPassword('caf\u00e9 lantern thimble');
  assert.equal(await checkPassword('cafe\u0301 lantern thimble', composed), true);
  assert.equal(await checkPassword('cafe lantern thimble', composed), false);
});
