/**
 * Names one slip away from a name. Source: 60-linking.md, "a misspelt name alone: a vocabulary of distinct names first,
 * then the b-tree"; Garbe's symmetric deletion (SymSpell, 2012): two words that differ by one letter left out, added,
 * changed or turned round are equal after leaving out at most one letter of each. So words can be found near each other by
 * equality alone, which works on hashes (docs/decisions/0315).
 */
import { normaliseName, normaliseRareName } from './name.ts';
import { soundOf } from './phonetic.ts';

/** Of a name of two letters one is left, which few names of two letters share: Li and Le, Hu and Ho. */
const SHORTEST = 2;
/** Letters looked at, and names of one person. */
const LONGEST = 14;
const MOST_NAMES = 4;

/** The word itself first, then what is left of it without each of its letters in turn; at most 15. */
function listDeletions(word: string): readonly string[] {
  const letters = [...word].slice(0, LONGEST);
  if (letters.length < SHORTEST) return [word];
  const less = letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''));
  return [...new Set([word, ...less])];
}

/** How a word sounds down a bad line: no r before a consonant or at the end, "th" as f. `null` where little is left. */
function heard(word: string): string | null {
  const sound = soundOf(word.replace(/[aeiou]+rr?(?=[^aeiour]|$)/g, 'a').replaceAll('th', 'f'));
  return sound.length < 2 ? null : sound;
}

/**
 * What a name, as it is spelt, shares with those near it: first itself, then itself without each letter in turn, then its
 * sound. At most 16.
 */
export function listNears(spelt: string): readonly string[] {
  const sound = heard(spelt);
  return [...listDeletions(spelt), ...(sound === null ? [] : [`~${sound}`])];
}

/** A name in the form used for comparing, and as it was spelt. */
export interface SpeltName {
  readonly token: string;
  readonly spelt: string;
}

/** The names of a person, for the vocabulary; at most four. */
export function listNames(name: string): readonly SpeltName[] {
  const { tokens, spelt } = normaliseRareName(name) ?? normaliseName(name);
  return tokens.slice(0, MOST_NAMES).map((token, i) => ({ token, spelt: spelt[i] ?? token }));
}
