/**
 * Each cell of a file in the form used for comparing, and the coarser forms it shares with others. Source: 60-linking.md,
 * "Normalise". What says nothing ("Unknown", "none", a number of zeros) becomes the empty text.
 */
import { soundsOf } from '../../../../kernel/sounds-of.ts';
import { isNhsNumber, isPupilNumber } from '../account-and-number.ts';
import { foldText, listWords } from '../fold-text.ts';
import { commonFormOf } from '../name.ts';
import { soundOf } from '../phonetic.ts';
import { normalisePostcode, readLine } from '../place.ts';
import type { FieldKind } from './columns.ts';
import type { CoarserForms } from './terms.ts';

const NOTHING = new Set(
  'unknown none null nil na nan n/a no not known notknown tbc tba test testing undefined withheld refused various x xx xxx'.split(
    ' ',
  ),
);

const saysNothing = (words: readonly string[]) =>
  words.length === 0 || words.every((word) => NOTHING.has(word));

/** Words of a town, an occupation or whatever else a file has, in their order. */
export function readPhrase(text: string): string {
  const words = listWords(text);
  return saysNothing(words) ? '' : words.slice(0, 8).join(' ').slice(0, 60);
}

const SEXES: Readonly<Record<string, string>> = {
  m: 'm',
  male: 'm',
  man: 'm',
  boy: 'm',
  f: 'f',
  female: 'f',
  woman: 'f',
  girl: 'f',
  w: 'f',
};

/** Sex as one letter, or as written where it is another word. */
export function readSex(text: string): string {
  const [word = ''] = listWords(text);
  return NOTHING.has(word) || word === 'u' ? '' : (SEXES[word] ?? word.slice(0, 12));
}

/** A postcode; one of another country by its letters and digits. */
export function readPostcode(text: string): string {
  const british = normalisePostcode(text);
  if (british) return british.full;
  const plain = foldText(text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  return /^(.)\1*$|^ZZ99|^(?:UNKNOWN|NONE|NK|TEST|NA)$/.test(plain) ? '' : plain.slice(0, 10);
}

/** An e-mail address without what comes after a plus. */
export function readEmail(text: string): string {
  const plain = foldText(text).replace(/\s/g, '').slice(0, 80);
  const at = plain.lastIndexOf('@');
  const local = (at < 0 ? plain : plain.slice(0, at)).replace(/\+.*$/, '');
  if (local === '' || /^(?:unknown|none|no-?e?mail|no-?reply|test|na|n\/a|notknown|nil|not)$/.test(local))
    return '';
  return at < 0 ? local : `${local}@${plain.slice(at + 1)}`;
}

/** A telephone number as E.164 where it can be read as one (`readPhone`), else its digits. */
export function readTelephone(text: string, readPhone: (text: string) => string | null): string {
  const digits = text.slice(0, 60).replace(/\D/g, '');
  if (digits.length < 5 || new Set(digits).size < 3) return '';
  // The shape of most British numbers, without asking a library about each of a million.
  const british = /^(?:0|44|0044)0?([1-9]\d{9})$/.exec(digits);
  if (british && !/^\s*\+(?!44)/.test(text)) return `+44${british[1]}`;
  return readPhone(text) ?? digits;
}

/** A number that another system gave somebody, in capitals without spaces. */
export function readNumber(text: string): string {
  const plain = foldText(text)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 40);
  const telling =
    plain.length >= 4 && !/^(.)\1+$|^(?:TEST|NONE|UNKNOWN|NOTKNOWN|NULL|0*1?|1234567890?)$/.test(plain);
  return telling ? plain : '';
}

/** An address taken apart: house numbers, and the street and the rest in words. */
export function readAddress(text: string): { readonly house: string; readonly street: string } {
  const { numbers, words } = readLine(text);
  return { house: numbers.join(' '), street: words.join(' ').slice(0, 60) };
}

function formsOfPostcode(code: string): CoarserForms {
  const space = code.indexOf(' ');
  if (space < 0) return { near: code.slice(0, -1), far: code.slice(0, -2) };
  return { near: code.slice(0, space + 2), far: code.slice(0, space) };
}

function formsOfNumber(number: string, key: string): CoarserForms {
  if (key === 'phone') return { near: number.slice(-7), far: '' };
  // Whether its check digits hold: two numbers that both hold are not each other's slip of the pen.
  const holds = key === 'nhsNumber' ? isNhsNumber(number) : key === 'upn' && isPupilNumber(number);
  return { near: number, far: holds ? 'holds' : '' };
}

/** The coarser forms of a value of a field. */
export function coarserFormsOf(kind: FieldKind, key: string): (text: string) => CoarserForms {
  switch (kind) {
    case 'name':
      return (text) => {
        const near = commonFormOf(text);
        return { near, far: soundOf(near), sounds: soundsOf(near) };
      };
    case 'postcode':
      return formsOfPostcode;
    case 'number':
      return (text) => formsOfNumber(text, key);
    case 'email':
      return (text) => {
        const at = text.indexOf('@');
        const local = at < 0 ? text : text.slice(0, at);
        return { near: local, far: local.replace(/[^a-z]/g, '') };
      };
    case 'house':
      return (text) => ({ near: text.replace(/[a-z]/g, ''), far: '' });
    default:
      return (text) => {
        const words = text.split(' ');
        return { near: [...words].sort().join(''), far: soundOf(words[0] ?? '') };
      };
  }
}
