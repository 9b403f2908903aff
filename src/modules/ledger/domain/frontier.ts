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
  /** Adds the hash of the next leaf. Throws `RangeError` past 2^53 - 1 leaves. */
  append(leafHash: Uint8Array): void;
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
 * An empty tree, or the tree of `from.size` leaves whose `listFrontier` hashes are `from.hashes`. Throws `RangeError` when
 * they are not as many as that size has, or not 32 bytes each. Whether they are true, only a known root can say.
 */
export function createFrontier(
  hasher: TreeHasher,
  from: { readonly size: number; readonly hashes: readonly Uint8Array[] } = { size: 0, hashes: [] },
  onSubtree: OnSubtree | null = null,
): Frontier {
  if (!isTreeSize(from.size)) throw new RangeError('a tree has 0 to 2^53 - 1 leaves');
  const nodes = listFrontier(from.size);
  if (nodes.length !== from.hashes.length || from.hashes.some((hash) => hash.length !== HASH_BYTES))
    throw new RangeError('these are not the subtree hashes of a tree of this size');
  /** By level; `null` where the tree has no lone subtree of that level. */
  const lone: (Uint8Array | null)[] = [];
  for (const [i, { level }] of nodes.entries()) {
    while (lone.length <= level) lone.push(null);
    lone[level] = from.hashes[i] ?? null;
  }
  let size = from.size;

  function append(leafHash: Uint8Array): void {
    if (size >= MOST_LEAVES) throw new RangeError('a tree has at most 2^53 - 1 leaves');
    if (leafHash.length !== HASH_BYTES) throw new RangeError('a hash is 32 bytes');
    let hash = leafHash;
    let level = 0;
    let index = size;
    for (let left = lone[0]; left; left = lone[level]) {
      hash = hasher.node(left, hash);
      lone[level] = null;
      level += 1;
      if (onSubtree) {
        index = halve(index);
        onSubtree({ level, index }, hash);
      }
    }
    lone[level] = hash;
    size += 1;
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
