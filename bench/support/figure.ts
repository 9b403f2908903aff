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
