/**
 * What a pair must show to be in the strong band, besides high odds. Source: 60-linking.md, "Twins, siblings and parent/child
 * with one name are hard negatives" and "Precision >= 0.999 in the strong band". Odds add up: an address, a telephone and a
 * rare surname together outweigh a date of birth that is another. So a pair is never said to be very probably one person
 * by what a family shares.
 */
import { BORN, DIFFERENT, LEVELS, MISSING, NAME, VALUE } from './alike.ts';
import type { Comparison } from './compare.ts';

/** Most that a pair is said to be probable which does not show it. */
export const LESS_THAN_STRONG = 0.9998;

const NUMBERS = new Set(['nhsNumber', 'upn', 'nationalId']);
/** Narrower than a town: what agrees in it, besides name and date, leaves no room for two people of one name. */
const NARROW = new Set(['postcode', 'street', 'phone', 'email']);

/**
 * Largest share of people of a name, given and family name together, of whom two with one date of birth are too few to
 * matter: of a million people twenty have such a name, and a thousandth part of one shares a birthday with another.
 */
const RARE_ENOUGH = 2e-5;

/** One name in two spellings, and not two that are alike: twins are given such (Julia and Oliwia), and share all the rest. */
function isOneName(level: number, number: boolean): boolean {
  return level <= NAME.close || level === NAME.elsewhere || (number && level === NAME.sounds);
}

/**
 * Tells of a compared pair whether it shows enough: a given name, and a date of birth or a number, that agree; and nothing of
 * given name, date, sex or number that is different. Name and date alone are enough for names that are not common.
 */
export function readStrength(
  comparisons: readonly Comparison[],
): (found: Uint8Array, shares: Float32Array) => boolean {
  const at = (name: string) => comparisons.findIndex((one) => one.name === name);
  const [given, family, order, born, sex] = ['givenName', 'familyName', 'nameOrder', 'born', 'sex'].map(
    at,
  ) as [number, number, number, number, number];
  const numbers = comparisons.flatMap(({ name }, c) => (NUMBERS.has(name) ? [c] : []));
  const narrow = comparisons.flatMap(({ name }, c) => (NARROW.has(name) ? [c] : []));
  return (found, shares) => {
    const level = (c: number) => (c < 0 ? MISSING : (found[c] as number) % LEVELS);
    const number = numbers.some((c) => level(c) <= VALUE.close);
    if (numbers.some((c) => level(c) === DIFFERENT) || level(sex) === DIFFERENT) return false;
    // Names the other way round: which of them is the given name, and which is whose family's, nobody said. Each must be one.
    const turned = level(order) === 1;
    if (!isOneName(level(given), number) || (turned && !isOneName(level(family), number))) return false;
    if (level(family) === DIFFERENT && !number) return false;
    const dated = level(born) <= BORN.slip;
    if (number) return dated || level(born) === MISSING;
    const share = (shares[given] ?? 0) * (shares[family] ?? 0);
    const rare = share > 0 && share <= RARE_ENOUGH;
    const placed = narrow.some((c) => level(c) <= VALUE.close);
    // An age is no date; with a name that hardly anybody has, in one home, it leaves nobody else.
    return dated ? placed || rare : level(born) === BORN.yearOnly && placed && rare;
  };
}
