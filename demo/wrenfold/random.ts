/**
 * The demo's own seeded randomness: xoshiro128** (Blackman and Vigna, 2018) seeded by splitmix32, so that Wrenfold is
 * the same town wherever it is built. Never for secrets: passwords come from the machine's randomness.
 */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number;
  /** True with probability `p`. */
  chance(p: number): boolean;
  /** One of `list`, all alike. Throws on an empty list. */
  pick<T>(list: readonly T[]): T;
  /** One of `options`, by weight. */
  weighted<T>(options: readonly (readonly [T, number])[]): T;
  /** `count` different ones of `list` in random order; all of them when there are fewer. */
  some<T>(list: readonly T[], count: number): T[];
  /** An exponentially distributed number with this mean. */
  wait(mean: number): number;
  /** An independent stream named `label`: drawing from it never disturbs this one. */
  fork(label: string): Chance;
}

function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h >>> 0;
}

function splitmix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

const rotate = (x: number, by: number) => ((x << by) | (x >>> (32 - by))) >>> 0;

/** A stream that depends on `seed` and nothing else. */
export function createChance(seed: string): Chance {
  const fill = splitmix(hash(seed));
  let [a, b, c, d] = [fill(), fill(), fill(), fill()];

  function draw(): number {
    const result = Math.imul(rotate(Math.imul(b, 5) >>> 0, 7), 9) >>> 0;
    const shifted = (b << 9) >>> 0;
    c = (c ^ a) >>> 0;
    d = (d ^ b) >>> 0;
    b = (b ^ c) >>> 0;
    a = (a ^ d) >>> 0;
    c = (c ^ shifted) >>> 0;
    d = rotate(d, 11);
    return result;
  }

  const next = () => draw() / 4294967296;
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));

  function pick<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('demo: nothing to pick from');
    return list[int(0, list.length - 1)] as T;
  }

  function weighted<T>(options: readonly (readonly [T, number])[]): T {
    let left = next() * options.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of options) {
      left -= weight;
      if (left < 0) return value;
    }
    return pick(options)[0];
  }

  function some<T>(list: readonly T[], count: number): T[] {
    const rest = [...list];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(int(0, rest.length - 1), 1));
    return taken;
  }

  return {
    next,
    int,
    chance: (p) => next() < p,
    pick,
    weighted,
    some,
    wait: (mean) => -Math.log(1 - next()) * mean,
    fork: (label) => createChance(`${seed}/${label}`),
  };
}
