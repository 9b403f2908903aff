import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { GraphRow } from '../domain/resolve.ts';
import { CO_MISSING } from '../domain/signals/co-missing.ts';
import type { AbsentMention, NamedBefore } from '../ports.ts';
import { SIGHTING_COLUMNS, type Sighting } from './sightings.store.ts';

/** The newest concerns looked at for one adult or vehicle, and for one place, whose past is needed. */
const NEWEST = 48;
const PLACE_NEWEST = 200;
/** The most adults, vehicles and places of one concern that are looked at. */
const HANDLES = 32;
/** Children missing on the same nights, and nights, that are looked at. */
const SAME_NIGHT = 200;
const MOST_NIGHTS = 2_000;

/** How often each adult, vehicle, place and organisation of this concern was named, by index and bounded. */
export async function countNamedBefore(
  tx: Tx,
  concern: ConcernId,
  since: Temporal.Instant,
  recent: Temporal.Instant,
): Promise<readonly NamedBefore[]> {
  const { rows } = await sql<NamedBefore>`
    select s.mention_id as mention, s.role, s.handle::text as handle, n.live, n.recent, n.oldest
    from (select o.mention_id, o.role, o.handle from networks.sightings o
      where o.concern_id = ${concern}::uuid and o.role in ('adult', 'vehicle', 'place', 'organisation')
      order by o.role, o.handle limit ${sql.lit(HANDLES)}) s
    cross join lateral (
      select count(*)::int as live, (count(*) filter (where o.at > ${recent}::timestamptz))::int as recent,
        (extract(epoch from min(o.at)) * 1000)::float8 as oldest
      from (select o.at from networks.sightings o
        where o.role = s.role and o.handle = s.handle and o.at >= ${since}::timestamptz
        order by o.at desc limit ${sql.lit(PLACE_NEWEST)}) o) n
    where n.live > 1`.execute(tx);
  return rows;
}

/** The mentions of children in this concern. */
export async function listChildren(tx: Tx, concern: ConcernId): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly mention: string }>`
    select distinct s.mention_id as mention from networks.sightings s
    where s.concern_id = ${concern}::uuid and s.role = 'child'`.execute(tx);
  return rows.map(({ mention }) => mention);
}

/** Everything named by the newest concerns since then that name one of these handles. */
export async function listNamingOne(
  tx: Tx,
  handles: readonly Pick<NamedBefore, 'role' | 'handle'>[],
  since: Temporal.Instant,
): Promise<readonly GraphRow[]> {
  if (handles.length === 0) return [];
  const { rows } = await sql<Sighting>`
    with wanted as materialized (
      select w.role, w.handle,
        case when w.role in ('place', 'organisation') then ${sql.lit(PLACE_NEWEST)} else ${sql.lit(NEWEST)} end as most
      from unnest(${handles.map(({ role }) => role)}::text[], ${handles.map(({ handle }) => handle)}::bigint[])
        as w (role, handle)
    ), reached as materialized (
      select distinct o.concern_id from wanted cross join lateral (
        select o.concern_id from networks.sightings o
        where o.role = wanted.role and o.handle = wanted.handle and o.at >= ${since}::timestamptz
        order by o.at desc limit wanted.most) o
    )
    select ${SIGHTING_COLUMNS} from reached cross join lateral (
      select o.concern_id, o.mention_id, o.role, o.handle, o.record, o.at, o.source
      from networks.sightings o where o.concern_id = reached.concern_id
        and o.role not in ('phone', 'account')) s`.execute(tx);
  return rows;
}

/** Keeps on which night children were missing, by this concern; once. */
export async function saveAbsences(
  tx: Tx,
  told: {
    readonly concern: ConcernId;
    readonly mentions: readonly string[];
    readonly night: string;
    readonly source: string;
  },
): Promise<void> {
  if (told.mentions.length === 0) return;
  await sql`
    insert into networks.absences (mention_id, night, concern_id, source)
    select m, ${told.night}::date, ${told.concern}::uuid, ${told.source} from unnest(${[...told.mentions]}::uuid[]) m
    on conflict do nothing`.execute(tx);
}

/**
 * Since `since`, the nights on which the children of this concern were missing, and all nights of children who were missing on
 * two of those at least; with every row of the graph that says who they are. None where the concern says nothing of the kind.
 */
export async function listAbsentTogether(
  tx: Tx,
  concern: ConcernId,
  since: string,
): Promise<{ readonly absent: readonly AbsentMention[]; readonly rows: readonly GraphRow[] }> {
  const { rows: absent } = await sql<AbsentMention>`
    with own as materialized (
      select distinct o.handle from networks.absences a
      join networks.sightings m on m.mention_id = a.mention_id and m.role = 'child'
      join networks.sightings o on o.mention_id = m.mention_id and o.role = 'child'
      where a.concern_id = ${concern}::uuid
    ), nights as materialized (
      select distinct a.night from own
      join networks.sightings s on s.role = 'child' and s.handle = own.handle
      join networks.absences a on a.mention_id = s.mention_id
      where a.night >= ${since}::date
    ), same_night as materialized (
      select s.handle from (select a.night, a.mention_id from nights join networks.absences a on a.night = nights.night
        order by a.night desc, a.mention_id limit ${sql.lit(MOST_NIGHTS)}) a
      join networks.sightings s on s.mention_id = a.mention_id and s.role = 'child'
      group by s.handle having count(distinct a.night) >= ${sql.lit(CO_MISSING.least)}
      order by count(distinct a.night) desc, s.handle limit ${sql.lit(SAME_NIGHT)}
    )
    select distinct a.mention_id as mention, a.night::text as night, a.concern_id as concern, a.source
    from same_night join networks.sightings s on s.role = 'child' and s.handle = same_night.handle
    join networks.absences a on a.mention_id = s.mention_id and a.night >= ${since}::date
    limit ${sql.lit(MOST_NIGHTS)}`.execute(tx);
  if (absent.length === 0) return { absent, rows: [] };
  const { rows } = await sql<Sighting>`
    select ${SIGHTING_COLUMNS} from networks.sightings s
    where s.mention_id = any(${absent.map(({ mention }) => mention)}::uuid[]) and s.role in ('child', 'home')`.execute(
    tx,
  );
  return { absent, rows };
}

/** About how many children were missing since then: mentions that share no handle are counted as different children. */
export async function countAbsent(tx: Tx, since: string): Promise<number> {
  const { rows } = await sql<{ readonly children: number }>`
    select count(distinct child.handle)::int as children
    from (select distinct a.mention_id from networks.absences a where a.night >= ${since}::date
      limit ${sql.lit(MOST_NIGHTS)}) a
    cross join lateral (select min(s.handle) as handle from networks.sightings s
      where s.mention_id = a.mention_id and s.role = 'child') child`.execute(tx);
  return rows[0]?.children ?? 0;
}
