/**
 * Fills the people module's tables with the invented country's records (`demo/world`), straight by COPY, in two threads:
 * each makes households, derives and hashes their keys as the service does, and copies over a connection of its own.
 */
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import type { PersonRecord } from '../../demo/world/records.ts';
import type { PersonAsGiven } from '../../src/kernel/mention.ts';

/** Households from, and up to but not, this number. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface FillOrder extends Range {
  readonly seed: number;
  readonly matchKey: Uint8Array;
  readonly url: string;
}

export interface CountryFilled {
  readonly households: number;
  readonly records: number;
  readonly milliseconds: number;
}

/** An id whose order is the order of `index`, as ids made one after another have. */
export function idAt(index: number): string {
  const millis = (1_600_000_000_000 + index * 40).toString(16).padStart(12, '0');
  const a = (Math.imul(index + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const b = (Math.imul(index ^ 0x5bd1e995, 0x85ebca6b) >>> 0).toString(16).padStart(8, '0');
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${a.slice(0, 3)}-8${a.slice(3, 6)}-${a.slice(6)}${b}00`;
}

/** The ids under which a person's record, by its place among that person's, is kept. */
export function idsOf(person: number, place: number): { readonly concern: string; readonly mention: string } {
  const index = (person * 4 + place) * 2;
  return { concern: idAt(index), mention: idAt(index + 1) };
}

/** A record as a concern would name that person. */
export function mentionOf(record: PersonRecord): PersonAsGiven {
  const identifiers = {
    ...(record.nhsNumber === '' ? {} : { nhs: record.nhsNumber }),
    ...(record.upn === '' ? {} : { upn: record.upn }),
  };
  return {
    kind: record.upn === '' ? 'adult' : 'child',
    name: `${record.givenName} ${record.familyName}`,
    ...(record.dateOfBirth === '' ? {} : { dateOfBirth: record.dateOfBirth }),
    ...(record.postcode === '' ? {} : { address: record.address, postcode: record.postcode }),
    ...(record.phone === '' ? {} : { phone: record.phone }),
    identifiers,
  };
}

const THREADS = 2;
const CHUNK = 4_000;

/** One thread's share: every `THREADS`th chunk of households. Gives how many records it wrote. */
function runThread(orders: readonly FillOrder[]): Promise<number> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./fill-country-thread.ts', import.meta.url), { workerData: orders });
    let records = 0;
    worker.on('message', (count: number) => {
      records += count;
    });
    worker.once('error', fail);
    worker.once('exit', (code) =>
      code === 0 ? done(records) : fail(new Error(`a filling thread ended with ${code}`)),
    );
  });
}

/** Drops the indexes of the keys, to be made again at once when all is in: gives the statements that make them. */
export async function dropKeyIndexes(superuser: pg.Client): Promise<readonly string[]> {
  const { rows } = await superuser.query<{ name: string; made: string }>(
    "select indexname as name, indexdef as made from pg_indexes where schemaname = 'people' and tablename = 'key_rows'",
  );
  for (const { name } of rows) await superuser.query(`drop index people.${name}`);
  return rows.map(({ made }) => made);
}

/** Adds the households in `range`, indexes and statistics included in the time. */
export async function fillCountry(
  superuser: pg.Client,
  order: Omit<FillOrder, 'from' | 'to'>,
  range: Range,
): Promise<CountryFilled> {
  const began = performance.now();
  const indexes = await dropKeyIndexes(superuser);
  const orders: FillOrder[] = [];
  for (let from = range.from; from < range.to; from += CHUNK)
    orders.push({ ...order, from, to: Math.min(range.to, from + CHUNK) });
  const shares = Array.from({ length: THREADS }, (_, thread) =>
    orders.filter((_, n) => n % THREADS === thread),
  );
  const counts = await Promise.all(shares.map(runThread));
  await superuser.query("set maintenance_work_mem = '1GB'");
  for (const index of indexes) await superuser.query(index);
  await superuser.query('vacuum (analyze) people.mentions, people.key_rows, people.name_words');
  return {
    households: range.to,
    records: counts.reduce((sum, count) => sum + count, 0),
    milliseconds: performance.now() - began,
  };
}
