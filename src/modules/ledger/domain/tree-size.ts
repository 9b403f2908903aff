/**
 * Counting leaves. Source: RFC 9162, section 2.1; C2SP tlog-checkpoint (the size line).
 * Sizes and indexes are JavaScript numbers up to 2^53 - 1 and are only ever added, multiplied and divided by powers of two,
 * which is exact there. The bit operators would cut them to 32 bits: a log would break at 2,147,483,648 entries.
 */
import { refuse } from './malformed.ts';

/** The most leaves a tree of Heed's can have: 2^53 - 1. */
export const MOST_LEAVES = Number.MAX_SAFE_INTEGER;

/** True for a whole number from 0 to 2^53 - 1. */
export function isTreeSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** Half of `value`, rounded down: the parent of a node, or a size one level up. */
export function halve(value: number): number {
  return Math.floor(value / 2);
}

/** True when `value` is odd: a right-hand child. */
export function isOdd(value: number): boolean {
  return value % 2 === 1;
}

/** The largest power of two that is smaller than `size`: where RFC 9162 splits a tree. `size` is at least 2. */
export function splitPoint(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** True for 1, 2, 4, 8 ... */
export function isPowerOfTwo(size: number): boolean {
  let rest = size;
  while (rest > 1 && !isOdd(rest)) rest = halve(rest);
  return rest === 1;
}

/** Reads a size or index as the formats spell it: decimal, no sign, no leading zeroes. Throws `Malformed`, also past 2^53 - 1. */
export function parseDecimal(text: string): number {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) refuse('A number must be in decimal, without leading zeroes.');
  const value = Number(text);
  if (!isTreeSize(value)) refuse('A number is larger than any log of this kind can be.');
  return value;
}
