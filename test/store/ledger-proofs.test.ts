/** Proofs made from what is stored lead to the roots that were signed, in a handful of statements however long the log. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { parseCheckpoint } from '../../src/modules/ledger/domain/checkpoint.ts';
import { verifyConsistency } from '../../src/modules/ledger/domain/consistency.ts';
import { verifyInclusion } from '../../src/modules/ledger/domain/inclusion.ts';
import { parseNote } from '../../src/modules/ledger/domain/signed-note.ts';
import { createTreeHasher } from '../../src/modules/ledger/domain/tree-hasher.ts';
import { checkProof, proveConsistency, proveEntry } from '../../src/modules/ledger/index.ts';
import { findPlacedEntry, proveInclusion } from '../../src/modules/ledger/store/log-proofs.store.ts';
import { sha256 } from '../../src/modules/ledger/store/log-tree.store.ts';
import { addEntries, type LedgerWorld, openLedgerWorld } from '../support/ledger-world.ts';

const hasher = createTreeHasher(sha256);
const SIZES = [1, 2, 255, 256, 257, 700, 65_537];

const UNWITNESSED = { names: [], quorum: 0, now: Temporal.Now.instant() };

describe('a proof from the store', () => {
  let world: LedgerWorld;
  const roots = new Map<number, Uint8Array>();

  before(async () => {
    world = await openLedgerWorld();
    let size = 0;
    for (const target of SIZES) {
      await addEntries(world.pool, target - size);
      size = target;
      await world.sequence();
      roots.set(target, parseCheckpoint(parseNote(await world.readCheckpoint()).text).root);
    }
  });
  after(() => world?.close());

  const rootOf = (size: number) => roots.get(size) ?? new Uint8Array(0);

  test('that an entry is in the log leads to the root of every size it is in', async () => {
    for (const size of SIZES) {
      for (const index of new Set([0, 1, 254, 255, 256, size - 2, size - 1, Math.floor(size / 2)])) {
        if (index < 0 || index >= size) continue;
        const { rows } = await world.pool.query('select leaf from ledger.positions where index = $1', [
          index,
        ]);
        const proof = await world.db.transaction().execute((tx) => proveInclusion(tx, index, size));
        const claim = { index, size, leafHash: new Uint8Array(rows[0].leaf), root: rootOf(size), proof };
        assert.deepEqual(verifyInclusion(claim, hasher), { ok: true }, `${index} of ${size}`);
      }
    }
  });

  test('that the log only grew leads from each size to each later one', async () => {
    for (const oldSize of [0, ...SIZES])
      for (const newSize of SIZES.filter((size) => size >= oldSize)) {
        const proof = await world.db.transaction().execute((tx) => proveConsistency(tx, oldSize, newSize));
        const oldRoot = oldSize === 0 ? hasher.emptyRoot : rootOf(oldSize);
        const claim = { oldSize, oldRoot, newSize, newRoot: rootOf(newSize), proof };
        assert.deepEqual(verifyConsistency(claim, hasher), { ok: true }, `${oldSize} to ${newSize}`);
      }
  });

  test('is refused for what the log does not hold, and says "not yet" until a checkpoint covers it', async () => {
    const inTx = world.db.transaction();
    await assert.rejects(
      inTx.execute((tx) => proveInclusion(tx, 65_537, 65_537)),
      RangeError,
    );
    const prove = (id: string) => world.db.transaction().execute((tx) => proveEntry(tx, id, UNWITNESSED));
    assert.equal(await prove('019a0000-0000-7000-8000-000000000000'), null);
    await addEntries(world.pool, 1);
    const { rows } = await world.pool.query('select id from ledger.pending');
    assert.equal(await prove(rows[0].id), 'not-yet');
    await world.sequence();
    const found = await prove(rows[0].id);
    assert.ok(found !== null && found !== 'not-yet');
    const trusted = { key: world.key.verifier, witnesses: [], quorum: 0 };
    const checked = checkProof(found.proof, trusted);
    assert.deepEqual(checked.faults, []);
    assert.equal(checked.entry.id, rows[0].id);
    assert.equal(checked.index, 65_537);
    assert.ok(found.proof.length <= 2_048, `${found.proof.length} bytes`);
  });

  test('reads by index only', async () => {
    const { rows } = await world.pool.query('select id from ledger.positions where index = 40000');
    // Counted in the transaction itself: what other connections did before is added to the tables' own counts late.
    const scans = await world.db.transaction().execute(async (tx) => {
      await findPlacedEntry(tx, rows[0].id);
      await proveInclusion(tx, 40_000, 65_537);
      await proveConsistency(tx, 700, 65_537);
      const found = await sql<{ n: number }>`
        select coalesce(sum(seq_scan), 0)::int as n from pg_stat_xact_user_tables
        where schemaname = 'ledger' and relname in ('positions', 'tiles', 'entries')`.execute(tx);
      return found.rows[0]?.n;
    });
    assert.equal(scans, 0, 'a table was read from end to end');
  });
});
