/**
 * People brought together by one sort of key: sorted, so that those who share a key stand side by side. Blocks larger than
 * a cap are left out: a key that thousands share tells nobody apart, and would cost the most. Source: 60-linking.md,
 * "limited per key, rare keys first".
 */
import type { KeySort } from './candidate-keys.ts';

/** People by key. `entries` of a person follow each other. */
export interface Blocks {
  readonly most: number;
  /** Person of each place, in order of key and person. */
  readonly people: Int32Array;
  /** End of the block that each place is in. */
  readonly ends: Int32Array;
  /** For `most` entries of each person: its place, -1 where it has none or the block is too large. */
  readonly places: Int32Array;
  /** Pairs that the blocks hold. */
  readonly pairs: number;
}

const shared = (length: number) => new SharedArrayBuffer(Math.max(length, 1) * 4);

/** Sorts `order` by `keys`, least first, keeping the order of equals: eleven bits at a time. */
function radixSort(keys: Uint32Array, order: Int32Array, length: number): Int32Array {
  let from = order;
  let to: Int32Array = new Int32Array(length);
  for (const shift of [0, 11, 22]) {
    const starts = new Uint32Array(2049);
    for (let i = 0; i < length; i += 1) {
      const digit = ((keys[from[i] as number] as number) >>> shift) & 2047;
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
    }
    for (let d = 0; d < 2048; d += 1) starts[d + 1] = (starts[d + 1] as number) + (starts[d] as number);
    for (let i = 0; i < length; i += 1) {
      const entry = from[i] as number;
      const digit = ((keys[entry] as number) >>> shift) & 2047;
      const place = starts[digit] as number;
      to[place] = entry;
      starts[digit] = place + 1;
    }
    [from, to] = [to, from];
  }
  return from;
}

/**
 * Brings `rows` people together by `sort`. Pairs are counted across `split` only, where that is below `rows`: the two files
 * of a link. Blocks of more than `cap` people are left out.
 */
export function buildBlocks(sort: KeySort, rows: number, split: number, cap: number): Blocks {
  const { most } = sort;
  const total = rows * most;
  const keys = new Uint32Array(total);
  for (let row = 0; row < rows; row += 1) sort.write(row, keys, row * most);
  let known = 0;
  for (let entry = 0; entry < total; entry += 1) if (keys[entry] !== 0) known += 1;
  const order: Int32Array = new Int32Array(known);
  for (let entry = 0, at = 0; entry < total; entry += 1) {
    if (keys[entry] === 0) continue;
    order[at] = entry;
    at += 1;
  }
  const sorted = radixSort(keys, order, known);
  const places = new Int32Array(shared(total)).fill(-1);
  const people = new Int32Array(shared(known));
  const ends = new Int32Array(shared(known));
  let kept = 0;
  let pairs = 0;
  for (let from = 0; from < known; ) {
    const key = keys[sorted[from] as number] as number;
    let to = from + 1;
    while (to < known && keys[sorted[to] as number] === key) to += 1;
    const size = to - from;
    if (size > 1 && size <= cap) {
      const start = kept;
      let left = 0;
      for (let i = from; i < to; i += 1) {
        const entry = sorted[i] as number;
        const person = Math.trunc(entry / most);
        if (person < split) left += 1;
        people[kept] = person;
        places[entry] = kept;
        kept += 1;
      }
      for (let i = start; i < kept; i += 1) ends[i] = kept;
      pairs += split < rows ? left * (size - left) : (size * (size - 1)) / 2;
    }
    from = to;
  }
  return { most, people: people.subarray(0, kept), ends: ends.subarray(0, kept), places, pairs };
}

export interface Candidates {
  /** Gives each other person whom `row` is to be compared with, once; of two people, only the earlier is given the later. */
  forEach(row: number, visit: (other: number) => void): void;
}

/** Walks the candidates of each person. Keeps one number for each person: each thread has its own. */
export function createCandidates(blocks: readonly Blocks[], rows: number, split: number): Candidates {
  const seen = new Int32Array(rows).fill(-1);
  const linking = split < rows;
  return {
    forEach(row, visit) {
      for (const { most, people, ends, places } of blocks) {
        for (let entry = row * most; entry < row * most + most; entry += 1) {
          const place = places[entry] as number;
          if (place < 0) continue;
          const end = ends[place] as number;
          for (let at = place + 1; at < end; at += 1) {
            const other = people[at] as number;
            if (other <= row || seen[other] === row || (linking && other < split)) continue;
            seen[other] = row;
            visit(other);
          }
        }
      }
    },
  };
}
