import { type RawBuilder, sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { KEY_KINDS, type KeyKind } from '../domain/key-kinds.ts';
import type { MentionId } from '../domain/record.ts';
import type { HashedKey } from './hash-keys.store.ts';

/** One mention, by all under which the same child, adult or thing may be named elsewhere. Nothing of what was said. */
export interface Identity {
  readonly mention: MentionId;
  readonly concern: ConcernId;
  readonly kind: MentionKind;
  readonly at: Temporal.Instant;
  /** The record a person linked it to. */
  readonly record: string | null;
  /** Match keys that are an identity of the one named. */
  readonly keys: readonly string[];
  /** Match keys of the address a person lives at. */
  readonly homes: readonly string[];
}

const OF_PEOPLE = [
  'identifier',
  'name-and-birth-date',
  'name-and-birth-year',
  'name-and-postcode',
  'name-and-school',
] as const;
const OF_THINGS = ['phone', 'registration', 'address', 'uprn', 'account', 'place-name-and-postcode'] as const;
const codes = (kinds: readonly (keyof typeof KEY_KINDS)[]) =>
  sql.raw(`array[${kinds.map((kind) => KEY_KINDS[kind].code).join(',')}]::smallint[]`);

const codesOf = (kinds: readonly KeyKind[]) => new Set<number>(kinds.map((kind) => KEY_KINDS[kind].code));
const PEOPLE_CODES = codesOf(OF_PEOPLE);
const THING_CODES = codesOf(OF_THINGS);
const HOME_CODES = codesOf(['address']);
const isPerson = (kind: MentionKind) => kind === 'child' || kind === 'adult';

/**
 * The identities of a mention that is just being saved, and so is linked to nobody yet: what `listIdentities` gives of it,
 * without asking.
 */
export function identityOfNew(
  mention: Pick<Identity, 'mention' | 'concern' | 'kind' | 'at'>,
  hashed: readonly HashedKey[],
): Identity {
  const keysIn = (codes: ReadonlySet<number>) =>
    hashed.flatMap(({ key, code }) => (codes.has(code) ? [key] : []));
  return {
    ...mention,
    record: null,
    keys: keysIn(isPerson(mention.kind) ? PEOPLE_CODES : THING_CODES),
    homes: isPerson(mention.kind) ? keysIn(HOME_CODES) : [],
  };
}

/** True in SQL unless a protection stands over the record: nothing is put together across one, by nobody. */
const notProtected = (record: RawBuilder<unknown>, covers: 'identity' | 'address') =>
  sql<boolean>`(select true from people.protections p where p.record_id = ${record} and p.covers = ${covers}
    and p.ended_at is null limit 1) is null`;

/**
 * What these concerns name, each with its identities, as records are joined now; whoever's identity is protected is left out,
 * and a protected address. One statement, by index.
 */
export async function listIdentities(tx: Tx, concerns: readonly ConcernId[]): Promise<readonly Identity[]> {
  const keysIn = (kinds: ReturnType<typeof codes>) => sql`array(
    select k.key::text from unnest(m.keys, m.key_kinds) as k (key, code) where k.code = any(${kinds}))`;
  const { rows } = await sql<Identity & { readonly concern_id: ConcernId; readonly id: MentionId }>`
    select m.id, m.concern_id, m.kind, m.at, l.record_id as record,
      case when m.kind in ('child', 'adult') then ${keysIn(codes(OF_PEOPLE))} else ${keysIn(codes(OF_THINGS))} end as keys,
      case when m.kind in ('child', 'adult') and ${notProtected(sql`l.record_id`, 'address')}
        then ${keysIn(codes(['address', 'uprn']))} else array[]::text[] end as homes
    from people.mentions m
    left join lateral (select now.record_id from people.links_now now
      where now.mention_id = m.id and now.status = 'confirmed' limit 1) l on true
    where m.concern_id = any(${[...concerns]}::uuid[]) and ${notProtected(sql`l.record_id`, 'identity')}
    order by m.id`.execute(tx);
  return rows.map(({ id, concern_id, kind, at, record, keys, homes }) => ({
    mention: id,
    concern: concern_id,
    kind,
    at,
    record,
    keys,
    homes,
  }));
}

/** What people said about these mentions and keys that a computer must not go against. */
export interface SaidOtherwise {
  /** Pairs of mentions, or of a mention and a record, that a person said are not the same. */
  readonly different: readonly (readonly [string, string])[];
  /** Of the records and keys asked about, those of institutions. */
  readonly institutions: readonly string[];
}

/** What people refused, and what they marked as an institution, among these mentions, keys and records. */
export async function listSaidOtherwise(
  tx: Tx,
  mentions: readonly MentionId[],
  keys: readonly string[],
  records: readonly string[],
): Promise<SaidOtherwise> {
  const { rows } = await sql<{ readonly a: string; readonly b: string | null }>`
    select u.first_id::text as a, u.second_id::text as b from people.unlike u
      where u.first_id = any(${[...mentions]}::uuid[])
    union all
    select l.mention_id::text, l.record_id::text from people.links l
      where l.mention_id = any(${[...mentions]}::uuid[]) and l.status = 'refused'
    union all
    select mk.key::text, null from people.match_keys mk
      where mk.record and mk.key = any(${[...keys]}::bigint[])
        and (select t.institution from people.things t where t.id = mk.owner_id)
    union all
    select t.id::text, null from people.things t where t.id = any(${[...records]}::uuid[]) and t.institution`.execute(
    tx,
  );
  return {
    different: rows.flatMap(({ a, b }) => (b === null ? [] : [[a, b] as const])),
    institutions: rows.flatMap(({ a, b }) => (b === null ? [a] : [])),
  };
}
