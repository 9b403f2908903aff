/**
 * What each way of agreeing is worth, in bits: the logarithm, to base 2, of how much commoner it is between two records of
 * one person than between strangers. Source: Fellegi and Sunter (1969).
 */
import { BORN, DIFFERENT, LEVELS, MISSING, NAME } from './alike.ts';
import { CONTEXTS, type Comparison, PLACES } from './compare.ts';

export interface Weights {
  /** For each comparison and each context and level of it: bits for (or, below 0, against) one person. */
  readonly bits: Float64Array;
  /** The same shape: logarithm of how common the agreement is among strangers, which a value's own rarity is measured against. */
  readonly usual: Float64Array;
  /** Logarithm of the odds that two people of the file are one, before anything is compared. */
  readonly prior: number;
}

/** How far a value's own rarity counts, by level of agreement. */
const BY_LEVEL = new Float64Array(LEVELS);
BY_LEVEL[NAME.same] = 1;
BY_LEVEL[NAME.variant] = 1;
BY_LEVEL[NAME.elsewhere] = 1;
BY_LEVEL[NAME.close] = 0.5;
BY_LEVEL[NAME.sounds] = 0.5;

/** Bits that the rarity of an agreeing value adds; 0 in a context, where it is no coincidence. */
export function rarityBits(found: number, share: number, usual: number): number {
  if (share <= 0 || usual === 0) return 0;
  const strength = BY_LEVEL[found % LEVELS] as number;
  if (strength === 0) return 0;
  const bits = strength * (usual - Math.log2(share));
  return strength < 1 ? Math.max(-3, Math.min(3, bits)) : Math.max(-8, bits);
}

/** The bits of a compared pair, prior included. */
export function weigh(weights: Weights, found: Uint8Array, shares: Float32Array): number {
  const { bits, usual } = weights;
  let sum = weights.prior;
  for (let c = 0, at = 0; c < found.length; c += 1, at += PLACES) {
    const place = at + (found[c] as number);
    sum += bits[place] as number;
    const share = shares[c] as number;
    if (share > 0) sum += rarityBits(found[c] as number, share, usual[place] as number);
  }
  return sum;
}

/** Odds in bits as a probability. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

/** Shares of levels 0 to 6 between two records of one person, to begin with: what files like these usually show. */
const ALIKE: Readonly<Record<string, readonly number[]>> = {
  givenName: [0.72, 0.05, 0.1, 0.04, 0.03, 0.03, 0.03],
  familyName: [0.72, 0.02, 0.11, 0.03, 0.01, 0.04, 0.07],
  extra: [0.6, 0.05, 0.1, 0.04, 0.06, 0, 0.15],
  order: [0.97, 0.03, 0, 0, 0, 0, 0],
  born: [0.78, 0.02, 0.07, 0.04, 0.03, 0.015, 0.03],
  code: [0.97, 0, 0, 0, 0, 0, 0.03],
  postcode: [0.6, 0.1, 0.05, 0.06, 0, 0, 0.19],
  phrase: [0.68, 0.12, 0.06, 0, 0, 0, 0.14],
  house: [0.76, 0.06, 0.08, 0, 0, 0, 0.1],
  number: [0.78, 0.08, 0.02, 0, 0, 0, 0.12],
  email: [0.72, 0.12, 0.04, 0.02, 0, 0, 0.1],
};

/** Share of exact agreement among strangers in a context, to begin with; the rest as without the context. */
const TOGETHER: Readonly<Record<string, readonly [number, number]>> = {
  givenName: [0, 0.015],
  familyName: [0, 0.5],
  born: [0, 0.03],
  sex: [0, 0.97],
  street: [0.02, 0.4],
  house: [0.1, 0.1],
  town: [0.5, 0.9],
  state: [0.9, 0.97],
  birthPlace: [0.4, 0.4],
  phone: [0, 0.4],
  email: [0, 0.3],
};

/**
 * Shares of the levels between two records of one person, to begin with. `years` is the share of pairs of dates that can't
 * agree closer than in their year.
 */
export function usuallyAlike({ name, kind }: Comparison, years = 0): readonly number[] {
  const usual = ALIKE[name] ?? ALIKE[kind] ?? [0.7, 0.1, 0.05, 0, 0, 0, 0.15];
  if (kind !== 'born' || years === 0) return usual;
  const closer = usual.slice(0, BORN.yearOnly).reduce((sum, share) => sum + share, 0);
  return usual.map((share, level) =>
    level < BORN.yearOnly ? share * (1 - years) : level === BORN.yearOnly ? share + closer * years : share,
  );
}

/** Among strangers, how often values agree in each way where nothing else is known; exactly, by what they are of. */
const BY_CHANCE = [0.002, 0.001, 0.001, 0.001, 0.001, 0.01, 0.984];
const SAME_BY_CHANCE: Readonly<Record<string, number>> = {
  sex: 0.5,
  state: 0.2,
  occupation: 0.05,
  town: 0.03,
  birthPlace: 0.03,
  house: 0.02,
  nameOrder: 0.9,
};

/** Share of a level among strangers, to begin with. */
export function usuallyByChance({ name }: Comparison, level: number): number {
  const same = SAME_BY_CHANCE[name] ?? BY_CHANCE[0] ?? 0;
  if (level === 0) return same;
  const share = BY_CHANCE[level] ?? 1;
  return level === DIFFERENT ? share - same : share;
}

/** Share of exact agreement that a context makes usual among strangers. */
export function usuallyTogether({ name }: Comparison, context: number): number {
  return TOGETHER[name]?.[context - 1] ?? 0;
}

/** Least that a disagreement may say, in bits: files that look clean have slips all the same. */
const HARDEST = -7;

/** Most that names the other way round may say against, in bits. */
const MOST_TURNED = -3;
/** How often names that agree do so the other way round among strangers: where either name may stand in either place. */
const TURNED = 0.1;

/**
 * Puts right what little evidence got wrong: agreeing less closely never says more than agreeing closely, and disagreeing
 * never speaks for one person.
 */
function keepOrder({ kind }: Comparison, bits: Float64Array, at: number): void {
  const most = (level: number, than: number) => {
    bits[at + level] = Math.min(bits[at + level] as number, bits[at + than] as number);
  };
  if (kind === 'order') {
    // That names agree is counted where they do; that they do so the other way round can only make it less.
    bits[at] = 0;
    bits[at + 1] = Math.max(MOST_TURNED, Math.min(0, bits[at + 1] as number));
    return;
  }
  if (kind === 'name' || kind === 'extra') {
    most(NAME.variant, NAME.same);
    most(NAME.close, NAME.same);
    // In a file of a few, one pair alone is half of what strangers have in common: another form of a name is still that name.
    bits[at + NAME.variant] = Math.max(
      bits[at + NAME.variant] as number,
      (bits[at + NAME.close] as number) / 2,
    );
    most(NAME.sounds, NAME.close);
    most(NAME.initial, NAME.close);
    most(NAME.elsewhere, NAME.same);
  } else for (let level = 1; level < DIFFERENT; level += 1) most(level, level - 1);
  bits[at + DIFFERENT] = Math.max(HARDEST, Math.min(bits[at + DIFFERENT] as number, -0.1));
}

/**
 * What a value's rarity is measured against: how common agreement is among strangers. 0 where a context makes it no
 * coincidence; a given name beside the same family name is as rare as it is anywhere.
 */
export function usualOf(comparisons: readonly Comparison[], u: Float64Array): Float64Array {
  const usual = new Float64Array(u.length);
  for (const [c, { name, kind }] of comparisons.entries())
    for (let level = 0; level < MISSING; level += 1) {
      const at = c * PLACES + level;
      // A name is as rare as it is, wherever in the other's it stands.
      const like = kind === 'name' && level === NAME.elsewhere ? c * PLACES : at;
      // How common a name is in all its forms is measured against how often strangers share one in whatever form.
      const forms =
        level === NAME.variant && (kind === 'name' || kind === 'extra') ? (u[at - 1] as number) : 0;
      usual[at] = Math.log2((u[like] as number) + forms);
      if (name === 'givenName' || name === 'born') usual[at + LEVELS] = usual[at] as number;
    }
  return usual;
}

/** Weights from shares of levels among the same (`m`) and among strangers (`u`), each comparison's PLACES in a row. */
export function weightsFrom(
  comparisons: readonly Comparison[],
  m: Float64Array,
  u: Float64Array,
  prior: number,
): Weights {
  const bits = new Float64Array(m.length);
  for (let at = 0; at < m.length; at += 1) {
    if (at % LEVELS === MISSING) continue;
    const turns = comparisons[Math.trunc(at / PLACES)]?.kind === 'order' && at % LEVELS === 1;
    bits[at] = Math.log2((m[at] as number) / (turns ? TURNED : (u[at] as number)));
  }
  for (const [c, comparison] of comparisons.entries())
    for (let context = 0; context < CONTEXTS; context += 1)
      keepOrder(comparison, bits, c * PLACES + context * LEVELS);
  return { bits, usual: usualOf(comparisons, u), prior };
}
