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

async function listDigests(kind: string) {
  const { rows } = await sql<{ post_id: string; reference: string; means: string[] }>`
    select post_id, reference, means from duties.notices where kind = ${kind} order by at`.execute(world.db);
  return rows;
}

describe('digests', () => {
  test('go out once a day from eight, one for each post, with references and no names; red does not wait for them', async () => {
    for (const reference of ['HD-7K2M-94', 'HD-3W29-21'])
      await world.raise({
        rule: 'front-door.decide',
        about: world.concern(),
        post: world.posts.screener.id,
        reference,
      });
    await world.raise({
      rule: 'front-door.open-red',
      about: world.concern(),
      post: world.posts.head.id,
      reference: 'HD-RRFG-77',
    });
    world.setNow(local('2026-11-17T07:59'));
    await world.engine.runStanding();
    assert.deepEqual(await listDigests('digest'), []);
    world.setNow(local('2026-11-17T08:00'));
    await Promise.all([world.engine.runStanding(), world.engine.runStanding()]);
    await world.engine.runStanding();
    assert.deepEqual(await listDigests('digest'), [
      {
        post_id: world.posts.screener.id,
        reference: '2 duties (HD-3W29-21, HD-7K2M-94)',
        means: ['email'],
      },
    ]);
    world.setNow(local('2026-11-18T08:00'));
    await world.engine.runStanding();
    assert.equal(
      (await listDigests('digest')).filter((one) => one.post_id === world.posts.screener.id).length,
      2,
    );
  });

  test('tell the posts outside once a week what casework is past its clock', async () => {
    world.setNow(MONDAY);
    await world.raise({ rule: 'care.care-plan', about: world.concern(), post: world.posts.screener.id });
    const later = local('2026-12-07T08:00');
    world.setNow(later);
    for (let done = 1; done > 0; ) done = (await world.engine.runOnce()).duties;
    await world.engine.runStanding();
    const weekly = await listDigests('weekly');
    assert.deepEqual(
      weekly.map((one) => one.post_id).sort(),
      [world.posts.director.id, world.posts.scrutineer.id].sort(),
    );
    assert.ok(weekly.every((one) => one.reference === '1 duty'));
  });
});

describe('a ladder that has come to lie inside one agency', () => {
  test('alarms the administrator and the scrutineer once, and still climbs', async () => {
    const before = await listDigests('alarm:ladder-inside-one-agency');
    assert.deepEqual(before, []);
    await world.shrinkLadder('front-door');
    await world.engine.runStanding();
    await world.engine.runStanding();
    const told = await listDigests('alarm:ladder-inside-one-agency');
    assert.deepEqual(
      told.map((one) => one.post_id).sort(),
      [world.posts.administrator.id, world.posts.scrutineer.id].sort(),
    );
    world.setNow(local('2026-12-14T10:00'));
    const [duty] = await world.raise({
      rule: 'front-door.open',
      about: world.concern(),
      post: world.posts.screener.id,
    });
    world.setNow(local('2026-12-15T10:00'));
    for (let done = 1; done > 0; ) done = (await world.engine.runOnce()).duties;
    const { rows } = await sql`select 1 from duties.rungs_reached where duty_id = ${duty?.id ?? ''}`.execute(
      world.db,
    );
    assert.ok(rows.length > 0);
  });
});
