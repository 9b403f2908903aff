import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { rulesFor, wordsIn } from '../../src/modules/access/domain/access-rule.ts';
import { createAccess, readPolicyFolder } from '../../src/modules/access/index.ts';
import {
  askAgency,
  askRestriction,
  breakGlass,
  concernStore,
  confirmRestriction,
  decideConcern,
  declareInterest,
  namePerson,
  raiseConcern,
} from '../../src/modules/concerns/index.ts';
import { SEE_FORBIDS, SEE_PERMITS } from '../../src/modules/concerns/store/list-concerns.store.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { openConcernWorld, type World, worry } from '../support/concern-world.ts';

const REASON = 'Two people told us the same thing, and what they saw fits what the school has seen.';
let world: World;
before(async () => {
  world = await openConcernWorld();
});
after(() => world.close());

/** Concerns in every condition that relations speak of. */
async function fillWorld(): Promise<readonly ConcernId[]> {
  const plain = await world.raise();
  const worker = await world.raise({ aboutWorker: { yes: true } });
  const asked = await world.raise();
  const handed = await world.raise();
  const named = await world.raise();
  const screener = await world.openIt(asked.id);
  const police = world.postOf('superintendent');
  const ask = { agency: police.agency, post: police.post, kind: 'information' as const };
  const words = { ask: 'Has anybody seen this car?', purpose: 'To decide', lawfulBasis: 'Public task' };
  assert.ok((await world.act(screener, askAgency(world.ports), { concern: asked.id, ...ask, ...words })).ok);
  const decider = await world.openIt(handed.id);
  const decided = await world.act(decider, decideConcern(world.ports), {
    concern: handed.id,
    choices: [
      {
        subject: 'whole',
        outcome: 'assessment',
        section: 'section-17',
        level: 3,
        handedTo: world.postOf('manager-north').post,
        sameAs: null,
      },
    ],
    reason: REASON,
    optionsSetAside: '',
    wouldReopen: 'Anything new.',
    answer: null,
    known: { lookedAfter: false, careLeaver: false, missingEpisodes: 0 },
  });
  assert.ok(decided.ok);
  const { account } = world.postOf('worker-north-1');
  assert.ok(account);
  assert.ok((await world.act(decider, namePerson(world.ports), { concern: named.id, account })).ok);
  const shut = await world.raise();
  const keeper = await world.openIt(shut.id);
  const lado = world.postOf('lado').post;
  const restrict = { concern: shut.id, kind: 'restrict' as const, posts: [lado], reason: REASON };
  assert.ok((await world.act(keeper, askRestriction(world.ports), restrict)).ok);
  assert.ok(
    (await world.act('front-door-manager', confirmRestriction(world.ports), { concern: shut.id })).ok,
  );
  const known = await world.raise();
  const friend = await world.openIt(known.id);
  assert.ok(
    (await world.act(friend, declareInterest(world.ports), { concern: known.id, reason: REASON })).ok,
  );
  const emergency = await world.raise();
  const broken = { text: emergency.reference, concern: null, reason: REASON };
  assert.ok((await world.act('worker-north-1', breakGlass(world.ports), broken)).ok);
  const call = await world.act('worker-south-1', raiseConcern(world.ports), worry({ channel: 'helpline' }));
  assert.ok(call.ok);
  const [row] = await world.rows<{ id: ConcernId }>('select id from concerns.concerns where reference = $1', [
    call.value.reference,
  ]);
  return [
    plain.id,
    worker.id,
    asked.id,
    handed.id,
    named.id,
    shut.id,
    known.id,
    emergency.id,
    ...(row ? [row.id] : []),
  ];
}

test('a list shows somebody exactly the concerns that the rules would let them open', async () => {
  const ids = await fillWorld();
  const access = createAccess({
    rules: readPolicyFolder('policies'),
    views: { concern: ['concerns.relations', 'concerns.further_relations'] },
    spine: world.spine,
  });
  let seen = 0;
  let kept = 0;
  for (const key of [
    'screener-1',
    'screener-2',
    'front-door-manager',
    'head-of-service',
    'director',
    'edt-1',
    'superintendent',
    'lado',
    'manager-north',
    'worker-north-1',
    'worker-south-1',
    'scrutineer',
    'elected-member',
    'exploitation-manager',
  ]) {
    const { account, post, agency } = world.postOf(key);
    assert.ok(account, key);
    const who = { actor: { kind: 'account' as const, account, post, agency }, basis: null };
    const listed = await runQuery(world.spine, who, async (tx) => ({
      ok: true,
      value: {
        ...(await concernStore.listStanding(tx, ids, account)),
        keptFrom: await concernStore.listKeptFrom(tx, ids, account),
      },
      entries: [],
    }));
    assert.ok(listed.ok);
    assert.deepEqual(new Set(listed.value.keptFrom), new Set(listed.value.kept), `${key} is kept from`);
    kept += listed.value.kept.length;
    for (const id of ids) {
      const verdict = await access.decide(who.actor, 'concerns.see-concern', { kind: 'concern', id });
      assert.equal(
        listed.value.visible.includes(id),
        verdict.allowed,
        `${key} and concern ${ids.indexOf(id)}`,
      );
      seen += verdict.allowed ? 1 : 0;
    }
  }
  // Neither everybody sees everything nor nobody anything: the comparison compared something.
  assert.ok(seen > 10 && seen < 14 * ids.length);
  assert.ok(kept > 0);
});

test('lists go by the words that the rules go by: a word added to one and not the other would show or hide records', () => {
  const { rules } = readPolicyFolder('policies');
  const wordsOf = (effect: string) =>
    new Set(
      rulesFor(rules, 'Account', 'concerns.see-concern', 'Concern')
        .filter((rule) => rule.effect === effect)
        .flatMap((rule) => wordsIn(rule.condition, 'relations')),
    );
  assert.deepEqual(new Set<string>(SEE_PERMITS), wordsOf('permit'));
  assert.deepEqual(new Set<string>(SEE_FORBIDS), wordsOf('forbid'));
});
