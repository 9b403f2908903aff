import { type RawBuilder, sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { KEY_KINDS, type KeyKind } from '../domain/key-kinds.ts';
import type { KnownRecord } from '../domain/record.ts';
import { isToldOf, OF_ONE_OWNER } from './find-alike.store.ts';
import { ANY_DAY, type HashedKey, type HashedWord, type HashKeys } from './hash-keys.store.ts';
import { isOwner, ownersApart, ownersInColumn, ownersOfKeys } from './key-rows.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Owners of one key that are looked at, newest first; of a pair of names that nobody typed, fewer the less near it is. */
const PER_KEY = 200;
const PER_NEAR_KEY = 60;
const PER_FAR_KEY = 15;
const NEAREST = 4;
/** Owners of all near pairs together that are looked at in people.match_keys, where records are. */
const MOST_APART = 1_000;
/** Names looked at that share one beginning with what was typed, and names kept that are near it. */
const PER_NEAR = 320;
const NEAR_WORDS = { ofTwo: 40, ofMore: 16 };
/**
 * How near two names must be that are both misspelt: their places together. Of three names two are mostly as typed, and then
 * their own pair finds who was meant.
 */
const BOTH_NEAR = { ofTwo: 18, ofMore: 6 };

/** How much more than its rarity an agreement says, where two are equally rare. */
const WEIGHTS: Partial<Record<KeyKind, number>> = {
  identifier: 100,
  'name-and-birth-date': 20,
  'whole-name': 4,
  'sounds-and-birth-date': 2,
  'common-name-and-birth-year': 2,
  'sounds-and-birth-year': 1.5,
};
const WEIGHT_OF = new Map<number, number>(
  Object.entries(WEIGHTS).map(([kind, weight]) => [KEY_KINDS[kind as KeyKind].code, weight]),
);

function typedKeys(keys: readonly HashedKey[]): RawBuilder<unknown> {
  return sql`select hash, code, weight from unnest(${keys.map(({ key }) => key)}::bigint[],
    ${keys.map(({ code }) => code)}::smallint[], ${keys.map(({ code }) => WEIGHT_OF.get(code) ?? 1)}::float8[])
    as typed (hash, code, weight)`;
}

/**
 * Pairs of names that are near what was typed, one of them as typed or both of the nearest, by the key of that pair. A name
 * is nearer that is one letter away than one that only sounds alike, and nearest where a letter was left out. The parts are
 * joined small to small: one join with conditions compared every near name with every other.
 */
function nearKeys(words: readonly HashedWord[]): RawBuilder<unknown> {
  const flat = words.flatMap(({ near, sound }, token) =>
    near.map((hash, place) => ({
      token,
      hash,
      spelt: hash === sound ? 0 : place === 0 ? 3 : 2,
      heard: hash === sound ? 1.5 : 0,
    })),
  );
  const many = words.length > 2 ? 'ofMore' : 'ofTwo';
  return sql`
    said as materialized (
      select word, (number - 1)::int as token
      from unnest(${words.map(({ word }) => word)}::bigint[]) with ordinality as said (word, number)
    ), near as materialized (
      select n.token, w.word, max(n.spelt) + max(n.heard) + 0.1 * count(*) as near
      from unnest(${flat.map(({ token }) => token)}::int[], ${flat.map(({ hash }) => hash)}::bigint[],
        ${flat.map(({ spelt }) => spelt)}::float8[], ${flat.map(({ heard }) => heard)}::float8[])
        as n (token, hash, spelt, heard)
      cross join lateral (select known.word from people.name_words known where known.near = n.hash
        order by known.word limit ${sql.lit(PER_NEAR)}) w
      group by n.token, w.word
    ), word as materialized (
      select token, word, place from (
        select near.token, near.word, row_number() over (partition by near.token order by near.near desc, near.word) as place
        from near join said on said.token = near.token and said.word <> near.word) ranked
      where place <= ${sql.lit(NEAR_WORDS[many])}
    ), nearest as materialized (
      select token, word, place from word where place <= ${sql.lit(BOTH_NEAR[many])}
    ), pair as materialized (
      select said.word # word.word as hash, word.place, 2.0 / (1 + 0.01 * word.place) as weight
      from said join word on word.token <> said.token
      union all
      select a.word # b.word, a.place + b.place, 2.0 / (2 + 0.1 * (a.place + b.place))
      from nearest a join nearest b on a.token < b.token where a.place + b.place <= ${sql.lit(BOTH_NEAR[many])}
    )`;
}

/** A concern that names what was looked for, or a record that is it, or both. */
interface Row {
  readonly concern_id: ConcernId | null;
  readonly record_id: string | null;
  readonly person: boolean;
}

/** The statement of `findNamed`; `null` when the term says nothing. */
export function searchByTerm(
  hashKeys: HashKeys,
  term: string,
  most: number,
  at: Temporal.Instant = ANY_DAY,
): RawBuilder<Row> | null {
  const { keys, words } = hashKeys.ofTerm(term, at);
  if (keys.length === 0) return null;
  const near = words.length > 1;
  const nearOwners = sql`
      union all
      select pair.hash, pair.weight, o.owner, o.record_id
      from pair cross join lateral ${ownersInColumn(
        'pair',
        sql`pair.hash`,
        sql`case when pair.place <= ${sql.lit(NEAREST)} then ${sql.lit(PER_NEAR_KEY)} else ${sql.lit(PER_FAR_KEY)} end`,
      )} o
      union all
      select pair.hash, pair.weight, o.owner, o.record_id
      from ${ownersApart(sql`array(select hash from pair)`, sql.lit(MOST_APART))} o join pair on pair.hash = o.key`;
  return sql<Row>`
    with ${near ? sql`${nearKeys(words)},` : sql``} key as materialized (${typedKeys(keys)}), had as materialized (
      ${ownersOfKeys(sql`key.hash, key.weight`, sql.lit(PER_KEY))}
      ${near ? nearOwners : sql``}
    ), owner as materialized (
      select hash, owner, record_id, weight / (4 + count(*) over (partition by hash)) as says from had
    ), best as materialized (
      select owner, record_id, array_agg(hash) as hashes, sum(says) as says from owner group by owner, record_id
      order by says desc, owner desc limit ${sql.lit(most * 2)}
    )
    select named.concern_id, named.record_id,
      (select true from people.persons p where p.id = named.record_id) is true as person
    from best
    cross join lateral (
      (select o.concern_id, (select l.record_id from people.links_now l
          where l.mention_id = o.id and l.status = 'confirmed' limit 1) as record_id
        from people.mentions o where best.record_id is null and ${isOwner(sql`o.id`, sql`best.owner`)}
          and o.keys && best.hashes limit ${sql.lit(OF_ONE_OWNER)})
      union all
      (select null, coalesce((select g.root_id from people.merged g where g.record_id = best.record_id), best.record_id)
        where best.record_id is not null)
      union all
      (select (select o.concern_id from people.mentions o where o.id = l.mention_id), l.record_id from people.links_now l
        where l.status = 'confirmed' and l.record_id = coalesce(
          (select g.root_id from people.merged g where g.record_id = best.record_id), best.record_id)
        order by l.mention_id desc limit ${sql.lit(PER_KEY)})) named
    where ${isToldOf(sql`named.record_id`)}
    group by named.concern_id, named.record_id
    order by max(best.says) desc, named.concern_id desc nulls last limit ${sql.lit(most)}`;
}

/** Something found: a concern that names it, the record that it is, or both. */
export interface FoundNamed {
  readonly concern: ConcernId | null;
  readonly record: KnownRecord | null;
}

/**
 * Concerns that name what `term` can be, and records that it can be, those first that agree in the rarest and most ways, then the
 * newest; at most `most`. One statement, by index, with a bound on each step: a name that everybody has costs no more than a rare
 * one. None by way of a protected identity that is kept from whoever this transaction reads for.
 */
export async function findNamed(
  tx: Tx,
  hashKeys: HashKeys,
  term: string,
  most: number,
  at?: Temporal.Instant,
): Promise<readonly FoundNamed[]> {
  const statement = searchByTerm(hashKeys, term, most, at);
  if (!statement) return [];
  const { rows } = await statement.execute(tx);
  return rows.map(({ concern_id, record_id, person }) => ({
    concern: concern_id,
    record: record_id === null ? null : recordOf(person ? 'person' : 'thing', record_id),
  }));
}

/** The concerns alone that `findNamed` finds, in its order. */
export async function findByTerm(
  tx: Tx,
  hashKeys: HashKeys,
  term: string,
  most: number,
): Promise<readonly ConcernId[]> {
  const found = await findNamed(tx, hashKeys, term, most * 2);
  return [...new Set(found.flatMap(({ concern }) => concern ?? []))].slice(0, most);
}
