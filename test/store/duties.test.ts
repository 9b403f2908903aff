import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { RecordRef } from '../../src/kernel/entry.ts';
import {
  countOpenDuties,
  listOpenDutiesFor,
  meetDuties,
  moveDuties,
  updateEarlierWarnings,
} from '../../src/modules/duties/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { type DutyWorld, openDutyWorld } from '../support/duty-world.ts';

const local = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();
const MONDAY = local('2026-11-16T10:00');

let world: DutyWorld;
before(async () => {
  world = await openDutyWorld(MONDAY);
});
after(() => world.close());

async function act(name: `${string}.${string}`, about: RecordRef): Promise<readonly string[]> {
  const done = await runCommand(
    world.spine,
    { actor: { kind: 'operator' }, basis: null },
    async (tx, ctx) => {
      const met = await meetDuties(tx, ctx, { about, act: name });
      const entries = [{ act: name, subject: about, body: {} }, ...met.entries] as const;
      return { ok: true, value: met.duties.map((duty) => duty.rule), entries, events: [] };
    },
  );
  assert.ok(done.ok);
  return done.value;
}

async function listActs(duty: string): Promise<readonly string[]> {
  const { rows } = await sql<{ post_id: string; why: string; part: string; rung: number }>`
    select * from duties.rungs_reached where duty_id = ${duty} order by rung, n`.execute(world.db);
  return rows.map((row) => `${row.rung} ${row.part} ${row.why}`);
}

async function runAll(): Promise<number> {
  let total = 0;
  for (;;) {
    const done = await world.engine.runOnce();
    if (done.duties === 0) return total;
    total += done.duties;
  }
}

describe('a duty', () => {
  test('is raised with its post, its clock and its notice, and only its act meets it', async () => {
    const about = world.concern();
    world.setNow(MONDAY);
    const raised = await world.raise(
      { rule: 'front-door.open', about, post: world.posts.screener.id, reference: 'HD-7K2M-94' },
      { rule: 'front-door.decide', about, post: world.posts.screener.id, reference: 'HD-7K2M-94' },
    );
    assert.deepEqual(
      raised.map((duty) => duty.dueAt.toString()),
      [MONDAY.add({ hours: 12 }).toString(), local('2026-11-18T00:00').toString()],
    );
    assert.deepEqual(await act('concerns.something-else', about), []);
    assert.deepEqual(await act('concerns.concern-opened', about), ['front-door.open']);
    assert.deepEqual(await act('concerns.concern-opened', about), []);
    const open = await world.read((tx) => listOpenDutiesFor(tx, [world.posts.screener.id]));
    assert.deepEqual(
      open.filter((duty) => duty.about.id === about.id).map((duty) => duty.rule),
      ['front-door.decide'],
    );
  });

  test('nobody meets climbs to outside the organisation, with both times of every rung', async () => {
    const about = world.concern();
    world.setNow(MONDAY);
    const [duty] = await world.raise({ rule: 'front-door.decide', about, post: world.posts.screener.id });
    assert.ok(duty);
    world.setNow(local('2026-11-18T00:00'));
    await runAll();
    assert.deepEqual(await listActs(duty.id), ['1 acts due']);
    world.setNow(local('2026-11-30T09:00'));
    await runAll();
    assert.deepEqual(await listActs(duty.id), [
      '1 acts due',
      '2 acts due',
      '3 acts due',
      '4 acts due',
      '4 acts due',
      '4 informs due',
      '5 acts due',
    ]);
    const { rows } = await sql<{ late: number }>`
      select extract(epoch from at - should_at) as late from duties.rungs_reached
      where duty_id = ${duty.id} and rung = 2`.execute(world.db);
    assert.equal(Number(rows[0]?.late), 11 * 86_400 + 9 * 3600 - 0);
    const outside = await world.read((tx) => listOpenDutiesFor(tx, [world.posts.partner.id]));
    assert.ok(outside.some((one) => one.id === duty.id));
    assert.deepEqual(await act('concerns.concern-decided', about), ['front-door.decide']);
    assert.equal(await runAll(), 0);
  });

  test('that is red and unopened raises a telephone duty on the next holder, with the number', async () => {
    const about = world.concern();
    const night = local('2026-11-22T02:00');
    world.setNow(night);
    world.events.length = 0;
    await world.raise({
      rule: 'front-door.open-red',
      about,
      post: world.posts.screener.id,
      reference: 'HD-7K2M-94',
    });
    assert.equal(world.events.filter((event) => event.name === 'duties.notice-queued').length, 1);
    world.setNow(night.add({ minutes: 30 }));
    await runAll();
    const [telephone] = (await world.read((tx) => listOpenDutiesFor(tx, [world.posts.manager.id]))).filter(
      (duty) => duty.about.id === about.id && duty.rule === 'front-door.telephone-now',
    );
    assert.ok(telephone);
    assert.match(telephone.telephone ?? '', /^\+447700900/);
    const { rows } = await sql<{ means: string[] }>`
      select means from duties.notices where kind = 'reached' and post_id = ${world.posts.manager.id}
      order by at desc limit 1`.execute(world.db);
    assert.deepEqual(rows[0]?.means, ['email', 'sms']);
    assert.deepEqual([...(await act('concerns.concern-opened', about))].sort(), [
      'front-door.open-red',
      'front-door.telephone-now',
    ]);
  });

  test('is never shown or sent to somebody named in it; the next rung hears at once', async () => {
    const about = world.concern();
    world.setNow(MONDAY);
    const [duty] = await world.raise({
      rule: 'front-door.open',
      about,
      post: world.posts.screener.id,
      skipPosts: [world.posts.screener.id],
    });
    await runAll();
    const seen = async (name: 'screener' | 'manager') =>
      (await world.read((tx) => listOpenDutiesFor(tx, [world.posts[name].id]))).some(
        (one) => one.id === duty?.id,
      );
    assert.equal(await seen('screener'), false);
    assert.equal(await seen('manager'), true);
    const { rows } = await sql`select 1 from duties.notices where duty_id = ${duty?.id ?? ''}
      and post_id = ${world.posts.screener.id}`.execute(world.db);
    assert.equal(rows.length, 0);
  });

  test('is moved at once from somebody later found to be named in it', async () => {
    const about = world.concern();
    world.setNow(MONDAY);
    const [duty] = await world.raise({ rule: 'front-door.open', about, post: world.posts.screener.id });
    const named = { skipHolders: [world.posts.screener.account] };
    const moved = await runCommand(
      world.spine,
      { actor: { kind: 'operator' }, basis: null },
      async (tx, ctx) => {
        const { entries, events } = await moveDuties(tx, ctx, about, named);
        const [first] = entries;
        assert.ok(first);
        return { ok: true, value: entries.length, entries: [first], events };
      },
    );
    assert.ok(moved.ok);
    await runAll();
    const sees = (name: 'screener' | 'manager') =>
      world.read((tx) => listOpenDutiesFor(tx, [world.posts[name].id], world.posts[name].account));
    assert.equal(
      (await sees('screener')).some((one) => one.id === duty?.id),
      false,
    );
    assert.equal(
      (await sees('manager')).some((one) => one.id === duty?.id),
      true,
    );
  });

  test('is owed once for one rule, record and key, and several times for several keys', async () => {
    const about = world.concern();
    world.setNow(MONDAY);
    const reply = { rule: 'front-door.agency-reply-green', about, post: world.posts.partner.id };
    assert.equal((await world.raise({ ...reply, key: 'a' }, { ...reply, key: 'b' })).length, 2);
    await assert.rejects(world.raise({ ...reply, key: 'a' }), /nothing raised/);
    const meet = (act: `${string}.${string}`, key: string) =>
      runCommand(world.spine, { actor: { kind: 'operator' }, basis: null }, async (tx, ctx) => {
        const which = [{ rule: reply.rule, key }];
        const met = await meetDuties(tx, ctx, { about, act, which });
        const entries = [{ act, subject: about, body: {} }, ...met.entries] as const;
        return { ok: true, value: met.duties.length, entries, events: [] };
      });
    await assert.rejects(meet('concerns.concern-opened', 'a'), /does not meet/);
    assert.deepEqual(await meet('concerns.request-answered', 'a'), { ok: true, value: 1 });
    assert.equal((await world.raise({ ...reply, key: 'a' })).length, 1);
  });

  test('raised past the end of the holiday table counts weekdays and alarms, with the runbook', async () => {
    world.setNow(local('2040-11-14T10:00'));
    await world.raise({ rule: 'front-door.decide', about: world.concern(), post: world.posts.screener.id });
    const { rows } = await sql<{ detail: { runbook: string } }>`
      select detail from duties.alarms where kind = 'calendar-ended'`.execute(world.db);
    assert.equal(rows[0]?.detail.runbook, 'docs/operating/calendars.md');
  });

  test('counts for the caseload at the moment of a decision', async () => {
    const before = await world.read((tx) => countOpenDuties(tx, [world.posts.director.id], MONDAY));
    world.setNow(MONDAY);
    const about = world.concern();
    await world.raise({ rule: 'front-door.open', about, post: world.posts.director.id });
    await world.read((tx) => updateEarlierWarnings(tx, about, 4));
    await world.read((tx) => updateEarlierWarnings(tx, about, 2));
    const late = MONDAY.add({ hours: 13 });
    const now = await world.read((tx) => countOpenDuties(tx, [world.posts.director.id], late));
    assert.deepEqual([now.open - before.open, now.overdue - before.overdue], [1, 1]);
    const [duty] = await world.read((tx) => listOpenDutiesFor(tx, [world.posts.director.id]));
    assert.ok(duty);
    const all = await world.read((tx) => listOpenDutiesFor(tx, [world.posts.director.id]));
    assert.equal(all.find((one) => one.about.id === about.id)?.earlierWarnings, 4);
  });

  test('cannot be deleted by the program at all', async () => {
    await assert.rejects(sql`delete from duties.duties`.execute(world.db), /permission denied/);
  });
});
