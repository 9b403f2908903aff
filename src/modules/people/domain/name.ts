/**
 * A name for comparing. Source: 60-linking.md, "Normalise": tokens in any order, titles dropped, variants and nicknames
 * brought together. Which name is the forename is never asked: it differs between cultures and gets swapped in forms.
 */
import { listWords } from './fold-text.ts';
import { COMMON_NAMES, NAMES_TOO, NOT_NAMES, SAME_NAME, TITLES } from './name-words.ts';
import { remember } from './remember.ts';

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
 * The names in `text` in the order they stand, as written but folded; titles, "Unknown", "Baby", numbers and relations
 * ("mum") left out, single letters kept as initials. None: no name.
 */
export function listNames(text: string): readonly string[] {
  return listWords(text)
    .filter((word) => !/\p{N}/u.test(word) && word.length <= 40)
    .filter((word) => !NOT_NAMES.has(word) && !TITLES.has(word));
}

/**
 * `listNames` of a cell that was asked for one of somebody's names: a word alone in it that is mostly none but is some people's
 * name (He, Bin, Long) is one there. Not what stands for nothing in files ("NA", "na", "no"): that is a name only as names are
 * written (Na).
 */
export function listNamesAsked(text: string): readonly string[] {
  const names = listNames(text);
  if (names.length > 0) return names;
  const [word = '', ...others] = listWords(text);
  const nothing = /^\W*(?:na|no|nan|none)\W*$|NA|NaN/.test(text);
  return others.length === 0 && NAMES_TOO.has(word) && !nothing ? [word] : [];
}

function bringToCommonForm(name: string): string {
  const plain = name
    .replace(/^mac(?=[b-df-hj-np-tv-z])/, 'mc')
    .replace(/^mcdonald$/, 'macdonald')
    // A daughter's or a wife's name in Polish and in Slovak: Kowalska, Horváthová.
    .replace(/(?<=[a-z]{3}(?:s|c|dz))ka$/, 'ki')
    .replace(/(?<=[a-z]{4})ova$/, '');
  return SAME_NAME.get(plain) ?? plain;
}

/** One folded name in the form that its variants, transliterations and nicknames share. */
export const commonFormOf = remember(bringToCommonForm);

/**
 * `text` as a name for comparing. "Unknown", "Baby", "Test", single letters, numbers and relations ("mum") are no name.
 * Normalising the tokens again gives the same tokens.
 */
export function normaliseName(text: string): NormalName {
  return toNormal(listNames(text).filter((word) => [...word].length > 1));
}

/**
 * `text` as a name for comparing where it is one name beside a word that is mostly none but is some people's name: both of
 * them. To be found by, never to be bound by. `null` where there is no such word.
 */
export function normaliseRareName(text: string): NormalName | null {
  const words = listWords(text);
  const [first = '', second = ''] = words;
  if (words.length !== 2 || NAMES_TOO.has(first) === NAMES_TOO.has(second)) return null;
  const name = NAMES_TOO.has(first) ? second : first;
  return normaliseName(name).tokens.length === 1 ? toNormal(words) : null;
}

function toNormal(named: readonly string[]): NormalName {
  const speltAs = new Map<string, string>();
  for (const word of named) {
    const token = commonFormOf(word);
    if (speltAs.size < MOST && !speltAs.has(token)) speltAs.set(token, word);
  }
  const tokens = [...speltAs.keys()].sort();
  return {
    tokens,
    spelt: tokens.map((token) => speltAs.get(token) ?? token),
    common: tokens.every((token) => COMMON_NAMES.has(token)),
  };
}
