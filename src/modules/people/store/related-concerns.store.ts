import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { RELATING_CODES } from '../domain/key-kinds.ts';
import type { MentionId, RelatedConcern, Strength } from '../domain/record.ts';
import { findAlike, isToldOf, notInstitution, notSaidUnlike } from './find-alike.store.ts';
import { newestLinks } from './newest-links.store.ts';

/** Most concerns looked at for one record, newest first, and most rows answered. */
const PER_RECORD = 200;
const MOST = 2_000;

interface Row {
  readonly concern_id: ConcernId;
  readonly mention: MentionId;
  readonly kind: MentionKind;
  /** 3 confirmed, 2 the same identity, 1 possible. */
  readonly strength: number;
}

const STRENGTHS: readonly Strength[] = ['possible', 'possible', 'same-identity', 'confirmed'];

/**
 * Every other concern that shares with this one a confirmed record, an identity or (marked so) something that may be the
 * same; institutions excepted, refusals kept to. One statement, every step by index and bounded. Newest concern first.
 */
export async function listRelatedConcerns(tx: Tx, concern: ConcernId): Promise<readonly RelatedConcern[]> {
  const { rows } = await sql<Row>`${findAlike(sql`m.concern_id = ${concern}::uuid`, RELATING_CODES)}, tie as (
      select mine.id as mention, mine.kind, other.mention_id as other, 3 as strength
      from mine
      cross join lateral ${newestLinks(sql`mine.record_id`, PER_RECORD + 1)} other
      where other.mention_id <> mine.id and ${notInstitution(sql`mine.record_id`)} and ${isToldOf(sql`mine.record_id`)}
      union all
      select r.mention, r.kind, other.mention_id, case when r.identity then 2 else 1 end
      from reached r join mine on mine.id = r.mention
      cross join lateral ${newestLinks(sql`r.record_id`, PER_RECORD)} other
      where mine.record_id is null or mine.record_id = r.record_id
      union all
      select a.mention, a.kind, a.owner_id, case when a.identity then 2 else 1 end
      from alike a join mine on mine.id = a.mention
      where not a.record and a.record_id is null
        and (select true from people.links_now no
          where no.mention_id = a.owner_id and no.record_id = mine.record_id and no.status = 'refused' limit 1) is null
    )
    select other.concern_id, tie.mention, tie.kind, max(tie.strength)::int as strength
    from tie cross join lateral (select o.concern_id from people.mentions o where o.id = tie.other limit 1) other
    where other.concern_id <> ${concern}::uuid and ${notSaidUnlike(sql`tie.mention`, sql`tie.other`)}
    group by other.concern_id, tie.mention, tie.kind
    order by other.concern_id desc, strength desc, tie.mention
    limit ${sql.lit(MOST)}`.execute(tx);
  const byConcern = new Map<ConcernId, RelatedConcern['via'][number][]>();
  for (const { concern_id, mention, kind, strength } of rows) {
    const via = byConcern.get(concern_id) ?? [];
    via.push({ kind, mention, strength: STRENGTHS[strength] ?? 'possible' });
    byConcern.set(concern_id, via);
  }
  return [...byConcern].map(([id, via]) => ({ concern: id, via }));
}
