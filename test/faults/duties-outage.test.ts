import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { type DutyWorld, openDutyWorld } from '../support/duty-world.ts';

const local = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();
const MONDAY = local('2026-11-16T10:00');

let world: DutyWorld;
before(async () => {
  world = await openDutyWorld(MONDAY);
});
after(() => world.close());

interface Rung {
  rung: number;
  should_at: Temporal.Instant;
  at: Temporal.Instant;
}

async function listRungs(duty: string): Promise<readonly Rung[]> {
  const { rows } = await sql<Rung>`
    select rung, min(should_at) as should_at, min(at) as at from duties.rungs_reached
    where duty_id = ${duty} and part = 'acts' group by rung order by rung`.execute(world.db);
  return rows;
}

async function drain(): Promise<void> {
  for (let done = 1; done > 0; ) done = (await world.engine.runOnce(7)).duties;
}

describe('a worker that was away', () => {
  test('for a week catches up by itself: every rung in order, with when it should have been and when it was', async () => {
    const posts = [world.posts.screener.id, world.posts.manager.id];
    const raised = [];
    for (let hour = 0; hour < 13; hour += 1) {
      world.setNow(MONDAY.add({ hours: hour }));
      raised.push(
        ...(await world.raise({
          rule: hour % 2 === 0 ? 'front-door.open' : 'front-door.decide',
          about: world.concern(),
          post: posts[hour % 2] ?? world.posts.screener.id,
        })),
      );
    }
    const back = MONDAY.add({ hours: 24 * 7 });
    world.setNow(back);
    await drain();
    for (const duty of raised) {
      const rungs = await listRungs(duty.id);
      assert.deepEqual(
        rungs.map((one) => one.rung),
        [1, 2, 3, 4],
        'manager, head, director, then chief executive and outside',
      );
      assert.ok(rungs[0]?.should_at.equals(duty.dueAt));
      for (const one of rungs) assert.ok(one.at.equals(back));
      for (const [n, one] of rungs.entries()) {
        const before = rungs[n - 1];
        if (before) assert.ok(Temporal.Instant.compare(before.should_at, one.should_at) < 0);
      }
    }
    const { rows } = await sql<{ post_id: string; n: number }>`
      select post_id, count(*)::int as n from duties.notices
      where kind = 'reached' and duty_id = ${raised[0]?.id ?? ''} group by post_id`.execute(world.db);
    assert.ok(
      rows.every((row) => row.n === 1),
      'each post is told once, not once for every rung that was missed',
    );
  });

  test('met on the first morning back is met, late, and climbs no further', async () => {
    world.setNow(MONDAY);
    const about = world.concern();
    const [duty] = await world.raise({ rule: 'front-door.open', about, post: world.posts.screener.id });
    world.setNow(MONDAY.add({ hours: 24 * 3 }));
    await drain();
    await world.meet('concerns.concern-opened', about);
    world.setNow(MONDAY.add({ hours: 24 * 30 }));
    await drain();
    assert.ok(duty);
    assert.ok((await listRungs(duty.id)).length < 5);
  });
});

describe('the nights when the clocks change', () => {
  for (const [name, from, due] of [
    ['forward', '2027-03-27T20:00', '2027-03-28T09:00'],
    ['back', '2026-10-24T20:00', '2026-10-25T07:00'],
  ] as const) {
    test(`${name}: twelve clock hours are twelve hours, and it climbs then and not before`, async () => {
      const start = local(from);
      world.setNow(start);
      const [duty] = await world.raise({
        rule: 'front-door.open',
        about: world.concern(),
        post: world.posts.screener.id,
      });
      assert.ok(duty);
      assert.ok(duty.dueAt.equals(local(due)));
      world.setNow(duty.dueAt.subtract({ milliseconds: 1 }));
      await drain();
      assert.deepEqual(await listRungs(duty.id), []);
      world.setNow(duty.dueAt);
      await drain();
      assert.deepEqual(
        (await listRungs(duty.id)).map((one) => one.rung),
        [1],
      );
    });
  }
});

describe('a ladder written wrongly', () => {
  test('alarms, and holds up no other duty', async () => {
    await sql`
      insert into duties.ladders (id, key, post_id, version, rungs, weekly, unopened, in_force_from)
      values (uuidv7(), 'casework', null, 99, '[{"after":{"unit":"clock"},"acts":[],"informs":[]}]', '[]', '{"unit":"clock","minutes":60}',
        to_timestamp(0))`.execute(world.db);
    world.setNow(MONDAY);
    const [bad] = await world.raise({
      rule: 'care.placement-plan',
      about: world.concern(),
      post: world.posts.screener.id,
    });
    const [good] = await world.raise({
      rule: 'front-door.decide',
      about: world.concern(),
      post: world.posts.screener.id,
    });
    assert.ok(bad && good);
    world.setNow(bad.dueAt);
    await drain();
    assert.ok((await listRungs(good.id)).length > 0);
    const { rows } = await sql<{ about: string }>`
      select about from duties.alarms where kind = 'duty-not-worked-out'`.execute(world.db);
    assert.deepEqual(rows, [{ about: bad.id }]);
  });
});

describe('a post that falls vacant', () => {
  test('hands on at once what it owed, and the engine finds it by itself', async () => {
    world.setNow(MONDAY);
    const [duty] = await world.raise({
      rule: 'front-door.decide',
      about: world.concern(),
      post: world.posts.screener.id,
    });
    assert.ok(duty);
    await world.vacate('screener');
    world.setNow(MONDAY.add({ minutes: 1 }));
    await world.engine.runStanding();
    await drain();
    const { rows } = await sql<{ why: string; rung: number }>`
      select why, rung from duties.rungs_reached where duty_id = ${duty.id}`.execute(world.db);
    assert.deepEqual(rows, [{ why: 'vacant', rung: 1 }]);
  });
});
