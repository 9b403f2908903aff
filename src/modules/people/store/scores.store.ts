import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { DamagedWords, type Vault } from '../../../kernel/vault.ts';
import { describeKnown } from '../domain/known-person.ts';
import type { ConfirmedBy, KnownRecord, MentionId } from '../domain/record.ts';
import { listAgreedIn, type Said, scoreProposal } from '../domain/score-proposal.ts';
import { type Pair, pairKey, type Weighed } from '../domain/tie.ts';
import type { Refused } from '../ports/ties.ports.ts';
import { isToldOf } from './find-alike.store.ts';
import { readPhone } from './hash-keys.store.ts';
import { listKnownOf } from './known-of-many.store.ts';
import { recordOf } from './people-tables.store.ts';
import { openMentions } from './read-mentions.store.ts';

/**
 * All that is known of each of these people, as if somebody had said it: what concerns gave them and what was put on record; cut
 * to what whoever this transaction reads for may know. By record id.
 */
export async function listKnown(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
): Promise<ReadonlyMap<string, readonly Said[]>> {
  if (records.length === 0) return new Map();
  const known = await listKnownOf(
    tx,
    vault,
    records.map(({ id }) => id),
  );
  return new Map(
    [...known].flatMap(([id, { kind, details, facts }]) =>
      kind === 'child' || kind === 'adult' ? [[id, describeKnown(kind, details, facts)] as const] : [],
    ),
  );
}

/** What is known of these people; nothing of one of whom some was damaged, which whoever opens that record is told. */
async function listKnownUnlessDamaged(tx: Tx, vault: Vault, ids: readonly string[]) {
  const records = ids.map((id) => recordOf('person', id));
  const unlessDamaged = async (some: readonly KnownRecord[]) => {
    try {
      return await listKnown(tx, vault, some);
    } catch (error) {
      if (error instanceof DamagedWords) return null;
      throw error;
    }
  };
  const all = await unlessDamaged(records);
  if (all) return all;
  const known = new Map<string, readonly Said[]>();
  for (const record of records)
    for (const [id, said] of (await unlessDamaged([record])) ?? []) known.set(id, said);
  return known;
}

/**
 * Weighs these pairs by what was said of both. What was damaged weighs nothing, and never keeps a new concern out. Opens the
 * words of each mention and record once; a pair of which one says nothing is left out.
 */
export async function weighPairs(
  tx: Tx,
  vault: Vault,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, Weighed>> {
  const weighed = new Map<string, Weighed>();
  if (pairs.length === 0) return weighed;
  const mentions = pairs.flatMap(({ first, second, record }) => (record ? [first] : [first, second]));
  const records = pairs.flatMap(({ second, record }) => (record ? [second] : []));
  const opened = await openMentions(tx, vault, [...new Set(mentions)] as MentionId[], 'is-left-out');
  const known = await listKnownUnlessDamaged(tx, vault, [...new Set(records)]);
  for (const pair of pairs) {
    const mine = opened.get(pair.first as MentionId);
    const other = opened.get(pair.second as MentionId);
    const others = pair.record ? (known.get(pair.second) ?? []) : other ? [other] : [];
    const score = mine ? scoreProposal(mine, others, readPhone) : null;
    if (score)
      weighed.set(pairKey(pair), { band: score.band, weight: score.bits, agree: listAgreedIn(score) });
  }
  return weighed;
}

/** Keeps what was weighed, in place of what was before. */
export async function saveScores(
  tx: Tx,
  at: Temporal.Instant,
  pairs: readonly Pair[],
  weighed: ReadonlyMap<string, Weighed>,
): Promise<void> {
  const rows = pairs.flatMap((pair) => {
    const one = weighed.get(pairKey(pair));
    return one ? [{ ...pair, ...one }] : [];
  });
  if (rows.length === 0) return;
  await sql`
    insert into people.scores (first_id, second_id, band, weight, agree, at)
    select first, second, band, weight, agree::text[], ${at}::timestamptz
    from unnest(${rows.map(({ first }) => first)}::uuid[], ${rows.map(({ second }) => second)}::uuid[],
      ${rows.map(({ band }) => band)}::text[], ${rows.map(({ weight }) => weight)}::real[],
      ${rows.map(({ agree }) => `{${agree.join(',')}}`)}::text[]) as w (first, second, band, weight, agree)
    on conflict (first_id, second_id) do update
      set band = excluded.band, weight = excluded.weight, agree = excluded.agree, at = excluded.at`.execute(
    tx,
  );
}

/** Forgets what was weighed against these records: what is known of them has changed. */
export async function forgetScores(tx: Tx, records: readonly KnownRecord[]): Promise<void> {
  await sql`delete from people.scores where second_id = any(${records.map(({ id }) => id)}::uuid[])`.execute(
    tx,
  );
}

/** Who confirmed what each of these mentions is, and when; none for one that nobody did. */
export async function listConfirmedBy(
  tx: Tx,
  mentions: readonly MentionId[],
): Promise<ReadonlyMap<MentionId, ConfirmedBy>> {
  if (mentions.length === 0) return new Map();
  const { rows } = await sql<{ mention_id: MentionId } & ConfirmedBy>`
    select mention_id, at, by_account as account, by_post as post from people.links
    where mention_id = any(${[...mentions]}::uuid[]) and status = 'confirmed'`.execute(tx);
  return new Map(rows.map(({ mention_id, ...by }) => [mention_id, by]));
}

interface RefusedRow {
  readonly mention: MentionId;
  readonly record_kind: KnownRecord['kind'];
  readonly record_id: string;
  readonly at: Temporal.Instant;
  readonly news: boolean;
  readonly undone: boolean;
}

/**
 * Records of which a person said that these mentions are not them: of the record, of something now linked to it, or by taking a
 * link back.
 */
export async function listRefused(tx: Tx, mentions: readonly MentionId[]): Promise<readonly Refused[]> {
  if (mentions.length === 0) return [];
  const { rows } = await sql<RefusedRow>`
    with said as materialized (
      select u.first_id as mention, u.second_id as other, u.at from people.unlike u
        where u.first_id = any(${[...mentions]}::uuid[])
      union all
      select u.second_id, u.first_id, u.at from people.unlike u where u.second_id = any(${[...mentions]}::uuid[])
    ), refused as materialized (
      select said.mention, said.other, l.record_kind, l.record_id, said.at, false as undone from said
        cross join lateral (select l.record_kind, l.record_id from people.links_now l
          where l.mention_id = said.other and l.status = 'confirmed' limit 1) l
      union all
      select m, null, l.record_kind,
          coalesce((select g.root_id from people.merged g where g.record_id = l.record_id), l.record_id), l.at,
          l.status = 'undone'
        from unnest(${[...mentions]}::uuid[]) m
        join people.links l on l.mention_id = m and l.status in ('refused', 'undone')
    )
    select r.mention, r.record_kind, r.record_id, max(r.at) as at, bool_or(
      (select true from people.links_now n join people.links made on made.mention_id = n.mention_id
        where n.record_id = r.record_id and n.status = 'confirmed' and made.status = 'confirmed' and made.at > r.at
          and n.mention_id is distinct from r.other limit 1) is true
      or (select true from people.details d where d.ended_at is null and d.at > r.at and d.record_id = any(array(
        select r.record_id union all select g.record_id from people.merged g where g.root_id = r.record_id)) limit 1) is true
    ) as news, bool_and(r.undone) as undone
    from refused r where ${isToldOf(sql`r.record_id`)} group by r.mention, r.record_kind, r.record_id`.execute(
    tx,
  );
  return rows.map(({ mention, record_kind, record_id, at, news, undone }) => ({
    mention,
    record: recordOf(record_kind, record_id),
    at,
    news,
    undone,
  }));
}
