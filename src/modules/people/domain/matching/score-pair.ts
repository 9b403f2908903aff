/**
 * Two people laid side by side, and why: which field gave how much. Source: 60-linking.md, "The page shows the waterfall";
 * three bands. A proposal only: a person decides.
 */
import { commonFormOf } from '../name.ts';
import { COMMON_NAMES } from '../name-words.ts';
import { LEVELS, MISSING } from './alike.ts';
import { createComparer, PLACES } from './compare.ts';
import { DEFAULT_WEIGHTS } from './default-weights.ts';
import { createEncoder, type People } from './encode.ts';
import { type Band, bandOf, STRONG } from './settle.ts';
import { LESS_THAN_STRONG, readStrength } from './strong-band.ts';
import { textOf } from './terms.ts';
import { probabilityOf, rarityBits } from './weights.ts';
import { type WeightsOfArea, weightsFor } from './weights-of-area.ts';
import type { ReadingAids } from './write-cells.ts';

/** One person as given, by key of the column map: `{ givenName: 'Ola', dateOfBirth: '2010-05-01' }`. */
export type Given = Readonly<Record<string, string>>;

/** What one comparison gave. */
export interface Reason {
  /** The comparison: givenName, familyName, born, postcode… */
  readonly field: string;
  /** How the two agree in it, in words. */
  readonly says: string;
  /** For one person, or below 0 against. */
  readonly bits: number;
}

export interface PairScore {
  /** Odds in bits, with what is expected before anything is compared. */
  readonly bits: number;
  readonly probability: number;
  readonly band: Band;
  /** What each field that both have gave, the most telling first. */
  readonly reasons: readonly Reason[];
}

/** What is said of two names that are one slip of the pen apart, and of two that only sound alike. */
export const NAMES_NEARLY_SAME = 'nearly the same';
export const NAMES_SOUND_ALIKE = 'sounds alike';

const OF_NAMES = [
  'the same',
  'a form of the same name',
  NAMES_NEARLY_SAME,
  NAMES_SOUND_ALIKE,
  'the same initial',
  'stands elsewhere in the name',
  'different',
];
/** What is said of two dates that are one day, written right or a slip apart. */
export const DATES_THE_SAME = [
  'the same date',
  'day and month the other way round',
  'one slip apart',
] as const;

const OF_DATES = [
  ...DATES_THE_SAME,
  'two of day, month and year the same',
  'the same year, or years that overlap',
  'close',
  'different',
];
const OF_VALUES = [
  'the same',
  'nearly the same',
  'alike',
  'alike in part',
  'alike in part',
  'alike in part',
  'different',
];
const OF_ORDER = ['given and family name in the same places', 'given and family name the other way round'];

const WORDS: Readonly<Record<string, readonly string[]>> = {
  name: OF_NAMES,
  extra: OF_NAMES,
  born: OF_DATES,
  order: OF_ORDER,
};

/** Share of people who have a name that is not among the common ones. */
const RARE = 1 / 20_000;
/** Least share of people who have a very common name, whatever was learned. */
const COMMON = 0.004;
/** The number that shares are counted of. */
const POPULATION = 1_000_000;

/** Puts how common names are elsewhere in place of how common they are among two people. */
function withKnownNames(people: People, { names }: WeightsOfArea): People {
  for (const [index, { kind }] of people.fields.entries()) {
    const terms = people.terms[index];
    if (!terms) continue;
    for (let term = 1; term < terms.size; term += 1) {
      const form = kind === 'name' ? commonFormOf(textOf(terms, term)) : '';
      const common = COMMON_NAMES.has(form) ? COMMON : 0;
      const share = kind === 'name' ? Math.max(names[form] ?? RARE, common) : 0;
      terms.counts[term] = Math.round(share * POPULATION);
      terms.nearCounts[term] = Math.round(share * POPULATION);
    }
  }
  return { ...people, population: POPULATION };
}

/**
 * Scores two people by `weights`, the shipped ones unless others were learned. `among` is how many people the second may
 * be one of, where that is known: among more, a stranger agrees by chance sooner. The same whichever is named first.
 */
export function scorePair(
  a: Given,
  b: Given,
  aids: ReadingAids,
  weights: WeightsOfArea = DEFAULT_WEIGHTS,
  among?: number,
): PairScore {
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((key) => key !== 'id').sort();
  const encoder = createEncoder(keys, aids);
  for (const one of [a, b]) encoder.add(keys.map((key) => one[key] ?? ''));
  const people = withKnownNames(encoder.finish(), weights);
  const comparer = createComparer(people);
  comparer.compare(0, 1);
  const { bits: worth, usual, prior } = weightsFor(comparer.comparisons, weights);
  const reasons = comparer.comparisons.flatMap(({ name, kind }, c): Reason[] => {
    const found = comparer.found[c] ?? MISSING;
    const level = found % LEVELS;
    if (level === MISSING) return [];
    const place = c * PLACES + found;
    const bits = (worth[place] ?? 0) + rarityBits(found, comparer.shares[c] ?? 0, usual[place] ?? 0);
    return [{ field: name, says: (WORDS[kind] ?? OF_VALUES)[level] ?? 'different', bits }];
  });
  const expected = among === undefined ? prior : -Math.log2(Math.max(among, 1));
  const bits = reasons.reduce((sum, reason) => sum + reason.bits, expected);
  const odds = probabilityOf(bits);
  const shown = odds < STRONG || readStrength(comparer.comparisons)(comparer.found, comparer.shares);
  const probability = shown ? odds : LESS_THAN_STRONG;
  return {
    bits,
    probability,
    band: bandOf(probability),
    reasons: reasons.sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits) || (x.field < y.field ? -1 : 1)),
  };
}
