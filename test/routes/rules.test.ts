/** An area sets a rule with the scrutineer's confirmation, and a rule that is off cannot hide what it would have said. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { openAccessServer, openJar } from '../builders/access-server.ts';

const server = await openAccessServer();
after(() => server.close());

const council = await server.agency('Wrenfold Council');
const partnership = await server.agency('Wrenfold Partnership', 'oversight', true);
const director = await server.post(council, 'Director', ['director']);
const systems = await server.post(council, 'Systems', ['administrator']);
const scrutiny = await server.post(partnership, 'Scrutineer', ['scrutineer']);
const screening = await server.post(council, 'Screener on duty', ['front-door-screener']);
const dee = await server.account(council, 'Dee Wetherall');
const ben = await server.account(council, 'Ben Okoro');
const cleo = await server.account(partnership, 'Cleo Hart');
const ada = await server.account(council, 'Ada Fernsby');
await server.appoint(dee, director);
await server.appoint(ben, systems);
await server.appoint(cleo, scrutiny);
await server.appoint(ada, screening);

async function signInAs(account: string) {
  const jar = openJar(server.app);
  await jar.post('/sign-in/demo', { account, next: '/area' });
  return { jar, _csrf: await jar.csrfOn('/account') };
}
const [administrator, scrutineer, manager, screener] = [
  await signInAs(ben),
  await signInAs(cleo),
  await signInAs(dee),
  await signInAs(ada),
];

/** What a rule found, so many times, some days ago. */
async function find(rule: string, strength: number, times: number, daysAgo: number, kept: string) {
  const at = server.clock
    .domain()
    .subtract({ hours: daysAgo * 24 })
    .toString();
  await server.pool.query(
    `insert into concerns.signals (id, rule, first_at, at, strength, counts, kept)
     select gen_random_uuid(), $1, $2::timestamptz, $2::timestamptz, $3, '{}', $4 from generate_series(1, $5)`,
    [rule, at, strength, kept, times],
  );
}
await find('place-rise', 6, 3, 20, 'below');
await find('place-rise', 9, 4, 30, 'below');
await find('place-rise', 9, 5, 120, 'below');

const propose = (who: typeof administrator, values: Record<string, string>, rule = 'place-rise') =>
  who.jar.post(`/area/signals/${rule}`, {
    _csrf: who._csrf,
    reason: 'Two parades were named after a fair.',
    ...values,
  });
const text = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('what a rule is set to', () => {
  test('is seen with its bounds, and what each threshold would have raised in 90 days', async () => {
    const page = text((await administrator.jar.get('/area/signals/place-rise')).body);
    assert.match(page, /from 5 to 15 homes in four weeks/);
    assert.match(page, /6 homes in four weeks 7 7 homes in four weeks \(now\) 4/);
    assert.match(page, /10 homes in four weeks 0/, 'what is older than 90 days is not counted');
  });

  test('is proposed by an administrator alone, within the bounds, with a reason', async () => {
    assert.equal((await propose(screener, { on: 'no', threshold: '7' })).statusCode, 403);
    assert.equal((await propose(manager, { on: 'no', threshold: '7' })).statusCode, 403);
    for (const threshold of ['4', '16', '7.5', '', 'all']) {
      const answer = await propose(administrator, { on: 'yes', threshold });
      assert.equal(answer.statusCode, 422, threshold);
      assert.match(answer.body, /Two parades were named after a fair/, 'what was typed comes back');
    }
    assert.equal((await propose(administrator, { on: 'no', threshold: '7', reason: '' })).statusCode, 422);
    assert.equal((await propose(administrator, { on: 'no', threshold: '7' }, 'guess')).statusCode, 404);
  });

  test('is in force when the scrutineer, who is told what it would have raised, confirms it: and in the ledger', async () => {
    assert.equal((await propose(administrator, { on: 'no', threshold: '6' })).statusCode, 303);
    const settings = 'select rule, is_on, threshold from access.rule_settings';
    assert.equal((await server.pool.query(settings)).rows.length, 0, 'nothing is in force yet');
    const waiting = await scrutineer.jar.get('/area/changes');
    assert.match(text(waiting.body), /Switched off/);
    assert.match(text(waiting.body), /None owed\. 7 kept and counted/);
    assert.match(text(waiting.body), /set to now 4 patterns/);
    const id = /\/area\/changes\/([0-9a-f-]{36})/.exec(waiting.body)?.[1];
    const body = { _csrf: scrutineer._csrf, answer: 'confirmed', reason: '' };
    assert.equal((await scrutineer.jar.post(`/area/changes/${id}`, body)).statusCode, 303);
    assert.deepEqual((await server.pool.query(settings)).rows, [
      { rule: 'place-rise', is_on: false, threshold: 6 },
    ]);
    const { rows } = await server.pool.query("select 1 from ledger.entries where act = 'access.rule-set'");
    assert.equal(rows.length, 1);
  });
});

describe('how often each rule was right', () => {
  test('says of a rule that is off since when, by whom, and what it would have raised', async () => {
    await find('place-rise', 8, 6, 2, 'off');
    await find('place-rise', 5, 6, 2, 'off');
    const page = text((await scrutineer.jar.get('/oversight/rules?period=90-days')).body);
    assert.match(page, /Switched off since .* proposed by Ben Okoro and confirmed by the scrutineer/);
    assert.match(page, /It would have raised 6 in this period/, 'at the threshold it would have had');
  });

  test('is told in counts as they are to those who hold to account, and few as few to others', async () => {
    const page = text((await manager.jar.get('/oversight/rules')).body);
    assert.match(page, /It would have raised about 5 in this period/);
    assert.match(page, /Counts from 1 to 4 are given as fewer than 5/);
    assert.equal((await screener.jar.get('/oversight/rules')).statusCode, 403);
  });

  test('is the same as a file, and each reading is an entry', async () => {
    const file = await scrutineer.jar.get('/oversight/rules.csv?period=90-days');
    assert.equal(file.headers['content-type'], 'text/csv; charset=utf-8');
    const lines = file.body.trim().split('\r\n');
    assert.equal(lines.length, 7);
    assert.match(lines.find((line) => line.includes('sudden rise')) ?? '', /"no","6","0"/);
    const { rows } = await server.pool.query(
      "select 1 from ledger.entries where act = 'oversight.rule-figures-seen'",
    );
    assert.equal(rows.length, 3);
  });
});
