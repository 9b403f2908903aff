/** A proposed change is owed an answer by the scrutineer: raised with it, met by the yes or the no, and climbing. */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import { bringRulesUpToDate, proposalDuties } from '../../src/compose/duties-ports.ts';
import type { CommandContext } from '../../src/kernel/command.ts';
import type { Tx } from '../../src/kernel/tx.ts';
import { type Change, createProposing } from '../../src/modules/access/index.ts';
import {
  addNewRules,
  ENGLAND_PACK,
  listDutiesAbout,
  listOpenDutiesFor,
  type OpenDuty,
} from '../../src/modules/duties/index.ts';
import { openDutyWorld, type TestPostName } from '../support/duty-world.ts';

/** A Monday, in winter: 10:00 in London. */
const MONDAY = Temporal.Instant.from('2026-11-16T10:00:00Z');
const world = await openDutyWorld(MONDAY);
after(() => world.close());
beforeEach(() => world.setNow(MONDAY));

const { proposeChange, settleProposal } = createProposing(proposalDuties);
const cover = (post: TestPostName): Change => ({
  kind: 'appoint',
  post: world.posts[post].id,
  account: world.posts.manager.account,
  from: null,
});

async function propose(change: Change, by: TestPostName = 'administrator') {
  const { proposal } = await world.run(by, proposeChange, { change, reason: 'Cover for tonight' });
  return proposal;
}

async function dutyAbout(proposal: string): Promise<OpenDuty> {
  const about = [{ kind: 'configuration', id: proposal } as const];
  const [duty, ...more] = await world.read((tx) => listDutiesAbout(tx, about));
  assert.ok(duty && more.length === 0, 'exactly one duty about a proposal');
  return duty;
}

async function openFor(name: TestPostName): Promise<readonly string[]> {
  const { id, account } = world.posts[name];
  return (await world.read((tx) => listOpenDutiesFor(tx, [id], account))).map((duty) => duty.about.id);
}

const answer = (proposal: Awaited<ReturnType<typeof propose>>, given: 'confirmed' | 'refused') =>
  world.run('scrutineer', settleProposal, { proposal, answer: given, reason: 'We spoke today' });

describe('a proposed change to who holds a post', () => {
  test('is owed an answer by the scrutineer by the end of the next working day, with a notice', async () => {
    const proposal = await propose(cover('screener'));
    const duty = await dutyAbout(proposal);
    assert.equal(duty.state, 'open');
    assert.equal(duty.post, world.posts.scrutineer.id);
    assert.equal(duty.dueAt.toString(), '2026-11-18T00:00:00Z');
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from duties.notices where duty_id = ${duty.id} and post_id = ${duty.post}`.execute(
      world.db,
    );
    assert.equal(rows[0]?.n, 1, 'the scrutineer is told once');
  });

  for (const given of ['confirmed', 'refused'] as const)
    test(`is owed nothing more once it is ${given}`, async () => {
      const proposal = await propose(cover('head'));
      await answer(proposal, given);
      const duty = await dutyAbout(proposal);
      assert.equal(duty.state, 'met');
      assert.ok(!(await openFor('scrutineer')).includes(proposal));
    });

  test('stays owed when its confirmation is refused, because it no longer fits what is there', async () => {
    const first = await propose(cover('director'));
    const second = await propose(cover('director'));
    await answer(first, 'confirmed');
    await assert.rejects(answer(second, 'confirmed'), /access.already-holds-post/);
    assert.equal((await dutyAbout(second)).state, 'open');
    await answer(second, 'refused');
    assert.equal((await dutyAbout(second)).state, 'met');
  });

  test('is one duty for each: answering one leaves the other owed', async () => {
    const one = await propose(cover('chief'));
    const other = await propose(cover('partner'));
    await answer(one, 'confirmed');
    assert.deepEqual([(await dutyAbout(one)).state, (await dutyAbout(other)).state], ['met', 'open']);
    await answer(other, 'refused');
  });

  test('refused before it is kept leaves nothing owed', async () => {
    const before = (await openFor('scrutineer')).length;
    const run = world.run('administrator', proposeChange, { change: cover('head'), reason: ' ' });
    await assert.rejects(run, /access.reason-missing/);
    assert.equal((await openFor('scrutineer')).length, before);
  });

  test('that cannot be committed leaves neither proposal nor duty behind', async () => {
    const failing = createProposing({
      ...proposalDuties,
      raise: async (tx: Tx, ctx: CommandContext, owed) => {
        await proposalDuties.raise(tx, ctx, owed);
        throw new Error('the machine stopped here');
      },
    });
    const count = () =>
      world.read(async (tx) => (await listOpenDutiesFor(tx, [world.posts.scrutineer.id])).length);
    const before = await count();
    const input = { change: cover('head'), reason: 'Cover' };
    await assert.rejects(world.run('administrator', failing.proposeChange, input), /stopped here/);
    assert.equal(await count(), before);
  });
});

describe('an answer nobody gives', () => {
  test('climbs past the scrutineer to two other agencies, by the clock', async () => {
    const proposal = await propose(cover('manager'));
    world.setNow(MONDAY.add({ hours: 24 * 9 }));
    await world.engine.runOnce(250);
    for (const name of ['chief', 'partner'] as const)
      assert.ok((await openFor(name)).includes(proposal), name);
    await assert.rejects(
      world.run('chief', settleProposal, { proposal, answer: 'confirmed', reason: '' }),
      /access.only-the-scrutineer-confirms/,
    );
    assert.equal((await dutyAbout(proposal)).state, 'open', 'hearing of it is not answering it');
  });

  test('climbs at once while nobody holds the scrutineer’s post, or only whoever proposed it', async () => {
    const own = await propose(cover('manager'), 'scrutineer');
    await world.engine.runOnce(250);
    assert.ok(
      (await openFor('chief')).includes(own),
      'nobody else could answer what the scrutineer proposed',
    );
    assert.ok(!(await openFor('scrutineer')).includes(own));
    await world.vacate('scrutineer');
    const proposal = await propose(cover('manager'));
    await world.engine.runOnce(250);
    for (const name of ['chief', 'partner'] as const)
      assert.ok((await openFor(name)).includes(proposal), name);
  });
});

test('an area set up by an earlier Heed is given the rules it lacks, once, and the ledger says so', async () => {
  const installed = async () => {
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from ledger.entries where act = 'duties.rules-installed'`.execute(world.db);
    return rows[0]?.n ?? 0;
  };
  const before = await installed();
  await bringRulesUpToDate(world.spine);
  assert.equal(await installed(), before, 'nothing lacking, nothing written');
  const [known] = ENGLAND_PACK;
  assert.ok(known);
  const newer = [...ENGLAND_PACK, { ...known, id: 'access.rule-of-a-newer-heed' }];
  await world.run('engine', addNewRules, newer);
  assert.equal(await installed(), before + 1);
  const about = world.concern();
  const post = world.posts.scrutineer.id;
  assert.equal((await world.raise({ rule: 'access.rule-of-a-newer-heed', about, post })).length, 1);
  await assert.rejects(world.run('engine', addNewRules, newer), /duties.nothing-due/);
});

test('a change proposed to an earlier Heed, which raised no duty, is owed an answer from the next start', async () => {
  const nothing = async () => ({ entries: [], events: [] });
  const earlier = createProposing({ raise: nothing, meet: nothing });
  const { id: post, account } = world.posts.manager;
  const change: Change = { kind: 'end-holding', post, account };
  const { proposal } = await world.run('administrator', earlier.proposeChange, { change, reason: 'Leaves' });
  const about = [{ kind: 'configuration', id: proposal } as const];
  assert.equal((await world.read((tx) => listDutiesAbout(tx, about))).length, 0);
  await bringRulesUpToDate(world.spine);
  await bringRulesUpToDate(world.spine);
  assert.equal((await dutyAbout(proposal)).post, world.posts.scrutineer.id);
});
