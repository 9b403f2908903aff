/** One thread of `fill-country.ts`: makes its households and copies their records, keys and names. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { householdAt } from '../../demo/world/people.ts';
import { recordsOf } from '../../demo/world/records.ts';
import { createKeyHasher } from '../../src/modules/people/index.ts';
import type { KeyNumber } from '../../src/modules/people/store/hash-keys.store.ts';
import { COLUMNS, packKeys } from '../../src/modules/people/store/key-rows.store.ts';
import { type FillOrder, idsOf, mentionOf } from './fill-country.ts';
import { FILLER } from './filler.ts';
import { CopyRows } from './write-copy.ts';

type Ids = ReturnType<typeof idsOf>;

const AT = Temporal.Instant.from('2026-06-01T09:00:00Z');
/** Most bytes of a mention's row: its fixed parts, and at most forty keys with their kinds. */
const MENTION_ROW = 100 + FILLER.length + 40 * 18;
const KEY_ROW = 8 * (1 + COLUMNS.length);

/** Names this thread has put into the vocabulary; another may have too. */
const seen = new Set<string>();

/** One mention, of one concern, with its keys. */
function writeMention(into: CopyRows, ids: Ids, kind: string, keys: readonly KeyNumber[]): void {
  into.row(8, MENTION_ROW);
  into.uuid(ids.mention);
  into.uuid(ids.concern);
  into.int2(1);
  into.instant(AT);
  into.text(kind);
  into.bytes(FILLER);
  into.int8s(keys.map(({ key }) => key));
  into.int2s(keys.map(({ code }) => code));
}

function writeKeys(into: CopyRows, mention: string, keys: readonly KeyNumber[]): void {
  for (const row of packKeys(mention, keys)) {
    into.row(1 + COLUMNS.length, KEY_ROW);
    into.int8(row.owner);
    for (const column of COLUMNS) into.int8(row[column]);
  }
}

async function copy(client: pg.Client, into: string, pieces: readonly Buffer[]): Promise<void> {
  await pipeline(Readable.from(pieces), client.query(copyFrom(`copy ${into} from stdin (format binary)`)));
}

async function fill(client: pg.Client, { seed, matchKey, from, to }: FillOrder): Promise<number> {
  const hashKeys = createKeyHasher(matchKey);
  const [mentions, keyRows, words] = [new CopyRows(), new CopyRows(), new CopyRows()];
  let records = 0;
  for (let household = from; household < to; household += 1)
    for (const person of householdAt(seed, household))
      for (const [place, { record }] of recordsOf(seed, person).entries()) {
        const ids = idsOf(person.id, place);
        const given = mentionOf(record);
        const keys = hashKeys.numbersOf(given, AT);
        writeMention(mentions, ids, given.kind, keys);
        writeKeys(keyRows, ids.mention, keys);
        records += 1;
        for (const name of hashKeys.namesOf(given)) {
          if (seen.has(name.spelt)) continue;
          seen.add(name.spelt);
          const { word, near } = hashKeys.ofName(name);
          for (const hash of near) {
            words.row(2, 16);
            words.int8(BigInt(hash));
            words.int8(BigInt(word));
          }
        }
      }
  await copy(
    client,
    'people.mentions (id, concern_id, number, at, kind, given, keys, key_kinds)',
    mentions.finish(),
  );
  await copy(client, 'people.key_rows (owner, pair, part, birth, place, other)', keyRows.finish());
  await copy(client, 'words (near, word)', words.finish());
  await client.query(
    'insert into people.name_words (near, word) select w.near, w.word from words w where not exists (select from people.name_words k where k.near = w.near and k.word = w.word)',
  );
  await client.query('truncate words');
  return records;
}

const orders = workerData as readonly FillOrder[];
const client = new pg.Client({ connectionString: orders[0]?.url ?? '' });
if (orders.length > 0) {
  await client.connect();
  await client.query('create temp table words (near bigint, word bigint)');
  await client.query('set synchronous_commit = off');
  for (const order of orders) parentPort?.postMessage(await fill(client, order));
  await client.end();
}
