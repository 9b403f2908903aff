/**
 * Names one slip away from a name. Source: 60-linking.md, "a misspelt name alone: a vocabulary of distinct names first,
 * then the b-tree"; Garbe's symmetric deletion (SymSpell, 2012): two words that differ by one letter left out, added,
 * changed or turned round are equal after leaving out at most one letter of each. So words can be found near each other by
 * equality alone, which works on hashes (docs/decisions/0315).
 */
import type { PersonAsGiven } from '../../../kernel/mention.ts';
import { normaliseName } from './name.ts';

/** In shorter words one letter is too much of the word. */
const SHORTEST = 4;
/** Letters looked at, and names of one person. */
const LONGEST = 14;
const MOST_NAMES = 4;

/** The word itself first, then what is left of it without each of its letters in turn; at most 15. */
export function listDeletions(word: string): readonly string[] {
  const letters = [...word].slice(0, LONGEST);
  if (letters.length < SHORTEST) return [word];
  const less = letters.map((_, at) => [...letters.slice(0, at), ...letters.slice(at + 1)].join(''));
  return [...new Set([word, ...less])];
}

/** The names of a person, for the vocabulary, in the form used for comparing; at most four. */
export function listNames(said: Pick<PersonAsGiven, 'name'>): readonly string[] {
  return normaliseName(said.name ?? '').tokens.slice(0, MOST_NAMES);
}
