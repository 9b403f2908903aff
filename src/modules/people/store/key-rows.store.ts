import { type RawBuilder, sql } from 'kysely';
import { KEY_KINDS, type KeyKind } from '../domain/key-kinds.ts';

/**
 * The columns of people.key_rows, each with an index of its own (docs/decisions/0323). A row of a mention holds at most one
 * key in each. Kinds that are looked up by the hundred together, pairs of names, have a column to themselves, so that
 * their index is small enough to stay in memory; the others are spread so that a person with two names fills six rows.
 */
export const COLUMNS = ['pair', 'part', 'birth', 'place', 'other'] as const;
export type KeyColumn = (typeof COLUMNS)[number];

/** Stored: never move a kind to another column. What has none here is kept in `other`. */
const COLUMN_OF: Partial<Record<KeyKind, KeyColumn>> = {
  'whole-name': 'pair',
  'name-and-part-of-birth-date': 'part',
  'name-and-birth-date': 'birth',
  'name-and-birth-year': 'birth',
  'initials-and-birth-date': 'birth',
  'sounds-and-birth-date': 'birth',
  'sounds-and-birth-year': 'birth',
  'name-and-postcode': 'place',
  'one-name-and-postcode': 'place',
  address: 'place',
  postcode: 'place',
  'name-and-school': 'place',
  'one-name-and-school': 'place',
};
const COLUMN_OF_CODE = new Map<number, KeyColumn>(
  Object.entries(COLUMN_OF).map(([kind, column]) => [KEY_KINDS[kind as KeyKind].code, column]),
);

/** The column that keys of this kind, by its stored code, are kept in. */
export const columnOf = (code: number): KeyColumn => COLUMN_OF_CODE.get(code) ?? 'other';

/** One row of people.key_rows, its keys as text or as numbers; `null` where a column has none. */
export type KeyRow<K extends string | bigint> = { readonly owner: bigint } & Readonly<
  Record<KeyColumn, K | null>
>;

/** The first eight bytes of an id, as a signed number: who owns a row. Ids sort by time, and so do these. */
export const ownerOf = (id: string): bigint =>
  BigInt.asIntN(64, BigInt(`0x${id.replaceAll('-', '').slice(0, 16)}`));

const NO_KEYS = { pair: null, part: null, birth: null, place: null, other: null } as const;

/** The rows that a mention's keys are kept in: as few as they fit in. */
export function packKeys<K extends string | bigint>(
  id: string,
  keys: readonly { readonly key: K; readonly code: number }[],
): readonly KeyRow<K>[] {
  const owner = ownerOf(id);
  const rows: (Record<KeyColumn, K | null> & { owner: bigint })[] = [];
  const filled: Record<KeyColumn, number> = { pair: 0, part: 0, birth: 0, place: 0, other: 0 };
  for (const { key, code } of keys) {
    const column = columnOf(code);
    const row = rows[filled[column]];
    if (row) row[column] = key;
    else rows.push({ owner, ...NO_KEYS, [column]: key });
    filled[column] += 1;
  }
  return rows;
}

/** Puts rows in, in SQL. */
export const insertKeyRows = (rows: readonly KeyRow<string>[]): RawBuilder<unknown> => sql`
  insert into people.key_rows (owner, pair, part, birth, place, other)
  select owner, pair, part, birth, place, other
  from unnest(${rows.map((r) => r.owner)}::bigint[], ${rows.map((r) => r.pair)}::bigint[],
    ${rows.map((r) => r.part)}::bigint[], ${rows.map((r) => r.birth)}::bigint[],
    ${rows.map((r) => r.place)}::bigint[], ${rows.map((r) => r.other)}::bigint[])
    as row (owner, pair, part, birth, place, other)`;

/** An id of sixteen bytes as the first eight of them, in SQL. */
export const ownerIn = (id: RawBuilder<unknown>): RawBuilder<string> =>
  sql<string>`substring(uuid_send(${id}), 1, 8)::bigint`;

/**
 * True in SQL of a mention's id (a column) that begins with these eight bytes. Two ids made in one millisecond may both:
 * whoever looks asks the mention whether it has the key.
 */
export const isOwner = (id: RawBuilder<unknown>, owner: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(${id} >= (lpad(to_hex(${owner}), 16, '0') || repeat('0', 16))::uuid
    and ${id} <= (lpad(to_hex(${owner}), 16, '0') || repeat('f', 16))::uuid)`;

const codesOf = (column: KeyColumn) =>
  sql.raw(
    `array[${Object.values(KEY_KINDS)
      .map(({ code }) => code)
      .filter((code) => columnOf(code) === column)
      .join(',')}]::smallint[]`,
  );

/** Owners in SQL, newest first and at most `most`, of a key that is kept in `column`: mentions, as (owner, record_id null). */
export const ownersInColumn = (
  column: KeyColumn,
  hash: RawBuilder<unknown>,
  most: RawBuilder<unknown>,
): RawBuilder<unknown> => {
  const name = sql.ref(column);
  return sql`(select r.owner, null::uuid as record_id from people.key_rows r where r.${name} = ${hash}
    order by r.owner desc limit ${most})`;
};

const APART = sql`${ownerIn(sql`mk.owner_id`)} as owner, case when mk.record then mk.owner_id end as record_id
  from people.match_keys mk`;

/**
 * Owners in SQL of any of an array of keys that are kept in people.match_keys: records, and mentions kept before
 * people.key_rows was there; as (key, owner, record_id), at most `most` in all.
 */
export const ownersApart = (hashes: RawBuilder<unknown>, most: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`(select mk.key, ${APART} where mk.key = any(${hashes}) limit ${most})`;

/**
 * A query in SQL of whoever has each of the keys in a relation called `key` (with columns `hash` and `code`): `what` of the
 * key, then owner and record_id, where a record says its whole id and a mention the first eight bytes of its own. Of one key
 * at most `most` mentions, the newest, and as many of people.match_keys, where records are, and mentions kept before. By
 * index alone. One part for each column: asked key by key which column it is in, PostgreSQL took twice the time.
 */
export function ownersOfKeys(what: RawBuilder<unknown>, most: RawBuilder<unknown>): RawBuilder<unknown> {
  const parts = COLUMNS.map(
    (column) => sql`
      select ${what}, o.owner, o.record_id from key cross join lateral ${ownersInColumn(column, sql`key.hash`, most)} o
      where key.code = any(${codesOf(column)})`,
  );
  return sql`${sql.join(parts, sql` union all `)} union all
      select ${what}, o.owner, o.record_id from key cross join lateral (
        select ${APART} where mk.key = key.hash order by mk.owner_id desc limit ${most}) o`;
}
