/** Flat arrays on shared memory that grow: what several threads read, without a copy for each. */

/** Whole numbers, all 0, on shared memory. */
export function ints(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Math.max(length, 1) * 4));
}

/** Characters, all 0, on shared memory. */
export function chars(length: number): Uint16Array {
  return new Uint16Array(new SharedArrayBuffer(Math.max(length, 1) * 2));
}

/** How much room is made: twice what there was, so that growing costs little in all. */
const roomFor = (had: number, length: number) => Math.max(length, had * 2, 16);

/** `array` with room for `length`: itself, or a larger copy. */
export function growInts(array: Int32Array, length: number): Int32Array {
  if (length <= array.length) return array;
  const larger = ints(roomFor(array.length, length));
  larger.set(array);
  return larger;
}

/** `array` with room for `length`: itself, or a larger copy. */
export function growChars(array: Uint16Array, length: number): Uint16Array {
  if (length <= array.length) return array;
  const larger = chars(roomFor(array.length, length));
  larger.set(array);
  return larger;
}
