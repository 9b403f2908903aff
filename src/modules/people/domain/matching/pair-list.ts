/** Pairs that are said, gathered in flat arrays: ten million of them are no ten million objects. */
import type { Edges } from './cluster.ts';
import { orderPairs, type RankedPairs, rankPairs } from './order-edges.ts';

/** Pairs, those that say most first: the earlier record, the later, the pair's own odds in bits, probability. */
export type SaidPairs = Edges & { readonly probability: Float32Array };

/** What puts pairs in order: the probability, and of equals the odds. */
function suretyOf(probability: Float32Array, bits: Float32Array): Float32Array {
  return probability.map((p, i) => p * 1000 + (bits[i] as number) / 1e6);
}

export function createPairList() {
  let room = 1024;
  let count = 0;
  let [a, b] = [new Int32Array(room), new Int32Array(room)];
  let [bits, probability] = [new Float32Array(room), new Float32Array(room)];

  function grow(): void {
    room *= 2;
    const [moreA, moreB] = [new Int32Array(room), new Int32Array(room)];
    const [moreBits, moreProbability] = [new Float32Array(room), new Float32Array(room)];
    moreA.set(a);
    moreB.set(b);
    moreBits.set(bits);
    moreProbability.set(probability);
    [a, b, bits, probability] = [moreA, moreB, moreBits, moreProbability];
  }

  return {
    add(one: number, other: number, odds: number, p: number): void {
      if (count === room) grow();
      a[count] = one;
      b[count] = other;
      bits[count] = odds;
      probability[count] = p;
      count += 1;
    },
    /** All pairs, in order; of equals by the `ranks` of their people. */
    finish(ranks: Int32Array): SaidPairs {
      const all = { a: a.subarray(0, count), b: b.subarray(0, count), bits: bits.subarray(0, count) };
      const sure = probability.subarray(0, count);
      const order = orderPairs(all, suretyOf(sure, all.bits), ranks);
      const by = <T extends Int32Array | Float32Array>(values: T, into: T): T => {
        for (let i = 0; i < count; i += 1) into[i] = values[order[i] as number] as number;
        return into;
      };
      return {
        count,
        a: by(all.a, new Int32Array(count)),
        b: by(all.b, new Int32Array(count)),
        bits: by(all.bits, new Float32Array(count)),
        probability: by(sure, new Float32Array(count)),
      };
    },
  };
}

/** Pairs of several lists, each in order by these `ranks`, as one in order. */
export function mergePairs(lists: readonly SaidPairs[], ranks: Int32Array): SaidPairs {
  const filled = lists.filter(({ count }) => count > 0);
  const surety = filled.map(({ probability, bits }) => suretyOf(probability, bits));
  const ranked = filled.map((pairs) => rankPairs(pairs, ranks));
  const count = filled.reduce((sum, list) => sum + list.count, 0);
  const merged = {
    count,
    a: new Int32Array(count),
    b: new Int32Array(count),
    bits: new Float32Array(count),
    probability: new Float32Array(count),
  };
  const at = new Int32Array(filled.length);
  const comesFirst = (x: number, y: number): boolean => {
    const [i, j] = [at[x] as number, at[y] as number];
    const [p, q] = [surety[x]?.[i] as number, surety[y]?.[j] as number];
    if (p !== q) return p > q;
    const [one, two] = [ranked[x] as RankedPairs, ranked[y] as RankedPairs];
    if (one.first[i] !== two.first[j]) return (one.first[i] as number) < (two.first[j] as number);
    return (one.second[i] as number) < (two.second[j] as number);
  };
  for (let to = 0; to < count; to += 1) {
    let first = -1;
    for (let list = 0; list < filled.length; list += 1) {
      if ((at[list] as number) === filled[list]?.count) continue;
      if (first < 0 || comesFirst(list, first)) first = list;
    }
    const [list, from] = [filled[first] as SaidPairs, at[first] as number];
    merged.a[to] = list.a[from] as number;
    merged.b[to] = list.b[from] as number;
    merged.bits[to] = list.bits[from] as number;
    merged.probability[to] = list.probability[from] as number;
    at[first] = from + 1;
  }
  return merged;
}
