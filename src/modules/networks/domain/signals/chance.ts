/** How likely something is by chance alone: what a rule asks before it calls a count unusual. */

/** The probability of `count` or more events where `mean` are expected (Poisson). 1 for a count of 0 or less. */
export function poissonTail(count: number, mean: number): number {
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  let term = Math.exp(-mean);
  let below = term;
  for (let n = 1; n < count; n += 1) {
    term *= mean / n;
    below += term;
  }
  if (below < 0.999) return 1 - below;
  // Far out, one minus nearly one keeps no digits: the tail is added up itself.
  let tail = 0;
  term *= mean / count;
  for (let n = count; term > tail * 1e-12 && n < count + 1_000; n += 1) {
    tail += term;
    term *= mean / (n + 1);
  }
  return tail;
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i += 1) sum += Math.log((n - k + i) / i);
  return sum;
}

/**
 * The probability that two of whom one is away on `a` and the other on `b` of `days` days share `shared` or more of them by
 * chance (hypergeometric). 1 for none.
 */
export function sharedTail(days: number, a: number, b: number, shared: number): number {
  if (shared <= 0) return 1;
  const most = Math.min(a, b);
  let sum = 0;
  for (let n = shared; n <= most; n += 1)
    if (b - n <= days - a) sum += Math.exp(logChoose(a, n) + logChoose(days - a, b - n) - logChoose(days, b));
  return Math.min(1, sum);
}
