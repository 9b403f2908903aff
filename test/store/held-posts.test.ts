/** Who holds which post is kept between concerns, and must never be older than the last change: see held-posts.store.ts. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { PostId } from '../../src/kernel/ids.ts';
import type { Tx } from '../../src/kernel/tx.ts';
import { disableAccount, listHolders, readHeldPosts } from '../../src/modules/access/index.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import { OPERATOR, openSmallArea } from '../builders/small-area.ts';

const world = await openSmallArea();
after(() => world.close());

const council = await world.agency('Wrenfold Council');
const manager = await world.post(council, 'Team manager', ['team-manager']);
const screener = await world.post(council, 'Screener', ['front-door-screener'], manager);
const ada = await world.account(council, 'Ada Fernsby');
const ben = await world.account(council, 'Ben Okoro');
await world.appoint(ada, screener);

const heldBy = async (post: PostId, at = world.clock.domain(), tx?: Tx) => {
  const read = async (inside: Tx) => (await readHeldPosts(inside, at)).find(({ id }) => id === post);
  const found = tx ? await read(tx) : await world.read(read);
  return found?.holders;
};

describe('the organisation as routing sees it', () => {
  test('is what the tables say, before and after every kind of change', async () => {
    assert.deepEqual(await heldBy(screener), [ada]);
    const before = world.clock.domain();
    world.clock.move({ hours: 1 });
    await world.appoint(ben, screener);
    assert.deepEqual(await heldBy(screener), [ada, ben], 'an appointment');
    assert.deepEqual(await heldBy(screener, before), [ada], 'the same, an hour ago');
    world.clock.move({ hours: 1 });
    await world.change({ kind: 'end-holding', post: screener, account: ada });
    assert.deepEqual(await heldBy(screener), [ben], 'the end of one');
    await runCommand(world.spine, OPERATOR, (tx, ctx) =>
      disableAccount(tx, ctx, { account: ben, reason: 'Left' }),
    );
    assert.deepEqual(await heldBy(screener), [], 'an account that was stopped');
    const police = await world.agency('Wrenfold Police', 'police');
    const desk = await world.post(police, 'Desk', ['police']);
    assert.deepEqual(await heldBy(desk), [], 'a new post');
    const held = await world.read((tx) => listHolders(tx, [screener, desk, manager], world.clock.domain()));
    assert.deepEqual(held, []);
  });

  test('a change that was undone leaves nothing behind, also for the next change', async () => {
    const cleo = await world.account(council, 'Cleo Hart');
    const dora = await world.account(council, 'Dora Lind');
    const at = world.clock.domain();
    const appoint = (tx: Tx, account: string) =>
      sql`insert into access.holdings (id, post_id, account_id, from_at)
        values (gen_random_uuid(), ${manager}, ${account}, ${at}::timestamptz)`.execute(tx);
    await assert.rejects(
      world.spine.db.transaction().execute(async (tx) => {
        await appoint(tx, cleo);
        assert.deepEqual(await heldBy(manager, at, tx), [cleo], 'seen by the transaction that makes it');
        throw new Error('undone');
      }),
      /undone/,
    );
    assert.deepEqual(await heldBy(manager), []);
    await world.appoint(dora, manager);
    assert.deepEqual(await heldBy(manager), [dora]);
  });
});
