import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { RELATING_CODES } from '../domain/key-kinds.ts';
import type { KnownRecord, MentionId } from '../domain/record.ts';
import type { FoundRecord, LinkedConcern } from '../ports.ts';
import { findAlike, isToldOf } from './find-alike.store.ts';
import { newestLinks } from './newest-links.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Most concerns of one record that are read, newest first; most records named beside it. */
const MOST_LINKS = 500;
const MOST_BESIDE = 100;
/** Of those named beside it: concerns looked at, newest first, and mentions of each. */
const MOST_NEAR = 200;
const PER_CONCERN = 30;
/** Most mentions of one record, newest first, whose keys are looked up. */
const MOST_ALIKE = 20;

/** Every concern that names one of these records, newest first. */
export async function listLinks(tx: Tx, records: readonly KnownRecord[]): Promise<readonly LinkedConcern[]> {
  const { rows } = await sql<{
    record_kind: KnownRecord['kind'];
    record_id: string;
    mention_id: MentionId;
    concern_id: ConcernId;
    at: Temporal.Instant;
  }>`
    select l.record_kind, l.record_id, l.mention_id, m.concern_id, l.at
    from unnest(${records.map(({ id }) => id)}::uuid[]) as r (id)
    cross join lateral (select mention_id from people.links
      where record_id = r.id and status = 'confirmed' order by mention_id desc limit ${sql.lit(MOST_LINKS)}) own
    cross join lateral (select record_kind, record_id, mention_id, at from people.links
      where mention_id = own.mention_id and record_id = r.id limit 1) l
    cross join lateral (select concern_id from people.mentions where id = l.mention_id limit 1) m
    order by l.mention_id desc limit ${sql.lit(MOST_LINKS)}`.execute(tx);
  return rows.map((row) => ({
    concern: row.concern_id,
    mention: row.mention_id,
    record: recordOf(row.record_kind, row.record_id),
    linkedAt: row.at,
  }));
}

/** Every concern that names each of these records or one joined to it, newest first, at most fifty of each. By record id. */
export async function listConcernsOf(
  tx: Tx,
  records: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, readonly ConcernId[]>> {
  const { rows } = await sql<{ id: string; concern_id: ConcernId }>`
    select distinct r.id, m.concern_id
    from unnest(${records.map(({ id }) => id)}::uuid[]) as r (id)
    cross join lateral (select l.mention_id from people.links_now l where l.record_id = r.id and l.status = 'confirmed'
      order by l.mention_id desc limit ${sql.lit(MOST_ALIKE)}) l
    join people.mentions m on m.id = l.mention_id order by m.concern_id desc`.execute(tx);
  const byRecord = new Map<string, ConcernId[]>();
  for (const { id, concern_id } of rows) byRecord.set(id, [...(byRecord.get(id) ?? []), concern_id]);
  return byRecord;
}

/** Everybody and everything on record that a concern which names one of these records names as well; these left out. */
export async function listNamedBeside(
  tx: Tx,
  records: readonly KnownRecord[],
): Promise<readonly FoundRecord[]> {
  const ids = records.map(({ id }) => id);
  const { rows } = await sql<{ record_kind: KnownRecord['kind']; record_id: string; kind: MentionKind }>`
    select distinct other.record_kind, other.record_id,
      coalesce((select p.kind from people.persons p where p.id = other.record_id),
        (select t.kind from people.things t where t.id = other.record_id)) as kind
    from unnest(${ids}::uuid[]) as r (id)
    cross join lateral (select mention_id from people.links
      where record_id = r.id and status = 'confirmed' order by mention_id desc limit ${sql.lit(MOST_NEAR)}) l
    cross join lateral (select concern_id from people.mentions where id = l.mention_id limit 1) m
    cross join lateral (select id from people.mentions where concern_id = m.concern_id limit ${sql.lit(PER_CONCERN)}) o
    cross join lateral (select record_kind, record_id from people.links_now
      where mention_id = o.id and status = 'confirmed' limit 1) other
    where other.record_id <> all(${ids}::uuid[]) and ${isToldOf(sql`other.record_id`)}
    limit ${sql.lit(MOST_BESIDE)}`.execute(tx);
  return rows.map((row) => ({
    record: recordOf(row.record_kind, row.record_id),
    kind: row.kind,
    institution: false,
  }));
}

/** Other records that agree with this one in a way that lays concerns side by side: they may be the same. By index, bounded. */
export async function listAlikeRecords(tx: Tx, root: KnownRecord): Promise<readonly KnownRecord[]> {
  const own = sql`m.id = any(array(select l.mention_id from ${newestLinks(sql`${root.id}::uuid`, MOST_ALIKE)} l))`;
  const { rows } = await sql<{ record_id: string; person: boolean }>`${findAlike(own, RELATING_CODES)}
    select distinct r.record_id, (select true from people.persons p where p.id = r.record_id) is true as person
    from reached r where r.record_id <> ${root.id}::uuid limit ${sql.lit(MOST_BESIDE)}`.execute(tx);
  return rows
    .filter(({ person }) => person === (root.kind === 'person'))
    .map((row) => recordOf(root.kind, row.record_id));
}
