/**
 * A name for comparing. Source: 60-linking.md, "Normalise": tokens in any order, titles dropped, variants and nicknames
 * brought together. Which name is the forename is never asked: it differs between cultures and gets swapped in forms.
 */
import { listWords } from './fold-text.ts';
import { COMMON_NAMES, NOT_NAMES, SAME_NAME, TITLES } from './name-words.ts';

export interface NormalName {
  /** Different names in it, in the form used for comparing, in alphabetical order; at most five. None: no name. */
  readonly tokens: readonly string[];
  /** Each of them as it was spelt, in the same order: "katie" where the token is "catherine". */
  readonly spelt: readonly string[];
  /** All of them are very common names. */
  readonly common: boolean;
}

const MOST = 5;

/**
 * `text` as a name for comparing. "Unknown", "Baby", "Test", single letters, numbers and relations ("mum") are no name.
 * Normalising the tokens again gives the same tokens.
 */
export function normaliseName(text: string): NormalName {
  const words = listWords(text)
    .filter((word) => !/\p{N}/u.test(word) && [...word].length > 1 && word.length <= 40)
    .map((word) => word.replace(/^mac(?=[b-df-hj-np-tv-z])/, 'mc').replace(/^mcdonald$/, 'macdonald'))
    .filter((word) => !NOT_NAMES.has(word));
  const named = words.filter((word) => !TITLES.has(word));
  const speltAs = new Map<string, string>();
  for (const word of named) {
    const token = SAME_NAME.get(word) ?? word;
    if (speltAs.size < MOST && !speltAs.has(token)) speltAs.set(token, word);
  }
  const tokens = [...speltAs.keys()].sort();
  return {
    tokens,
    spelt: tokens.map((token) => speltAs.get(token) ?? token),
    common: tokens.every((token) => COMMON_NAMES.has(token)),
  };
}
