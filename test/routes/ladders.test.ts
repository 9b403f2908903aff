import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type DutySite, openDutySite } from '../support/duty-site.ts';
import { type DutyWorld, openDutyWorld } from '../support/duty-world.ts';

const MONDAY = Temporal.Instant.from('2026-11-16T10:00:00Z');

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

async function readVersion(): Promise<{ version: number; rungs: unknown[] }> {
  const { rows } = await sql<{ version: number; rungs: unknown[] }>`
    select version, rungs from duties.ladders where key = 'front-door' order by version desc limit 1`.execute(
    world.db,
  );
  assert.ok(rows[0]);
  return rows[0];
}

function twoRungs(outside: string): Readonly<Record<string, string>> {
  return {
    'after-1': '0',
    'unit-1': 'minutes',
    'acts-1': world.posts.manager.id,
    'after-2': '2',
    'unit-2': 'hours',
    'acts-2': outside,
    reason: 'The partner has asked to hear sooner',
  };
}

async function propose(form: Readonly<Record<string, string>>): Promise<string> {
  assert.equal((await site.post('administrator', '/ladders/front-door/change', form)).status, 303);
  const page = await site.get('scrutineer', '/ladders');
  const found = /\/ladders\/proposals\/([0-9a-f-]{36})/.exec(page.body)?.[1];
  assert.ok(found);
  assert.match(page.body, /The partner has asked to hear sooner/);
  return found;
}

/** The state of the scrutineer's duty to answer a proposed ladder, or null where none was raised. */
async function stateOf(proposal: string): Promise<string | null> {
  const { rows } = await sql<{ state: string }>`
    select state from duties.duties where about_id = ${proposal}::uuid and rule_id = 'duties.answer-ladder'
      and post_id = ${world.posts.scrutineer.id}::uuid`.execute(world.db);
  return rows[0]?.state ?? null;
}

describe('changing a ladder', () => {
  test('needs the scrutineer: nothing changes until they confirm', async () => {
    const before = await readVersion();
    const proposal = await propose(twoRungs(world.posts.partner.id));
    assert.deepEqual(await readVersion(), before);
    assert.equal(await stateOf(proposal), 'open', 'the scrutineer owes an answer');
    const byProposer = await site.post('administrator', `/ladders/proposals/${proposal}`, {
      answer: 'confirmed',
    });
    assert.equal(byProposer.status, 403);
    const confirmed = await site.post('scrutineer', `/ladders/proposals/${proposal}`, {
      answer: 'confirmed',
    });
    assert.equal(confirmed.status, 303);
    assert.equal(await stateOf(proposal), 'met');
    const now = await readVersion();
    assert.equal(now.version, before.version + 1);
    assert.equal(now.rungs.length, 2);
    const twice = await site.post('scrutineer', `/ladders/proposals/${proposal}`, { answer: 'confirmed' });
    assert.equal(twice.status, 409);
  });

  test('that leaves everybody inside one agency is refused, and what was typed comes back', async () => {
    const sent = await site.post(
      'administrator',
      '/ladders/front-door/change',
      twoRungs(world.posts.chief.id),
    );
    assert.equal(sent.status, 422);
    assert.match(sent.body, /works for the same agency/);
    assert.match(sent.body, new RegExp(`value="${world.posts.chief.id}"[^>]*selected`));
    const bare = await site.post('administrator', '/ladders/front-door/change', { reason: 'x' });
    assert.match(bare.body, /at least one rung/);
    const noReason = await site.post('administrator', '/ladders/front-door/change', {
      ...twoRungs(world.posts.partner.id),
      reason: '',
    });
    assert.match(noReason.body, /Say why/);
  });

  test('is no business of the front door, and an unknown ladder is not found', async () => {
    assert.equal((await site.get('screener', '/ladders')).status, 403);
    assert.equal((await site.get('screener', '/ladders/front-door/change')).status, 403);
    assert.equal((await site.get('administrator', '/ladders/nothing/change')).status, 404);
    const form = await site.get('administrator', '/ladders/front-door-red/change');
    assert.match(form.body, /value="30"/);
  });

  test('refused by the scrutineer changes nothing', async () => {
    const before = await readVersion();
    const proposal = await propose(twoRungs(world.posts.partner.id));
    await site.post('scrutineer', `/ladders/proposals/${proposal}`, { answer: 'refused' });
    assert.deepEqual(await readVersion(), before);
    assert.equal(await stateOf(proposal), 'met', 'a no is an answer');
    assert.doesNotMatch((await site.get('scrutineer', '/ladders')).body, /Waiting for the scrutineer/);
  });
});

describe('what anybody in a post may look up', () => {
  test('is what is owed, by when and by what law', async () => {
    const { status, body } = await site.get('screener', '/rules');
    assert.equal(status, 200);
    assert.match(body, /30 minutes/);
    assert.match(body, /Children Act 1989 s 46/);
    assert.match(body, /SI 2006\/1738/);
  });
});

describe('notices and alarms', () => {
  test('show what a post was told and mark it opened', async () => {
    const [duty] = await world.raise({
      rule: 'front-door.open',
      about: world.concern(),
      post: world.posts.screener.id,
      reference: 'HD-7K2M-94',
    });
    const first = await site.get('screener', '/notices');
    assert.match(first.body, /A new duty: HD-7K2M-94/);
    assert.match(first.body, />New</);
    const second = await site.get('screener', '/notices');
    assert.doesNotMatch(second.body, />New</);
    const { rows } = await sql<{ opened_by: string }>`
      select opened_by from duties.notices where duty_id = ${duty?.id ?? ''}`.execute(world.db);
    assert.equal(rows[0]?.opened_by, world.posts.screener.account);
  });

  test('are for those who can mend the machinery, and the scrutineer', async () => {
    world.setNow(Temporal.Instant.from('2040-11-14T10:00:00Z'));
    await world.raise({ rule: 'front-door.decide', about: world.concern(), post: world.posts.screener.id });
    assert.equal((await site.get('screener', '/alarms')).status, 403);
    for (const who of ['administrator', 'scrutineer'] as const)
      assert.match((await site.get(who, '/alarms')).body, /docs\/operating\/calendars\.md/);
  });
});
