/**
 * Whoever administers the database changes the ledger behind Heed's back, as cleverly as they can, with the signing key too.
 * The export is made afterwards, from what they left: verifying it must find it, and say where. Source: 40-ledger.md.
 */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { utf8 } from '../../src/kernel/bytes.ts';
import { createTreeHasher } from '../../src/modules/ledger/domain/tree-hasher.ts';
import { sha256 } from '../../src/modules/ledger/store/log-tree.store.ts';
import { deriveKey, openBytes, sealBytes } from '../../src/platform/crypto.ts';
import { addEntries, type LedgerWorld, makeEntry, openLedgerWorld } from '../support/ledger-world.ts';

const FAR = 1_000_000;
const SHIFTED = 'index - 1000000';

describe('an export of a ledger that was tampered with', () => {
  let world: LedgerWorld;
  /** The checkpoint of 400 entries, kept by somebody. */
  let earlier: Uint8Array;

  beforeEach(async () => {
    world = await openLedgerWorld();
    await addEntries(world.pool, 300);
    await world.addWords(['told-1', 'told-2']);
    await addEntries(world.pool, 98);
    await world.sequence();
    earlier = await world.readCheckpoint();
    await addEntries(world.pool, 200);
    await world.sequence();
  });
  afterEach(() => world.close());

  async function idAt(index: number): Promise<string> {
    const { rows } = await world.superuser.query('select id from ledger.positions where index = $1', [index]);
    return rows[0].id;
  }

  /** Where the words are that were told first. */
  async function toldAt(): Promise<number> {
    const { rows } = await world.superuser.query(
      `select min(p.index) as index from ledger.positions p join ledger.entries e on e.id = p.id
       where e.act = 'tests.something-told'`,
    );
    return Number(rows[0].index);
  }

  /** The first fault of an export made now. */
  async function findFault(kept: readonly Uint8Array[] = [], withBodies = false): Promise<string> {
    const findings = world.verify(await world.export({ withBodies }), kept);
    return findings.faults[0] ?? 'sound';
  }

  /** Moves the places from `from` on by `by`, as deleting or inserting does. */
  async function shift(from: number, by: 1 | -1): Promise<void> {
    await world.superuser.query('update ledger.positions set index = index + $1 where index >= $2', [
      FAR,
      from,
    ]);
    await world.superuser.query(`update ledger.positions set index = ${SHIFTED} + $1 where index >= $2`, [
      by,
      FAR,
    ]);
  }

  /** Forgets the log, and lets Heed number and sign it again with its own key. */
  async function rebuild(): Promise<void> {
    await world.superuser.query(
      'truncate ledger.positions, ledger.tiles, ledger.heads, ledger.checkpoints, ledger.cosignatures',
    );
    await world.superuser.query('insert into ledger.pending (id) select id from ledger.entries');
    await world.sequence();
  }

  test('is sound as long as nobody did', async () => {
    assert.equal(await findFault([earlier], true), 'sound');
  });

  test('names the entry whose text was edited', async () => {
    for (const index of [310, 0, 599]) {
      const id = await idAt(index);
      const edit = `update ledger.entries set entry = replace(entry, '"by":"engine"', '"by":"public"') where id = $1`;
      await world.superuser.query(edit, [id]);
      assert.match(await findFault(), new RegExp(`^Entry ${Math.min(index, 310)} .*contents were changed`));
      if (index === 0) break;
    }
  });

  test('names the entry that was taken out, with its place left open or closed up', async () => {
    const id = await idAt(290);
    await world.superuser.query('delete from ledger.entries where id = $1', [id]);
    assert.equal(await findFault(), 'Entry 290 is missing.');
    await world.superuser.query('delete from ledger.positions where index = 290');
    assert.equal(await findFault(), 'Entry 290 is missing.');
    await shift(291, -1);
    assert.equal(await findFault(), 'Entry 290 is missing.');
    assert.equal(await findFault([earlier]), 'Entry 290 is missing.');
  });

  test('names the place where an entry was put in', async () => {
    await shift(290, 1);
    const { id, text } = makeEntry();
    await world.superuser.query(
      `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
       values ($1, $2, now(), 'tests.something-happened', gen_random_uuid(), '{}', '')`,
      [id, text],
    );
    const leaf = Buffer.from(createTreeHasher(sha256).leaf(utf8(text)));
    await world.superuser.query('insert into ledger.positions (index, id, leaf) values (290, $1, $2)', [
      id,
      leaf,
    ]);
    assert.match(await findFault(), /^Where entry 290 should be stands one that the log never recorded/);
  });

  test('names the first of entries that were swapped or put in another order', async () => {
    await world.superuser.query(
      `update ledger.positions set index = case index when 280 then ${FAR} else ${FAR} + 1 end where index in (280, 500)`,
    );
    await world.superuser.query(
      `update ledger.positions set index = case index when ${FAR} then 500 else 280 end where index >= ${FAR}`,
    );
    assert.match(await findFault(), /^From entry 280 on, entries stand in another order/);
    await world.superuser.query(
      `update ledger.positions set index = ${FAR} + 110 - index where index between 20 and 90`,
    );
    await world.superuser.query(`update ledger.positions set index = ${SHIFTED} where index >= ${FAR}`);
    assert.match(await findFault(), /^From entry 20 on, entries stand in another order/);
  });

  test('is not saved by making the hashes beside it fit', async () => {
    const id = await idAt(10);
    const { rows } = await world.superuser.query(
      `update ledger.entries set entry = replace(entry, 'engine', 'public') where id = $1 returning entry`,
      [id],
    );
    const leaf = Buffer.from(createTreeHasher(sha256).leaf(utf8(rows[0].entry)));
    await world.superuser.query('update ledger.positions set leaf = $1 where index = 10', [leaf]);
    assert.match(await findFault(), /^Entry 10 .*contents were changed/);
    await world.superuser.query(
      'update ledger.tiles set hashes = overlay(hashes placing $1 from 321) where level = 0 and index = 0',
      [leaf],
    );
    const faults = world.verify(await world.export(), [earlier]).faults.join('\n');
    assert.match(
      faults,
      /rewritten: entries from 0 on are not those it had when an earlier checkpoint of 400/,
    );
    assert.match(faults, /not those that the checkpoint was signed for/);
  });

  test('shows words that were edited, which the log itself can’t', async () => {
    const index = await toldAt();
    await world.superuser.query(
      'update ledger.entries set body = set_byte(body, 20, get_byte(body, 20) # 1) where id = $1',
      [await idAt(index)],
    );
    assert.equal(await findFault(), 'sound', 'without the words there is nothing to see');
    assert.match(await findFault([], true), new RegExp(`^The words kept for entry ${index} are not those`));
  });

  test('shows words put in place of others by somebody who has every key', async () => {
    const index = await toldAt();
    const id = await idAt(index);
    const { rows } = await world.superuser.query(
      'select k.ref, k.wrapped from ledger.entries e join ledger.body_keys k on k.ref = e.subject_ref where e.id = $1',
      [id],
    );
    const key = deriveKey(openBytes(world.wrappingKey, rows[0].wrapped, rows[0].ref), 'ledger.body');
    const sealed = sealBytes(key, utf8('{"words":"Nothing was said."}'), id);
    await world.superuser.query('update ledger.entries set body = $1 where id = $2', [sealed, id]);
    assert.match(await findFault([], true), new RegExp(`^The words kept for entry ${index} are not those`));
  });

  test('calls an erased record sound, and says that it was erased', async () => {
    const before = world.verify(await world.export({ withBodies: true })).bodies;
    assert.deepEqual(before, { sound: 2, erased: 598 });
    await world.superuser.query(
      `delete from ledger.body_keys where ref = (select subject_ref from ledger.entries where id = $1)`,
      [await idAt(await toldAt())],
    );
    const findings = world.verify(await world.export({ withBodies: true }), [earlier]);
    assert.deepEqual(findings.faults, []);
    assert.deepEqual(findings.bodies, { sound: 1, erased: 599 });
  });

  test('passes once the whole log is rebuilt and signed with the real key, unless somebody kept an earlier checkpoint', async () => {
    await world.superuser.query('delete from ledger.entries where id = $1', [await idAt(290)]);
    await rebuild();
    await addEntries(world.pool, 1);
    await world.sequence();
    assert.equal(await findFault(), 'sound', 'which is why checkpoints are kept and witnessed');
    assert.match(
      await findFault([earlier]),
      /^The log was rewritten: entries from 0 on are not those it had when an earlier checkpoint of 400 entries was signed/,
    );
  });

  test('is seen to have been cut short and signed again', async () => {
    await world.superuser.query(
      'delete from ledger.entries e using ledger.positions p where p.id = e.id and p.index >= 390',
    );
    await rebuild();
    assert.equal(await findFault(), 'sound');
    assert.match(await findFault([earlier]), /has 390 entries but had 400 when an earlier checkpoint/);
  });

  test('is of no use with a checkpoint of somebody else’s', async () => {
    const other = await openLedgerWorld();
    try {
      await addEntries(other.pool, 1);
      await other.sequence();
      const theirs = await other.readCheckpoint();
      const folder = await world.export();
      assert.throws(
        () => world.verify(folder, [theirs]),
        /earlier checkpoint can't be used.*not signed by the key/,
      );
      assert.match(other.verify(folder).faults[0] ?? '', /not signed by the key of log\.example\.org/);
    } finally {
      await other.close();
    }
  });
});
