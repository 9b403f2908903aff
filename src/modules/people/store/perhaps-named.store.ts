import { sql } from 'kysely';
import type { AccountId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { keyKindOf, RELATING_CODES } from '../domain/key-kinds.ts';
import type { PerhapsAnswer } from '../domain/perhaps-named.ts';
import { type KnownRecord, type MentionId, refOf } from '../domain/record.ts';
import type { By, PerhapsNamed, ProtectedMatch } from '../ports.ts';
import { whoOf } from './details.store.ts';
import { OF_ONE_OWNER } from './find-alike.store.ts';
import { isOwner, ownersOfKeys } from './key-rows.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Purpose under which a keeper's reason is sealed with the record's own key. */
const PERHAPS = 'people.perhaps-named';
/** Owners of one key that are looked at, newest first: more share a key only where it tells nobody apart. */
const PER_KEY = 200;
/** Most warnings that are shown to the keepers of one record, newest first. */
const MOST = 100;

/**
 * Protected identities that what this concern names may be: by the keys that lay concerns side by side, which leave them out
 * everywhere else. Each once; never one that a person has linked, refused or been told of. By index, bounded for each key.
 */
export async function listProtectedAlike(tx: Tx, concern: ConcernId): Promise<readonly ProtectedMatch[]> {
  const { rows } = await sql<{
    mention: MentionId;
    record_kind: KnownRecord['kind'];
    record_id: string;
    by_post: PostId | null;
    posts: PostId[];
    codes: number[];
  }>`
    with key as materialized (
      select m.id as mention, m.kind in ('child', 'adult') as person, k.hash, k.code
      from people.mentions m cross join lateral unnest(m.keys, m.key_kinds) as k (hash, code)
      where m.concern_id = ${concern}::uuid and k.code = any(${[...RELATING_CODES]}::smallint[])
    ), owner as materialized (
      select mention, person, code, owner_id, record from (
        select h.mention, h.person, h.code, coalesce(h.record_id, m.id) as owner_id, h.record_id is not null as record
        from (${ownersOfKeys(sql`key.mention, key.person, key.code, key.hash`, sql.lit(PER_KEY))}) h
        left join lateral (select m.id from people.mentions m
          where h.record_id is null and ${isOwner(sql`m.id`, sql`h.owner`)} and h.hash = any(m.keys)
          order by m.id limit ${sql.lit(OF_ONE_OWNER)}) m on true) o
      where o.owner_id <> o.mention
    ), known as materialized (
      select mention, person, code,
        case when record then coalesce((select g.root_id from people.merged g where g.record_id = owner_id), owner_id)
          else (select l.record_id from people.links_now l
            where l.mention_id = owner_id and l.status = 'confirmed' limit 1) end as record_id
      from owner
    )
    select k.mention, p.record_kind, p.record_id, p.by_post, array(select q.post_id from people.protection_posts q
        where q.protection_id = p.id order by q.post_id) as posts,
      array_agg(distinct k.code order by k.code)::int[] as codes
    from known k join people.protections p on p.record_id = k.record_id and p.ended_at is null and p.covers = 'identity'
    where k.person = (p.record_kind = 'person')
      and (select true from people.links l where l.mention_id = k.mention and l.record_id = k.record_id
        and l.status <> 'undone') is null
      and (select true from people.perhaps_named n where n.mention_id = k.mention and n.record_id = k.record_id) is null
    group by k.mention, p.id order by k.mention, p.record_id`.execute(tx);
  return rows.map(({ record_kind, record_id, by_post, ...row }) => ({
    ...row,
    record: recordOf(record_kind, record_id),
    placedIn: by_post,
  }));
}

/** Remembers that these may be about them; false for one that was remembered already. */
export async function savePerhapsNamed(
  tx: Tx,
  by: By,
  concern: ConcernId,
  { record, mention, codes }: Pick<ProtectedMatch, 'record' | 'mention' | 'codes'>,
): Promise<boolean> {
  const done = await sql`
    insert into people.perhaps_named (record_id, mention_id, concern_id, at, codes)
    values (${record.id}::uuid, ${mention}::uuid, ${concern}::uuid, ${by.now}::timestamptz, ${[...codes]}::smallint[])
    on conflict do nothing`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Answers one; false when it was answered already, or was never there. */
export async function savePerhapsAnswered(
  tx: Tx,
  vault: Vault,
  by: By,
  {
    record,
    mention,
    answer,
    why,
  }: {
    readonly record: KnownRecord;
    readonly mention: MentionId;
    readonly answer: PerhapsAnswer;
    readonly why: string;
  },
): Promise<boolean> {
  const sealed = await vault.sealJson(tx, refOf(record), PERHAPS, why);
  const { account, post } = whoOf(by.actor);
  const done = await sql`
    update people.perhaps_named set answer = ${answer}, answered_at = ${by.now}::timestamptz, by_account = ${account}::uuid,
      by_post = ${post}::uuid, why = ${sealed}
    where record_id = ${record.id}::uuid and mention_id = ${mention}::uuid and answer is null`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Warnings that may be about this record, newest first. For those who keep its protection: the caller has asked. */
export async function listPerhapsNamed(
  tx: Tx,
  vault: Vault,
  record: KnownRecord,
): Promise<readonly PerhapsNamed[]> {
  const { rows } = await sql<{
    mention_id: MentionId;
    concern_id: ConcernId;
    at: Temporal.Instant;
    codes: number[];
    answer: PerhapsAnswer | null;
    answered_at: Temporal.Instant | null;
    by_account: AccountId | null;
    by_post: PostId | null;
    why: Uint8Array | null;
  }>`
    select mention_id, concern_id, at, codes, answer, answered_at, by_account, by_post, why from people.perhaps_named
    where record_id = ${record.id}::uuid order by mention_id desc limit ${sql.lit(MOST)}`.execute(tx);
  const found: PerhapsNamed[] = [];
  for (const row of rows) {
    const why = row.why ? await vault.openJson<string>(tx, refOf(record), PERHAPS, row.why) : null;
    found.push({
      mention: row.mention_id,
      concern: row.concern_id,
      at: row.at,
      agrees: row.codes.map(keyKindOf),
      answered:
        row.answer && row.answered_at
          ? {
              answer: row.answer,
              at: row.answered_at,
              why,
              by: { account: row.by_account, post: row.by_post },
            }
          : null,
    });
  }
  return found;
}

/** How many warnings that may be about this record wait for an answer; those of one concern, where one is given. */
export async function countPerhapsWaiting(
  tx: Tx,
  record: string,
  concern: string | null = null,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from people.perhaps_named where record_id = ${record}::uuid and answer is null
      and (${concern}::uuid is null or concern_id = ${concern}::uuid)`.execute(tx);
  return rows[0]?.n ?? 0;
}
