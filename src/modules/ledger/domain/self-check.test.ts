import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import { createFrontier } from './frontier.ts';
import { createProvenTiles, type ProvenTiles } from './proven-tiles.ts';
import { type CheckedRow, type CheckedTile, createSelfCheck, type Mark } from './self-check.ts';
import { TILE_WIDTH } from './tile.ts';
import { createTreeHasher } from './tree-hasher.ts';

/** The same hashes are asked for again and again here: remembered, the tests take a fraction of the time. */
const known = new Map<string, Uint8Array>();
const hasher = createTreeHasher((data) => {
  const name = Buffer.from(data.buffer, data.byteOffset, data.length).toString('latin1');
  const made = known.get(name) ?? new Uint8Array(hash('sha256', data, 'buffer'));
  known.set(name, made);
  return made;
});
/** Four full tiles, and one that is not full. */
const SIZE = 1_100;
/** Sizes of which there is a head and a checkpoint. None falls into the third tile. */
const SIGNED = [100, 256, 300, 900, SIZE];
const BAD = utf8('not as entries are');

/** A log as its tables hold it. */
interface Log {
  readonly rows: readonly (CheckedRow | null)[];
  readonly tiles: readonly (CheckedTile['tile'] | null)[];
  readonly marks: readonly Mark[];
}

const treeOf = (leaves: readonly Uint8Array[]) => {
  const tree = createFrontier(hasher);
  for (const leaf of leaves) tree.append(leaf);
  return tree;
};

/** The log of these entries, made and signed by whoever has the key. */
function write(entries: readonly Uint8Array[]): Log {
  const leaves = entries.map((entry) => hasher.leaf(entry));
  return {
    rows: entries.map((entry, index) => ({
      index,
      leaf: hasher.leaf(entry),
      entry,
      columnsAgree: true,
      bodyAgrees: true,
    })),
    tiles: Array.from({ length: Math.floor(entries.length / TILE_WIDTH) }, (_, i) => {
      const own = leaves.slice(i * TILE_WIDTH, (i + 1) * TILE_WIDTH);
      return { hashes: concatBytes(...own), root: treeOf(own).root() };
    }),
    marks: SIGNED.map((size) => {
      const root = treeOf(leaves.slice(0, size)).root();
      return { size, head: root, checkpoint: root };
    }),
  };
}

const ENTRIES = Array.from({ length: SIZE }, (_, i) => utf8(`entry ${i}`));
const SOUND = write(ENTRIES);
const ROOT = treeOf(ENTRIES.map((entry) => hasher.leaf(entry))).root();

const readTile = ({ rows, tiles, marks }: Log, start: number): CheckedTile => ({
  places: Math.min(TILE_WIDTH, SIZE - start),
  rows: rows.slice(start, start + TILE_WIDTH).filter((row) => row !== null),
  tile: tiles[start / TILE_WIDTH] ?? null,
  marks: marks.filter(({ size }) => size > start && size <= start + TILE_WIDTH),
});

/** Bytes in a few letters each: as JSON by themselves they are an object of as many fields as bytes. */
const inHex = (_name: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;

interface Passed {
  /** What was found, as "kind first". */
  readonly faults: readonly string[];
  readonly size: number | null;
  /** Tiles that were not read whole. */
  readonly passed: readonly number[];
}

/** One pass as the service makes it: what `proven` knows to be unchanged is not read whole. */
function check(
  log: Log,
  given: { readonly published?: number; readonly proven?: ProvenTiles; readonly from?: number } = {},
): Passed {
  const { published, proven, from = 0 } = given;
  const leaves = ENTRIES.map((entry) => hasher.leaf(entry));
  const one = createSelfCheck({
    hasher,
    from: { size: from, hashes: treeOf(leaves.slice(0, from)).hashes() },
    published:
      published === undefined ? null : { size: published, root: treeOf(leaves.slice(0, published)).root() },
    isCanonical: (entry) => entry !== BAD,
  });
  const passed: number[] = [];
  while (one.next < SIZE) {
    const index = one.next / TILE_WIDTH;
    const tile = readTile(log, one.next);
    const fingerprint = hasher.leaf(utf8(JSON.stringify(tile, inHex)));
    const before = one.rootBefore();
    const same = one.mayPass() && before ? proven?.find(index, before, fingerprint) : null;
    if (same) {
      passed.push(index);
      one.addUnchanged(same);
      continue;
    }
    const read = one.addTile(tile);
    if (read.proven && before) proven?.keep(index, before, fingerprint, read.proven);
  }
  const size = one.edge()?.size ?? null;
  return { faults: one.finish().map(({ kind, first }) => `${kind} ${first}`), size, passed };
}

/** A log with the row at `index` replaced by what `change` makes of it. */
const withRow = (log: Log, index: number, change: (row: CheckedRow) => CheckedRow | null): Log => ({
  ...log,
  rows: log.rows.map((row, i) => (i === index && row ? change(row) : row)),
});
const withTile = (
  index: number,
  change: (tile: NonNullable<CheckedTile['tile']>) => CheckedTile['tile'],
) => ({
  ...SOUND,
  tiles: SOUND.tiles.map((tile, i) => (i === index && tile ? change(tile) : tile)),
});
const withMark = (size: number, change: (mark: Mark) => Mark) => ({
  ...SOUND,
  marks: SOUND.marks.map((mark) => (mark.size === size ? change(mark) : mark)),
});
const unsigned = (log: Log, ...sizes: readonly number[]): Log => ({
  ...log,
  marks: log.marks.map((mark) =>
    sizes.includes(mark.size) ? { ...mark, head: hasher.emptyRoot, checkpoint: null } : mark,
  ),
});
const edit = (text: string) => (row: CheckedRow) => ({ ...row, entry: utf8(text) });
const spoil = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));

const WAYS: readonly (readonly [string, Log, readonly string[]])[] = [
  ['an entry is edited', withRow(SOUND, 700, edit('other')), ['entry-altered 700']],
  [
    'an entry after the last full tile is edited',
    withRow(SOUND, 1_050, edit('other')),
    ['entry-altered 1050'],
  ],
  [
    'its number goes with it',
    { ...SOUND, rows: SOUND.rows.map((row, i) => (i === 12 ? null : row)) },
    ['entry-missing 12'],
  ],
  ['an entry goes', withRow(SOUND, 12, (row) => ({ ...row, entry: null })), ['entry-missing 12']],
  [
    'two entries change places',
    withRow(withRow(SOUND, 20, edit('entry 900')), 900, edit('entry 20')),
    ['entries-reordered 20'],
  ],
  [
    'the hash beside an entry is edited',
    withRow(SOUND, 20, (row) => ({ ...row, leaf: ROOT })),
    ['tile-altered 20'],
  ],
  [
    'the time beside it is',
    withRow(SOUND, 20, (row) => ({ ...row, columnsAgree: false })),
    ['columns-altered 20'],
  ],
  [
    'the words under it are',
    withRow(SOUND, 20, (row) => ({ ...row, bodyAgrees: false })),
    ['body-altered 20'],
  ],
  [
    'a hash of a tile is edited',
    withTile(2, (tile) => ({ ...tile, hashes: spoil(tile.hashes, 64) })),
    ['tile-altered 514'],
  ],
  ['the root of a tile is', withTile(2, (tile) => ({ ...tile, root: ROOT })), ['tile-altered 512']],
  ['a tile goes', withTile(2, () => null), ['tile-altered 512']],
  ['a head is edited', withMark(300, (mark) => ({ ...mark, head: ROOT })), ['head-altered 300']],
  [
    'a head and its checkpoint go',
    withMark(300, (mark) => ({ ...mark, head: ROOT, checkpoint: null })),
    ['head-altered 300'],
  ],
  [
    'a hash of a tile is, and nothing is signed after the full ones',
    {
      ...withTile(2, (tile) => ({ ...tile, hashes: spoil(tile.hashes, 64) })),
      marks: SOUND.marks.filter(({ size }) => size < SIZE),
    },
    ['tile-altered 514'],
  ],
  [
    'two heads go, and the one between them is right',
    unsigned(SOUND, 300, SIZE),
    ['head-altered 300', 'root-mismatch 900'],
  ],
  [
    'a checkpoint is of another root',
    withMark(300, (mark) => ({ ...mark, checkpoint: hasher.emptyRoot })),
    ['checkpoint-altered 300'],
  ],
  [
    'a checkpoint is not signed',
    withMark(900, (mark) => ({ ...mark, checkpoint: 'wrong' })),
    ['checkpoint-altered 900'],
  ],
  [
    'an entry is edited with all the hashes beside it, where no head is near',
    ((): Log => {
      const made = write(ENTRIES.map((entry, i) => (i === 600 ? utf8('other') : entry)));
      return { ...made, marks: SOUND.marks };
    })(),
    ['root-mismatch 300'],
  ],
  [
    'an entry is not in its one form',
    ((): Log => write(ENTRIES.map((entry, i) => (i === 30 ? BAD : entry))))(),
    ['not-canonical 30'],
  ],
];

describe('the check of the log by itself', () => {
  test('finds nothing in a sound log, and can be put down at its end or begun in the middle', () => {
    assert.deepEqual(check(SOUND), { faults: [], size: SIZE, passed: [] });
    assert.deepEqual(check(SOUND, { from: 512 }).faults, []);
    assert.deepEqual(check(SOUND, { published: 700 }).faults, []);
  });

  for (const [what, log, faults] of WAYS)
    test(`names what and where when ${what}`, () => {
      assert.deepEqual(check(log).faults, faults);
      assert.equal(check(log).size, null, 'nobody goes on from there');
    });

  test('finds a log that was made anew and signed again only by what was published before', () => {
    const anew = write(ENTRIES.map((entry, i) => (i === 5 ? utf8('other') : entry)));
    assert.deepEqual(check(anew).faults, []);
    assert.deepEqual(check(anew, { published: 700 }).faults, ['tree-rewritten 0']);
  });

  test('takes no tile but the next', () => {
    const one = createSelfCheck({
      hasher,
      from: { size: 0, hashes: [] },
      published: null,
      isCanonical: () => true,
    });
    one.addTile(readTile(SOUND, 0));
    one.addTile({ ...readTile(SOUND, 256), places: 10 });
    assert.throws(() => one.addTile(readTile(SOUND, 512)), RangeError);
  });
});

describe('a check that remembers tiles', () => {
  const remember = (log: Log = SOUND, published?: number) => {
    const proven = createProvenTiles(hasher);
    check(log, published === undefined ? { proven } : { proven, published });
    return proven;
  };

  test('passes over the full ones as long as nothing in them changes, and comes to the same tree', () => {
    const again = check(SOUND, { proven: remember() });
    assert.deepEqual(again, { faults: [], size: SIZE, passed: [0, 1, 2, 3] });
    assert.deepEqual(check(SOUND, { proven: remember(), from: 512 }).passed, [2, 3]);
  });

  for (const [what, log] of WAYS)
    test(`finds the same as one that does not, when ${what}`, () => {
      const whole = check(log);
      const quick = check(log, { proven: remember() });
      assert.deepEqual(quick.faults, whole.faults);
      // What was wrong is found again by each pass until it is mended.
      const proven = remember();
      check(log, { proven });
      assert.deepEqual(check(log, { proven }).faults, whole.faults);
      assert.deepEqual(check(SOUND, { proven }).faults, []);
    });

  test('does so for whatever is changed, wherever', () => {
    const rows = fc.array(fc.tuple(fc.nat(SIZE - 1), fc.constantFrom('entry', 'leaf', 'gone', 'body')), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        rows,
        fc.option(fc.nat(3)),
        fc.option(fc.constantFrom(...SIGNED)),
        (changes, tile, size) => {
          let log = size === null ? SOUND : withMark(size, (mark) => ({ ...mark, head: ROOT }));
          if (tile !== null)
            log = {
              ...log,
              tiles: withTile(tile, (one) => ({ ...one, hashes: spoil(one.hashes, 9) })).tiles,
            };
          for (const [index, how] of changes)
            log = withRow(log, index, (row) => {
              if (how === 'gone') return null;
              if (how === 'body') return { ...row, bodyAgrees: false };
              return how === 'leaf' ? { ...row, leaf: ROOT } : { ...row, entry: utf8('other') };
            });
          assert.deepEqual(check(log, { proven: remember() }).faults, check(log).faults);
        },
      ),
      { numRuns: 12 },
    );
  });

  test('reads whole what comes after a tree that is another, though nothing in it changed', () => {
    const anew = write(ENTRIES.map((entry, i) => (i === 5 ? utf8('other') : entry)));
    const tail = {
      ...SOUND,
      rows: [...anew.rows.slice(0, 256), ...SOUND.rows.slice(256)],
      tiles: anew.tiles,
    };
    const { faults, passed } = check(tail, { proven: remember() });
    assert.deepEqual(passed, []);
    assert.deepEqual(faults, ['root-mismatch 0']);
  });

  test('reads whole the tile in which the published size lies, so that it is compared', () => {
    const anew = write(ENTRIES.map((entry, i) => (i === 5 ? utf8('other') : entry)));
    const proven = remember(anew);
    assert.deepEqual(check(anew, { proven, published: 700 }), {
      faults: ['tree-rewritten 0'],
      size: null,
      passed: [0, 1, 3],
    });
    const one = createSelfCheck({
      hasher,
      from: { size: 0, hashes: [] },
      published: { size: 256, root: ROOT },
      isCanonical: () => true,
    });
    assert.throws(() => one.addUnchanged({ root: ROOT, lastMark: null }), RangeError);
  });

  test('remembers nothing of a tile that is not full, or in which something was wrong', () => {
    const proven = remember(withRow(SOUND, 300, (row) => ({ ...row, bodyAgrees: false })));
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((index) => proven.has(index)),
      [true, false, true, true, false],
    );
  });

  test('knows a tile by its bytes, by what came before it, and by its place', () => {
    const proven = createProvenTiles(hasher);
    const [before, print, root] = ['before', 'print', 'root'].map((text) => hasher.leaf(utf8(text)));
    assert.ok(before && print && root);
    // Far beyond the room there was.
    proven.keep(5_000, before, print, { root, lastMark: 2 ** 40 });
    proven.keep(3, before, print, { root, lastMark: null });
    assert.deepEqual(proven.find(5_000, before, print), { root, lastMark: 2 ** 40 });
    assert.deepEqual(proven.find(3, before, print), { root, lastMark: null });
    assert.equal(proven.find(3, before, root), null);
    assert.equal(proven.find(3, root, print), null);
    assert.equal(proven.find(4, before, print), null);
    assert.equal(proven.has(4), false);
    assert.equal(proven.has(1_000_000), false);
  });
});
