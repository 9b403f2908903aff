/**
 * The heart of the service's check of itself: rows against the hashes kept for them, against every head and checkpoint there
 * is, in one pass. Source: 40-ledger.md (Verifying). It differs from `verify-log.ts`, which has files before it, in what
 * it can see (numbers, columns, bodies, every head), in that it can begin in the middle and be put down at whichever tile, and in that
 * it need not read again what it knows to be unchanged.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { TreeHead } from './checkpoint.ts';
import { createBalance, findDifference } from './compare-entries.ts';
import type { LogFault, LogFaultKind } from './log-faults.ts';
import type { ProvenTile } from './proven-tiles.ts';
import { TILE_HEIGHT, TILE_WIDTH } from './tile.ts';
import { HASH_BYTES, type TreeHasher } from './tree-hasher.ts';
import { createTwoTrees, type TreeEdge } from './two-trees.ts';

/** One number of the log: the hash kept with it and, where its entry is there, what was found of that. */
export interface CheckedRow {
  readonly index: number;
  readonly leaf: Uint8Array;
  /** `null`: no such entry. */
  readonly entry: Uint8Array | null;
  readonly columnsAgree: boolean;
  /** `null`: its key is gone, and nobody can say. */
  readonly bodyAgrees: boolean | null;
}

/** A tile as it is stored. */
export interface KeptTile {
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
}

/** What is kept for a tree of `size`; `wrong` is a checkpoint that the log's key did not sign, or not for this size. */
export interface Mark {
  readonly size: number;
  readonly head: Uint8Array | null;
  readonly checkpoint: Uint8Array | 'wrong' | null;
}

/** Up to 256 numbers, from a multiple of 256 on, and all that is kept for them. */
export interface CheckedTile {
  readonly places: number;
  readonly rows: readonly CheckedRow[];
  /** `null` where the tile is not full. */
  readonly tile: KeptTile | null;
  readonly marks: readonly Mark[];
}

/** A subtree of 65,536 entries or more that became complete: the tile of this level and index has its hash as root. */
export interface CompletedTile {
  readonly level: number;
  readonly index: number;
  readonly root: Uint8Array;
}

/** What came of reading a tile whole. */
export interface ReadTile {
  /** The higher tiles that it completes. */
  readonly completed: readonly CompletedTile[];
  /** What to remember of it; `null` unless it is full and all of it was found as it should be. */
  readonly proven: ProvenTile | null;
}

export interface SelfCheck {
  /** The number of the next entry it wants. */
  readonly next: number;
  /** The root of the tree so far, by the hashes kept; `null` where some of them are gone. */
  rootBefore(): Uint8Array | null;
  /** False where the next tile must be read whole: it holds the size that was published, or a head before it is in doubt. */
  mayPass(): boolean;
  /** Where it can be put down and taken up again; `null` once something was found. */
  edge(): TreeEdge | null;
  /** Takes the next tile, read whole. Throws `RangeError` for one that is not the next. */
  addTile(tile: CheckedTile): ReadTile;
  /**
   * Takes the next tile as one that was read whole before, after a tree with the same root, and has not changed by a byte since.
   * Throws `RangeError` where `mayPass` is false.
   */
  addUnchanged(tile: ProvenTile): readonly CompletedTile[];
  /** Notes a fault that was found outside the pass. */
  addFault(kind: LogFaultKind, first: number, before?: number): void;
  /** What was found: each kind once, where it first was, the earliest first. */
  finish(): readonly LogFault[];
}

const same = (a: Uint8Array | null, b: Uint8Array | null) => a !== null && b !== null && sameBytes(a, b);

/**
 * Builds a check that goes on from `from`, the edge of a tree that was found sound, past `published`, a tree that the log is known
 * to have been.
 */
export function createSelfCheck(parts: {
  readonly hasher: TreeHasher;
  readonly from: TreeEdge;
  readonly published: TreeHead | null;
  readonly isCanonical: (entry: Uint8Array) => boolean;
}): SelfCheck {
  const { hasher, from, published, isCanonical } = parts;
  const faults = new Map<LogFaultKind, LogFault>();
  const balance = createBalance();
  let next = from.size;
  let completed: CompletedTile[] = [];
  /** Level 0 tile whose leaves are just complete, by the hashes kept. */
  let tileRoot: Uint8Array | null = null;
  const trees = createTwoTrees(hasher, from, ({ level, index }, root) => {
    if (level === TILE_HEIGHT) tileRoot = root;
    else if (level % TILE_HEIGHT === 0) completed.push({ level: level / TILE_HEIGHT - 1, index, root });
  });
  /** The last size at which the tree had the root that was kept, and the first since at which it had not. */
  let good = from.size;
  let suspect: number | null = null;
  /** The first entry whose hash isn't the one kept, until a root says which of the two is wrong. */
  let difference: LogFault | null = null;
  let entriesAreRight = false;
  /** Faults so far, those told already included. */
  let found = 0;

  function addFault(kind: LogFaultKind, first: number, before = first + 1): void {
    found += 1;
    const known = faults.get(kind);
    if (!known || known.first > first) faults.set(kind, { kind, first, before });
  }

  /** True when a tree has this root, whichever of the two it is. */
  function isRoot(root: Uint8Array): boolean {
    const { kept, made } = trees.compare(root);
    if (made === true && kept === false) entriesAreRight = true;
    return kept === true || made === true;
  }

  function compareMark({ size, head, checkpoint }: Mark): void {
    const headAgrees = head !== null && isRoot(head);
    const signed = checkpoint === 'wrong' ? null : checkpoint;
    const signedAgrees = signed !== null && isRoot(signed);
    if (checkpoint === 'wrong') addFault('checkpoint-altered', size);
    if (headAgrees || signedAgrees) {
      if (!headAgrees) addFault('head-altered', size);
      if (signed !== null && !signedAgrees) addFault('checkpoint-altered', size);
      // The tree is right again further on, so it was that head which was not.
      if (suspect !== null) addFault('head-altered', suspect);
      suspect = null;
      good = size;
    } else suspect ??= size;
  }

  function checkRow(row: CheckedRow): void {
    if (row.entry === null) return;
    if (!isCanonical(row.entry)) addFault('not-canonical', row.index);
    if (!row.columnsAgree) addFault('columns-altered', row.index);
    if (row.bodyAgrees === false) addFault('body-altered', row.index);
  }

  /** Names the first difference of the log by the tile it is in. */
  function nameDifference(
    start: number,
    made: readonly (Uint8Array | null)[],
    kept: readonly Uint8Array[],
  ): void {
    const hole = made.indexOf(null);
    const first = made.findIndex((hash, i) => !same(hash, kept[i] ?? null));
    const whole = made.filter((hash) => hash !== null);
    const named =
      hole !== -1 || kept.length < made.length
        ? { kind: hole === first ? ('entry-missing' as const) : ('entry-altered' as const), at: first }
        : findDifference({ made: whole, kept, places: made.length, unreadableAt: null });
    if (named) difference ??= { kind: named.kind, first: start + named.at, before: start + named.at + 1 };
  }

  function addTile({ places, rows, tile, marks }: CheckedTile): ReadTile {
    if (next % TILE_WIDTH !== 0 || places < 1 || places > TILE_WIDTH)
      throw new RangeError('a tile begins at a multiple of 256 and has 1 to 256 places');
    const start = next;
    const rowAt = new Map(rows.map((row) => [row.index, row]));
    const markAt = new Map(marks.map((mark) => [mark.size, mark]));
    const made: (Uint8Array | null)[] = [];
    const kept: Uint8Array[] = [];
    let alike = true;
    const foundBefore = found;
    completed = [];
    tileRoot = null;
    if (places === TILE_WIDTH && !tile) addFault('tile-altered', start);
    for (let i = 0; i < places; i += 1) {
      const row = rowAt.get(next);
      const madeHash = row?.entry ? hasher.leaf(row.entry) : null;
      const stored = tile ? tile.hashes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES) : (row?.leaf ?? null);
      const keptHash = same(madeHash, stored) ? madeHash : stored;
      if (keptHash === null || keptHash !== madeHash) alike = false;
      if (keptHash && madeHash && keptHash !== madeHash) balance.add(madeHash, keptHash);
      if (row && tile && !same(row.leaf, stored) && keptHash === madeHash) addFault('tile-altered', next);
      if (row) checkRow(row);
      made.push(madeHash);
      if (keptHash) kept.push(keptHash);
      trees.append(keptHash, madeHash);
      next += 1;
      // From where on, nobody can say: the heads kept since are those of whoever wrote it anew.
      if (published?.size === next && !isRoot(published.root)) addFault('tree-rewritten', 0, next);
      const mark = markAt.get(next);
      if (mark) compareMark(mark);
    }
    if (!alike) nameDifference(start, made, kept);
    else if (tile && tileRoot && !sameBytes(tile.root, tileRoot)) addFault('tile-altered', start);
    // Where an entry isn't the one that was kept, the two trees part.
    const sound = found === foundBefore && suspect === null && trees.edge() !== null;
    const lastMark = marks.reduce<number | null>((last, { size }) => Math.max(last ?? 0, size), null);
    return { completed, proven: sound && tile && tileRoot ? { root: tileRoot, lastMark } : null };
  }

  const mayPass = () =>
    suspect === null && !(published && published.size > next && published.size <= next + TILE_WIDTH);

  function addUnchanged({ root, lastMark }: ProvenTile): readonly CompletedTile[] {
    if (!mayPass()) throw new RangeError('this tile must be read whole');
    completed = [];
    trees.appendSubtree(root, TILE_HEIGHT);
    next += TILE_WIDTH;
    good = lastMark ?? good;
    return completed;
  }

  function finish(): readonly LogFault[] {
    if (suspect !== null) addFault('root-mismatch', good, suspect);
    if (difference) {
      const { kind, first, before } = difference;
      const moved = kind === 'entry-altered' && balance.isEven();
      addFault(entriesAreRight ? 'tile-altered' : moved ? 'entries-reordered' : kind, first, before);
    }
    return [...faults.values()].toSorted((a, b) => a.first - b.first);
  }

  return {
    get next() {
      return next;
    },
    edge: () => (faults.size === 0 && suspect === null ? trees.edge() : null),
    rootBefore: () => trees.keptRoot(),
    mayPass,
    addTile,
    addUnchanged,
    addFault,
    finish,
  };
}
