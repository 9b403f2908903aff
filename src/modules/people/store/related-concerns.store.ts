import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { KEY_KINDS, RELATING_CODES } from '../domain/key-kinds.ts';
import type { MentionId } from '../domain/record.ts';
import { type Pair, pairKey, type Tie, type Weighed } from '../domain/tie.ts';
import type { Ties } from '../ports/ties.ports.ts';
import { findAlike, isToldOf, notInstitution, notSaidUnlike } from './find-alike.store.ts';
import { newestLinks } from './newest-links.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Most concerns looked at for one record, newest first, and most rows answered. */
const PER_RECORD = 200;
const MOST = 2_000;

interface Row {
  readonly concern_id: ConcernId | null;
  readonly mention: MentionId;
  readonly kind: MentionKind;
  readonly other: MentionId | null;
  readonly other_kind: MentionKind;
  readonly confirmed: boolean;
  readonly first_id: string | null;
  readonly second_id: string;
  readonly to_record: boolean;
  readonly codes: readonly number[];
  readonly band: Weighed['band'] | null;
  readonly weight: number;
  readonly agree: Weighed['agree'];
}

const identifier = sql.lit(KEY_KINDS.identifier.code);

/**
 * What every other concern shares with this one: a confirmed record, an identity, or something that may be the same;
 * institutions excepted, refusals kept to. One statement, every step by index and bounded.
 */
export async function listTies(tx: Tx, concern: ConcernId): Promise<Ties> {
  const { rows } = await sql<Row>`${findAlike(sql`m.concern_id = ${concern}::uuid`, RELATING_CODES)}, tie as (
      select mine.id as mention, mine.kind, other.mention_id as other, true as confirmed, null::int as code,
        null::uuid as first_id, null::uuid as second_id, false as to_record
      from mine
      cross join lateral ${newestLinks(sql`mine.record_id`, PER_RECORD + 1)} other
      where other.mention_id <> mine.id and ${notInstitution(sql`mine.record_id`)} and ${isToldOf(sql`mine.record_id`)}
      union all
      select r.mention, r.kind, other.mention_id, false, r.code, r.mention, r.record_id, true
      from reached r join mine on mine.id = r.mention
      cross join lateral ${newestLinks(sql`r.record_id`, PER_RECORD)} other
      where mine.record_id is null
      union all
      select r.mention, r.kind, null, false, r.code, r.mention, r.record_id, true
      from reached r join mine on mine.id = r.mention
      where mine.record_id is null and r.code = ${identifier}
        and (select true from people.persons p where p.id = r.record_id)
      union all
      select a.mention, a.kind, a.owner_id, false, a.code,
        case when mine.record_id is null then least(a.mention, a.owner_id) else a.owner_id end,
        case when mine.record_id is null then greatest(a.mention, a.owner_id) else mine.record_id end,
        mine.record_id is not null
      from alike a join mine on mine.id = a.mention
      where not a.record and a.record_id is null
        and (select true from people.links_now no
          where no.mention_id = a.owner_id and no.record_id = mine.record_id and no.status = 'refused' limit 1) is null
    )
    select other.concern_id, tie.mention, tie.kind, tie.other, other.kind as other_kind, bool_or(tie.confirmed) as confirmed,
      tie.first_id, tie.second_id, tie.to_record,
      coalesce(array_agg(distinct tie.code) filter (where tie.code is not null), '{}')::int[] as codes,
      min(s.band) as band, min(s.weight) as weight, min(s.agree) as agree
    from tie
    left join lateral (select o.concern_id, o.kind from people.mentions o where o.id = tie.other limit 1) other on true
    left join lateral (select w.band, w.weight, w.agree from people.scores w
      where w.first_id = tie.first_id and w.second_id = tie.second_id limit 1) s on true
    where other.concern_id is distinct from ${concern}::uuid
      and (tie.other is null or ${notSaidUnlike(sql`tie.mention`, sql`tie.other`)})
    group by other.concern_id, other.kind, tie.mention, tie.kind, tie.other, tie.first_id, tie.second_id, tie.to_record
    order by other.concern_id desc nulls last, tie.mention
    limit ${sql.lit(MOST)}`.execute(tx);
  const weighed = new Map<string, Weighed>();
  const ties: Tie[] = [];
  const numbered: Ties['numbered'][number][] = [];
  for (const row of rows) {
    const pair: Pair | null =
      row.first_id === null ? null : { first: row.first_id, second: row.second_id, record: row.to_record };
    if (pair && row.band !== null)
      weighed.set(pairKey(pair), { band: row.band, weight: row.weight, agree: row.agree });
    const { concern_id, other, mention, kind, confirmed, codes } = row;
    if (concern_id && other)
      ties.push({
        concern: concern_id,
        mention,
        kind,
        other,
        otherKind: row.other_kind,
        confirmed,
        codes,
        pair,
      });
    else if (row.to_record) numbered.push({ mention, record: recordOf('person', row.second_id) });
  }
  return { ties, weighed, numbered };
}
