/** Puts many pairs in order without comparing them two by two: eleven bits of their keys at a time, from the lowest. */

/** Sorts `order` by `keys` of whole numbers from 0, least first, keeping the order of equals. `spare` is as long. */
function sortBy(keys: Uint32Array, order: Int32Array, spare: Int32Array): readonly [Int32Array, Int32Array] {
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

/**
 * The places of pairs in order of `a`, and of equals in order of `b`. Where `a` is in order already, as threads give it, only
 * neighbours change places.
 */
function orderByPeople(a: Int32Array, b: Int32Array, keys: Uint32Array) {
  const { length } = a;
  const [order, spare] = [new Int32Array(length), new Int32Array(length)];
  let sorted = true;
  for (let i = 0; i < length; i += 1) {
    order[i] = i;
    if (i > 0 && (a[i] as number) < (a[i - 1] as number)) sorted = false;
  }
  if (!sorted) {
    keys.set(b);
    const [byB, other] = sortBy(keys, order, spare);
    keys.set(a);
    return sortBy(keys, byB, other);
  }
  for (let i = 1; i < length; i += 1) {
    let at = i;
    while (
      at > 0 &&
      a[order[at - 1] as number] === a[i] &&
      (b[order[at - 1] as number] as number) > (b[i] as number)
    ) {
      order[at] = order[at - 1] as number;
      at -= 1;
    }
    order[at] = i;
  }
  return [order, spare] as const;
}

/** The places of pairs in order: those with most `bits` first; of equals the one whose `a`, then whose `b` is least. */
export function orderPairs(a: Int32Array, b: Int32Array, bits: Float32Array): Int32Array {
  const { length } = bits;
  const keys = new Uint32Array(length);
  const [order, spare] = orderByPeople(a, b, keys);
  // The bits of a number of single precision stand in its own order, once those of negative ones are turned over.
  const asBits = new Uint32Array(Float32Array.from(bits, (value) => value + 0).buffer);
  for (let i = 0; i < length; i += 1) {
    const raw = asBits[i] as number;
    keys[i] = raw >= 0x80000000 ? raw : ~(raw | 0x80000000);
  }
  return sortBy(keys, order, spare)[0];
}
