/**
 * Learns from the file itself, without being told who is who, what agreeing is worth: among strangers from pairs drawn by
 * chance, among records of one person by expectation and maximisation (Dempster, Laird and Rubin 1977; Winkler 1988) over
 * the candidates. What little a small file shows is filled up with what is usual.
 */
import { LEVELS, MISSING } from './alike.ts';
import { CONTEXTS, type Comparison, PLACES } from './compare.ts';
import {
  probabilityOf,
  rarityBits,
  usuallyAlike,
  usuallyByChance,
  usuallyTogether,
  usualOf,
  type Weights,
  weightsFrom,
} from './weights.ts';

/** Pairs as compared, one after another. */
export interface ComparedPairs {
  readonly count: number;
  /** For each pair, what was found in each comparison. */
  readonly found: Uint8Array;
  readonly shares: Float32Array;
}

export interface Evidence {
  readonly comparisons: readonly Comparison[];
  /** Pairs drawn by chance. */
  readonly random: ComparedPairs;
  /** Candidates: all, or one in `1 / candidateShare`. */
  readonly candidates: ComparedPairs;
  readonly candidateShare: number;
  /** Pairs drawn by chance from those who share a value of a field, by the field's comparison. */
  readonly sharing: readonly { readonly name: string; readonly pairs: ComparedPairs }[];
  /** Every pair there is. */
  readonly totalPairs: number;
  readonly rows: number;
  /** Share of pairs of dates of birth that can't agree closer than in their year, since one says no more. */
  readonly years: number;
}

/** How many pairs the usual shares count for. */
const USUAL_PAIRS = 40;
/** How many pairs of strangers what is usual among them counts for: much in a file of ten, nothing in one of thousands. */
const CHANCE_PAIRS = 30;
const ROUNDS = 20;
/** How often namesakes have nearly the same e-mail address, to begin with. */
const NEARLY_NAMED = 0.004;

/** Which comparisons a sharing sample speaks of: the others' agreement follows from how it was drawn. */
const SPEAKS: Readonly<Record<string, (name: string) => boolean>> = {
  givenName: (name) => name === 'sex',
  familyName: (name) => name === 'givenName',
  town: (name) => name === 'state' || name === 'birthPlace',
};

function addCounts(
  counts: Float64Array,
  pairs: ComparedPairs,
  width: number,
  share: (pair: number) => number,
  counted: (c: number, context: number) => boolean,
): void {
  for (let pair = 0; pair < pairs.count; pair += 1) {
    const part = share(pair);
    if (part < 1e-6) continue;
    for (let c = 0; c < width; c += 1) {
      const place = pairs.found[pair * width + c] as number;
      if (!counted(c, Math.trunc(place / LEVELS))) continue;
      const at = c * PLACES + place;
      counts[at] = (counts[at] as number) + part;
    }
  }
}

/** Shares of levels from counts, filled up with `usual` shares that count for `weight` pairs. */
function toShares(
  counts: Float64Array,
  at: number,
  usual: (level: number) => number,
  weight: number,
  into: Float64Array,
): void {
  let known = 0;
  for (let level = 0; level < MISSING; level += 1) known += counts[at + level] as number;
  for (let level = 0; level < MISSING; level += 1)
    into[at + level] = Math.max(
      ((counts[at + level] as number) + weight * usual(level)) / (known + weight),
      1e-7,
    );
}

/**
 * Contexts of people of one family and home. What a given name or a date of birth says there is not learned there: fathers
 * and sons of one name, and twins, would teach that people change their names and birthdays.
 */
function ofFamily(comparison: Comparison | undefined, context: number): boolean {
  return comparison?.name === 'givenName' ? context === 2 : comparison?.name === 'born' && context > 0;
}

function strangers(evidence: Evidence, isSame: (pairs: ComparedPairs, pair: number) => number): Float64Array {
  const { comparisons, random, sharing } = evidence;
  const width = comparisons.length;
  const counts = new Float64Array(width * PLACES);
  addCounts(
    counts,
    random,
    width,
    (pair) => 1 - isSame(random, pair),
    (_, context) => context === 0,
  );
  for (const { name, pairs } of sharing) {
    const speaks = SPEAKS[name] ?? ((other: string) => ![name, 'sex', 'givenName'].includes(other));
    const speaking = comparisons.map((one) => speaks(one.name));
    addCounts(
      counts,
      pairs,
      width,
      (pair) => 1 - isSame(pairs, pair),
      (c, context) => context > 0 && speaking[c] === true,
    );
  }
  const u = new Float64Array(width * PLACES);
  for (const [c, comparison] of comparisons.entries()) {
    const at = c * PLACES;
    toShares(counts, at, (level) => usuallyByChance(comparison, level), CHANCE_PAIRS, u);
    for (let context = 1; context < CONTEXTS; context += 1) {
      const together = usuallyTogether(comparison, context);
      const usual = (level: number) =>
        (1 - together) * (u[at + level] as number) +
        (level === 0 ? together : 0) +
        (level === 1 && comparison.name === 'email' && context === 1 ? NEARLY_NAMED : 0);
      // What members of one family have in common is known, and a file that has few of them must not unlearn it.
      const fixed = ofFamily(comparison, context) || comparison.name === 'email';
      if (fixed) counts.fill(0, at + context * LEVELS, at + (context + 1) * LEVELS);
      toShares(counts, at + context * LEVELS, usual, USUAL_PAIRS / 2, u);
    }
  }
  return u;
}

/**
 * How firmly what is usual holds against what a file seems to show. Namesakes, who agree in name and in nothing else, look
 * like records of one person whose date of birth went wrong: what a name and a date of birth are is not unlearned.
 */
function firmness(comparison: Comparison | undefined): number {
  return comparison?.kind === 'name' || comparison?.kind === 'born' ? 2 : 0.3;
}

/**
 * Shares of levels as a file shows them and as is usual, brought together as opinions are whose logarithms are averaged: a
 * level that is rare among records of one person stays rare, however many strangers were taken for one.
 */
function pool(
  counts: Float64Array,
  at: number,
  usual: (level: number) => number,
  firm: number,
  into: Float64Array,
): void {
  const shares = new Float64Array(at + LEVELS);
  toShares(counts, at, usual, USUAL_PAIRS, shares);
  let sum = 0;
  for (let level = 0; level < MISSING; level += 1) {
    const share = ((shares[at + level] as number) * usual(level) ** firm) ** (1 / (1 + firm));
    into[at + level] = share;
    sum += share;
  }
  for (let level = 0; level < MISSING; level += 1) into[at + level] = (into[at + level] as number) / sum;
}

/** Weights without the last digits, which hang on the order in which sums were made. */
function roundOff({ bits, usual, prior }: Weights): Weights {
  const off = (value: number) => Math.round(value * 2 ** 20) / 2 ** 20;
  return { bits: bits.map(off), usual: usual.map(off), prior: off(prior) };
}

/** Learns the weights of a file. The same evidence gives the same weights. */
export function learnWeights(evidence: Evidence): Weights {
  const { comparisons, candidates, candidateShare, totalPairs, rows } = evidence;
  const width = comparisons.length;
  const m = new Float64Array(width * PLACES);
  for (const [c, comparison] of comparisons.entries()) {
    const usual = usuallyAlike(comparison, evidence.years);
    const sum = usual.reduce((total, share) => total + Math.max(share, 1e-3), 0);
    for (let context = 0; context < CONTEXTS; context += 1)
      for (let level = 0; level < MISSING; level += 1)
        m[c * PLACES + context * LEVELS + level] = Math.max(usual[level] ?? 0, 1e-3) / sum;
  }
  const first = m.slice();
  let u = strangers(evidence, () => 0);
  const usualBits = usualOf(comparisons, u);
  let matches = Math.max(1, 0.3 * rows);

  const rarities = (pairs: ComparedPairs): Float32Array => {
    const sums = new Float32Array(pairs.count);
    for (let pair = 0; pair < pairs.count; pair += 1) {
      let sum = 0;
      for (let c = 0; c < width; c += 1) {
        const share = pairs.shares[pair * width + c] as number;
        if (share <= 0) continue;
        const place = pairs.found[pair * width + c] as number;
        sum += rarityBits(place, share, usualBits[c * PLACES + place] as number);
      }
      sums[pair] = sum;
    }
    return sums;
  };
  const rarityOf = new Map<ComparedPairs, Float32Array>();
  for (const pairs of [candidates, evidence.random, ...evidence.sharing.map((one) => one.pairs)])
    rarityOf.set(pairs, rarities(pairs));

  let weights = weightsFrom(comparisons, m, u, Math.log2(matches / Math.max(totalPairs - matches, 1)));
  const isSame = (pairs: ComparedPairs, pair: number): number => {
    let sum = weights.prior + ((rarityOf.get(pairs) as Float32Array)[pair] as number);
    for (let c = 0; c < width; c += 1)
      sum += weights.bits[c * PLACES + (pairs.found[pair * width + c] as number)] as number;
    return probabilityOf(sum);
  };

  for (let round = 0; round < ROUNDS; round += 1) {
    const counts = new Float64Array(width * PLACES);
    let expected = 0;
    const same = new Float32Array(candidates.count);
    for (let pair = 0; pair < candidates.count; pair += 1) {
      // Sharpened: many pairs that are a little likely, and are strangers, would drown the few that are one person.
      const p = isSame(candidates, pair);
      same[pair] = (p * p) / (p * p + (1 - p) * (1 - p));
      expected += same[pair] as number;
    }
    addCounts(
      counts,
      candidates,
      width,
      (pair) => same[pair] as number,
      () => true,
    );
    if (round % 4 === 3) u = strangers(evidence, isSame);
    for (let c = 0; c < width; c += 1) {
      const at = c * PLACES;
      const overall = new Float64Array(LEVELS);
      for (let place = 0; place < PLACES; place += 1)
        if (!ofFamily(comparisons[c], Math.trunc(place / LEVELS)))
          overall[place % LEVELS] = (overall[place % LEVELS] as number) + (counts[at + place] as number);
      const whole = new Float64Array(LEVELS);
      const firm = firmness(comparisons[c]);
      pool(overall, 0, (level) => first[at + level] as number, firm, whole);
      for (let context = 0; context < CONTEXTS; context += 1) {
        const place = at + context * LEVELS;
        if (ofFamily(comparisons[c], context)) m.set(whole.subarray(0, MISSING), place);
        else pool(counts, place, (level) => whole[level] as number, firm, m);
      }
    }
    matches = Math.min(Math.max(1, expected / candidateShare), totalPairs / 2);
    weights = weightsFrom(comparisons, m, u, Math.log2(matches / Math.max(totalPairs - matches, 1)));
    // Rarity is measured against what was usual when it was first counted.
    weights = { ...weights, usual: usualBits };
  }
  return roundOff(weights);
}
