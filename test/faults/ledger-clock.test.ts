/** The log goes on whatever the clock does and whoever keeps a transaction open. Source: 40-ledger.md (Writing). */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { contextOf } from '../../src/platform/transaction.ts';
import { type CheckedLedger, openCheckedLedger } from '../support/checked-ledger.ts';

const worlds: CheckedLedger[] = [];
let world: CheckedLedger;
beforeEach(async () => {
  world = await openCheckedLedger();
  worlds.push(world);
});
after(async () => {
  for (const one of worlds) await one.close();
});

async function assertSound(): Promise<void> {
  assert.deepEqual(await world.check.checkNewestDay(), []);
  assert.deepEqual(await world.startCheck().checkEverything(), []);
  assert.deepEqual(world.errors, []);
}

async function readSigned(): Promise<number> {
  const { rows } = await world.pool.query('select max(size) as size from ledger.checkpoints');
  return rows[0].size;
}

describe('the log', () => {
  test('goes on when the clock is set back two days, and forward again, and is found sound', async () => {
    await world.addEntries(300);
    assert.equal(await world.sequencer.runOnce(), 300);
    await assertSound();
    world.moveClock({ hours: -48 });
    await world.addEntries(100);
    assert.equal(await world.sequencer.runOnce(), 100);
    assert.equal(await readSigned(), 400);
    await assertSound();
    world.moveClock({ hours: 0 });
    await world.addEntries(100);
    assert.equal(await world.anotherSequencer().runOnce(), 100);
    assert.equal(await readSigned(), 500);
    await assertSound();
  });

  test('holds nobody up for a transaction held open for minutes, which takes a later number', async () => {
    const { spine } = world;
    await world.addEntries(10);
    await world.sequencer.runOnce();
    const written = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const slow = spine.db.transaction().execute(async (tx) => {
      const ctx = contextOf(spine, { actor: { kind: 'engine' }, basis: null });
      const subject = { kind: 'concern', id: 'the-slow-one' } as const;
      const entry = { act: 'tests.slowly-happened', subject, body: {} } as const;
      await (await spine.ledger.append(tx, ctx, [entry])).written;
      written.resolve();
      await gate.promise;
    });
    await written.promise;
    for (const minutes of [2, 4, 6]) {
      world.moveClock({ minutes });
      await world.addEntries(100);
      assert.equal(await world.sequencer.runOnce(), 100, 'all that others committed is numbered at once');
      assert.equal(await readSigned(), 10 + minutes * 50, 'and signed');
      await assertSound();
    }
    gate.resolve();
    await slow;
    assert.equal(await world.sequencer.runOnce(), 1);
    const { rows } = await world.pool.query(
      `select p.index from ledger.positions p join ledger.entries e on e.id = p.id where e.act = 'tests.slowly-happened'`,
    );
    assert.deepEqual(rows, [{ index: 310 }]);
    await assertSound();
  });
});
