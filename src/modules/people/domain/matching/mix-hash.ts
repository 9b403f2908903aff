/** Small whole-number hashes for keys of candidates: fast and the same on every machine. Not for secrets. */

/** Two numbers into one of 32 bits, never negative. Order matters. */
export function mix(a: number, b: number): number {
  let h = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b ^ (b >>> 15), 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Two numbers into one of 32 bits, whichever comes first. */
export function mixUnordered(a: number, b: number): number {
  return a < b ? mix(a, b) : mix(b, a);
}

/** A text as 31 bits, never 0. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 13)) >>> 1) | 1;
}
