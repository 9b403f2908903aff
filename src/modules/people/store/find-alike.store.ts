import { type RawBuilder, sql } from 'kysely';
import { IDENTITY_CODES, KEY_KINDS } from '../domain/key-kinds.ts';
import { isOwner, ownersOfKeys } from './key-rows.store.ts';
import { newestLinks } from './newest-links.store.ts';

/** Newest owners looked at for an identity key. */
export const IDENTITY_CAP = 50;
/** A key that so many share tells nobody apart, and is passed over unless it is an identity. */
export const POSSIBLE_CAP = 20;
/** Most mentions looked at whose ids begin with the same eight bytes: made in one millisecond, they hardly ever do. */
export const OF_ONE_OWNER = 8;

const listOf = (codes: readonly number[]) => sql.raw(`array[${codes.join(',')}]::smallint[]`);
const identityCodes = listOf(IDENTITY_CODES);

/**
 * The beginning of a statement (`with ...`) that looks, by index alone and bounded for each key, for whatever agrees, in
 * one of the ways in `codes`, with the mentions that `chosen` picks (a condition on `m`, a row of people.mentions). It
 * leaves:
 * - `mine` (id, kind, concern_id, record_id ...): the chosen mentions and their confirmed record, whose other mentions'
 *   keys count as theirs;
 * - `alike` (mention, kind, code, identity, owner_id, record, record_id, concern_id, owner_kind): mentions and records that
 *   share a key, the record that each of them is by now, if it is one, and a mention's concern and kind;
 * - `reached` (mention, kind, code, identity, record_id): records that agree, themselves or through a mention linked to
 *   them, that a person has not refused.
 * Keys of an institution put nothing together, and neither do records that are one. Nothing is put together across a
 * protected identity or address that is kept from whoever this transaction reads for (0320); records that were joined are one.
 *
 * Conditions are scalar sub-selects on purpose: written as `not exists` they become joins, and a plan kept from a small table
 * would read a large one whole.
 */
export function findAlike(chosen: RawBuilder<unknown>, codes: readonly number[]): RawBuilder<unknown> {
  return sql`
    with mine as materialized (
      select m.id, m.kind, m.concern_id, m.keys, m.key_kinds, (select l.record_id from people.links_now l
        where l.mention_id = m.id and l.status = 'confirmed' limit 1) as record_id
      from people.mentions m
      where ${chosen}
    ), key as materialized (
      select distinct mine.id as mention, mine.kind, k.hash, k.code, k.code = any(${identityCodes}) as identity
      from mine
      cross join lateral (
        select mine.keys, mine.key_kinds
        union all
        (select rk.keys, rk.key_kinds
          from (select mine.record_id as id
            union all select g.record_id from people.merged g where g.root_id = mine.record_id) same
          join people.record_keys rk on rk.record_id = same.id limit ${sql.lit(IDENTITY_CAP)})
        union all
        (select also.keys, also.key_kinds from ${newestLinks(sql`mine.record_id`, IDENTITY_CAP + 1)} l
          cross join lateral (select o.keys, o.key_kinds from people.mentions o where o.id = l.mention_id limit 1) also
          where l.mention_id <> mine.id)) own
      cross join lateral unnest(own.keys, own.key_kinds) as k (hash, code)
      where k.code = any(${listOf(codes)}) and (
        select true from people.match_keys mk join people.things t on t.id = mk.owner_id and t.institution
        where mk.key = k.hash and mk.record limit 1) is null and ${notAcross(sql`mine.record_id`, sql`k.code`)}
    ), owner as materialized (
      select mention, kind, hash, code, identity, owner, record_id from (
        select mention, kind, hash, code, identity, owner, record_id, count(*) over (partition by mention, hash) as owners
        from (${ownersOfKeys(
          sql`key.mention, key.kind, key.hash, key.code, key.identity`,
          sql`case when key.identity then ${sql.lit(IDENTITY_CAP)} else ${sql.lit(POSSIBLE_CAP + 1)} end`,
        )}) had) counted
      where identity or owners <= ${sql.lit(POSSIBLE_CAP)}
    ), named as materialized (
      select o.id, o.owner, o.concern_id, o.kind, o.keys, (select l.record_id from people.links_now l
        where l.mention_id = o.id and l.status = 'confirmed' limit 1) as record_id
      from (select distinct owner.owner from owner where owner.record_id is null) one
      cross join lateral (select m.id, one.owner, m.concern_id, m.kind, m.keys from people.mentions m
        where ${isOwner(sql`m.id`, sql`one.owner`)} order by m.id limit ${sql.lit(OF_ONE_OWNER)}) o
    ), alike as materialized (
      select mention, kind, code, identity, owner_id, record, record_id, concern_id, owner_kind from (
        select owner.mention, owner.kind, owner.code, owner.identity, named.id as owner_id, false as record,
          named.record_id, named.concern_id, named.kind as owner_kind
        from owner join named on named.owner = owner.owner and owner.hash = any(named.keys)
        where owner.record_id is null and named.id <> owner.mention
        union all
        select mention, kind, code, identity, owner.record_id, true,
          coalesce((select g.root_id from people.merged g where g.record_id = owner.record_id), owner.record_id), null, null
        from owner where owner.record_id is not null) known
      where ${notAcross(sql`known.record_id`, sql`known.code`)}
    ), reached as materialized (
      select distinct a.mention, a.kind, a.code, a.identity, a.record_id
      from alike a
      where a.record_id is not null
        and (select true from people.links_now no
          where no.mention_id = a.mention and no.record_id = a.record_id and no.status = 'refused' limit 1) is null
        and ${notInstitution(sql`a.record_id`)}
    )`;
}

/** Kinds of key that say where somebody is. */
const whereCodes = listOf(
  (
    [
      'address',
      'uprn',
      'near-phone',
      'name-and-postcode',
      'postcode',
      'one-name-and-postcode',
      'place-name-and-postcode',
      'phone',
      'phone-ending',
      'name-and-school',
      'one-name-and-school',
    ] as const
  ).map((kind) => KEY_KINDS[kind].code),
);

/**
 * True in SQL unless the record (a column; null for none) is a protected identity that is kept from whoever this transaction
 * reads for, or the key's code (a column) says where somebody is whose address is.
 */
function notAcross(record: RawBuilder<unknown>, code: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(select true from people.kept_from_viewer kept where kept.record_id = ${record}
    and (kept.covers = 'identity' or ${code} = any(${whereCodes})) limit 1) is null`;
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

/**
 * True in SQL unless the record (a column; null for none) is a protected identity that is kept from somebody who reads. Where
 * Heed itself counts warnings they are counted: of one record, within the protection, nothing crosses it.
 */
export function isToldOf(record: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(current_setting('heed.viewer', true) = 'all' or (select true from people.kept_from_viewer kept
    where kept.record_id = ${record} and kept.covers = 'identity' limit 1) is null)`;
}
