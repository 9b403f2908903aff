import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { KnownRecord } from '../domain/record.ts';
import type { NamedTogether } from '../ports.ts';
import { isToldOf } from './find-alike.store.ts';
import { newestLinks } from './newest-links.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Concerns of one record that are looked at, newest first; mentions of one concern; rows in all. */
const PER_RECORD = 100;
const PER_CONCERN = 30;
const MOST = 2_000;

/**
 * Every record that the newest concerns of these name as well, each time with the concern; as records are joined now, and never a
 * protected identity that is kept from whoever this transaction reads for. By index, bounded for each record and concern:
 * one that is linked to fifty thousand costs what one that is linked to a hundred does.
 */
export async function listNamedTogether(
  tx: Tx,
  records: readonly KnownRecord[],
): Promise<readonly NamedTogether[]> {
  if (records.length === 0) return [];
  const { rows } = await sql<{
    self: string;
    concern_id: ConcernId;
    at: Temporal.Instant;
    record_kind: KnownRecord['kind'];
    record_id: string;
    kind: MentionKind;
    institution: boolean;
  }>`
    select near.self, near.concern_id, near.at, other.record_kind, other.record_id,
      coalesce((select p.kind from people.persons p where p.id = other.record_id),
        (select t.kind from people.things t where t.id = other.record_id)) as kind,
      (select t.institution from people.things t where t.id = other.record_id) is true as institution
    from (
      select asked.id as self, m.concern_id, m.at, m.id
      from unnest(${records.map(({ id }) => id)}::uuid[]) as asked (id)
      cross join lateral ${newestLinks(sql`asked.id`, PER_RECORD)} l
      cross join lateral (select m.id, m.concern_id, m.at from people.mentions m where m.id = l.mention_id limit 1) m
    ) near
    cross join lateral (select o.id from people.mentions o where o.concern_id = near.concern_id and o.id <> near.id
      order by o.id limit ${sql.lit(PER_CONCERN)}) o
    cross join lateral (select l.record_kind, l.record_id from people.links_now l
      where l.mention_id = o.id and l.status = 'confirmed' limit 1) other
    where other.record_id <> near.self and ${isToldOf(sql`other.record_id`)}
    order by near.concern_id desc limit ${sql.lit(MOST)}`.execute(tx);
  return rows.map((row) => ({
    self: row.self,
    concern: row.concern_id,
    at: row.at,
    other: {
      record: recordOf(row.record_kind, row.record_id),
      kind: row.kind,
      institution: row.institution,
    },
  }));
}
