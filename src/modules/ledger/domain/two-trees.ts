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
  compare(root: Uint8Array): RootsAgree;
}

/** Two empty trees, for the memory and time of one until something differs. `onSubtree` hears of the subtrees of the kept one as they become complete. */
export function createTwoTrees(hasher: TreeHasher, onSubtree: OnSubtree | null = null): TwoTrees {
  let kept: Frontier | null = createFrontier(hasher, undefined, onSubtree);
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
    compare(root) {
      const keptAgrees = agrees(kept, root);
      return { kept: keptAgrees, made: made === kept ? keptAgrees : agrees(made, root) };
    },
  };
}
