/**
 * Who is one person, from pairs that may be. Source: 60-linking.md, "Clusters are not the closure of pairs: a chain must not
 * glue families". Two groups become one when all that is known of all their records, taken together, speaks for it: the mean
 * over every pair across them (Bansal, Blum and Chawla's correlation clustering, 2004, built up greedily). The result does
 * not depend on the order of rows: what is equal is taken in the order of what the lines say.
 */
import { orderPairs } from './order-edges.ts';

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
 * Groups `rows` records. `weigh` gives the odds in bits that two records are one person. Gives for each record the first
 * record of its group. `ranks` put records in an order that has nothing to do with their places.
 */
export function groupRecords(
  rows: number,
  edges: Edges,
  weigh: (a: number, b: number) => number,
  ranks: Int32Array,
): Int32Array {
  const group = new Int32Array(rows).map((_, i) => i);
  const members = new Map<number, number[]>();
  const membersOf = (of: number) => members.get(of) ?? [of];

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

  const refused = new Map<number, number>();
  for (const edge of inOrder(edges, ranks)) {
    if ((edges.bits[edge] as number) <= 0) break;
    const [x, y] = [group[edges.a[edge] as number] as number, group[edges.b[edge] as number] as number];
    if (x === y) continue;
    const [one, two] = [membersOf(x), membersOf(y)];
    const sizes = one.length * 65_536 + two.length;
    const key = Math.min(x, y) * rows + Math.max(x, y);
    // The same two groups, of the same sizes, were looked at before.
    if (refused.get(key) === sizes) continue;
    if (one.length * two.length > 1 && mean(one, two) <= 0) {
      refused.set(key, sizes);
      continue;
    }
    const [into, from] = x < y ? [x, y] : [y, x];
    const all = [...membersOf(into), ...membersOf(from)].sort(
      (p, q) => (ranks[p] as number) - (ranks[q] as number),
    );
    for (const record of membersOf(from)) group[record] = into;
    members.set(into, all);
    members.delete(from);
  }
  return group;
}
