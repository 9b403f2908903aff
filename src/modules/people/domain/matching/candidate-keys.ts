/**
 * Who is worth comparing: people who share a key. Source: 60-linking.md, "Candidates by keys, never by scanning or cross
 * join ... phonetic token + date of birth (ignoring which name it is and day/month order), sorted pair of phonetic tokens +
 * year, both initials + date, one name + two of the three date parts, token + postcode, phone, identifiers". Which sorts of
 * keys there are follows from the columns a file has, so that a file with few or unusual ones still finds its pairs.
 */
import type { Field } from './columns.ts';
import type { People } from './encode.ts';
import { mix, mixUnordered } from './mix-hash.ts';
import { isRange } from './year-range.ts';

/** One sort of key: writes the keys of a person into `out`, 0 for none. */
export interface KeySort {
  readonly name: string;
  /** Most keys a person has of it. */
  readonly most: number;
  /** What a file of millions is searched by; the others catch what is much misspelt, where there is time for them. */
  readonly first: boolean;
  write(row: number, out: Uint32Array, at: number): void;
}

type Value = (row: number) => number;

const FIRST =
  /^(?:two names|sound and date|sounds and year|initials and date|name and .*|date and .*|house and .*|(?:phone|email|nhsNumber|upn|nationalId)(?: nearly)?)$/;

/** Day and month in either order: what is written 1/2 here is 2/1 elsewhere. */
function anyOrder(day: number): number {
  const [year, month, date] = [Math.trunc(day / 10_000), Math.trunc(day / 100) % 100, day % 100];
  return year * 10_000 + (month < date ? month * 100 + date : date * 100 + month);
}

/** The parts of a date that are left when one part is wrong; 0 where a part is not known. */
function yearAndMonth(day: number): number {
  return day % 10_000 < 100 ? 0 : Math.trunc(day / 100);
}
function yearAndDay(day: number): number {
  return day % 100 === 0 || isRange(day) ? 0 : Math.trunc(day / 10_000) * 100 + (day % 100) + 4_000_000;
}
function monthAndDay(day: number): number {
  return day % 100 === 0 || day % 10_000 === 101 || isRange(day) ? 0 : (day % 10_000) + 9_000_000;
}

/** The sorts of keys that these people's fields allow, in a fixed order. */
export function planKeys(people: People): readonly KeySort[] {
  const { cells, width, fields, terms } = people;
  const sorts: KeySort[] = [];
  const add = (name: string, most: number, write: KeySort['write']) =>
    sorts.push({ name, most, write, first: FIRST.test(name) });
  const single = (name: string, value: Value) =>
    add(name, 1, (row, out, at) => {
      out[at] = value(row);
    });
  const cellOf = (field: Field): Value => {
    const { slot } = field;
    return (row) => cells[row * width + slot] as number;
  };
  const coarse = (field: Field, which: 'near' | 'far'): Value => {
    const forms = terms[fields.indexOf(field)]?.[which] ?? new Int32Array(1);
    const cell = cellOf(field);
    return (row) => forms[cell(row)] as number;
  };
  const both =
    (a: Value, b: Value): Value =>
    (row) => {
      const [x, y] = [a(row), b(row)];
      return x === 0 || y === 0 ? 0 : mix(x, y);
    };

  const name = fields.find(({ kind }) => kind === 'name');
  const bornField = fields.find(({ kind }) => kind === 'born');
  const born = bornField && cellOf(bornField);
  const year: Value | undefined = born && ((row) => Math.trunc(born(row) / 10_000));
  const fullDay: Value | undefined =
    born &&
    ((row) => {
      const day = born(row);
      return day % 100 === 0 || isRange(day) ? 0 : anyOrder(day);
    });
  const dayParts = born ? [yearAndMonth, yearAndDay, monthAndDay] : [];
  const places: { readonly name: string; readonly value: Value }[] = [];

  for (const field of fields) {
    if (field.kind === 'number' || field.kind === 'email') {
      single(field.key, cellOf(field));
      single(`${field.key} nearly`, coarse(field, 'near'));
    }
    if (field.kind === 'phrase') places.push({ name: field.key, value: coarse(field, 'near') });
    if (field.kind === 'postcode') {
      places.push({ name: 'postcode', value: cellOf(field) });
      places.push({ name: 'sector', value: coarse(field, 'near') });
      places.push({ name: 'district', value: coarse(field, 'far') });
    }
    if (field.kind === 'number') places.push({ name: field.key, value: coarse(field, 'near') });
  }
  const sexField = fields.find(({ key }) => key === 'sex');
  const sex = sexField && cellOf(sexField);

  if (name) {
    const { slot } = name;
    const values = terms[fields.indexOf(name)];
    const near = values?.near ?? new Int32Array(1);
    const far = values?.far ?? new Int32Array(1);
    const chars = values?.chars ?? new Uint16Array(1);
    const starts = values?.starts ?? new Uint32Array(2);
    const term = (row: number, i: number) => cells[row * width + slot + i] as number;
    const initial = (id: number) => (id === 0 ? 0 : (chars[starts[id] as number] as number));
    const opening = (id: number, letters: number) => {
      let h = 0;
      const [from, to] = [starts[id] as number, starts[id + 1] as number];
      for (let i = from; i < to && i < from + letters; i += 1) h = mix(h, chars[i] as number);
      return h;
    };
    const each = (label: string, tokens: number, form: Int32Array, other: Value) =>
      add(label, tokens, (row, out, at) => {
        const with_ = other(row);
        for (let i = 0; i < tokens; i += 1) {
          const id = term(row, i);
          out[at + i] = id === 0 || with_ === 0 ? 0 : mix(form[id] as number, with_);
        }
      });
    const pairs = (label: string, tokens: number, form: Int32Array, other: Value | null) =>
      add(label, (tokens * (tokens - 1)) / 2, (row, out, at) => {
        const with_ = other === null ? 1 : other(row);
        let k = at;
        for (let i = 0; i < tokens; i += 1)
          for (let j = i + 1; j < tokens; j += 1) {
            const [x, y] = [term(row, i), term(row, j)];
            const pair =
              x === 0 || y === 0 || with_ === 0 ? 0 : mixUnordered(form[x] as number, form[y] as number);
            out[k] = pair === 0 ? 0 : mix(pair, with_);
            k += 1;
          }
      });
    pairs('two names', 3, near, null);
    if (fullDay) each('sound and date', 3, far, fullDay);
    if (year) pairs('sounds and year', 3, far, year);
    // Both sounds that double metaphone hears, of two names: whichever of them another spelling has.
    const heard = (label: string, with_: Value) =>
      add(label, 4, (row, out, at) => {
        const other = with_(row);
        for (let i = 0; i < 2; i += 1) {
          const id = term(row, i);
          const [one, two] = [values?.primary[id] ?? 0, values?.alternate[id] ?? 0];
          out[at + 2 * i] = one === 0 || other === 0 ? 0 : mix(one, other);
          out[at + 2 * i + 1] = two === 0 || two === one || other === 0 ? 0 : mix(two, other);
        }
      });
    if (fullDay) heard('heard and date', fullDay);
    add('both heard', 4, (row, out, at) => {
      const [x, y, when] = [term(row, 0), term(row, 1), year ? year(row) : 1];
      const [px, py] = [values?.primary[x] ?? 0, values?.primary[y] ?? 0];
      const [sx, sy] = [values?.alternate[x] ?? 0, values?.alternate[y] ?? 0];
      if (px === 0 || py === 0 || when === 0) return;
      out[at] = mix(mixUnordered(px, py), when);
      if (sx !== px) out[at + 1] = mix(mixUnordered(sx, py), when);
      if (sy !== py) out[at + 2] = mix(mixUnordered(px, sy), when);
      if (sx !== px && sy !== py) out[at + 3] = mix(mixUnordered(sx, sy), when);
    });
    pairs('two sounds', 2, far, null);
    if (fullDay)
      single('initials and date', (row) => {
        const [x, y, day] = [initial(term(row, 0)), initial(term(row, 1)), fullDay(row)];
        return x === 0 || y === 0 || day === 0 ? 0 : mix(mixUnordered(x, y), day);
      });
    if (born)
      for (const [i, part] of dayParts.entries())
        each(`name and date part ${i}`, 2, near, (row) => part(born(row)));
    for (const place of places) {
      each(`name and ${place.name}`, 2, near, place.value);
      if (place.name !== 'sector') each(`sound and ${place.name}`, 2, far, place.value);
    }
    single('openings', (row) => {
      const [x, y] = [term(row, 0), term(row, 1)];
      return x === 0 || y === 0 ? 0 : mixUnordered(opening(x, 3), opening(y, 3));
    });
    if (year)
      single(
        'openings and year',
        both((row) => mixUnordered(opening(term(row, 0), 2), opening(term(row, 1), 2)), year),
      );
    each('one name', 3, near, sex ?? (() => 1));
  }
  if (fullDay) {
    for (const place of places) single(`date and ${place.name}`, both(fullDay, place.value));
    single('date', fullDay);
    if (sex) single('date and sex', both(fullDay, sex));
  }
  if (born && dayParts.length > 0)
    for (const place of places)
      if (!['district', 'sector'].includes(place.name))
        add(`date parts and ${place.name}`, 3, (row, out, at) => {
          const [day, where] = [born(row), place.value(row)];
          for (const [i, part] of dayParts.entries()) {
            const known = part(day);
            out[at + i] = known === 0 || where === 0 ? 0 : mix(known, where);
          }
        });
  for (const [i, one] of places.entries()) {
    single(one.name, one.value);
    for (const other of places.slice(i + 1))
      if (
        !(one.name === 'postcode' && ['sector', 'district'].includes(other.name)) &&
        !(one.name === 'sector' && other.name === 'district')
      )
        single(`${one.name} and ${other.name}`, both(one.value, other.value));
  }
  const house = fields.find(({ kind }) => kind === 'house');
  if (house)
    for (const place of places.filter(({ name }) => name === 'postcode' || name === 'street'))
      single(`house and ${place.name}`, both(cellOf(house), place.value));
  return sorts.map((sort, at) => ({
    ...sort,
    write: (row, out, from) => {
      for (let i = 0; i < sort.most; i += 1) out[from + i] = 0;
      sort.write(row, out, from);
      // Keys of different sorts must not meet.
      for (let i = 0; i < sort.most; i += 1) {
        const key = out[from + i] as number;
        if (key !== 0) out[from + i] = mix(key, at + 1) | 1;
      }
    },
  }));
}
