/**
 * Twice the slots of an open hash table, with all that was in them: two numbers for each, a hash and what it leads to, the second 0
 * where there is nothing. There are always as many slots as a power of two.
 */
export function doubleSlots(before: Int32Array): Int32Array<ArrayBuffer> {
  const slots = new Int32Array(before.length * 2);
  const mask = before.length - 1;
  for (let at = 0; at < before.length; at += 2) {
    if (before[at + 1] === 0) continue;
    let slot = (before[at] as number) & mask;
    while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
    slots[slot * 2] = before[at] as number;
    slots[slot * 2 + 1] = before[at + 1] as number;
  }
  return slots;
}
