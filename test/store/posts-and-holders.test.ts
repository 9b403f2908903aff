import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { proposalDuties } from '../../src/compose/duties-ports.ts';
import type { AccountId, AgencyId, PostId } from '../../src/kernel/ids.ts';
import {
  applyChange,
  createProposing,
  disableAccount,
  findPostByFunction,
  isSubordinate,
  lineAbove,
  listHolders,
  listHoldings,
  listOpenProposals,
  listPostsOf,
} from '../../src/modules/access/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { OPERATOR, openSmallArea } from '../builders/small-area.ts';

const { proposeChange, settleProposal } = createProposing(proposalDuties);
const world = await openSmallArea();
after(() => world.close());

const council = await world.agency('Wrenfold Council');
const partnership = await world.agency('Wrenfold Partnership', 'oversight', true);
const director = await world.post(council, 'Director', ['director']);
const head = await world.post(council, 'Head of service', ['head-of-service'], director);
const manager = await world.post(council, 'Team manager', ['team-manager'], head);
const screener = await world.post(council, 'Screener', ['front-door-screener'], manager);
const administration = await world.post(council, 'Systems', ['administrator']);
const scrutiny = await world.post(partnership, 'Scrutineer', ['scrutineer']);

const ada = await world.account(council, 'Ada Fernsby');
const ben = await world.account(council, 'Ben Okoro');
const cleo = await world.account(partnership, 'Cleo Hart');
await world.appoint(ada, screener);
await world.appoint(ben, administration);
await world.appoint(cleo, scrutiny);

const as = (account: AccountId, post: PostId, agency: AgencyId) => ({
  actor: { kind: 'account', account, post, agency } as const,
  basis: 'test',
});
const benActs = as(ben, administration, council);
const cleoActs = as(cleo, scrutiny, partnership);

async function entriesAbout(act: string): Promise<number> {
  const found = await world.pool.query('select count(*)::int as n from ledger.entries where act = $1', [act]);
  return found.rows[0].n;
}

describe('who holds which post', () => {
  test('is known for any instant, so that "who was responsible that day" has an answer', async () => {
    const before = world.clock.domain();
    world.clock.move({ hours: 24 });
    await world.change({ kind: 'end-holding', post: screener, account: ada });
    await world.appoint(ben, screener);
    const after = world.clock.domain();
    const at = (instant: Temporal.Instant) => world.read((tx) => listHolders(tx, [screener], instant));
    assert.deepEqual(
      (await at(before)).map((h) => h.name),
      ['Ada Fernsby'],
    );
    assert.deepEqual(
      (await at(after)).map((h) => h.name),
      ['Ben Okoro'],
    );
    assert.equal((await world.read((tx) => listHoldings(tx, screener))).length, 2);
  });

  test('a post nobody holds is vacant: it is missing from the answer', async () => {
    const held = await world.read((tx) => listHolders(tx, [director, scrutiny], world.clock.domain()));
    assert.deepEqual(
      held.map((h) => h.post),
      [scrutiny],
    );
  });

  test('one person may wear several hats', async () => {
    const hats = await world.read((tx) => listPostsOf(tx, ben, world.clock.domain()));
    assert.deepEqual(
      hats.map((p) => p.name),
      ['Screener', 'Systems'],
    );
  });

  test('nobody is appointed twice to one post', async () => {
    await assert.rejects(world.appoint(ben, screener), /access.already-holds-post/);
  });
});

describe('the line above a post', () => {
  test('is read nearest first, and never includes the post itself', async () => {
    assert.deepEqual(await world.read((tx) => lineAbove(tx, screener)), [manager, head, director]);
    assert.equal(await world.read((tx) => isSubordinate(tx, screener, director)), true);
    assert.equal(await world.read((tx) => isSubordinate(tx, director, screener)), false);
    assert.equal(await world.read((tx) => isSubordinate(tx, screener, screener)), false);
  });

  test('cannot be made to run in a circle', async () => {
    const circle = {
      kind: 'change-post',
      post: director,
      name: 'Director',
      functions: ['director'],
      reportsTo: screener,
      team: null,
      phone: null,
    } as const;
    await assert.rejects(world.change(circle), /access.line-in-a-circle/);
  });

  test('a function leads to its post', async () => {
    assert.equal((await world.read((tx) => findPostByFunction(tx, 'scrutineer')))?.id, scrutiny);
    assert.equal(await world.read((tx) => findPostByFunction(tx, 'lado')), undefined);
  });
});

describe('changing posts and holders', () => {
  const appointment = { kind: 'appoint', post: head, account: ada, from: null } as const;

  test('waits for the scrutineer, and only then is in force', async () => {
    const proposed = await runCommand(world.spine, benActs, (tx, ctx) =>
      proposeChange(tx, ctx, { change: appointment, reason: 'Starts on Monday' }),
    );
    assert.ok(proposed.ok);
    const now = world.clock.domain();
    assert.deepEqual(await world.read((tx) => listHolders(tx, [head], now)), []);
    const settle = { proposal: proposed.value.proposal, answer: 'confirmed', reason: '' } as const;
    const own = await runCommand(world.spine, benActs, (tx, ctx) => settleProposal(tx, ctx, settle));
    assert.equal(!own.ok && own.refusal.code, 'access.proposer-cannot-confirm');
    const confirmed = await runCommand(world.spine, cleoActs, (tx, ctx) => settleProposal(tx, ctx, settle));
    assert.ok(confirmed.ok);
    assert.equal((await world.read((tx) => listHolders(tx, [head], now))).length, 1);
    assert.deepEqual(await world.read((tx) => listOpenProposals(tx)), []);
    assert.equal(await entriesAbout('access.change-proposed'), 1);
    assert.equal(await entriesAbout('access.change-confirmed'), 1);
  });

  test('two scrutineers at once settle it once', async () => {
    const proposed = await runCommand(world.spine, benActs, (tx, ctx) =>
      proposeChange(tx, ctx, { change: { ...appointment, post: manager }, reason: 'Cover' }),
    );
    assert.ok(proposed.ok);
    const settle = { proposal: proposed.value.proposal, answer: 'confirmed', reason: '' } as const;
    const both = await Promise.all(
      [1, 2].map(() => runCommand(world.spine, cleoActs, (tx, ctx) => settleProposal(tx, ctx, settle))),
    );
    assert.equal(both.filter((one) => one.ok).length, 1);
  });

  test('cannot be done past the scrutineer by an administrator', async () => {
    const result = await runCommand(world.spine, benActs, (tx, ctx) =>
      applyChange(tx, ctx, { ...appointment, post: director }),
    );
    assert.equal(!result.ok && result.refusal.code, 'access.only-the-operator');
  });

  test('a leaver’s account stops at once and the post is vacant', async () => {
    await world.appoint(ada, director);
    const stopped = await runCommand(world.spine, OPERATOR, (tx, ctx) =>
      disableAccount(tx, ctx, { account: ada, reason: 'Left' }),
    );
    assert.ok(stopped.ok);
    assert.deepEqual(await world.read((tx) => listHolders(tx, [director], world.clock.domain())), []);
  });
});
