/**
 * Postcodes, address lines and places known by name. Source: 60-linking.md ("postcode full/sector", "a place by name,
 * nickname"); postcodes by BS 7666 and Royal Mail's published shapes. With a postcode, the house numbers say the rest:
 * "12 Mill St" and "12 Mill Street, Wrenfold" are one place.
 */
import { foldText, listWords } from './fold-text.ts';

/** A postcode for comparing. */
export interface Postcode {
  /** "AB1 2CD". */
  readonly full: string;
  /** "AB1 2". */
  readonly sector: string;
}

const OUTWARD = /^[A-Z]{1,2}[0-9][A-Z0-9]?$/;

/** The postcode in `text`, with O for 0 and I for 1 put right in its inward half; `null` when there is none. */
export function normalisePostcode(text: string): Postcode | null {
  const plain = foldText(text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  if (plain.length < 5 || plain.length > 7) return null;
  const digit = plain.at(-3)?.replace('O', '0').replace(/[IL]/, '1') ?? '';
  const inward = digit + plain.slice(-2);
  const outward = plain.slice(0, -3);
  if (!OUTWARD.test(outward) || !/^[0-9][A-Z]{2}$/.test(inward)) return null;
  // ZZ99 is what health records write for "no fixed abode" and "not known".
  if (outward === 'ZZ99') return null;
  return { full: `${outward} ${inward}`, sector: `${outward} ${digit}` };
}

/** The postcode at the end of, or anywhere in, an address. */
export function findPostcode(text: string): Postcode | null {
  const found = foldText(text)
    .toUpperCase()
    .match(/\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9OIL][A-Z]{2}\b/g);
  return normalisePostcode(found?.at(-1) ?? '');
}

/** A unique property reference number for comparing: 1 to 12 digits without zeros before them; `null` for anything else. */
export function normaliseUprn(text: string): string | null {
  const digits = text
    .trim()
    .replace(/^uprn[\s:#]*/i, '')
    .replace(/\s/g, '');
  return /^\d{1,12}$/.test(digits) && Number(digits) > 0 ? digits.replace(/^0+/, '') : null;
}

/** The property reference number that an address or a search names as one ("UPRN 100012345678"); `null` when none is. */
export function findUprn(text: string): string | null {
  const found = /\buprn[\s:#]*(\d{1,12})(?!\d)/i.exec(text);
  return found ? normaliseUprn(found[1] ?? '') : null;
}

const SHORT: Readonly<Record<string, string>> = {
  st: 'street',
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  cl: 'close',
  dr: 'drive',
  ln: 'lane',
  ct: 'court',
  pl: 'place',
  cres: 'crescent',
  gdns: 'gardens',
  terr: 'terrace',
  sq: 'square',
  apt: 'flat',
  apartment: 'flat',
  hse: 'house',
};

const NOWHERE = new Set([
  'unknown',
  'none',
  'na',
  'nfa',
  'tbc',
  'test',
  'address',
  'not',
  'known',
  'no',
  'fixed',
  'abode',
]);

/**
 * An address line for comparing beside a postcode: its house numbers in order ("flat 3, 12 Mill St": "3 12"), or without
 * any its first three words. Empty when it says nothing.
 */
export function normaliseLine(address: string): string {
  const code = findPostcode(address);
  const without = code
    ? foldText(address).replace(new RegExp(code.full.replace(' ', '\\s*'), 'gi'), ' ')
    : address;
  const words = listWords(without).map((word) => SHORT[word] ?? word);
  if (words.every((word) => NOWHERE.has(word))) return '';
  const numbers = words.filter((word) => /^\d{1,5}[a-z]?$/.test(word)).slice(0, 3);
  return numbers.length > 0 ? numbers.join(' ') : words.slice(0, 3).join(' ');
}

/** An address line taken apart: its house numbers, and its words in full ("street" for "st") without them. */
export function readLine(address: string): {
  readonly numbers: readonly string[];
  readonly words: readonly string[];
} {
  const all = listWords(address).map((word) => SHORT[word] ?? word);
  if (all.every((word) => NOWHERE.has(word))) return { numbers: [], words: [] };
  const isNumber = (word: string) => /^\d{1,5}[a-z]?$/.test(word);
  return {
    numbers: all.filter(isNumber).slice(0, 3),
    words: all.filter((word) => !isNumber(word)).slice(0, 8),
  };
}

const LITTLE = new Set(
  `the a an and of on at in by to near next above below behind under over old local that this is it opposite
    house flat flats home place street road somewhere unknown none na test`.split(/\s+/),
);

/** A place's name or nickname for comparing, its telling words in alphabetical order; empty when there are none. */
export function normalisePlaceName(name: string): string {
  const words = listWords(name)
    .map((word) => SHORT[word] ?? word)
    .filter((word) => !LITTLE.has(word) && word.length > 1)
    .map((word) => (word.length > 4 ? word.replace(/s$/, '') : word));
  return [...new Set(words)].slice(0, 6).sort().join(' ');
}
