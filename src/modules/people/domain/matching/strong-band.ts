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

/**
 * Tells of a compared pair whether it shows enough: a given name, and a date of birth or a number, that agree; and nothing of
 * given name, date, sex or number that is different.
 */
export function readStrength(comparisons: readonly Comparison[]): (found: Uint8Array) => boolean {
  const at = (name: string) => comparisons.findIndex((one) => one.name === name);
  const [given, family, born, sex] = [at('givenName'), at('familyName'), at('born'), at('sex')];
  const numbers = comparisons.flatMap(({ name }, c) => (NUMBERS.has(name) ? [c] : []));
  return (found) => {
    const level = (c: number) => (c < 0 ? MISSING : (found[c] as number) % LEVELS);
    const number = numbers.some((c) => level(c) <= VALUE.close);
    if (numbers.some((c) => level(c) === DIFFERENT) || level(sex) === DIFFERENT) return false;
    if (level(given) > NAME.elsewhere || level(given) === NAME.initial) return false;
    if (level(family) === DIFFERENT && !number) return false;
    const dated = level(born) <= BORN.slip;
    return number ? dated || level(born) === MISSING : dated;
  };
}
