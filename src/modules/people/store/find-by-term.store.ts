import { type RawBuilder, sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { KEY_KINDS, type KeyKind } from '../domain/key-kinds.ts';
import { isToldOf } from './find-alike.store.ts';
import { ANY_DAY, type HashedKey, type HashedWord, type HashKeys } from './hash-keys.store.ts';

/** Owners of one key that are looked at, newest first; fewer of a pair of names that nobody typed. */
const PER_KEY = 200;
const PER_NEAR_KEY = 25;
/** Names looked at that share one beginning with what was typed, and names kept that are near it. */
const PER_NEAR = 160;
const NEAR_WORDS = 110;
/** Of two names that are both misspelt, how many near names of each are put together. */
const BOTH_NEAR = 18;

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
  return sql`select hash, weight, ${sql.lit(PER_KEY)} as most from unnest(${keys.map(({ key }) => key)}::bigint[],
    ${keys.map(({ code }) => WEIGHT_OF.get(code) ?? 1)}::float8[]) as typed (hash, weight)`;
}

/**
 * Pairs of names that are near what was typed, one of them as typed or both of the nearest, by the key of that pair. The
 * parts are joined small to small: one join with conditions compared every near name with every other.
 */
function nearKeys(words: readonly HashedWord[]): RawBuilder<unknown> {
  const flat = words.flatMap(({ near }, token) => near.map((hash) => ({ token, hash })));
  return sql`
    said as materialized (
      select word, (number - 1)::int as token
      from unnest(${words.map(({ word }) => word)}::bigint[]) with ordinality as said (word, number)
    ), near as materialized (
      select n.token, w.word, count(distinct n.hash)::int as shared
      from unnest(${flat.map(({ token }) => token)}::int[], ${flat.map(({ hash }) => hash)}::bigint[]) as n (token, hash)
      cross join lateral (select known.word from people.name_words known where known.near = n.hash
        order by known.word limit ${sql.lit(PER_NEAR)}) w
      group by n.token, w.word
    ), word as materialized (
      select token, word, place from (
        select near.token, near.word, row_number() over (partition by near.token order by near.shared desc, near.word)::int
          as place
        from near join said on said.token = near.token and said.word <> near.word) ranked
      where place <= ${sql.lit(NEAR_WORDS)}
    ), nearest as materialized (
      select token, word, place from word where place <= ${sql.lit(BOTH_NEAR)}
    ), pair as materialized (
      select said.word # word.word as hash, 2.0 / (1 + 0.01 * word.place) as weight
      from said join word on word.token <> said.token
      union all
      select a.word # b.word, 2.0 / (2 + 0.1 * (a.place + b.place))
      from nearest a join nearest b on a.token < b.token
    )`;
}

/** The statement of `findByTerm`; `null` when the term says nothing. */
export function searchByTerm(
  hashKeys: HashKeys,
  term: string,
  most: number,
): RawBuilder<{ readonly concern_id: ConcernId }> | null {
  const { keys, words } = hashKeys.ofTerm(term, ANY_DAY);
  if (keys.length === 0) return null;
  const near = words.length > 1;
  return sql<{ concern_id: ConcernId }>`
    with ${near ? sql`${nearKeys(words)},` : sql``} key as materialized (
      ${typedKeys(keys)} ${near ? sql`union all select hash, weight, ${sql.lit(PER_NEAR_KEY)} from pair` : sql``}
    ), owner as materialized (
      select o.owner_id, o.record, key.weight / (4 + count(*) over (partition by key.hash)) as says
      from key cross join lateral (select mk.owner_id, mk.record from people.match_keys mk
        where mk.key = key.hash
        order by mk.owner_id desc limit key.most) o
    ), best as materialized (
      select owner_id, record, sum(says) as says from owner group by owner_id, record
      order by says desc, owner_id desc limit ${sql.lit(most * 4)}
    )
    select m.concern_id from best
    cross join lateral (
      (select best.owner_id as mention_id, l.record_id from (select 1) one left join people.links_now l
        on l.mention_id = best.owner_id and l.status = 'confirmed' where not best.record limit 1)
      union all
      (select l.mention_id, l.record_id from people.links_now l
        where best.record and l.status = 'confirmed' and l.record_id = coalesce(
          (select g.root_id from people.merged g where g.record_id = best.owner_id), best.owner_id)
        order by l.mention_id desc limit ${sql.lit(PER_KEY)})) named
    cross join lateral (select o.concern_id from people.mentions o where o.id = named.mention_id limit 1) m
    where ${isToldOf(sql`named.record_id`)}
    group by m.concern_id order by max(best.says) desc, m.concern_id desc limit ${sql.lit(most)}`;
}

/**
 * Concerns that name what `term` can be, or somebody on record of whom it is known: those that agree in the rarest and most ways first, then the newest; at most
 * `most`. One statement, by index, with a bound on each step: a name that everybody has costs no more than a rare one.
 * None by way of a protected identity that is kept from whoever this transaction reads for.
 */
export async function findByTerm(
  tx: Tx,
  hashKeys: HashKeys,
  term: string,
  most: number,
): Promise<readonly ConcernId[]> {
  const statement = searchByTerm(hashKeys, term, most);
  if (!statement) return [];
  const { rows } = await statement.execute(tx);
  return rows.map((row) => row.concern_id);
}
