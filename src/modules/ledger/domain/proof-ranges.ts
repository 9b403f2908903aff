/**
 * What a proof is made of, before it is made: runs of leaves whose hashes it needs, and the stored subtrees that give them.
 * Source: RFC 9162, sections 2.1.3.1 and 2.1.4.1. Kept apart from hashing so that a store can fetch all tiles at once.
 */
import type { NodeRef } from './frontier.ts';
import type { TreeHasher } from './tree-hasher.ts';
import { isTreeSize, splitPoint } from './tree-size.ts';

/** The leaves from `start` up to but not including `end`, as RFC 9162 cuts them: one hash of a proof. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** The hash of a complete subtree. May throw when it is not there. */
export type HashReader = (level: number, index: number) => Uint8Array;

/** The complete subtrees that make up a range, from the left, the largest first. `range` is one that a proof needs. */
export function listRangeNodes(range: LeafRange): readonly NodeRef[] {
  const nodes: NodeRef[] = [];
  let { start } = range;
  while (start < range.end) {
    let [level, width] = [0, 1];
    while (width * 2 <= range.end - start) {
      level += 1;
      width *= 2;
    }
    // A range of a proof starts at a multiple of the largest power of two within it, so this division is exact.
    nodes.push({ level, index: start / width });
    start += width;
  }
  return nodes;
}

/** Every stored subtree that a proof needs. */
export function listProofNodes(ranges: readonly LeafRange[]): readonly NodeRef[] {
  return ranges.flatMap(listRangeNodes);
}

/** The hash of a range of leaves, of which there is at least one. */
export function hashRange(range: LeafRange, read: HashReader, hasher: TreeHasher): Uint8Array {
  return listRangeNodes(range)
    .map(({ level, index }) => read(level, index))
    .reduceRight((right, left) => hasher.node(left, right));
}

/** The hash of each range, in order: the proof. */
export function makeProof(
  ranges: readonly LeafRange[],
  read: HashReader,
  hasher: TreeHasher,
): readonly Uint8Array[] {
  return ranges.map((range) => hashRange(range, read, hasher));
}

/** What the proof that leaf `index` is in the tree of `size` needs, from the leaf's sibling up. Throws `RangeError` unless 0 <= index < size. */
export function planInclusion(index: number, size: number): readonly LeafRange[] {
  if (!isTreeSize(index) || !isTreeSize(size) || index >= size)
    throw new RangeError('no such leaf in this tree');
  const ranges: LeafRange[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  return ranges;
}

/**
 * What the proof that the tree of `newSize` only added to the tree of `oldSize` needs. Nothing for an empty old tree or for
 * two equal sizes. Throws `RangeError` unless 0 <= oldSize <= newSize.
 */
export function planConsistency(oldSize: number, newSize: number): readonly LeafRange[] {
  if (!isTreeSize(oldSize) || !isTreeSize(newSize) || oldSize > newSize)
    throw new RangeError('a tree never gets smaller');
  if (oldSize === 0) return [];
  const ranges: LeafRange[] = [];
  let [start, end] = [0, newSize];
  while (end !== oldSize) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      ranges.unshift({ start: middle, end });
      end = middle;
    } else {
      ranges.unshift({ start, end: middle });
      start = middle;
    }
  }
  // Where the old tree is itself a subtree of the new one, whoever checks has its hash already.
  return start === 0 ? ranges : [{ start, end }, ...ranges];
}
