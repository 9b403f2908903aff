import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import { formatBundle, readBundle } from './entry-bundle.ts';
import { createFrontier, listFrontier } from './frontier.ts';
import { verifyInclusion } from './inclusion.ts';
import { Malformed } from './malformed.ts';
import { hashRange, listProofNodes, makeProof, planInclusion } from './proof-ranges.ts';
import { formatBundlePath, formatTilePath, listNewBundles, listNewTiles, parseTilePath } from './tile.ts';
import { createTileReader, listTilesOfNodes, locateNode } from './tile-nodes.ts';
import { createTreeHasher } from './tree-hasher.ts';
import { MOST_LEAVES } from './tree-size.ts';

const hasher = createTreeHasher((data) => hash('sha256', data, 'buffer'));
const say = (from: number, to: number) => [...listNewTiles(from, to)].map(formatTilePath);

describe('tiles of a tree', () => {
  test('are those of the example in the specification', () => {
    const tiles = say(0, 70_000);
    assert.equal(tiles.filter((path) => /^tile\/0\/\d{3}$/.test(path)).length, 273);
    assert.deepEqual(
      tiles.filter((path) => !/^tile\/0\/\d{3}$/.test(path)),
      ['tile/0/273.p/112', 'tile/1/000', 'tile/1/001.p/17', 'tile/2/000.p/1'],
    );
  });

  test('at the sizes where one level ends and the next begins', () => {
    assert.deepEqual(say(0, 0), []);
    assert.deepEqual(say(0, 1), ['tile/0/000.p/1']);
    assert.deepEqual(say(0, 255), ['tile/0/000.p/255']);
    assert.deepEqual(say(0, 256), ['tile/0/000', 'tile/1/000.p/1']);
    assert.deepEqual(say(0, 257), ['tile/0/000', 'tile/0/001.p/1', 'tile/1/000.p/1']);
    assert.deepEqual(say(65_535, 65_536), ['tile/0/255', 'tile/1/000', 'tile/2/000.p/1']);
    assert.deepEqual(say(65_536, 65_537), ['tile/0/256.p/1']);
    assert.deepEqual(say(2 ** 32 - 1, 2 ** 32 + 1), [
      'tile/0/x016/x777/215',
      'tile/0/x016/x777/216.p/1',
      'tile/1/x065/535',
      'tile/2/255',
      'tile/3/000',
      'tile/4/000.p/1',
    ]);
  });

  test('only those that changed are new, so that nothing served is ever written again', () => {
    assert.deepEqual(say(300, 300), []);
    assert.deepEqual(say(300, 301), ['tile/0/001.p/45']);
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(900), (from, more) => {
        const before = new Set(say(0, from));
        const added = say(from, from + more);
        assert.deepEqual(
          added.filter((path) => before.has(path)),
          [],
        );
        const now = say(0, from + more);
        const known = new Set([...before, ...added]);
        assert.ok(now.every((path) => known.has(path)));
        const bundles = [...listNewBundles(from, from + more)].map(formatBundlePath);
        assert.deepEqual(
          bundles,
          added.filter((path) => path.startsWith('tile/0/')).map((path) => path.replace('/0/', '/entries/')),
        );
      }),
      { numRuns: 30 },
    );
    assert.throws(() => [...listNewTiles(2, 1)], RangeError);
  });
});

describe('the path of a tile', () => {
  test('is written as the specification writes it', () => {
    assert.equal(formatTilePath({ level: 0, index: 1_234_067, width: 256 }), 'tile/0/x001/x234/067');
    assert.equal(formatTilePath({ level: 63, index: 0, width: 1 }), 'tile/63/000.p/1');
    assert.equal(formatBundlePath({ index: 1000, width: 255 }), 'tile/entries/x001/000.p/255');
  });

  test('comes back as it went', () => {
    const index = fc.oneof(
      fc.nat(1_000_000),
      fc.nat(2 ** 31 - 1),
      fc.maxSafeNat().map((n) => Math.floor(n / 256)),
    );
    fc.assert(
      fc.property(fc.nat(63), index, fc.integer({ min: 1, max: 256 }), (level, at, width) => {
        const tile = { level, index: at, width };
        assert.deepEqual(parseTilePath(formatTilePath(tile)), { kind: 'hashes', ...tile });
        const bundle = { index: at, width };
        assert.deepEqual(parseTilePath(formatBundlePath(bundle)), { kind: 'entries', ...bundle });
      }),
    );
  });

  test('has no second spelling, and leads nowhere else', () => {
    const strange = [
      '',
      'tile',
      'tile/0',
      'tile/0/',
      'tile/0/0',
      'tile/0/0000',
      'tile/00/000',
      'tile/64/000',
      'tile/-1/000',
      'tile/0/x000/001',
      'tile/0/001/x000',
      'tile/0/x001',
      'tile/0/000.p/0',
      'tile/0/000.p/256',
      'tile/0/000.p/01',
      'tile/0/000.p/',
      'tile/0/000.p',
      'tile/0/000/',
      '/tile/0/000',
      'tile/0/000\n',
      'tile/0/../000',
      'tile/0/%30',
      'tile/data/000',
      'tile/entries/x1/000',
      'tile/0/x999/x999/x999/x999/x999/999',
      'checkpoint',
      'tile/0/٠٠٠',
      `tile/0/${'x000/'.repeat(100_000)}000`,
    ];
    for (const path of strange) assert.throws(() => parseTilePath(path), Malformed, path.slice(0, 80));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'tile/0123x.pentris \n') }), (text) => {
        let path: ReturnType<typeof parseTilePath>;
        try {
          path = parseTilePath(text);
        } catch (error) {
          assert.ok(error instanceof Malformed);
          return;
        }
        assert.equal(path.kind === 'hashes' ? formatTilePath(path) : formatBundlePath(path), text);
      }),
    );
    assert.throws(() => formatTilePath({ level: 64, index: 0, width: 1 }), RangeError);
    assert.throws(() => formatTilePath({ level: 0, index: -1, width: 1 }), RangeError);
    assert.throws(() => formatBundlePath({ index: 0, width: 257 }), RangeError);
  });
});

describe('nodes of a tree in its tiles', () => {
  /** Tiles of a tree of `size`, made from its leaves as the specification says. */
  function makeTiles(size: number) {
    const leaves = Array.from({ length: size }, (_, i) => hasher.leaf(utf8(`entry ${i}`)));
    const read = (level: number, index: number): Uint8Array =>
      level === 0
        ? (leaves[index] ?? hasher.emptyRoot)
        : hashOf(index * 2 ** level, (index + 1) * 2 ** level);
    const hashOf = (start: number, end: number) => {
      const frontier = createFrontier(hasher);
      for (const leaf of leaves.slice(start, end)) frontier.append(leaf);
      return frontier.root();
    };
    const tiles = new Map<string, Uint8Array>();
    for (const tile of listNewTiles(0, size)) {
      const hashes = Array.from({ length: tile.width }, (_, i) => read(8 * tile.level, tile.index * 256 + i));
      tiles.set(formatTilePath(tile), concatBytes(...hashes));
    }
    return { root: hashOf(0, size), leaves, tiles };
  }

  test('give every proof from the few tiles that it says it needs', () => {
    for (const size of [1, 255, 256, 257, 1000]) {
      const { root, leaves, tiles } = makeTiles(size);
      for (const index of [0, Math.floor(size / 2), size - 1]) {
        const plan = planInclusion(index, size);
        const needed = new Set(listTilesOfNodes(listProofNodes(plan), size).map(formatTilePath));
        const getTile = (path: string) => {
          assert.ok(needed.has(path), `${path} was not asked for`);
          return tiles.get(path) ?? assert.fail(`${path} does not exist`);
        };
        const read = createTileReader((tile) => getTile(formatTilePath(tile)), size, hasher);
        const proof = makeProof(plan, read, hasher);
        const leafHash = leaves[index] ?? hasher.emptyRoot;
        assert.deepEqual(verifyInclusion({ index, size, leafHash, root, proof }, hasher), { ok: true });
      }
      const all = createTileReader((tile) => tiles.get(formatTilePath(tile)) ?? assert.fail(), size, hasher);
      assert.equal(hashRange({ start: 0, end: size }, all, hasher).toHex(), root.toHex());
    }
  });

  test('are never looked for in a tile that the tree does not have', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (size) => {
        for (const node of listFrontier(size)) {
          const { tile, offset, count } = locateNode(node, size);
          assert.ok(offset + count <= tile.width && tile.width <= 256);
          assert.equal((tile.index * 256 + offset) * 256 ** tile.level, node.index * 2 ** node.level);
        }
      }),
    );
    assert.equal(locateNode({ level: 52, index: 0 }, MOST_LEAVES).tile.level, 6);
    assert.throws(() => locateNode({ level: 0, index: 5 }, 5), RangeError);
    assert.throws(() => locateNode({ level: 1, index: 2 }, 5), RangeError);
  });

  test('a tile cut short is noticed', () => {
    const read = createTileReader(() => new Uint8Array(32), 2, hasher);
    assert.throws(() => read(0, 1), RangeError);
  });
});

describe('a bundle of entries', () => {
  test('gives back the entries put in, empty ones too', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 }), (entries) => {
        assert.deepEqual(readBundle(formatBundle(entries)), { entries, whole: true });
      }),
    );
    const longest = new Uint8Array(65_535).fill(1);
    assert.deepEqual(readBundle(formatBundle([longest])).entries, [longest]);
    assert.throws(() => formatBundle([new Uint8Array(65_536)]), RangeError);
    assert.deepEqual([...formatBundle([utf8('ab'), new Uint8Array(0)])], [0, 2, 97, 98, 0, 0]);
  });

  test('cut short gives the entries before the cut, and says so', () => {
    const whole = formatBundle([utf8('one'), utf8('two')]);
    for (let cut = 1; cut < whole.length; cut += 1) {
      const { entries, whole: isWhole } = readBundle(whole.subarray(0, cut));
      assert.equal(entries.length, cut >= 5 ? 1 : 0);
      assert.equal(isWhole, cut === 5);
    }
  });

  test('of random bytes never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
        const { entries, whole } = readBundle(bytes);
        if (whole) assert.deepEqual(formatBundle(entries), bytes);
      }),
    );
  });
});
