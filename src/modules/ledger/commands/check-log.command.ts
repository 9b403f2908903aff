import { sameBytes } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import type { TreeHead } from '../domain/checkpoint.ts';
import { isCanonicalEntry } from '../domain/entry-form.ts';
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

/** What a pass over the log reads. Every read is a few look-ups by index in a transaction of its own. */
export interface CheckedLog {
  readonly hasher: TreeHasher;
  readSizes(tx: Tx, log: number): Promise<{ readonly head: number; readonly numbers: number }>;
  readChecked(tx: Tx, part: CheckedPart, from: number, size: number): Promise<CheckedTile>;
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
  /** How it was left when another log followed it: it may not grow any more. `null` for the one that grows. */
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
  /** Told after each piece of work how long it took, in milliseconds, and how far it has got; false ends the pass. */
  readonly each: (took: number, edge: TreeEdge | null) => Promise<boolean>;
}

/** What a pass came to; `null` when it was ended half-way. */
export interface Passed {
  readonly size: number;
  readonly faults: readonly FoundFault[];
}

const MOST_IDS = 5;

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
    await db.transaction().execute(work);
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
    const on = await piece(async (tx) => {
      const completed = check.addTile(await log.readChecked(tx, part, check.next, size));
      for (const tile of completed)
        if (!(await log.isUpperTileSound(tx, tile, part.log)))
          check.addFault('tile-altered', tile.index * TILE_WIDTH ** (tile.level + 1));
    });
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
