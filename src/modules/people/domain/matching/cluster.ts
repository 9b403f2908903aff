/**
 * Who is one person, from pairs that may be. Source: 60-linking.md, "Clusters are not the closure of pairs: a chain must not
 * glue families". Two groups become one when all that is known of all their records, taken together, speaks for it: the mean
 * over every pair across them (Bansal, Blum and Chawla's correlation clustering, 2004, built up greedily). The result does
 * not depend on the order of rows: what is equal is taken in the order of what the lines say.
 */
import { orderPairs, rankPairs, sortByKeys } from './order-edges.ts';

/** Pairs worth knowing of, each with its odds in bits; `b` is after `a`. */
export interface Edges {
  readonly count: number;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly bits: Float32Array;
}

/** Odds in bits beyond which one pair says no more in the counsel of many. */
const LOUDEST = 12;
const QUIETEST = -12;
/** Pairs looked at across two groups; of larger groups, an even selection. */
const LOOKS = 144;

const clamp = (bits: number) => Math.max(QUIETEST, Math.min(LOUDEST, bits));

/** Edges in the order they are settled: those that say most first, equals by the `ranks` of their people. */
export function inOrder({ count, a, b, bits }: Edges, ranks: Int32Array): Int32Array {
  return orderPairs({ a: a.subarray(0, count), b: b.subarray(0, count) }, bits.subarray(0, count), ranks);
}

/**
 * For each of `rows` records the first of its chain: records that likely pairs join, one after another. Records of two chains can't
 * come into one group, whatever else is found.
 */
export function chainsOf(rows: number, { count, a, b, bits }: Edges): Int32Array {
  const root = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) root[row] = row;
  const find = (row: number): number => {
    let at = row;
    while ((root[at] as number) !== at) {
      const above = root[root[at] as number] as number;
      root[at] = above;
      at = above;
    }
    return at;
  };
  for (let edge = 0; edge < count; edge += 1) {
    if (!((bits[edge] as number) > 0)) continue;
    const [x, y] = [find(a[edge] as number), find(b[edge] as number)];
    if (x < y) root[y] = x;
    else root[x] = y;
  }
  for (let row = 0; row < rows; row += 1) root[row] = find(row);
  return root;
}

/**
 * Edges chain by chain: what lies together in memory is looked at together. Within a chain those that say most come first,
 * equals by the `ranks` of their people.
 */
function inChains(rows: number, edges: Edges, ranks: Int32Array): Int32Array {
  const { count, a, b, bits } = edges;
  const root = chainsOf(rows, edges);
  const [chains, all] = [new Uint32Array(count), new Int32Array(count)];
  for (let edge = 0; edge < count; edge += 1) {
    chains[edge] = root[a[edge] as number] as number;
    all[edge] = edge;
  }
  const [order] = sortByKeys(chains, all, new Int32Array(count));
  const { first, second } = rankPairs({ a: a.subarray(0, count), b: b.subarray(0, count) }, ranks);
  const compare = (p: number, q: number): number =>
    (bits[q] as number) - (bits[p] as number) ||
    (first[p] as number) - (first[q] as number) ||
    (second[p] as number) - (second[q] as number);
  for (let from = 0; from < count; ) {
    const chain = chains[order[from] as number];
    let to = from + 1;
    while (to < count && chains[order[to] as number] === chain) to += 1;
    if (to - from > 1) order.subarray(from, to).sort(compare);
    from = to;
  }
  return order;
}

/** Who is one person, of all records. */
export interface Grouped {
  /** For each record the first record of its group. */
  readonly firsts: Int32Array;
  /** The records of each group of two and more, in the order of their ranks. */
  readonly groups: readonly (readonly number[])[];
}

/**
 * Groups `rows` records. `weigh` gives the odds in bits that two records are one person. `ranks` put records in an order that
 * has nothing to do with their places.
 */
export function groupRecords(
  rows: number,
  edges: Edges,
  weigh: (a: number, b: number) => number,
  ranks: Int32Array,
): Grouped {
  /** For each record the number of its group; 0 while it is alone, as most are. */
  const groupOf = new Int32Array(rows);
  /** The records of each group, in order of rank; empty for one that went into another. */
  const groups: (readonly number[])[] = [[]];
  const membersOf = (record: number): readonly number[] => {
    const group = groupOf[record] as number;
    return group === 0 ? [record] : (groups[group] as readonly number[]);
  };
  const byRank = (p: number, q: number) => (ranks[p] as number) - (ranks[q] as number);

  /** Mean odds across two groups, or below it as soon as it can't be positive. */
  function mean(one: readonly number[], two: readonly number[]): number {
    const step = Math.max(1, Math.ceil(Math.sqrt((one.length * two.length) / LOOKS)));
    if (step > 1) return meanOfSome(evenly(one, step), evenly(two, step));
    return meanOfSome(one, two);
  }

  /** Of a larger group, whose records are in order of rank, every `step`th. */
  function evenly(group: readonly number[], step: number): readonly number[] {
    return group.length <= step ? group : group.filter((_, i) => i % step === 0);
  }

  function meanOfSome(one: readonly number[], two: readonly number[]): number {
    let [sum, looks] = [0, 0];
    for (const a of one)
      for (const b of two) {
        sum += clamp(weigh(a, b));
        looks += 1;
      }
    return sum / looks;
  }

  /** Puts `records`, in order of rank, into one group: that of number `group`, or a new one. */
  function put(records: readonly number[], group: number): void {
    const into = group === 0 ? groups.length : group;
    groups[into] = records;
    for (const record of records) groupOf[record] = into;
  }

  const refused = new Map<number, number>();
  for (const edge of inChains(rows, edges, ranks)) {
    if (!((edges.bits[edge] as number) > 0)) continue;
    const [a, b] = [edges.a[edge] as number, edges.b[edge] as number];
    const [x, y] = [groupOf[a] as number, groupOf[b] as number];
    if (x === 0 && y === 0) {
      put(byRank(a, b) < 0 ? [a, b] : [b, a], 0);
      continue;
    }
    if (x === y) continue;
    const [one, two] = [membersOf(a), membersOf(b)];
    const sizes = one.length * 65_536 + two.length;
    // Records that are alone are told apart from groups by being below 0.
    const [p, q] = [x === 0 ? ~a : x, y === 0 ? ~b : y];
    const key = (Math.min(p, q) + rows) * 2 * rows + Math.max(p, q) + rows;
    // The same two groups, of the same sizes, were looked at before.
    if (refused.get(key) === sizes) continue;
    if (mean(one, two) <= 0) {
      refused.set(key, sizes);
      continue;
    }
    if (x !== 0 && y !== 0) groups[y] = [];
    put([...one, ...two].sort(byRank), x === 0 ? y : x);
  }

  const firsts = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) firsts[row] = row;
  for (const group of groups) {
    const first = group.reduce((least, record) => Math.min(least, record), rows);
    for (const record of group) firsts[record] = first;
  }
  return { firsts, groups: groups.filter((group) => group.length > 0) };
}
