/**
 * Files of people as flat arrays of numbers: each person a row of cells, each cell a value's number. Source: 60-linking.md,
 * "Batch": a million people are compared by what is in these arrays, in several threads, with no text in sight.
 */
import { listNames } from '../name.ts';
import { findPostcode } from '../place.ts';
import { type Field, NAME_SLOTS, planFields, widthOf } from './columns.ts';
import { readDay } from './read-day.ts';
import {
  coarserFormsOf,
  readAddress,
  readEmail,
  readNumber,
  readPhrase,
  readPostcode,
  readSex,
  readTelephone,
} from './read-values.ts';
import { createTerms, type TermBuilder, type Terms } from './terms.ts';

/** People, encoded. All arrays are on shared memory. */
export interface People {
  readonly rows: number;
  /** The first person of the second file; `rows` where there is one file. */
  readonly split: number;
  readonly fields: readonly Field[];
  readonly width: number;
  /** `width` cells for each person; a date is yyyymmdd, other cells are numbers of terms, 0 where nothing is known. */
  readonly cells: Int32Array;
  /**
   * How many people `counts` of names are of, where they are not these: two people who are judged by what is known of names
   * elsewhere. What other values are worth is then the usual.
   */
  readonly population?: number;
  /** Values of each field, in the order of `fields`; `null` for dates. */
  readonly terms: readonly (Terms | null)[];
}

export interface ReadingAids {
  /** Year that two-digit years are read by. */
  readonly thisYear: number;
  readonly readPhone: (text: string) => string | null;
}

/** One person's cells as given, by key of the column map. */
export type Given = Readonly<Record<string, string>>;

export interface Encoder {
  /** Adds a person: one text for each of the encoder's keys, in their order. */
  add(values: readonly string[]): void;
  /** What was added from now on is of the second file. */
  startSecond(): void;
  readonly rows: number;
  finish(): People;
}

/** Most different values remembered as they were read, for each column. */
const REMEMBERED = 500_000;

function remember<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
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

function readNames(text: string): Names {
  const joined = text.slice(0, 300).replace(HYPHEN, '');
  const whole = listNames(joined);
  return { whole, parts: joined.length === Math.min(text.length, 300) ? [] : listNames(text) };
}

/** The order of names in a person's cells: given, family, then whatever else there is. */
function placeNames(full: Names, given: Names, family: Names): readonly string[] {
  const alone = given.whole.length === 0 && family.whole.length === 0;
  const all = full.whole;
  const first = alone ? all.slice(0, all.length > 1 ? 1 : 0) : given.whole;
  const last = alone ? all.slice(all.length > 1 ? -1 : 0) : family.whole;
  const [g = '', f = ''] = [first[0], last.at(-1)];
  const others = [
    ...first.slice(1),
    ...last.slice(0, -1),
    ...given.parts,
    ...family.parts,
    ...full.parts,
    ...all,
  ];
  const more = others.filter((name) => name !== g && name !== f);
  return [g, f, ...[...new Set(more)].slice(0, NAME_SLOTS - 2)];
}

/** Collects people whose columns are `keys` (of the column map, `id` left out), each once. */
export function createEncoder(keys: readonly string[], aids: ReadingAids): Encoder {
  const fields = planFields(new Set(keys));
  const width = widthOf(fields);
  const builders = fields.map(({ kind, key }): TermBuilder | null =>
    kind === 'born' ? null : createTerms(coarserFormsOf(kind, key)),
  );
  const at = (key: string) => keys.indexOf(key);
  const fieldOf = (key: string) => fields.findIndex((field) => field.key === key);
  let cells = new Int32Array(new SharedArrayBuffer(1024 * width * 4));
  let rows = 0;
  let split = -1;

  const writers: ((values: readonly string[], base: number) => void)[] = [];
  for (const [index, { key, kind, slot }] of fields.entries()) {
    const terms = builders[index];
    if (kind === 'name' && terms) {
      const [full, given, family] = [at('fullName'), at('givenName'), at('familyName')];
      const read = remember(readNames);
      const one = (values: readonly string[], column: number) =>
        column < 0 ? NO_NAMES : read(values[column] ?? '');
      const place = (values: readonly string[]) =>
        placeNames(one(values, full), one(values, given), one(values, family)).map((name) =>
          terms.add(name, true),
        );
      // Where the whole name is one column, what it is made of is remembered with it.
      const whole = remember((text: string) =>
        placeNames(read(text), NO_NAMES, NO_NAMES).map((name) => terms.add(name, true)),
      );
      writers.push((values, base) => {
        const placed = full >= 0 && given < 0 && family < 0 ? whole(values[full] ?? '') : place(values);
        for (let i = 0; i < placed.length; i += 1) {
          const term = placed[i] as number;
          cells[base + slot + i] = term;
          if (term !== 0) terms.count(term);
        }
      });
    } else if (kind === 'born') {
      const read = remember((text: string) => readDay(text, aids.thisYear));
      const column = at('dateOfBirth');
      writers.push((values, base) => {
        cells[base + slot] = read(values[column] ?? '');
      });
    } else if (terms && (key === 'street' || key === 'house')) {
      if (key === 'house') continue;
      const [address, street] = [at('address'), at('street')];
      const [houses, houseSlot] = [builders[fieldOf('house')], fields[fieldOf('house')]?.slot ?? slot];
      const read = (values: readonly string[]) => `${values[address] ?? ''} ${values[street] ?? ''}`;
      const split = remember((text: string) => {
        const code = findPostcode(text);
        return readAddress(code ? text.replace(new RegExp(code.full.replace(' ', '\\s*'), 'gi'), ' ') : text);
      });
      writers.push((values, base) => {
        const line = split(read(values));
        cells[base + slot] = terms.add(line.street);
        cells[base + houseSlot] = houses?.add(line.house) ?? 0;
      });
    } else if (terms && key === 'postcode') {
      const [column, address] = [at('postcode'), at('address')];
      const read = remember(readPostcode);
      const find = remember((text: string) => findPostcode(text)?.full ?? '');
      writers.push((values, base) => {
        const own = column < 0 ? '' : read(values[column] ?? '');
        cells[base + slot] = terms.add(own === '' && address >= 0 ? find(values[address] ?? '') : own);
      });
    } else if (terms) {
      const column = at(key);
      // What nearly everybody has another of is not worth remembering as it was written.
      const read =
        kind === 'code'
          ? remember(readSex)
          : kind === 'email'
            ? readEmail
            : key === 'phone'
              ? (text: string) => readTelephone(text, aids.readPhone)
              : kind === 'number'
                ? readNumber
                : remember(readPhrase);
      writers.push((values, base) => {
        cells[base + slot] = terms.add(read(values[column] ?? ''));
      });
    }
  }

  return {
    get rows() {
      return rows;
    },
    add(values) {
      const base = rows * width;
      if (base + width > cells.length) {
        const larger = new Int32Array(new SharedArrayBuffer(cells.length * 2 * 4));
        larger.set(cells);
        cells = larger;
      }
      for (const write of writers) write(values, base);
      rows += 1;
    },
    startSecond: () => {
      split = rows;
    },
    finish: () => ({
      rows,
      split: split < 0 ? rows : split,
      fields,
      width,
      cells,
      terms: builders.map((builder) => builder?.finish() ?? null),
    }),
  };
}
