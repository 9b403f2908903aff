import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { concatBytes, utf8 } from '../../../kernel/bytes.ts';
import type { TreeHead } from './checkpoint.ts';
import { formatBundle } from './entry-bundle.ts';
import { createFrontier } from './frontier.ts';
import { type LogFault, type LogFaultKind, type LogVerdict, sayFault } from './log-faults.ts';
import { createTreeHasher } from './tree-hasher.ts';
import { createLogVerifier } from './verify-log.ts';

const hasher = createTreeHasher((data) => hash('sha256', data, 'buffer'));
const SIZE = 600;
const ENTRIES = Array.from({ length: SIZE }, (_, i) => utf8(`entry ${i}`));

/** A log in files, as an export holds it. */
interface Files {
  readonly head: TreeHead;
  readonly bundles: readonly (Uint8Array | null)[];
  readonly tiles: readonly (Uint8Array | null)[];
}

/** Every 256 of a list. */
function cut<T>(list: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / 256) }, (_, i) => list.slice(256 * i, 256 * (i + 1)));
}

function headOf(entries: readonly Uint8Array[], size = entries.length): TreeHead {
  const frontier = createFrontier(hasher);
  for (const entry of entries.slice(0, size)) frontier.append(hasher.leaf(entry));
  return { size, root: frontier.root() };
}

function bundlesOf(entries: readonly Uint8Array[]): readonly Uint8Array[] {
  return cut(entries).map(formatBundle);
}

function write(entries: readonly Uint8Array[]): Files {
  const tiles = cut(entries.map((entry) => hasher.leaf(entry))).map((hashes) => concatBytes(...hashes));
  return { head: headOf(entries), bundles: bundlesOf(entries), tiles };
}

const SOUND = write(ENTRIES);

function verify(files: Partial<Files>, earlier: readonly TreeHead[] = []): LogVerdict {
  const { head, bundles, tiles } = { ...SOUND, ...files };
  const isCanonical = (entry: Uint8Array) => !new TextDecoder().decode(entry).endsWith(' ');
  const verifier = createLogVerifier({ head, earlier, hasher, isCanonical });
  for (let i = 0; verifier.next < head.size && i < bundles.length; i += 1)
    verifier.addBundle(bundles[i] ?? null, tiles[i] ?? null);
  return verifier.finish();
}

/** Entries as they are, with one bundle's replaced. */
function withBundle(which: number, change: (entries: readonly Uint8Array[]) => readonly Uint8Array[]) {
  return cut(ENTRIES).map((entries, i) => formatBundle(i === which ? change(entries) : entries));
}

function assertFault(verdict: LogVerdict, kind: LogFaultKind, first: number, before = first + 1): void {
  assert.deepEqual(verdict, { sound: false, faults: [{ kind, first, before }] });
}

function listKinds(verdict: LogVerdict): readonly string[] {
  return verdict.sound ? [] : verdict.faults.map(({ kind, first, before }) => `${kind} ${first} ${before}`);
}

describe('a log that nobody touched', () => {
  test('is sound at every size where a tile begins or ends, and against every tree it was', () => {
    for (const size of [0, 1, 255, 256, 257, 512, SIZE]) {
      const entries = ENTRIES.slice(0, size);
      const earlier = [0, 1, 255, 256, 257, 600].filter((n) => n <= size).map((n) => headOf(entries, n));
      assert.deepEqual(verify(write(entries), earlier), { sound: true }, `${size}`);
    }
  });

  test('is sound without its tiles, and with tiles that have grown since', () => {
    assert.deepEqual(verify({ tiles: [] }), { sound: true });
    const younger = { ...SOUND, head: headOf(ENTRIES, 300), bundles: bundlesOf(ENTRIES.slice(0, 300)) };
    assert.deepEqual(verify(younger), { sound: true });
  });
});

describe('a log that was touched', () => {
  test('names the one entry that was altered', () => {
    for (const at of [0, 255, 256, 511, 599]) {
      const bundles = bundlesOf(ENTRIES.with(at, utf8('altered')));
      assertFault(verify({ bundles }), 'entry-altered', at);
      assertFault(verify({ bundles }, [headOf(ENTRIES, 300)]), 'entry-altered', at);
    }
  });

  test('names the first of several, however far apart', () => {
    const bundles = bundlesOf(ENTRIES.with(70, utf8('altered')).with(590, utf8('altered too')));
    assertFault(verify({ bundles }), 'entry-altered', 70);
  });

  test('names the entry that was taken out, closed up or not', () => {
    for (const at of [0, 100, 254, 255, 256, 511, 598, 599]) {
      assertFault(verify({ bundles: bundlesOf(ENTRIES.toSpliced(at, 1)) }), 'entry-missing', at);
      const which = Math.floor(at / 256);
      const open = withBundle(which, (entries) => entries.toSpliced(at % 256, 1));
      assertFault(verify({ bundles: open }), 'entry-missing', at);
    }
    assertFault(verify({ bundles: bundlesOf(ENTRIES.toSpliced(100, 3)) }), 'entry-missing', 100);
  });

  test('names the first entry of a file that is not there', () => {
    const gone = (which: number) => SOUND.bundles.with(which, null);
    assertFault(verify({ bundles: gone(0) }), 'entry-missing', 0);
    assertFault(verify({ bundles: gone(2) }), 'entry-missing', 512);
    assertFault(verify({ bundles: gone(1), tiles: [] }), 'entry-missing', 256);
    assertFault(verify({ bundles: SOUND.bundles.slice(0, 2) }), 'entry-missing', 512);
    assertFault(verify({ bundles: [] }), 'entry-missing', 0);
  });

  test('names the place where an entry was put in', () => {
    for (const at of [0, 100, 254, 256, 598]) {
      const bundles = bundlesOf(ENTRIES.toSpliced(at, 0, utf8('put in')));
      assertFault(verify({ bundles }), 'entry-added', at);
    }
    const more = withBundle(2, (entries) => [...entries, utf8('put in')]);
    assertFault(verify({ bundles: more }), 'entry-added', 600);
    assertFault(verify({ bundles: more, tiles: [] }), 'entry-added', 600);
  });

  test('names the first of two entries that changed places, near or far', () => {
    for (const [a, b] of [
      [3, 4],
      [255, 256],
      [598, 599],
      [10, 590],
    ] as const) {
      const [x, y] = [ENTRIES[a] ?? utf8(''), ENTRIES[b] ?? utf8('')];
      assertFault(verify({ bundles: bundlesOf(ENTRIES.with(a, y).with(b, x)) }), 'entries-reordered', a);
    }
  });

  test('says from where a file cannot be read', () => {
    const [first = utf8('')] = SOUND.bundles;
    for (const tiles of [SOUND.tiles, []])
      assertFault(
        verify({ bundles: SOUND.bundles.with(0, first.subarray(0, first.length - 4)), tiles }),
        'bundle-malformed',
        255,
      );
    assertFault(verify({ bundles: SOUND.bundles.with(1, utf8('x')) }), 'bundle-malformed', 256);
  });

  test('is not blamed on an entry when it is the hash beside it that is wrong', () => {
    const [tile = utf8('')] = SOUND.tiles;
    const spoilt = Uint8Array.from(tile).with(32 * 7 + 3, (tile[32 * 7 + 3] ?? 0) ^ 1);
    assertFault(verify({ tiles: SOUND.tiles.with(0, spoilt) }, [headOf(ENTRIES, 9)]), 'tile-altered', 7);
    assertFault(verify({ tiles: SOUND.tiles.with(0, tile.subarray(0, 100)) }), 'tile-altered', 3);
  });

  test('names an entry that was signed for but is not in the form an entry has', () => {
    const entries = ENTRIES.with(300, utf8('entry 300 ')).with(301, utf8('entry 301 '));
    assertFault(verify(write(entries)), 'not-canonical', 300);
  });
});

describe('a log rewritten by whoever holds its key', () => {
  const rewritten = ENTRIES.with(280, utf8('rewritten'));

  test('is sound by itself, which is why somebody else must remember an earlier one', () => {
    assert.deepEqual(verify(write(rewritten)), { sound: true });
  });

  test('shows against one that is remembered, between which of them it was done', () => {
    const earlier = [590, 100, 256, 300].map((size) => headOf(ENTRIES, size));
    assertFault(verify(write(rewritten), earlier), 'tree-rewritten', 256, 300);
    assertFault(verify(write(rewritten), [headOf(ENTRIES, 281)]), 'tree-rewritten', 0, 281);
    assertFault(verify(write(rewritten), [headOf(ENTRIES)]), 'tree-rewritten', 0, 600);
    assert.deepEqual(verify(write(rewritten), [headOf(ENTRIES, 280)]), { sound: true });
  });

  test('does not pass by leaving the old entries in place under new hashes', () => {
    const verdict = verify({ ...write(rewritten), bundles: SOUND.bundles }, [headOf(ENTRIES, 300)]);
    assert.deepEqual(listKinds(verdict), ['tree-rewritten 0 300', 'entry-altered 280 281']);
  });

  test('does not pass by becoming smaller', () => {
    assertFault(verify(write(ENTRIES.slice(0, 500)), [headOf(ENTRIES)]), 'tree-shrunk', 500, 600);
  });

  test('does not pass for the log that a checkpoint was signed for', () => {
    const verdict = verify({ ...write(rewritten), head: SOUND.head }, [headOf(ENTRIES, 256)]);
    assertFault(verdict, 'root-mismatch', 256, 600);
    const noTiles = verify({ ...write(rewritten), head: SOUND.head, tiles: [] }, [headOf(ENTRIES, 300)]);
    assert.deepEqual(listKinds(noTiles), ['tree-rewritten 0 300', 'root-mismatch 0 600']);
    assertFault(
      verify({ ...write([]), head: { size: 0, root: headOf(ENTRIES).root } }),
      'root-mismatch',
      0,
      0,
    );
  });
});

describe('the verifier', () => {
  test('calls no log sound that is not, byte for byte, the one signed for', () => {
    const small = write(ENTRIES.slice(0, 5));
    const [bundle = utf8(''), tile = utf8('')] = [small.bundles[0] ?? utf8(''), small.tiles[0] ?? utf8('')];
    const change = fc.record({
      at: fc.nat(bundle.length),
      cut: fc.nat(20),
      put: fc.uint8Array({ maxLength: 4 }),
    });
    fc.assert(
      fc.property(change, fc.boolean(), ({ at, cut: count, put }, withTile) => {
        const bytes = Uint8Array.from(
          Buffer.concat([bundle.subarray(0, at), put, bundle.subarray(at + count)]),
        );
        const verdict = verify({ ...small, bundles: [bytes], tiles: [withTile ? tile : null] });
        assert.equal(verdict.sound, Buffer.from(bytes).equals(bundle));
      }),
      { numRuns: 150 },
    );
  });

  test('takes no more than there should be', () => {
    const verifier = createLogVerifier({ head: headOf([]), earlier: [], hasher, isCanonical: () => true });
    assert.throws(() => verifier.addBundle(utf8(''), null), RangeError);
  });

  test('has a sentence for every fault, with the index in it', () => {
    const kinds: readonly LogFaultKind[] = [
      'bundle-malformed',
      'entry-altered',
      'entry-missing',
      'entry-added',
      'entries-reordered',
      'tile-altered',
      'not-canonical',
      'tree-rewritten',
      'tree-shrunk',
      'root-mismatch',
    ];
    const said = kinds.map((kind): string =>
      sayFault({ kind, first: 4711, before: 4712 } satisfies LogFault),
    );
    assert.equal(new Set(said).size, kinds.length);
    for (const sentence of said) assert.match(sentence, /^[A-Z].*\b4711\b.*\.$/);
  });
});
