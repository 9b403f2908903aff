/**
 * The tree of the hashes that the log keeps, and the tree of the entries that are there: one and the same in a sound log,
 * so the second is grown only from the first difference on.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import { createFrontier, type Frontier, type OnSubtree } from './frontier.ts';
import type { TreeHasher } from './tree-hasher.ts';

/** Whether each tree has a given root now; `null` for a tree of which some leaf is not known. */
export interface RootsAgree {
  readonly kept: boolean | null;
  readonly made: boolean | null;
}

export interface TwoTrees {
  /** Adds the next leaf: the hash kept for it and the hash made from it, `null` where there is none. The same object for both is the quick way. */
  append(kept: Uint8Array | null, made: Uint8Array | null): void;
  /** Adds the next complete subtree of `level` to both, of which is known that its entries are the ones that were kept. */
  appendSubtree(root: Uint8Array, level: number): void;
  compare(root: Uint8Array): RootsAgree;
  /** The root of the tree of the kept hashes; `null` where some of them are not known. */
  keptRoot(): Uint8Array | null;
  /** The edge of the two trees while they are one, to go on from later; `null` once they differ. */
  edge(): TreeEdge | null;
}

/** A tree's size, and the hashes of `listFrontier(size)`. */
export interface TreeEdge {
  readonly size: number;
  readonly hashes: readonly Uint8Array[];
}

const EMPTY: TreeEdge = { size: 0, hashes: [] };

/**
 * Two trees that begin alike (empty, or at `from`), for the memory and time of one until something differs. `onKept` is told of
 * each subtree of the kept tree that becomes complete. Throws `RangeError` for a `from` that is no edge of a tree.
 */
export function createTwoTrees(
  hasher: TreeHasher,
  from: TreeEdge = EMPTY,
  onKept: OnSubtree | null = null,
): TwoTrees {
  let kept: Frontier | null = createFrontier(hasher, from, onKept);
  let made: Frontier | null = kept;

  const agrees = (tree: Frontier | null, root: Uint8Array) => tree && sameBytes(tree.root(), root);

  return {
    append(keptHash, madeHash) {
      if (keptHash !== null && keptHash === madeHash && kept === made) {
        kept?.append(keptHash);
        return;
      }
      if (kept !== null && kept === made)
        made = createFrontier(hasher, { size: kept.size, hashes: kept.hashes() });
      if (keptHash === null) kept = null;
      if (madeHash === null) made = null;
      if (keptHash) kept?.append(keptHash);
      if (madeHash) made?.append(madeHash);
    },
    appendSubtree(root, level) {
      kept?.append(root, level);
      if (made !== kept) made?.append(root, level);
    },
    keptRoot: () => kept?.root() ?? null,
    compare(root) {
      const keptAgrees = agrees(kept, root);
      return { kept: keptAgrees, made: made === kept ? keptAgrees : agrees(made, root) };
    },
    edge: () => (kept !== null && kept === made ? { size: kept.size, hashes: kept.hashes() } : null),
  };
}
