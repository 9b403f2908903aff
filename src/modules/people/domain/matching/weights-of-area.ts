/**
 * Weights apart from the file they were learned from: kept, shipped, learned anew on an area's own records. Source:
 * 60-linking.md, "shipped with their provenance, re-estimated on an area's own data by a command".
 */
import { commonFormOf } from '../name.ts';
import { LEVELS } from './alike.ts';
import { type Comparison, PLACES, planComparisons } from './compare.ts';
import type { People } from './encode.ts';
import { textOf } from './terms.ts';
import { usuallyAlike, usuallyByChance, type Weights, weightsFrom } from './weights.ts';

export interface WeightsOfArea {
  /** What they were learned on, in words. */
  readonly from: string;
  readonly records: number;
  /** Logarithm, to base 2, of the odds that two of those records are one person. */
  readonly prior: number;
  /** By comparison: bits, and what rarity is measured against, for each context and level. */
  readonly comparisons: Readonly<
    Record<string, { readonly bits: readonly number[]; readonly usual: readonly number[] }>
  >;
  /** The commonest names, in the form their spellings share, and the share of people who have each. */
  readonly names: Readonly<Record<string, number>>;
}

/** Names kept with the weights: rarer ones count as rare. Never so rare that a name could point to somebody. */
const NAMES = 300;
const FEWEST = 20;

const rounded = (bits: Float64Array, at: number): number[] =>
  [...bits.subarray(at, at + PLACES)].map((value) => Math.round(value * 1000) / 1000);

/** The weights learned from these people, as they are kept. */
export function describeWeights(people: People, weights: Weights, from: string): WeightsOfArea {
  const comparisons = planComparisons(people.fields);
  const field = people.fields.findIndex(({ kind }) => kind === 'name');
  const terms = people.terms[field];
  const shares = new Map<string, number>();
  for (let term = 1; terms && term < terms.size; term += 1)
    if ((terms.nearCounts[term] ?? 0) >= FEWEST)
      shares.set(commonFormOf(textOf(terms, term)), (terms.nearCounts[term] ?? 0) / people.rows);
  const common = [...shares].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, NAMES);
  return {
    from,
    records: people.rows,
    prior: Math.round(weights.prior * 1000) / 1000,
    comparisons: Object.fromEntries(
      comparisons.map(({ name }, c) => [
        name,
        { bits: rounded(weights.bits, c * PLACES), usual: rounded(weights.usual, c * PLACES) },
      ]),
    ),
    names: Object.fromEntries(common.map(([name, share]) => [name, Math.round(share * 1e6) / 1e6])),
  };
}

/** Kept weights for these comparisons; what was not learned is what is usual. */
export function weightsFor(comparisons: readonly Comparison[], kept: WeightsOfArea): Weights {
  const m = new Float64Array(comparisons.length * PLACES);
  const u = new Float64Array(comparisons.length * PLACES);
  for (const [c, comparison] of comparisons.entries())
    for (let place = 0; place < PLACES; place += 1) {
      m[c * PLACES + place] = Math.max(usuallyAlike(comparison)[place % LEVELS] ?? 0, 1e-3);
      u[c * PLACES + place] = usuallyByChance(comparison, place % LEVELS);
    }
  const weights = weightsFrom(comparisons, m, u, kept.prior);
  for (const [c, { name }] of comparisons.entries()) {
    const known = kept.comparisons[name];
    if (known === undefined) continue;
    weights.bits.set(known.bits.slice(0, PLACES), c * PLACES);
    weights.usual.set(known.usual.slice(0, PLACES), c * PLACES);
  }
  return weights;
}
