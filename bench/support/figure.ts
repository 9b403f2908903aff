/** How benchmarks say what they measured. */

export interface Figure {
  /** The benchmark, as its file is called. */
  readonly bench: string;
  /** What was measured, in words. */
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What it must be: at most or at least so much; `null` for a figure that only informs. */
  readonly target: { readonly atMost: number } | { readonly atLeast: number } | null;
  /** Size of the data and load it was taken under. */
  readonly under?: Readonly<Record<string, string | number>>;
}

/** True when the figure reaches its target, or has none. */
export function isMet({ value, target }: Figure): boolean {
  if (target === null) return true;
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}

/** Prints one figure as one line of JSON, rounded to three places. */
export function report(figure: Figure): void {
  const value = Math.round(figure.value * 1000) / 1000;
  process.stdout.write(`${JSON.stringify({ ...figure, value, met: isMet(figure) })}\n`);
}

/** The value below which `share` (0 to 1) of `values` lie: the nearest-rank percentile. `NaN` for none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** How much two runs of the same thing differ here from one minute to the next, as a factor. */
const NOISE = 1.25;

/**
 * The most that a figure may grow when the data become `times` as many, starting from `from`, if what it measures grows
 * with the logarithm of the data: log(from x times) / log(from), so 1.2 from a hundred thousand to a million and 1.4 from
 * three hundred to three thousand. Times what a busy machine adds by itself. Growing in proportion would be `times`, ten
 * here, and growing by the square root 3.2: neither passes.
 */
export function growthBound(from: number, times: number): number {
  return (Math.log(from * times) / Math.log(from)) * NOISE;
}

export interface Growth {
  readonly bench: string;
  /** What grew, in words: "search, p50". */
  readonly what: string;
  /** The figure on the smaller data, and on the larger. */
  readonly small: number;
  readonly large: number;
  /** How many there were of what the figure may depend on: "mentions". */
  readonly of: string;
  readonly from: number;
  readonly to: number;
  /** True for a figure that only informs: a tail of a few requests, which one slow moment of the machine doubles. */
  readonly informs?: boolean;
  /** The most it may grow, where a design sets another than the logarithm's. */
  readonly atMost?: number;
}

/** Prints how a figure grew with the data, against what growth by the logarithm allows. */
export function reportGrowth({ bench, what, small, large, of, from, to, informs, atMost }: Growth): void {
  report({
    bench,
    what: `growth of ${what}, with ${Math.round((10 * to) / from) / 10} times the ${of}`,
    value: large / small,
    unit: 'x',
    target: informs ? null : { atMost: atMost ?? Math.round(growthBound(from, to / from) * 100) / 100 },
    under: { from: Math.round(small * 1000) / 1000, to: Math.round(large * 1000) / 1000, [of]: to },
  });
}
