import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type RaiseConcern, raiseConcern } from '../../src/modules/concerns/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { openAccessServer, openJar, placeOf } from '../builders/access-server.ts';
import { addFrontDoor } from '../builders/front-door-area.ts';

const server = await openAccessServer();
after(() => server.close());
const people = await addFrontDoor(server, server.spine);

const CONTENT = Buffer.from('%PDF-1.7\nwhat the school wrote down');
const CONCERN: Omit<RaiseConcern, 'attachments'> = {
  channel: 'public',
  reporter: { kind: 'teacher', naming: 'named', name: 'A Teacher' },
  told: { questions: 'public-adult/1', language: 'en-GB', answers: [] },
  worry: 'Missing overnight, twice this month.',
  when: 'recent',
  danger: 'no',
  indicators: [],
  aboutWorker: { yes: false },
  parents: 'not-sure',
  mentions: [{ kind: 'child', name: 'Jay' }],
  receiptDeclined: false,
  idempotencyKey: 'attachments-1',
};

async function* once(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

let file = '';
let concern = '';

before(async () => {
  const { intake, concerns } = server.modules;
  const stream = once(CONTENT);
  const taken = await intake.take('draft', { name: '../notes “1”.exe', stream, cutShort: () => false });
  assert.ok(taken.ok);
  file = taken.value.id;
  const who = { actor: { kind: 'public' }, basis: null } as const;
  const raised = await runCommand(server.spine, who, (tx, ctx) =>
    raiseConcern(concerns)(tx, ctx, { ...CONCERN, attachments: [file] }),
  );
  assert.ok(raised.ok, raised.ok ? '' : raised.refusal.code);
  const { rows } = await server.pool.query('select id from concerns.concerns where reference = $1', [
    raised.value.reference,
  ]);
  concern = rows[0].id;
});

async function signInAs(account: string) {
  const jar = openJar(server.app);
  await jar.post('/sign-in/demo', { account, next: '/account' });
  return jar;
}
const address = () => `/concerns/${concern}/attachments/${file}`;

async function countActs(act: string): Promise<number> {
  const { rows } = await server.pool.query('select count(*)::int n from ledger.entries where act = $1', [
    act,
  ]);
  return rows[0].n;
}

describe('a file sent with a concern', () => {
  test('is saved by the front door, never shown, and its opening is an entry', async () => {
    const jar = await signInAs(people.screener);
    const answer = await jar.get(address());
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.statusCode, 200);
    assert.ok(answer.rawPayload.equals(CONTENT));
    const { headers } = answer;
    assert.match(
      String(headers['content-disposition']),
      /^attachment; filename="notes _1_\.pdf"; filename\*=/,
    );
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.match(String(headers['content-security-policy']), /^default-src 'none'; sandbox/);
    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(await countActs('concerns.attachment-kept'), 1);
    assert.equal(await countActs('concerns.attachment-opened'), 1);
  });

  test('is not for a school that has nothing to do with it, nor for anybody unknown', async () => {
    const jar = await signInAs(people.teacher);
    assert.equal((await jar.get(address())).statusCode, 403);
    const officer = await signInAs(people.police);
    assert.equal((await officer.get(address())).statusCode, 403);
    assert.match(placeOf(await openJar(server.app).get(address())), /^\/sign-in/);
  });

  test('can be locked at once by whoever opened it, and then only police posts open it', async () => {
    const jar = await signInAs(people.screener);
    const csrf = await jar.csrfOn('/account');
    assert.equal((await jar.post(`${address()}/lock`, {})).statusCode, 403);
    const locked = await jar.post(`${address()}/lock`, { _csrf: csrf });
    assert.equal(placeOf(locked), `/concerns/${concern}`);
    assert.equal((await jar.get(address())).statusCode, 403);
    const officer = await signInAs(people.police);
    assert.equal((await officer.get(address())).statusCode, 200);
    assert.equal(await countActs('concerns.attachment-locked'), 1);
  });

  test('is not found under another concern, or by a name that is no id', async () => {
    const jar = await signInAs(people.screener);
    assert.equal((await jar.get(`${address()}x`)).statusCode, 404);
    assert.equal((await jar.get(`/concerns/nothing/attachments/${file}`)).statusCode, 404);
    // No such file: the rules find nobody who stands anyhow to it.
    assert.equal((await jar.get(`/concerns/${concern}/attachments/${concern}`)).statusCode, 403);
  });
});
