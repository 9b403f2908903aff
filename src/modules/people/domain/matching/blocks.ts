/**
 * People brought together by one sort of key: sorted, so that those who share a key stand side by side. Blocks larger than
 * a cap are left out: a key that thousands share tells nobody apart, and would cost the most. Source: 60-linking.md,
 * "limited per key, rare keys first".
 */
import type { KeySort } from './candidate-keys.ts';

/** People by key. `entries` of a person follow each other. */
export interface Blocks {
  readonly most: number;
  /** Person of each place, in order of key and person; the last of a block as `~person`. */
  readonly people: Int32Array;
  /**
   * For `most` entries of each person: its place; for the last of a block, whom nobody comes after, -2 less its place; -1 where
   * there is no block, or one too large.
   */
  readonly places: Int32Array;
  /** Pairs that the blocks hold. */
  readonly pairs: number;
}

const shared = (length: number) => new SharedArrayBuffer(Math.max(length, 1) * 4);

interface Keyed {
  readonly keys: Uint32Array;
  /** Of which entry each key is. */
  readonly entries: Int32Array;
}

/**
 * The keys that more than one entry may have, in the order of entries. Most keys are one person's alone, and need not be
 * sorted: two bits for each, side by side, say whether it was met, and whether it was met again.
 */
function dropLoneKeys(keys: Uint32Array): Keyed {
  let known = 0;
  for (let entry = 0; entry < keys.length; entry += 1) if (keys[entry] !== 0) known += 1;
  const places = 2 ** Math.min(28, Math.max(10, Math.ceil(Math.log2(Math.max(known, 1) * 4))));
  const met = new Uint32Array(places / 16);
  const mask = places - 1;
  for (let entry = 0; entry < keys.length; entry += 1) {
    const key = keys[entry] as number;
    if (key === 0) continue;
    // The lowest bit of a key says only that there is one.
    const place = (key >>> 1) & mask;
    const before = met[place >>> 4] as number;
    const shift = (place & 15) * 2;
    met[place >>> 4] = before | ((((before >>> shift) & 1) + 1) << shift);
  }
  const isLone = (key: number): boolean => {
    const place = (key >>> 1) & mask;
    return key === 0 || (((met[place >>> 4] as number) >>> ((place & 15) * 2)) & 2) === 0;
  };
  const entries = new Int32Array(known);
  let left = 0;
  for (let entry = 0; entry < keys.length; entry += 1) {
    const key = keys[entry] as number;
    if (isLone(key)) continue;
    keys[left] = key;
    entries[left] = entry;
    left += 1;
  }
  return { keys: keys.subarray(0, left), entries: entries.subarray(0, left) };
}

/** Sorts by key, least first, keeping the order of equals: eleven bits at a time, each key beside its entry. */
function radixSort({ keys, entries }: Keyed): Keyed {
  const { length } = entries;
  let [fromKeys, fromEntries] = [keys, entries];
  let [toKeys, toEntries] = [new Uint32Array(length), new Int32Array(length)];
  const starts = new Uint32Array(2049);
  for (const shift of [0, 11, 22]) {
    starts.fill(0);
    for (let i = 0; i < length; i += 1) {
      const digit = ((fromKeys[i] as number) >>> shift) & 2047;
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
    }
    for (let d = 0; d < 2048; d += 1) starts[d + 1] = (starts[d + 1] as number) + (starts[d] as number);
    for (let i = 0; i < length; i += 1) {
      const key = fromKeys[i] as number;
      const digit = (key >>> shift) & 2047;
      const place = starts[digit] as number;
      toKeys[place] = key;
      toEntries[place] = fromEntries[i] as number;
      starts[digit] = place + 1;
    }
    [fromKeys, toKeys] = [toKeys as typeof keys, fromKeys as typeof toKeys];
    [fromEntries, toEntries] = [toEntries as typeof entries, fromEntries as typeof toEntries];
  }
  return { keys: fromKeys, entries: fromEntries };
}

/** Calls `see` with where each block of two to `cap` entries begins and ends; gives how many entries they have. */
function eachBlock(keys: Uint32Array, cap: number, see: (from: number, to: number) => void): number {
  const { length } = keys;
  let kept = 0;
  for (let from = 0; from < length; ) {
    const key = keys[from] as number;
    let to = from + 1;
    while (to < length && keys[to] === key) to += 1;
    if (to - from > 1 && to - from <= cap) {
      see(from, to);
      kept += to - from;
    }
    from = to;
  }
  return kept;
}

/**
 * Brings `rows` people together by `sort`. Pairs are counted across `split` only, where that is below `rows`: the two files
 * of a link. Blocks of more than `cap` people are left out.
 */
export function buildBlocks(sort: KeySort, rows: number, split: number, cap: number): Blocks {
  const { most } = sort;
  const total = rows * most;
  const all = new Uint32Array(total);
  for (let row = 0; row < rows; row += 1) sort.write(row, all, row * most);
  const { keys, entries } = radixSort(dropLoneKeys(all));
  const places = new Int32Array(shared(total)).fill(-1);
  const people = new Int32Array(shared(eachBlock(keys, cap, () => undefined)));
  let [kept, pairs] = [0, 0];
  eachBlock(keys, cap, (from, to) => {
    const size = to - from;
    let left = 0;
    for (let i = from; i < to; i += 1) {
      const entry = entries[i] as number;
      const person = Math.trunc(entry / most);
      if (person < split) left += 1;
      people[kept] = i === to - 1 ? ~person : person;
      places[entry] = i === to - 1 ? -2 - kept : kept;
      kept += 1;
    }
    pairs += split < rows ? left * (size - left) : (size * (size - 1)) / 2;
  });
  return { most, people, places, pairs };
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
      for (const { most, people, places } of blocks) {
        for (let entry = row * most; entry < row * most + most; entry += 1) {
          let at = places[entry] as number;
          if (at < 0) continue;
          for (let last = false; !last; ) {
            at += 1;
            const next = people[at] as number;
            last = next < 0;
            const other = last ? ~next : next;
            if (other <= row || seen[other] === row || (linking && other < split)) continue;
            seen[other] = row;
            visit(other);
          }
        }
      }
    },
  };
}
