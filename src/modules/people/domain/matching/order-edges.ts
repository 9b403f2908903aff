/** Puts many pairs in order without comparing them two by two: eleven bits of their keys at a time, from the lowest. */

/**
 * Sorts `order` by `keys` of whole numbers from 0, least first, keeping the order of equals. `spare` is as long. Gives the one of
 * the two that is sorted, and the other.
 */
export function sortByKeys(
  keys: Uint32Array,
  order: Int32Array,
  spare: Int32Array,
): readonly [Int32Array, Int32Array] {
  let [from, to] = [order, spare];
  const starts = new Uint32Array(2049);
  let [all, none] = [0xffffffff, 0];
  for (const key of keys) {
    all &= key;
    none |= key;
  }
  for (const shift of [0, 11, 22]) {
    // Bits that are the same in all keys put nothing in order.
    if ((((all ^ none) >>> shift) & 2047) === 0) continue;
    starts.fill(0);
    for (let i = 0; i < from.length; i += 1) {
      const digit = ((keys[i] as number) >>> shift) & 2047;
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
    }
    for (let d = 0; d < 2048; d += 1) starts[d + 1] = (starts[d + 1] as number) + (starts[d] as number);
    for (let i = 0; i < from.length; i += 1) {
      const entry = from[i] as number;
      const digit = ((keys[entry] as number) >>> shift) & 2047;
      const place = starts[digit] as number;
      to[place] = entry;
      starts[digit] = place + 1;
    }
    [from, to] = [to, from];
  }
  return [from, to];
}

/** Pairs of people, by their ranks. */
export interface RankedPairs {
  /** The lower rank of the two. */
  readonly first: Int32Array;
  readonly second: Int32Array;
}

/** The ranks of pairs' people, the lower one first, whichever of the two is `a`. */
export function rankPairs(
  { a, b }: { readonly a: Int32Array; readonly b: Int32Array },
  ranks: Int32Array,
): RankedPairs {
  const { length } = a;
  const [first, second] = [new Int32Array(length), new Int32Array(length)];
  for (let i = 0; i < length; i += 1) {
    const [x, y] = [ranks[a[i] as number] as number, ranks[b[i] as number] as number];
    first[i] = Math.min(x, y);
    second[i] = Math.max(x, y);
  }
  return { first, second };
}

/**
 * The places of pairs in order: those with most `bits` first; of equals the one whose lower rank, then whose other rank is
 * least. `ranks` are of all people, each another one from 0.
 */
export function orderPairs(
  pairs: { readonly a: Int32Array; readonly b: Int32Array },
  bits: Float32Array,
  ranks: Int32Array,
): Int32Array {
  const { length } = bits;
  const { first, second } = rankPairs(pairs, ranks);
  const all = new Int32Array(length);
  for (let i = 0; i < length; i += 1) all[i] = i;
  const keys = new Uint32Array(second);
  const [bySecond, free] = sortByKeys(keys, all, new Int32Array(length));
  keys.set(first);
  const [byRanks, spare] = sortByKeys(keys, bySecond, free);
  // The bits of a number of single precision stand in its own order, once those of negative ones are turned over.
  const value = new Float32Array(1);
  const asBits = new Uint32Array(value.buffer);
  for (let i = 0; i < length; i += 1) {
    // 0 may be written in two ways, of which this leaves one.
    value[0] = (bits[i] as number) + 0;
    const raw = asBits[0] as number;
    keys[i] = raw >= 0x80000000 ? raw : ~(raw | 0x80000000);
  }
  return sortByKeys(keys, byRanks, spare)[0];
}
