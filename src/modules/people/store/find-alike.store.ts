import { type RawBuilder, sql } from 'kysely';
import { IDENTITY_CODES } from '../domain/key-kinds.ts';

/** Newest owners looked at for an identity key. */
export const IDENTITY_CAP = 50;
/** A key that so many share tells nobody apart, and is passed over unless it is an identity. */
export const POSSIBLE_CAP = 20;

const listOf = (codes: readonly number[]) => sql.raw(`array[${codes.join(',')}]::smallint[]`);
const identityCodes = listOf(IDENTITY_CODES);

/**
 * The beginning of a statement (`with ...`) that looks, by index alone and bounded for each key, for whatever agrees, in
 * one of the ways in `codes`, with the mentions that `chosen` picks (a condition on `m`, a row of people.mentions). It
 * leaves:
 * - `mine` (id, kind, concern_id, record_id ...): the chosen mentions and their confirmed record, whose other mentions'
 *   keys count as theirs;
 * - `alike` (mention, kind, code, identity, owner_id, record): mentions and records that share a key;
 * - `reached` (mention, kind, code, identity, record_id): records that agree, themselves or through a mention linked to
 *   them, that a person has not refused.
 * Keys of an institution put nothing together, and neither do records that are one.
 *
 * Conditions are scalar sub-selects on purpose: written as `not exists` they become joins, and a plan kept from a small table
 * would read a large one whole.
 */
export function findAlike(chosen: RawBuilder<unknown>, codes: readonly number[]): RawBuilder<unknown> {
  return sql`
    with mine as materialized (
      select m.id, m.kind, m.concern_id, m.keys, m.key_kinds, l.record_id from people.mentions m
      left join people.links l on l.mention_id = m.id and l.status = 'confirmed'
      where ${chosen}
    ), key as materialized (
      select distinct mine.id as mention, mine.kind, k.hash, k.code, k.code = any(${identityCodes}) as identity
      from mine
      cross join lateral (
        select mine.keys, mine.key_kinds
        union all
        (select also.keys, also.key_kinds from people.links l
          cross join lateral (select o.keys, o.key_kinds from people.mentions o where o.id = l.mention_id limit 1) also
          where l.record_id = mine.record_id and l.status = 'confirmed' and l.mention_id <> mine.id
          order by l.mention_id desc limit ${sql.lit(IDENTITY_CAP)})) own
      cross join lateral unnest(own.keys, own.key_kinds) as k (hash, code)
      where k.code = any(${listOf(codes)}) and (
        select true from people.match_keys mk join people.things t on t.id = mk.owner_id and t.institution
        where mk.key = k.hash and mk.record limit 1) is null
    ), owner as materialized (
      select key.mention, key.kind, key.code, key.identity, o.owner_id, o.record,
        count(*) over (partition by key.mention, key.hash) as owners
      from key cross join lateral (
        select mk.owner_id, mk.record from people.match_keys mk where mk.key = key.hash
        order by mk.owner_id desc
        limit case when key.identity then ${sql.lit(IDENTITY_CAP)} else ${sql.lit(POSSIBLE_CAP + 1)} end) o
    ), alike as materialized (
      select mention, kind, code, identity, owner_id, record from owner
      where owner_id <> mention and (identity or owners <= ${sql.lit(POSSIBLE_CAP)})
    ), reached as materialized (
      select distinct a.mention, a.kind, a.code, a.identity, r.record_id
      from alike a cross join lateral (
        select a.owner_id as record_id where a.record
        union all
        select l.record_id from people.links l
        where not a.record and l.mention_id = a.owner_id and l.status = 'confirmed') r
      where (select true from people.links no
          where no.mention_id = a.mention and no.record_id = r.record_id and no.status = 'refused') is null
        and ${notInstitution(sql`r.record_id`)}
    )`;
}

/** True in SQL unless a person said that mentions `a` and `b` (columns) are not the same. */
export function notSaidUnlike(a: RawBuilder<unknown>, b: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(select true from people.unlike u
    where u.first_id = least(${a}, ${b}) and u.second_id = greatest(${a}, ${b})) is null`;
}

/** True in SQL unless the record (a column) is an institution. */
export function notInstitution(record: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(select t.institution from people.things t where t.id = ${record}) is not true`;
}
