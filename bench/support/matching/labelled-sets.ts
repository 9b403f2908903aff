/** Published labelled sets, where whoever measures has them: nothing of them is kept here. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { World } from './worlds.ts';

type Row = Readonly<Record<string, string>>;
type Columns = Readonly<Record<string, string | readonly string[]>>;

function load(path: string, columns: Columns, who: (row: Row) => string): World {
  const data = parse<Row>(readFileSync(path, 'utf8').trim(), {
    columns: (names: readonly string[]) => names.map((name) => name.trim()),
    relax_column_count: true,
  });
  return {
    name: '',
    keys: Object.keys(columns),
    rows: data.map((row) =>
      Object.values(columns).map((names) =>
        [names]
          .flat()
          .map((name) => (row[name] ?? '').trim())
          .join(' '),
      ),
    ),
    truth: data.map((row) => Number(who(row))),
  };
}

const FEBRL: Columns = {
  givenName: 'given_name',
  familyName: 'surname',
  dateOfBirth: 'date_of_birth',
  street: ['street_number', 'address_1', 'address_2'],
  town: 'suburb',
  postcode: 'postcode',
  state: 'state',
};
const WITH_ID: Columns = { ...FEBRL, nationalId: 'soc_sec_id' };
const number = (row: Row) => row.rec_id?.split('-')[1] ?? '';

/** The sets that are in `folder`. */
export function readLabelledSets(folder: string): readonly World[] {
  const has = (...names: readonly string[]) => names.every((name) => existsSync(join(folder, name)));
  const sets: World[] = [];
  if (has('fake_1000.csv')) {
    const columns = {
      givenName: 'first_name',
      familyName: 'surname',
      dateOfBirth: 'dob',
      town: 'city',
      email: 'email',
    };
    sets.push({
      ...load(join(folder, 'fake_1000.csv'), columns, (row) => row.cluster ?? ''),
      name: 'fake_1000',
    });
  }
  if (has('febrl3.csv')) sets.push({ ...load(join(folder, 'febrl3.csv'), WITH_ID, number), name: 'febrl3' });
  if (has('febrl4a.csv', 'febrl4b.csv'))
    for (const [name, columns] of [
      ['febrl4', WITH_ID],
      ['febrl4 without id', FEBRL],
    ] as const) {
      const [a, b] = ['febrl4a.csv', 'febrl4b.csv'].map((file) => load(join(folder, file), columns, number));
      if (a && b)
        sets.push({
          name,
          keys: a.keys,
          rows: [...a.rows, ...b.rows],
          truth: [...a.truth, ...b.truth],
          split: a.rows.length,
        });
    }
  return sets;
}
