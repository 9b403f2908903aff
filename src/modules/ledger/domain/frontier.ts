/**
 * The right-hand edge of a growing tree: all that is needed to add leaves and to know the root.
 * Source: RFC 9162, section 2.1.2 (a tree is hashed with a stack of subtree hashes).
 */
import { HASH_BYTES, type TreeHasher } from './tree-hasher.ts';
import { halve, isOdd, isTreeSize, MOST_LEAVES } from './tree-size.ts';

/** A complete subtree: `level` 0 is a leaf, level n has 2^n leaves, `index` counts along the level from 0. */
export interface NodeRef {
  readonly level: number;
  readonly index: number;
}

/** A tree that grows leaf by leaf in memory for at most 53 hashes, however many leaves it has. */
export interface Frontier {
  readonly size: number;
  /**
   * Adds the hash of the next leaf, or of the next complete subtree of `level` (2^level leaves). Throws `RangeError` past 2^53 - 1
   * leaves, and where no subtree of that level begins.
   */
  append(hash: Uint8Array, level?: number): void;
  /** The root hash of the tree as it is now. */
  root(): Uint8Array;
  /** The hashes of `listFrontier(size)`, in that order: kept, they resume this tree. */
  hashes(): readonly Uint8Array[];
}

/** Told of each subtree as it becomes complete, from level 1 up, so that a writer of tiles need not hash it again. */
export type OnSubtree = (node: NodeRef, hash: Uint8Array) => void;

/** The complete subtrees that a tree of `size` leaves is made of, from the left, the largest first. */
export function listFrontier(size: number): readonly NodeRef[] {
  const nodes: NodeRef[] = [];
  // The last subtree of a level with an odd number of them has no partner, so it stands by itself.
  for (let rest = size, level = 0; rest > 0; rest = halve(rest), level += 1)
    if (isOdd(rest)) nodes.unshift({ level, index: rest - 1 });
  return nodes;
}

/**
 * An empty tree, or the tree of `start.size` leaves whose `listFrontier` hashes are `start.hashes`. Throws `RangeError` when
 * they are not as many as that size has, or not 32 bytes each. Whether they are true, only a known root can say.
 */
export function createFrontier(
  hasher: TreeHasher,
  start: { readonly size: number; readonly hashes: readonly Uint8Array[] } = { size: 0, hashes: [] },
  onSubtree: OnSubtree | null = null,
): Frontier {
  if (!isTreeSize(start.size)) throw new RangeError('a tree has 0 to 2^53 - 1 leaves');
  const nodes = listFrontier(start.size);
  if (nodes.length !== start.hashes.length || start.hashes.some((hash) => hash.length !== HASH_BYTES))
    throw new RangeError('these are not the subtree hashes of a tree of this size');
  /** By level; `null` where the tree has no lone subtree of that level. */
  const lone: (Uint8Array | null)[] = [];
  for (const [i, { level }] of nodes.entries()) {
    while (lone.length <= level) lone.push(null);
    lone[level] = start.hashes[i] ?? null;
  }
  let size = start.size;

  function append(added: Uint8Array, from = 0): void {
    const leaves = 2 ** from;
    if (size > MOST_LEAVES - leaves) throw new RangeError('a tree has at most 2^53 - 1 leaves');
    if (size % leaves !== 0) throw new RangeError('no subtree of this level begins here');
    if (added.length !== HASH_BYTES) throw new RangeError('a hash is 32 bytes');
    while (lone.length < from) lone.push(null);
    let hash = added;
    let level = from;
    let index = size / leaves;
    for (let left = lone[level]; left; left = lone[level]) {
      hash = hasher.node(left, hash);
      lone[level] = null;
      level += 1;
      if (onSubtree) {
        index = halve(index);
        onSubtree({ level, index }, hash);
      }
    }
    lone[level] = hash;
    size += leaves;
  }

  function root(): Uint8Array {
    let hash: Uint8Array | null = null;
    for (const left of lone) if (left) hash = hash ? hasher.node(left, hash) : left;
    return hash ?? hasher.emptyRoot;
  }

  return {
    get size() {
      return size;
    },
    append,
    root,
    hashes: () => lone.filter((hash) => hash !== null).reverse(),
  };
}
