import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { GraphRow, Role } from '../domain/resolve.ts';
import type { NamedIdentity, Source } from '../ports.ts';
import { SIGHTING_COLUMNS, type Sighting } from './sightings.store.ts';

/** The newest concerns looked at for one handle, and the most concerns looked at in one step. */
const PER_HANDLE = 48;
const PER_STEP = 200;
/** The most children or things looked at in one step, those named most often first. */
const HANDLES = 96;
/** A thing named beside more handles of children than this is everybody's: twelve homes with two children of two handles. */
const CHILD_HANDLES = 48;

/** The handle of a record: the last eight bytes of its id, which are chance. As text, since it is wider than a number. */
export function handleOfRecord(record: string): string {
  return BigInt.asIntN(64, BigInt(`0x${record.replaceAll('-', '').slice(-16)}`)).toString();
}

function listHandles({
  kind,
  record,
  keys,
  homes,
}: NamedIdentity): { role: Role; handle: string; record: boolean }[] {
  const role: Role = kind;
  return [
    ...(record === null ? [] : [{ role, handle: handleOfRecord(record), record: true }]),
    ...keys.map((handle) => ({ role, handle, record: false })),
    ...(kind === 'child' ? homes.map((handle) => ({ role: 'home' as const, handle, record: false })) : []),
  ];
}

/** How what is kept is to be judged afterwards. */
export interface ToWatch {
  readonly concern: ConcernId;
  /** From when the clock of what is found counts. */
  readonly from: Temporal.Instant;
  /** It was told now, and has not been counted. */
  readonly fresh: boolean;
  /** Something it names was told of before. */
  readonly related: boolean;
}

/**
 * Keeps what these concerns name and, in the same statement, that `watch` of them are to be judged. `again`: in place of what
 * was kept of them before, which takes a statement more.
 */
export async function saveSightings(
  tx: Tx,
  told: readonly Source[],
  identities: readonly NamedIdentity[],
  watch: readonly ToWatch[],
  again: boolean,
): Promise<void> {
  const sourceOf = new Map<string, string>(told.map(({ concern, source }) => [concern, source]));
  const rows = identities.flatMap((one) => listHandles(one).map((handle) => ({ ...one, ...handle })));
  if (again)
    await sql`delete from networks.sightings where concern_id = any(${told.map(({ concern }) => concern)}::uuid[])`.execute(
      tx,
    );
  if (rows.length === 0 && watch.length === 0) return;
  await sql`
    with waits as (
      insert into networks.waiting (concern_id, from_at, fresh, related)
      select concern, from_at, fresh, related
      from unnest(${watch.map((one) => one.concern)}::uuid[], ${watch.map((one) => one.from.toString())}::timestamptz[],
        ${watch.map((one) => one.fresh)}::boolean[], ${watch.map((one) => one.related)}::boolean[])
        as wanted (concern, from_at, fresh, related)
      on conflict (concern_id) do update set number = default, related = true, tries = 0, retry_at = null
    )
    insert into networks.sightings (concern_id, mention_id, role, handle, record, at, source)
    select concern, mention, role, handle, record, at, source
    from unnest(${rows.map((row) => row.concern)}::uuid[], ${rows.map((row) => row.mention)}::uuid[],
      ${rows.map((row) => row.role)}::text[], ${rows.map((row) => row.handle)}::bigint[],
      ${rows.map((row) => row.record)}::boolean[], ${rows.map((row) => row.at.toString())}::timestamptz[],
      ${rows.map((row) => sourceOf.get(row.concern) ?? '')}::text[])
      as made (concern, mention, role, handle, record, at, source)
    on conflict do nothing`.execute(tx);
}

/** Empties the graph. */
export async function deleteSightings(tx: Tx): Promise<void> {
  await sql`delete from networks.sightings`.execute(tx);
}

/** What these concerns name. */
export async function listSightings(tx: Tx, concerns: readonly ConcernId[]): Promise<readonly GraphRow[]> {
  const { rows } = await sql<Sighting>`
    select ${SIGHTING_COLUMNS} from networks.sightings s where s.concern_id = any(${[...concerns]}::uuid[])
    order by s.concern_id, s.mention_id, s.role, s.handle`.execute(tx);
  return rows;
}

/** What was reached in a step: every concern, and what is named by those that were not known before. */
export interface Reached {
  readonly concerns: readonly ConcernId[];
  readonly rows: readonly GraphRow[];
}

/** What is looked at: concerns told since `since`; where `until` is given, as things stood then. */
export interface Span {
  readonly since: Temporal.Instant;
  readonly until: Temporal.Instant | null;
}

/**
 * What is named by the newest concerns of that time that name one of the children (`by` child) or one of the things of these
 * concerns, unless so many share it that it leads nowhere; of concerns in `known`, whose rows were read, only that they are
 * reached. Every step by index and bounded, however many name one.
 */
export async function listReached(
  tx: Tx,
  concerns: readonly ConcernId[],
  by: 'child' | 'thing',
  { since, until }: Span,
  known: readonly ConcernId[],
): Promise<Reached> {
  const wanted = by === 'child' ? sql`s.role = 'child'` : sql`s.role not in ('child', 'home')`;
  const { rows } = await sql<Sighting | { readonly concern: ConcernId; readonly mention: null }>`
    with handle as materialized (
      select s.role, s.handle from networks.sightings s
      where s.concern_id = any(${[...concerns]}::uuid[]) and ${wanted}
      group by s.role, s.handle order by count(*) desc, s.handle limit ${sql.lit(HANDLES)}
    ), newest as materialized (
      select handle.role, handle.handle, o.concern_id from handle cross join lateral (
        select o.concern_id from networks.sightings o
        where o.role = handle.role and o.handle = handle.handle and o.at >= ${since}::timestamptz
          and o.at <= coalesce(${until}::timestamptz, 'infinity'::timestamptz)
        order by o.at desc limit ${sql.lit(PER_HANDLE)}) o
    ), everybodys as materialized (
      select newest.role, newest.handle from newest cross join lateral (
        select c.handle from networks.sightings c
        where c.concern_id = newest.concern_id and c.role = 'child') child
      where newest.role <> 'child'
      group by newest.role, newest.handle having count(distinct child.handle) > ${sql.lit(CHILD_HANDLES)}
    ), reached as materialized (
      select distinct newest.concern_id from newest
      where (select true from everybodys e where e.role = newest.role and e.handle = newest.handle) is null
      limit ${sql.lit(PER_STEP)}
    )
    select ${SIGHTING_COLUMNS} from reached cross join lateral (
      select o.concern_id, o.mention_id, o.role, o.handle, o.record, o.at, o.source
      from networks.sightings o where o.concern_id = reached.concern_id
        and reached.concern_id <> all (${[...known]}::uuid[])) s
    union all
    select reached.concern_id, null, null, null, null, null, null from reached
    where reached.concern_id = any(${[...known]}::uuid[])`.execute(tx);
  return {
    concerns: [...new Set(rows.map(({ concern }) => concern))],
    rows: rows.filter((row): row is Sighting => row.mention !== null),
  };
}

/**
 * Where these children (by handle) are said to live in other concerns than `known`, whose rows were read: a child that is
 * reached last is otherwise taken for one of no known home. By index, and bounded for each child.
 */
export async function listHomes(
  tx: Tx,
  children: readonly string[],
  until: Temporal.Instant | null,
  known: readonly ConcernId[],
): Promise<readonly GraphRow[]> {
  const { rows } = await sql<Sighting>`
    select ${SIGHTING_COLUMNS} from (
      select distinct o.mention_id from unnest(${[...children]}::bigint[]) child (handle) cross join lateral (
        select c.mention_id, c.concern_id from networks.sightings c
        where c.role = 'child' and c.handle = child.handle
          and c.at <= coalesce(${until}::timestamptz, 'infinity'::timestamptz)
        order by c.at desc limit ${sql.lit(PER_HANDLE)}) o
      where o.concern_id <> all (${[...known]}::uuid[])) other
    cross join lateral (
      select o.concern_id, o.mention_id, o.role, o.handle, o.record, o.at, o.source
      from networks.sightings o where o.mention_id = other.mention_id and o.role in ('child', 'home')) s`.execute(
    tx,
  );
  return rows;
}
