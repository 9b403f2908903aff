/**
 * Writes what a person's columns say into their cells, field by field. What many people have is read once and remembered.
 */
import { listNames, listNamesAsked } from '../name.ts';
import { findPostcode } from '../place.ts';
import { type Field, NAME_SLOTS } from './columns.ts';
import { readDay, readYearsOfAge } from './read-day.ts';
import {
  readAddress,
  readEmail,
  readNumber,
  readPhrase,
  readPostcode,
  readSex,
  readTelephone,
} from './read-values.ts';
import type { TermBuilder } from './terms.ts';

export interface ReadingAids {
  /** Year that two-digit years are read by. */
  readonly thisYear: number;
  readonly readPhone: (text: string) => string | null;
}

/** Writes one field of a person, whose cells begin at `base`; `marks` know texts again, as `Encoder.add` says. */
export type WriteCells = (
  values: readonly string[],
  marks: Int32Array,
  cells: Int32Array,
  base: number,
) => void;

interface Columns {
  /** What each value is, in the order values come. */
  readonly keys: readonly string[];
  readonly fields: readonly Field[];
  readonly builders: readonly (TermBuilder | null)[];
  readonly aids: ReadingAids;
}

/** Most different values remembered as they were read, for each column. */
const REMEMBERED = 500_000;

/** Remembers what texts of one column were read as: by their marks, where they have some. */
function remember<T>(read: (text: string) => T): (text: string, mark?: number) => T {
  const known = new Map<string, T>();
  const marked: T[] = [];
  const nothing = read('');
  return (text, mark = 0) => {
    if (text === '') return nothing;
    if (mark > 0) {
      const before = marked[mark];
      if (before !== undefined) return before;
      const value = read(text);
      marked[mark] = value;
      return value;
    }
    const before = known.get(text);
    if (before !== undefined) return before;
    const value = read(text);
    if (known.size < REMEMBERED && text.length < 200) known.set(text, value);
    return value;
  };
}

interface Names {
  /** In their order; what a hyphen joins is one name: "Mei-Ling" is Meiling. */
  readonly whole: readonly string[];
  /** The parts of those that a hyphen joins. */
  readonly parts: readonly string[];
}

const HYPHEN = /(?<=\p{L})[-\u2010\u2011](?=\p{L})/gu;
const NO_NAMES: Names = { whole: [], parts: [] };

function readNames(text: string, list: (text: string) => readonly string[]): Names {
  const joined = text.slice(0, 300).replace(HYPHEN, '');
  const whole = list(joined);
  return { whole, parts: joined.length === Math.min(text.length, 300) ? [] : list(text) };
}

/** The order of names in a person's cells: given, family, then whatever else there is. */
function placeNames(full: Names, given: Names, family: Names): readonly string[] {
  const alone = given.whole.length === 0 && family.whole.length === 0;
  const all = full.whole;
  // "Xiao Ling" is Xiaoling elsewhere, and "Mary Ann" Maryann.
  const [one = '', two = ''] = given.whole;
  const joined = given.whole.length === 2 && one.length + two.length <= 10 ? [one + two] : [];
  const first = alone ? all.slice(0, all.length > 1 ? 1 : 0) : given.whole;
  const last = alone ? all.slice(all.length > 1 ? -1 : 0) : family.whole;
  const [g = '', f = ''] = [first[0], last.at(-1)];
  const others = [
    ...first.slice(1),
    ...last.slice(0, -1),
    ...joined,
    ...given.parts,
    ...family.parts,
    ...full.parts,
    ...all,
  ];
  const more = others.filter((name) => name !== g && name !== f);
  return [g, f, ...[...new Set(more)].slice(0, NAME_SLOTS - 2)];
}

const textAt = (values: readonly string[], column: number): string => values[column] ?? '';
const markAt = (marks: Int32Array, column: number): number => marks[column] ?? 0;

function writeNames({ keys }: Columns, slot: number, terms: TermBuilder): WriteCells {
  const [full, given, family] = ['fullName', 'givenName', 'familyName'].map((key) => keys.indexOf(key)) as [
    number,
    number,
    number,
  ];
  const read = remember((text: string) => readNames(text, listNames));
  const readAsked = remember((text: string) => readNames(text, listNamesAsked));
  const one = (values: readonly string[], column: number) =>
    column < 0 ? NO_NAMES : (column === full ? read : readAsked)(textAt(values, column));
  const toTerms = (names: readonly string[]) => names.map((name) => terms.add(name));
  // Where the whole name is one column, what it is made of is remembered with it; and so is a part that is one name.
  const whole = remember((text: string) => toTerms(placeNames(read(text), NO_NAMES, NO_NAMES)));
  const readSingle = (text: string) => {
    const { whole: names, parts } = readAsked(text);
    return names.length > 1 || parts.length > 0 ? -1 : terms.add(names[0] ?? '');
  };
  const [singleGiven, singleFamily] = [remember(readSingle), remember(readSingle)];
  const put = (placed: readonly number[], cells: Int32Array, base: number) => {
    for (let i = 0; i < placed.length; i += 1) cells[base + slot + i] = placed[i] as number;
  };
  if (given < 0 && family < 0)
    return (values, marks, cells, base) => put(whole(textAt(values, full), markAt(marks, full)), cells, base);
  return (values, marks, cells, base) => {
    if (full < 0 && given >= 0 && family >= 0) {
      const g = singleGiven(textAt(values, given), markAt(marks, given));
      const f = singleFamily(textAt(values, family), markAt(marks, family));
      if (g >= 0 && f >= 0) {
        cells[base + slot] = g;
        cells[base + slot + 1] = f;
        return;
      }
    }
    put(toTerms(placeNames(one(values, full), one(values, given), one(values, family))), cells, base);
  };
}

function writeStreet({ keys, fields, builders }: Columns, slot: number, terms: TermBuilder): WriteCells {
  const [address, street] = [keys.indexOf('address'), keys.indexOf('street')];
  const at = fields.findIndex(({ key }) => key === 'house');
  const [houses, houseSlot] = [builders[at], fields[at]?.slot ?? slot];
  const takeApart = remember((text: string) => {
    const code = findPostcode(text);
    return readAddress(code ? text.replace(new RegExp(code.full.replace(' ', '\\s*'), 'gi'), ' ') : text);
  });
  return (values, _marks, cells, base) => {
    const line = takeApart(`${textAt(values, address)} ${textAt(values, street)}`);
    cells[base + slot] = terms.add(line.street);
    cells[base + houseSlot] = houses?.add(line.house) ?? 0;
  };
}

function writePostcode({ keys }: Columns, slot: number, terms: TermBuilder): WriteCells {
  const [column, address] = [keys.indexOf('postcode'), keys.indexOf('address')];
  const read = remember(readPostcode);
  return (values, marks, cells, base) => {
    const own = read(textAt(values, column), markAt(marks, column));
    const found = own === '' && address >= 0 ? (findPostcode(textAt(values, address))?.full ?? '') : own;
    cells[base + slot] = terms.add(found);
  };
}

/** How a cell of a field without parts is read, and whether values come often enough to be worth remembering as written. */
function readerOf({ key, kind }: Field, aids: ReadingAids) {
  if (kind === 'code') return { read: readSex, often: true };
  if (kind === 'email') return { read: readEmail, often: false };
  if (key === 'phone') return { read: (text: string) => readTelephone(text, aids.readPhone), often: false };
  return kind === 'number' ? { read: readNumber, often: false } : { read: readPhrase, often: true };
}

function writeValue({ keys, aids }: Columns, field: Field, terms: TermBuilder): WriteCells {
  const column = keys.indexOf(field.key);
  const { slot } = field;
  const { read, often } = readerOf(field, aids);
  if (!often)
    return (values, _marks, cells, base) => {
      cells[base + slot] = terms.add(read(textAt(values, column)));
    };
  const termOf = remember((text: string) => terms.add(read(text)));
  return (values, marks, cells, base) => {
    cells[base + slot] = termOf(textAt(values, column), markAt(marks, column));
  };
}

function writeBorn({ keys, aids }: Columns, slot: number): WriteCells {
  const [column, age] = [keys.indexOf('dateOfBirth'), keys.indexOf('age')];
  const read = remember((text: string) => readDay(text, aids.thisYear));
  const readAged = remember((text: string) => readYearsOfAge(text, aids.thisYear));
  return (values, marks, cells, base) => {
    const born = read(textAt(values, column), markAt(marks, column));
    // An age stands in where no date is known.
    cells[base + slot] = born === 0 && age >= 0 ? readAged(textAt(values, age), markAt(marks, age)) : born;
  };
}

/** The writers of these columns' fields. */
export function listWriters(columns: Columns): readonly WriteCells[] {
  return columns.fields.flatMap((field, index): WriteCells[] => {
    const terms = columns.builders[index];
    if (field.kind === 'born') return [writeBorn(columns, field.slot)];
    // House numbers are written with the street they stand beside.
    if (!terms || field.key === 'house') return [];
    if (field.kind === 'name') return [writeNames(columns, field.slot, terms)];
    if (field.key === 'street') return [writeStreet(columns, field.slot, terms)];
    if (field.key === 'postcode') return [writePostcode(columns, field.slot, terms)];
    return [writeValue(columns, field, terms)];
  });
}
