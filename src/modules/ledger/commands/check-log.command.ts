import { sameBytes } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import type { TreeHead } from '../domain/checkpoint.ts';
import { isCanonicalEntry } from '../domain/entry-form.ts';
import type { ProvenTiles } from '../domain/proven-tiles.ts';
import {
  type CheckedTile,
  type CompletedTile,
  createSelfCheck,
  type SelfCheck,
} from '../domain/self-check.ts';
import { TILE_WIDTH } from '../domain/tile.ts';
import type { TreeHasher } from '../domain/tree-hasher.ts';
import type { TreeEdge } from '../domain/two-trees.ts';
import type { VerifierKey } from '../domain/verifier-key.ts';
import type { FoundFault } from '../ports.ts';

/** What a pass over the log reads. Every read is a few look-ups by index, in a transaction that sees one moment. */
export interface CheckedLog {
  readonly hasher: TreeHasher;
  readSizes(tx: Tx, log: number): Promise<{ readonly head: number; readonly numbers: number }>;
  readChecked(tx: Tx, part: CheckedPart, from: number, size: number): Promise<CheckedTile>;
  /**
   * One hash for each of `count` full tiles of a log from tile `first` on, over every byte that `readChecked` reads of it: made
   * beside the rows, so that nothing but the hashes has to be handed over.
   */
  readFingerprints(tx: Tx, log: number, first: number, count: number): Promise<readonly Uint8Array[]>;
  isUpperTileSound(tx: Tx, tile: CompletedTile, log: number): Promise<boolean>;
  /** The root of the tree of `size` entries as it is stored now; `null` when some of it is gone. */
  readRoot(tx: Tx, size: number, log: number): Promise<Uint8Array | null>;
  /** Entries after the id `after` that neither have a number nor wait for one. */
  findUnnumbered(
    tx: Tx,
    after: string,
  ): Promise<{ readonly found: readonly string[]; readonly last: string | null }>;
}

/** One of the logs, each checked by itself. */
export interface CheckedPart {
  /** From 0. */
  readonly log: number;
  readonly origin: string;
  /** What its checkpoints are signed with. */
  readonly key: VerifierKey;
  /** How it was left when another log followed it: it may not grow further. `null` for the one that grows. */
  readonly left: TreeHead | null;
  /** False where what is kept of how it follows the log before is not what its first entry says. */
  readonly isFounded: boolean;
}

export interface PassOptions {
  readonly db: Db;
  readonly log: CheckedLog;
  readonly part: CheckedPart;
  /** Where to begin: the edge of a tree at a multiple of 256. */
  readonly from: TreeEdge;
  /** Entries with this id or one before it are not asked whether they have a number; `null`: none is asked. */
  readonly after: string | null;
  /** What was published before, as this process remembers it. */
  readonly published: TreeHead | null;
  /** Tiles of this log that this process has read whole. */
  readonly proven: ProvenTiles;
  /** Which pass this is: each reads other tiles whole though nothing in them has changed. */
  readonly round: number;
  /** Told after each piece of work how long it took, in milliseconds, and how far it has got; false ends the pass. */
  readonly each: (took: number, edge: TreeEdge | null) => Promise<boolean>;
}

/** What a pass came to; `null` when it was ended half-way. */
export interface Passed {
  readonly size: number;
  readonly faults: readonly FoundFault[];
}

const MOST_IDS = 5;
/** Unchanged tiles passed over in one piece of work. */
const AT_ONCE = 4;
/**
 * Of so many tiles one is read whole in each pass, changed or not, so that after so many passes all were: a fingerprint is made by
 * the database, and this asks for more than its word.
 */
const WHOLE_EVERY = 24;

/** Holds the log against what was published before, where the pass itself doesn't come by there: it may only have grown. */
async function checkPublished(
  tx: Tx,
  { log, part, from, published }: PassOptions,
  check: SelfCheck,
  size: number,
): Promise<void> {
  if (!published) return;
  if (published.size > size) check.addFault('tree-shrunk', size, published.size);
  else if (published.size <= from.size) {
    const root = await log.readRoot(tx, published.size, part.log);
    if (!root || !sameBytes(root, published.root)) check.addFault('tree-rewritten', 0, published.size);
  }
}

/** Takes what comes next: some tiles that have not changed since they were read whole, or one that is read whole now. */
async function takeNext(
  tx: Tx,
  { log, part, proven, round }: PassOptions,
  check: SelfCheck,
  size: number,
): Promise<void> {
  const first = check.next / TILE_WIDTH;
  const full = Math.floor(size / TILE_WIDTH) - first;
  const isKnown = (index: number) => proven.has(index) && (index + round) % WHOLE_EVERY !== 0;
  let known = 0;
  while (known < Math.min(AT_ONCE, full) && isKnown(first + known)) known += 1;
  const fingerprints = full > 0 ? await log.readFingerprints(tx, part.log, first, Math.max(1, known)) : [];
  const takeUpper = async (completed: readonly CompletedTile[]) => {
    for (const tile of completed)
      if (!(await log.isUpperTileSound(tx, tile, part.log)))
        check.addFault('tile-altered', tile.index * TILE_WIDTH ** (tile.level + 1));
  };

  for (let i = 0; i === 0 || i < known; i += 1) {
    const before = check.rootBefore();
    const fingerprint = fingerprints[i];
    const isPassed = i < known && check.mayPass();
    const same = isPassed && before && fingerprint && proven.find(first + i, before, fingerprint);
    if (same) {
      await takeUpper(check.addUnchanged(same));
      continue;
    }
    const read = check.addTile(await log.readChecked(tx, part, check.next, size));
    await takeUpper(read.completed);
    if (read.proven && before && fingerprint) proven.keep(first + i, before, fingerprint, read.proven);
    return;
  }
}

/**
 * One pass over the log from `from` to its end as it is when the pass begins: rows against tiles, tiles against every head and
 * checkpoint, all of it against what was published before, and entries that stand outside the log. Constant memory.
 */
export async function passOverLog(options: PassOptions): Promise<Passed | null> {
  const { db, log, part, from, published, each } = options;
  const check = createSelfCheck({ hasher: log.hasher, from, published, isCanonical: isCanonicalEntry });
  /** Does one piece of work in a transaction; false when the pass is to end. */
  const piece = async (work: (tx: Tx) => Promise<void>): Promise<boolean> => {
    const began = performance.now();
    // One moment for all of it: what is remembered of a tile must be what was read of it.
    await db.transaction().setIsolationLevel('repeatable read').execute(work);
    return each(performance.now() - began, check.edge());
  };

  let size = 0;
  const begun = await piece(async (tx) => {
    const { head, numbers } = await log.readSizes(tx, part.log);
    size = head;
    if (!part.isFounded) check.addFault('succession-altered', 0);
    if (part.left && head > part.left.size) check.addFault('entry-added', part.left.size);
    if (numbers !== head) check.addFault('root-mismatch', Math.min(head, numbers), Math.max(head, numbers));
    await checkPublished(tx, options, check, size);
  });
  if (!begun) return null;

  while (check.next < size) {
    const on = await piece((tx) => takeNext(tx, options, check, size));
    if (!on) return null;
  }

  const outside: string[] = [];
  for (let after: string | null = options.after; after !== null; ) {
    const here: string = after;
    const on = await piece(async (tx) => {
      const { found, last } = await log.findUnnumbered(tx, here);
      outside.push(...found.slice(0, MOST_IDS - outside.length));
      after = last;
    });
    if (!on) return null;
  }
  if (outside.length > 0) check.addFault('entry-unnumbered', size);
  const faults = check
    .finish()
    .map((fault) => (fault.kind === 'entry-unnumbered' ? { ...fault, ids: outside } : fault));
  return { size, faults };
}
