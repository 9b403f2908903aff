/** An export is the log as it is stored, whole, in files that only its owner reads, and sound where nobody touched anything. */
import assert from 'node:assert/strict';
import { cpSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import {
  formatBundlePath,
  formatTilePath,
  listNewBundles,
  listNewTiles,
} from '../../src/modules/ledger/domain/tile.ts';
import { formatVerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import { addEntries, type LedgerWorld, openLedgerWorld } from '../support/ledger-world.ts';

async function within(work: (world: LedgerWorld) => Promise<void>): Promise<void> {
  const world = await openLedgerWorld();
  try {
    await work(world);
  } finally {
    await world.close();
  }
}

const filesOf = (folder: string) =>
  globSync('**/*', { cwd: folder, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name).slice(folder.length + 1))
    .sort();

describe('an export', () => {
  test('holds the log as tiles, for nobody else to read, and is sound at every awkward size', () =>
    within(async (world) => {
      let size = 0;
      const kept: Uint8Array[] = [];
      for (const target of [1, 255, 256, 257, 513]) {
        await addEntries(world.pool, target - size);
        size = target;
        await world.sequence();
        const folder = await world.export();
        const expected = [
          'checkpoint',
          'key',
          ...[...listNewTiles(0, target)].map(formatTilePath),
          ...[...listNewBundles(0, target)].map(formatBundlePath),
        ].sort();
        assert.deepEqual(filesOf(folder), expected);
        for (const path of expected) assert.equal(statSync(join(folder, path)).mode & 0o777, 0o600, path);
        assert.equal(statSync(folder).mode & 0o777, 0o700);
        const findings = world.verify(folder, kept);
        assert.deepEqual(findings.faults, []);
        assert.equal(findings.head.checkpoint.size, target);
        assert.equal(findings.earlier, kept.length);
        kept.push(await world.readCheckpoint());
      }
    }));

  test('crosses 65,536 entries, where a level of tiles begins', () =>
    within(async (world) => {
      await addEntries(world.pool, 65_537);
      await world.sequence();
      assert.deepEqual(world.verify(await world.export()).faults, []);
    }));

  test('from a size on is laid over the one before, and is then the whole; alone it says so and accuses nobody', () =>
    within(async (world) => {
      await addEntries(world.pool, 700);
      await world.addWords(['a']);
      await world.sequence();
      const first = await world.export({ withBodies: true });
      await addEntries(world.pool, 600);
      await world.sequence();
      const second = await world.export({ from: 701, withBodies: true });
      assert.throws(() => world.verify(second), /begins at entry 701: lay it over the export/);
      cpSync(second, first, { recursive: true });
      const findings = world.verify(first);
      // Entries made here without words have none that open.
      assert.deepEqual(findings.faults, []);
      assert.deepEqual(findings.bodies, { sound: 1, erased: 1_300 });
      const older = join(first, 'tile/entries/002.p/189');
      const bytes = readFileSync(older);
      writeFileSync(older, bytes.subarray(0, bytes.length - 1));
      assert.match(world.verify(first).faults[0] ?? '', /entry 512 .*from there on/);
    }));

  test('is refused where something is already, and leaves nothing behind', () =>
    within(async (world) => {
      await addEntries(world.pool, 3);
      await world.sequence();
      const folder = await world.export();
      const again = join(world.folder, 'export-2');
      mkdirSync(again);
      assert.deepEqual(world.verify(await world.export()).faults, [], 'an empty folder is taken');
      const third = join(world.folder, 'export-3');
      cpSync(folder, third, { recursive: true });
      await assert.rejects(world.export(), /is not empty/);
      assert.deepEqual(filesOf(third), filesOf(folder));
      mkdirSync(join(world.folder, 'export-4.partial'));
      await assert.rejects(world.export(), /left from an export that broke off/);
    }));

  test('says which key it is of, which is not believed', () =>
    within(async (world) => {
      await addEntries(world.pool, 3);
      await world.sequence();
      const folder = await world.export();
      assert.equal(readFileSync(join(folder, 'key'), 'utf8'), `${formatVerifierKey(world.key.verifier)}\n`);
    }));
});
