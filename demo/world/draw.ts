/**
 * Cheap seeded chance for the invented country: one short stream for each household, so that each household can be made
 * again by itself. After mulberry32 (public domain). Never for secrets.
 */
export interface Draw {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, most). */
  below(most: number): number;
  /** True with probability `p`. */
  happens(p: number): boolean;
  /** One of `list`, all alike. */
  pick<T>(list: readonly [T, ...T[]]): T;
  /** A place in a list of `many` ordered from common to rare: Zipf's law with this exponent (not 1) and shift. */
  rank(many: number, exponent: number, shift: number): number;
}

function mix(a: number, b: number): number {
  let z = (Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b + 0x7f4a7c15, 0xc2b2ae35)) >>> 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/** The stream that belongs to `seed` and `index`, both whole numbers. The same each time. */
export function drawFor(seed: number, index: number): Draw {
  let state = mix(seed, index);
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (most: number) => Math.floor(next() * most);
  return {
    next,
    below,
    happens: (p) => next() < p,
    pick: (list) => list[below(list.length)] ?? list[0],
    rank(many, exponent, shift) {
      const power = 1 - exponent;
      const low = shift ** power;
      const at = (low + next() * ((many + shift) ** power - low)) ** (1 / power) - shift;
      return Math.min(many - 1, Math.max(0, Math.floor(at)));
    },
  };
}
