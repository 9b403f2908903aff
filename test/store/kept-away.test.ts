/**
 * Who is kept away from a concern: somebody who declared an interest, and everybody but some posts once two people have
 * restricted it. What would be lost: a child's concern read, or quietly answered, by a friend of whoever it is about.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Actor } from '../../src/kernel/actor.ts';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { createAccess, readPolicyFolder } from '../../src/modules/access/index.ts';
import {
  askAgency,
  askRestriction,
  confirmRestriction,
  declareInterest,
  getConcern,
  listOpenings,
  refuseRestriction,
} from '../../src/modules/concerns/index.ts';
import { createDutyEngine } from '../../src/modules/duties/index.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';

const REASON = 'The aunt named in this is married to my brother, and we meet most weeks.';
let world: World;
before(async () => {
  world = await openConcernWorld();
});
after(() => world.close());

function actorOf(key: string): Actor {
  const { account, post, agency } = world.postOf(key);
  assert.ok(account, key);
  return { kind: 'account', account, post, agency };
}

async function verdict(key: string, id: ConcernId, action: `concerns.${string}` = 'concerns.see-concern') {
  const access = createAccess({
    rules: readPolicyFolder(join(import.meta.dirname, '../../policies')),
    views: { concern: ['concerns.relations'] },
    spine: world.spine,
  });
  return access.decide(actorOf(key), action, { kind: 'concern', id });
}

test('whoever declares an interest sees nothing of it from then on, and what they owed is somebody else’s', async () => {
  const { id } = await world.raise();
  const screener = await world.openIt(id);
  assert.equal((await verdict(screener, id)).allowed, true);
  const declared = await world.act(screener, declareInterest(world.ports), { concern: id, reason: REASON });
  assert.ok(declared.ok, declared.ok ? '' : declared.refusal.code);
  for (const action of ['concerns.see-concern', 'concerns.decide-concern', 'concerns.see-reporter'] as const)
    assert.deepEqual(await verdict(screener, id, action), {
      allowed: false,
      basis: 'named-or-shut-out-never',
    });
  const other = screener === 'screener-1' ? 'screener-2' : 'screener-1';
  assert.equal((await verdict(other, id)).allowed, true, 'their colleagues still see it');
  assert.equal((await verdict('front-door-manager', id)).allowed, true, 'their line still sees it');

  const engine = createDutyEngine({
    spine: world.spine,
    onError: (error) => {
      throw error;
    },
  });
  await engine.runOnce(50);
  const owed = await world.rows<{ post_id: string }>(
    `select r.post_id from duties.duties d join duties.rungs_reached r on r.duty_id = d.id and r.part = 'acts'
     where d.about_id = $1 and d.rule_id = 'front-door.decide'`,
    [id],
  );
  assert.deepEqual(
    owed.map((row) => world.keyOf(row.post_id)),
    ['front-door-manager'],
  );
  const listed = await world.ask('scrutineer', listOpenings(world.ports), null);
  const { reference } =
    (
      await world.rows<{ reference: string }>('select reference from concerns.concerns where id = $1', [id])
    )[0] ?? {};
  assert.deepEqual(
    listed.interests.map((one) => [one.reference, world.keyOf(one.post ?? '')]),
    [[reference, screener]],
    'the scrutineer sees that it was said',
  );
  for (const [key, sees] of [
    ['front-door-manager', true],
    [other, false],
  ] as const) {
    const view = await world.ask(key, getConcern(world.ports), { concern: id });
    const act = view.timeline.find((one) => one.act === 'interest-declared');
    assert.ok(act, `${key} sees that it was said`);
    assert.equal(act.words !== null, sees, `${key} and how they know them`);
  }
  const [entry] = await world.rows<{ n: number }>(
    `select count(*)::int n from ledger.entries where act = 'concerns.interest-declared'`,
  );
  assert.equal(entry?.n, 1);
  const again = await world.act(screener, declareInterest(world.ports), { concern: id, reason: REASON });
  assert.ok(!again.ok && again.refusal.code === 'concerns.already-declared');
});

test('a restriction waits for a second person, then shuts out all but its posts and the scrutineer, and is lifted by two', async () => {
  const { id } = await world.raise();
  const screener = await world.openIt(id);
  const other = screener === 'screener-1' ? 'screener-2' : 'screener-1';
  const lado = world.postOf('lado').post;
  const asked = await world.act(screener, askRestriction(world.ports), {
    concern: id,
    kind: 'restrict',
    posts: [lado],
    reason: 'The father works in the building and has been seen at the front door’s desks.',
  });
  assert.ok(asked.ok, asked.ok ? '' : asked.refusal.code);
  assert.equal((await verdict(other, id)).allowed, true, 'nothing changes before the second person agrees');
  assert.deepEqual(
    (await world.owed(id)).filter(([rule]) => rule === 'front-door.confirm-restriction'),
    [['front-door.confirm-restriction', 'front-door-manager']],
  );
  const own = await world.act(screener, confirmRestriction(world.ports), { concern: id });
  assert.ok(!own.ok && own.refusal.code === 'concerns.own-decision');

  const agreed = await world.act('front-door-manager', confirmRestriction(world.ports), { concern: id });
  assert.ok(agreed.ok, agreed.ok ? '' : agreed.refusal.code);
  assert.ok(agreed.value.only?.includes(lado));
  for (const key of [other, 'head-of-service', 'director', 'edt-1'])
    assert.deepEqual(await verdict(key, id), { allowed: false, basis: 'named-or-shut-out-never' }, key);
  for (const key of [screener, 'front-door-manager'])
    assert.equal((await verdict(key, id)).allowed, true, key);
  const { post: scrutineer } = world.postOf('scrutineer');
  assert.ok(agreed.value.only?.includes(scrutineer), 'nobody can restrict a record from the scrutineer');

  // Whoever somebody let in asks by name is let in too.
  const police = world.postOf('superintendent');
  const request = await world.act(screener, askAgency(world.ports), {
    concern: id,
    agency: police.agency,
    post: police.post,
    kind: 'information',
    ask: 'Has anybody seen this car?',
    purpose: 'To decide',
    lawfulBasis: 'Public task',
  });
  assert.ok(request.ok);
  assert.equal((await verdict('superintendent', id, 'concerns.reply-to-request')).allowed, true);

  const lift = {
    concern: id,
    kind: 'lift' as const,
    posts: [],
    reason: 'He no longer works in this building.',
  };
  assert.ok((await world.act(screener, askRestriction(world.ports), lift)).ok);
  const refused = await world.act('front-door-manager', refuseRestriction(world.ports), {
    concern: id,
    reason: 'We have not heard from his employer yet; ask again then.',
  });
  assert.ok(refused.ok);
  assert.equal((await verdict(other, id)).allowed, false);
  assert.ok((await world.act(screener, askRestriction(world.ports), lift)).ok);
  assert.ok((await world.act('front-door-manager', confirmRestriction(world.ports), { concern: id })).ok);
  for (const key of [other, 'head-of-service']) assert.equal((await verdict(key, id)).allowed, true, key);
});
