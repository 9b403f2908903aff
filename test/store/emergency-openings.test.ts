/**
 * Opening a record in an emergency. What would be lost without it: a child on a night when nobody who holds the record can
 * be asked. What would be lost if it were loose: every record, to anybody who types a sentence.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Actor } from '../../src/kernel/actor.ts';
import type { ConcernId } from '../../src/kernel/ids.ts';
import { createAccess, readPolicyFolder } from '../../src/modules/access/index.ts';
import {
  breakGlass,
  getConcern,
  getOpening,
  namePerson,
  reviewOpening,
  searchConcerns,
} from '../../src/modules/concerns/index.ts';
import { runQuery } from '../../src/platform/run-query.ts';
import { openConcernWorld, type World } from '../support/concern-world.ts';

const WHY = 'She has just telephoned from a car and does not know where she is being taken.';
let world: World;
before(async () => {
  world = await openConcernWorld();
});
after(() => world.close());

function actorOf(key: string): Actor & { readonly kind: 'account' } {
  const { account, post, agency } = world.postOf(key);
  assert.ok(account, key);
  return { kind: 'account', account, post, agency };
}

function rules() {
  return createAccess({
    rules: readPolicyFolder(join(import.meta.dirname, '../../policies')),
    views: {
      concern: ['concerns.relations', 'concerns.further_relations'],
      opening: ['concerns.opening_relations'],
    },
    spine: world.spine,
  });
}
const maySee = (key: string, id: ConcernId) =>
  rules().decide(actorOf(key), 'concerns.see-concern', { kind: 'concern', id });

async function openingOf(id: ConcernId): Promise<string> {
  const [row] = await world.rows<{ opening_id: string }>(
    'select opening_id from concerns.emergency_concerns where concern_id = $1',
    [id],
  );
  return row?.opening_id ?? '';
}

test('it opens for four hours, tells those who hold the record at once, and is owed a review in two working days', async () => {
  const raised = await world.raise({ mentions: [{ kind: 'child', name: 'Tamsin Orchard' }] });
  assert.equal((await maySee('worker-south-1', raised.id)).allowed, false);
  const found = await world.ask('worker-south-1', searchConcerns(world.ports), { text: 'Tamsin Orchard' });
  assert.deepEqual([found.hits.length, found.hidden], [0, true]);

  const opened = await world.act('worker-south-1', breakGlass(world.ports), {
    text: 'Tamsin Orchard',
    concern: null,
    reason: WHY,
  });
  assert.ok(opened.ok, opened.ok ? '' : opened.refusal.code);
  assert.deepEqual(opened.value.opened, [{ id: raised.id, reference: raised.reference }]);
  assert.deepEqual(await maySee('worker-south-1', raised.id), {
    allowed: true,
    basis: 'emergency-openings-are-seen',
  });
  assert.equal((await maySee('worker-south-2', raised.id)).allowed, false, 'it is theirs alone');
  for (const action of ['concerns.decide-concern', 'concerns.see-reporter'] as const) {
    const verdict = await rules().decide(actorOf('worker-south-1'), action, {
      kind: 'concern',
      id: raised.id,
    });
    assert.equal(verdict.allowed, false, `${action}: it lets read, and nothing else`);
  }

  const told = await world.rows<{ post_id: string; kind: string; reference: string }>(
    `select post_id, kind, reference from duties.notices where kind = 'emergency-opening'`,
  );
  const owner = await world.rows<{ owner_post: string }>(
    'select owner_post from concerns.concerns where id = $1',
    [raised.id],
  );
  assert.deepEqual(
    told.map((one) => world.keyOf(one.post_id)).sort(),
    [world.keyOf(owner[0]?.owner_post ?? ''), 'front-door-manager'].sort(),
  );
  assert.ok(
    told.every((one) => one.reference === raised.reference),
    'a reference, never a name',
  );
  const opening = await openingOf(raised.id);
  assert.deepEqual(await world.owed(opening), [['front-door.review-break-glass', 'information-governance']]);
  const [due] = await world.rows<{ due_at: Temporal.Instant }>(
    'select due_at from duties.duties where about_id = $1',
    [opening],
  );
  assert.equal(
    String(due?.due_at),
    '2026-11-19T00:00:00Z',
    'Monday, and two working days: the end of Wednesday',
  );

  world.clock.move({ hours: 4 });
  assert.equal(
    (await maySee('worker-south-1', raised.id)).allowed,
    false,
    'four hours, by the clock of the records',
  );
});

test('it never beats a forbid, and whoever is named is not even told that there is a record', async () => {
  const raised = await world.raise({ mentions: [{ kind: 'child', name: 'Ottoline Marsh' }] });
  const screener = await world.openIt(raised.id);
  const { account } = world.postOf('worker-north-1');
  assert.ok(account);
  assert.ok((await world.act(screener, namePerson(world.ports), { concern: raised.id, account })).ok);
  for (const key of ['worker-north-1', 'manager-north']) {
    const found = await world.ask(key, searchConcerns(world.ports), { text: 'Ottoline Marsh' });
    assert.equal(found.hidden, false, key);
    for (const input of [
      { text: 'Ottoline Marsh', concern: null },
      { text: '', concern: raised.id },
      { text: raised.reference, concern: null },
    ]) {
      const refused = await world.act(key, breakGlass(world.ports), { ...input, reason: WHY });
      assert.ok(!refused.ok && refused.refusal.code === 'concerns.nothing-to-open', key);
    }
  }
  const [made] = await world.rows<{ n: number }>(
    `select count(*)::int n from concerns.emergency_concerns where concern_id = $1`,
    [raised.id],
  );
  assert.equal(made?.n, 0);
});

test('it is refused without a reason, to the public, to systems, to administrators and to elected members', async () => {
  const raised = await world.raise();
  const short = await world.act('worker-south-1', breakGlass(world.ports), {
    text: raised.reference,
    concern: null,
    reason: 'urgent',
  });
  assert.ok(!short.ok && short.refusal.code === 'concerns.reason-needed');
  for (const key of ['administrator', 'elected-member', 'information-governance'])
    assert.equal((await rules().decide(actorOf(key), 'concerns.break-glass', null)).allowed, false, key);
  for (const kind of ['public', 'engine', 'operator'] as const)
    assert.equal((await rules().decide({ kind }, 'concerns.break-glass', null)).allowed, false, kind);
  assert.equal((await rules().decide(actorOf('worker-south-1'), 'concerns.break-glass', null)).allowed, true);
});

test('the review shows what was opened under it, is never by whoever opened it, and ends what is left if not fitting', async () => {
  const raised = await world.raise();
  const opened = await world.act('worker-south-1', breakGlass(world.ports), {
    text: raised.reference,
    concern: null,
    reason: WHY,
  });
  assert.ok(opened.ok);
  const opening = await openingOf(raised.id);
  const who = { actor: actorOf('worker-south-1'), basis: 'emergency-openings-are-seen' };
  const read = await runQuery(world.spine, who, (tx, ctx) =>
    getConcern(world.ports)(tx, ctx, { concern: raised.id }),
  );
  assert.ok(read.ok);
  const about = { kind: 'opening', id: opening } as const;
  assert.deepEqual(await rules().decide(actorOf('worker-south-1'), 'concerns.review-opening', about), {
    allowed: false,
    basis: 'nobody-reviews-their-own-opening',
  });
  assert.equal(
    (await rules().decide(actorOf('information-governance'), 'concerns.review-opening', about)).allowed,
    true,
  );
  const view = await world.ask('information-governance', getOpening(world.ports), { opening });
  assert.equal(view.reason, WHY);
  assert.deepEqual(
    view.concerns.map(({ reference, looks }) => [reference, looks.map((look) => look.act)]),
    [[raised.reference, ['concerns.concern-seen']]],
  );
  const own = await world.act('worker-south-1', reviewOpening(world.ports), {
    opening,
    finding: 'fitting',
    reason: WHY,
  });
  assert.ok(!own.ok && own.refusal.code === 'concerns.own-opening');
  const review = {
    opening,
    finding: 'not-fitting',
    reason: 'The front door was staffed and could have been asked.',
  };
  const done = await world.act('information-governance', reviewOpening(world.ports), review);
  assert.ok(done.ok, done.ok ? '' : done.refusal.code);
  assert.deepEqual(await world.owed(opening), [], 'the review, and nothing else, meets the duty');
  assert.equal(
    (await maySee('worker-south-1', raised.id)).allowed,
    false,
    'what was left of the four hours is over',
  );
  const twice = await world.act('information-governance', reviewOpening(world.ports), review);
  assert.ok(!twice.ok && twice.refusal.code === 'concerns.opening-reviewed');
});
