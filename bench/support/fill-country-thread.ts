/** One thread of `fill-country.ts`: makes its households and copies their records, keys and names. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parentPort, workerData } from 'node:worker_threads';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { householdAt } from '../../demo/world/people.ts';
import { recordsOf } from '../../demo/world/records.ts';
import { createKeyHasher } from '../../src/modules/people/index.ts';
import { COLUMNS, type KeyRow, packKeys } from '../../src/modules/people/store/key-rows.store.ts';
import { type FillOrder, idsOf, mentionOf } from './fill-country.ts';
import { FILLER } from './filler.ts';

const AT = Temporal.Instant.from('2026-06-01T09:00:00Z');
const WORDS = `\\\\x${FILLER.toString('hex')}`;
const BINARY_START = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const BINARY_END = Buffer.from([0xff, 0xff]);
/** Most bytes of one row of keys: the number of columns, then each with its length. */
const KEY_ROW = 2 + 6 * 12;

/** Names this thread has put into the vocabulary; another may have too. */
const seen = new Set<string>();

/** Rows of `people.key_rows` as PostgreSQL's binary COPY takes them, which spares it reading numbers from text. */
function keyRows(rows: readonly KeyRow[], into: Buffer, at: number): number {
  let to = at;
  for (const row of rows) {
    to = into.writeInt16BE(1 + COLUMNS.length, to);
    to = into.writeInt32BE(8, to);
    to = into.writeBigInt64BE(BigInt(row.owner), to);
    for (const column of COLUMNS) {
      const key = row[column];
      to = into.writeInt32BE(key === null ? -1 : 8, to);
      if (key !== null) to = into.writeBigInt64BE(BigInt(key), to);
    }
  }
  return to;
}

async function copy(client: pg.Client, statement: string, pieces: Iterable<Buffer | string>): Promise<void> {
  await pipeline(Readable.from(pieces), client.query(copyFrom(statement)));
}

async function fill(client: pg.Client, { seed, matchKey, from, to }: FillOrder): Promise<number> {
  const hashKeys = createKeyHasher(matchKey);
  const mentions: string[] = [];
  const words: string[] = [];
  const ready: Buffer[] = [BINARY_START];
  let room = Buffer.allocUnsafe(1 << 20);
  let used = 0;
  for (let household = from; household < to; household += 1)
    for (const person of householdAt(seed, household))
      for (const [place, { record }] of recordsOf(seed, person).entries()) {
        const ids = idsOf(person.id, place);
        const given = mentionOf(record);
        const keys = hashKeys.ofMention(given, AT);
        const rows = packKeys(ids.mention, keys);
        if (used + rows.length * KEY_ROW > room.length) {
          ready.push(room.subarray(0, used));
          [room, used] = [Buffer.allocUnsafe(1 << 20), 0];
        }
        used = keyRows(rows, room, used);
        const [hashes, codes] = [
          keys.map(({ key }) => key).join(','),
          keys.map(({ code }) => code).join(','),
        ];
        mentions.push(
          `${ids.mention}\t${ids.concern}\t1\t${AT}\t${given.kind}\t${WORDS}\t{${hashes}}\t{${codes}}\n`,
        );
        for (const name of hashKeys.namesOf(given)) {
          if (seen.has(name.spelt)) continue;
          seen.add(name.spelt);
          const { word, near } = hashKeys.ofName(name);
          for (const hash of near) words.push(`${hash}\t${word}\n`);
        }
      }
  ready.push(room.subarray(0, used), BINARY_END);
  await copy(
    client,
    'copy people.mentions (id, concern_id, number, at, kind, given, keys, key_kinds) from stdin',
    [mentions.join('')],
  );
  await copy(
    client,
    'copy people.key_rows (owner, pair, part, birth, place, other) from stdin (format binary)',
    ready,
  );
  await copy(client, 'copy words (near, word) from stdin', [words.join('')]);
  await client.query(
    'insert into people.name_words (near, word) select w.near, w.word from words w where not exists (select from people.name_words k where k.near = w.near and k.word = w.word)',
  );
  await client.query('truncate words');
  return mentions.length;
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
