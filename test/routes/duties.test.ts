import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type DutySite, openDutySite } from '../support/duty-site.ts';
import { type DutyWorld, openDutyWorld } from '../support/duty-world.ts';

const local = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();
const MONDAY = local('2026-11-16T10:00');

let world: DutyWorld;
let site: DutySite;
before(async () => {
  world = await openDutyWorld(MONDAY);
  site = await openDutySite(world);
});
after(async () => {
  await site.app.close();
  await world.close();
});

async function raise(rule: string, earlierWarnings = 0, skipPosts: string[] = []) {
  world.setNow(MONDAY);
  const [duty] = await world.raise({
    rule,
    about: world.concern(),
    post: world.posts.screener.id,
    reference: 'HD-7K2M-94',
    earlierWarnings,
    skipPosts: skipPosts as (typeof world.posts.screener.id)[],
  });
  assert.ok(duty);
  return duty;
}

async function stateOf(id: string) {
  const { rows } = await sql<{ state: string; due_at: Temporal.Instant; original_due_at: Temporal.Instant }>`
    select state, due_at, original_due_at from duties.duties where id = ${id}`.execute(world.db);
  assert.ok(rows[0]);
  return rows[0];
}

const EXTENSION = {
  'date-day': '4',
  'date-month': '12',
  'date-year': '2026',
  reason: 'Waiting for the school',
};

describe('the inbox', () => {
  test('shows what is owed, about what, by which post, and counts it', async () => {
    const one = await raise('front-door.decide', 4);
    await raise('front-door.open-red');
    const { status, body } = await site.get('screener', '/inbox');
    assert.equal(status, 200);
    assert.match(body, /a girl about 14, called Jay/);
    assert.match(body, new RegExp(`href="/duties/${one.id}"`));
    assert.match(body, /All of yours \(2\)/);
    assert.match(body, /Red \(1\)/);
    assert.ok(body.indexOf('Open this concern now') < body.indexOf('Decide what happens next'));
    const warned = await site.get('screener', '/inbox?order=warnings');
    assert.ok(warned.body.indexOf('Decide what happens next') < warned.body.indexOf('Open this concern now'));
  });

  test('shows a manager what has climbed to them, and what their team owes', async () => {
    await raise('front-door.decide');
    const team = await site.get('manager', '/inbox?show=team');
    assert.match(team.body, /Decide what happens next/);
    assert.match(team.body, /screener/);
    world.setNow(local('2026-11-18T00:00'));
    await world.engine.runOnce();
    const climbed = await site.get('manager', '/inbox?show=climbed');
    assert.match(climbed.body, /Climbed to you as manager/);
    assert.match(climbed.body, /Overdue/);
  });

  test('opening it opens the notices, and the ledger says so', async () => {
    const duty = await raise('front-door.open');
    await site.get('screener', '/inbox');
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from duties.notices
      where duty_id = ${duty.id} and opened_by = ${world.posts.screener.account}`.execute(world.db);
    assert.equal(rows[0]?.n, 1);
    const entries = await sql`select 1 from ledger.entries where act = 'duties.notices-opened'`.execute(
      world.db,
    );
    assert.ok(entries.rows.length > 0);
  });

  test('shows nothing to somebody named in it, by list or by address', async () => {
    const duty = await raise('front-door.open', 0, [world.posts.screener.id]);
    const list = await site.get('screener', '/inbox');
    assert.doesNotMatch(list.body, new RegExp(duty.id));
    assert.ok([403, 404].includes((await site.get('screener', `/duties/${duty.id}`)).status));
  });

  test('takes nonsense in its address for the usual inbox', async () => {
    const { status } = await site.get('screener', '/inbox?show=%00&order[]=x&page=-1&hat=nobody');
    assert.ok(status === 200 || status === 400);
    assert.equal((await site.get('screener', '/inbox?show=everything&page=zero&hat=1')).status, 200);
  });
});

describe('one duty', () => {
  test('says the law, the clock and who owes it; a stranger to it may not open it', async () => {
    const duty = await raise('front-door.decide');
    const { status, body } = await site.get('screener', `/duties/${duty.id}`);
    assert.equal(status, 200);
    assert.match(body, /Working Together to Safeguard Children/);
    assert.match(body, /1 working day/);
    assert.equal((await site.get('administrator', `/duties/${duty.id}`)).status, 403);
  });

  test('acknowledged by name goes on climbing', async () => {
    const duty = await raise('front-door.decide');
    world.setNow(local('2026-11-18T00:00'));
    await world.engine.runOnce();
    const sent = await site.post('manager', `/duties/${duty.id}/acknowledge`, {});
    assert.equal(sent.status, 303);
    assert.match((await site.get('manager', `/duties/${duty.id}`)).body, /said that they know/);
    world.setNow(local('2026-11-19T00:00'));
    await world.engine.runOnce();
    assert.match((await site.get('head', `/duties/${duty.id}`)).body, /Reached: head/);
    assert.equal((await stateOf(duty.id)).state, 'open');
  });

  test('is extended only with a reason and somebody above, and keeps its first date', async () => {
    const duty = await raise('front-door.decide');
    const url = `/duties/${duty.id}/extension`;
    const noReason = await site.post('screener', url, { ...EXTENSION, reason: ' ' });
    assert.equal(noReason.status, 422);
    assert.match(noReason.body, /Say why/);
    assert.match(noReason.body, /value="2026"/);
    const noDate = await site.post('screener', url, { ...EXTENSION, 'date-day': '31', 'date-month': '2' });
    assert.match(noDate.body, /Give the new date/);
    assert.match(noDate.body, /Waiting for the school/);
    assert.equal((await site.post('screener', url, EXTENSION)).status, 303);
    const asked = await site.get('manager', `/duties/${duty.id}`);
    const ask = /\/asks\/([0-9a-f-]{36})/.exec(asked.body)?.[1];
    assert.ok(ask);
    assert.match(asked.body, /Waiting for the school/);
    const own = await site.post('screener', `/duties/${duty.id}/asks/${ask}`, { answer: 'confirmed' });
    assert.equal(own.status, 403);
    assert.ok((await stateOf(duty.id)).due_at.equals(duty.dueAt));
    const agreed = await site.post('manager', `/duties/${duty.id}/asks/${ask}`, { answer: 'confirmed' });
    assert.equal(agreed.status, 303);
    const now = await stateOf(duty.id);
    assert.ok(now.due_at.equals(local('2026-12-05T00:00')));
    assert.ok(now.original_due_at.equals(duty.dueAt));
    const again = await site.post('manager', `/duties/${duty.id}/asks/${ask}`, { answer: 'confirmed' });
    assert.equal(again.status, 409);
  });

  test('raised in error is withdrawn by two people and stays visible', async () => {
    const duty = await raise('front-door.decide');
    const reason = { reason: 'Entered twice' };
    assert.equal((await site.post('screener', `/duties/${duty.id}/withdrawal`, reason)).status, 303);
    const asked = await site.get('manager', `/duties/${duty.id}`);
    const ask = /\/asks\/([0-9a-f-]{36})/.exec(asked.body)?.[1] ?? '';
    await site.post('manager', `/duties/${duty.id}/asks/${ask}`, { answer: 'confirmed' });
    assert.equal((await stateOf(duty.id)).state, 'withdrawn');
    assert.match((await site.get('screener', `/duties/${duty.id}`)).body, /Withdrawn/);
  });

  test('that its record still owes cannot be withdrawn, and the page says what ends it', async () => {
    const duty = await raise('front-door.decide');
    const url = `/duties/${duty.id}`;
    const reason = { reason: 'Entered twice' };
    assert.equal((await site.post('screener', `${url}/withdrawal`, reason)).status, 303);
    const ask = /\/asks\/([0-9a-f-]{36})/.exec((await site.get('manager', url)).body)?.[1] ?? '';
    site.owing.add(duty.about.id);
    const agreed = await site.post('manager', `${url}/asks/${ask}`, { answer: 'confirmed' });
    assert.equal(agreed.status, 409, 'not even what was asked before can be agreed to');
    assert.equal((await stateOf(duty.id)).state, 'open');
    assert.equal((await site.post('manager', `${url}/asks/${ask}`, { answer: 'refused' })).status, 303);
    const page = await site.get('screener', url);
    assert.doesNotMatch(page.body, /Ask to withdraw it/);
    assert.match(page.body, /Only what meets it ends it: concern decided/);
    assert.equal((await site.post('screener', `${url}/withdrawal`, reason)).status, 409);
    assert.equal((await stateOf(duty.id)).state, 'open');
  });

  test('to telephone now is met by saying who was spoken to', async () => {
    const red = await raise('front-door.open-red');
    world.setNow(MONDAY.add({ minutes: 30 }));
    await world.engine.runOnce();
    const { rows } = await sql<{ id: string }>`
      select id from duties.duties where cause_id = ${red.id}`.execute(world.db);
    const [telephone] = rows;
    assert.ok(telephone);
    const page = await site.get('manager', `/duties/${telephone.id}`);
    assert.match(page.body, /tel:\+447700900/);
    const empty = await site.post('manager', `/duties/${telephone.id}/telephoned`, { outcome: '' });
    assert.equal(empty.status, 422);
    const outcome = 'Spoke to the duty screener, who has opened it';
    await site.post('manager', `/duties/${telephone.id}/telephoned`, { outcome });
    assert.equal((await stateOf(telephone.id)).state, 'met');
    assert.equal((await stateOf(red.id)).state, 'open');
  });

  test('that does not exist is not found, and a bad id is no error of ours', async () => {
    for (const id of ['0190a1b2-0000-7000-8000-000000000000', 'x', '..%2f', '%00'])
      assert.ok([403, 404, 400].includes((await site.get('screener', `/duties/${id}`)).status), id);
  });
});
