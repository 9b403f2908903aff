/**
 * Writes the invented country to files, household by household: what is on record of its people (`people.csv`), how
 * `people match` reads that (`MAP.json`), and who each record truly is (`truth.csv`).
 */
import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { householdAt } from './people.ts';
import { type PersonRecord, recordsOf } from './records.ts';

/** How many there were. */
export interface Written {
  readonly people: number;
  readonly records: number;
  readonly households: number;
}

const COLUMNS = [
  'id',
  'source',
  'givenName',
  'familyName',
  'dateOfBirth',
  'sex',
  'address',
  'street',
  'town',
  'postcode',
  'uprn',
  'phone',
  'email',
  'nhsNumber',
  'upn',
] as const satisfies readonly (keyof PersonRecord)[];

/** Columns by the name that `people match` knows them by; where a record came from is none of its business. */
const MAP = Object.fromEntries(
  COLUMNS.filter((name) => name !== 'source').map((name) => [name === 'uprn' ? 'other:uprn' : name, name]),
);

const FLUSH = 1 << 18;

const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A file written in pieces, which waits while the disk is behind. */
function openLines(path: string, header: string) {
  const file: WriteStream = createWriteStream(path);
  let held = `${header}\n`;
  const flush = async () => {
    const piece = held;
    held = '';
    if (!file.write(piece)) await once(file, 'drain');
  };
  return {
    add(line: string) {
      held += `${line}\n`;
      return held.length > FLUSH ? flush() : undefined;
    },
    async close() {
      await flush();
      file.end();
      await finished(file);
    },
  };
}

/**
 * Writes `people` people of the country of `seed` to `folder`, made if it is missing; the last household is written whole.
 * `tell` hears now and then how many are written. Memory stays the same however many they are.
 */
export async function writeWorld(
  { folder, people, seed }: { readonly folder: string; readonly people: number; readonly seed: number },
  tell: (done: number) => void,
): Promise<Written> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'MAP.json'), `${JSON.stringify(MAP, null, 2)}\n`);
  const given = openLines(join(folder, 'people.csv'), COLUMNS.join(','));
  const truth = openLines(join(folder, 'truth.csv'), 'id,person,household,origin,errors');
  let [done, records, household] = [0, 0, 0];
  for (; done < people; household += 1) {
    for (const person of householdAt(seed, household)) {
      done += 1;
      for (const { record, errors } of recordsOf(seed, person)) {
        records += 1;
        const waits = given.add(COLUMNS.map((name) => cell(record[name])).join(','));
        const also = truth.add(
          `${record.id},p${person.id},h${household},${person.origin},${errors.join(' ')}`,
        );
        if (waits) await waits;
        if (also) await also;
      }
    }
    if (household % 10_000 === 0) tell(done);
  }
  await given.close();
  await truth.close();
  tell(done);
  return { people: done, records, households: household };
}
