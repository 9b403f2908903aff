import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** A concern whose neighbourhood is to be judged. */
export interface Waiting {
  readonly concern: ConcernId;
  /** Its place in the order told. */
  readonly number: number;
  /** From when the clock of what is found counts. */
  readonly from: Temporal.Instant;
  readonly related: boolean;
}

/** Something a waiting concern names that another concern names too. */
export interface SharedHandle {
  readonly concern: ConcernId;
  readonly handle: string;
}

/** Longest pause between tries, and the first, in seconds. */
const LONGEST_PAUSE = 900;
const FIRST_PAUSE = 2;

const WAITING = sql`w.concern_id as concern, w.number, w.from_at as "from", w.related`;

/** The oldest concerns that wait, at most `most`; those put off after a failure once their pause is over. */
export async function listWaiting(tx: Tx, wall: Temporal.Instant, most: number): Promise<readonly Waiting[]> {
  const { rows } = await sql<Waiting>`
    select ${WAITING} from networks.waiting w where w.retry_at is null or w.retry_at <= ${wall}::timestamptz
    order by w.number limit ${sql.lit(most)}`.execute(tx);
  return rows;
}

/** This concern as it waits, or null. */
export async function findWaiting(tx: Tx, concern: ConcernId): Promise<Waiting | null> {
  const { rows } = await sql<Waiting>`
    select ${WAITING} from networks.waiting w where w.concern_id = ${concern}::uuid`.execute(tx);
  return rows[0] ?? null;
}

/** Which of these still wait as they did, locked until the transaction ends. */
export async function lockWaiting(tx: Tx, group: readonly Waiting[]): Promise<readonly ConcernId[]> {
  const { rows } = await sql<{ readonly concern: ConcernId }>`
    select w.concern_id as concern from networks.waiting w
    join unnest(${group.map(({ concern }) => concern)}::uuid[], ${group.map(({ number }) => number)}::bigint[])
      as known (concern, number) on known.concern = w.concern_id and known.number = w.number
    order by w.number for update of w`.execute(tx);
  return rows.map(({ concern }) => concern);
}

/** Which handles of these concerns some other concern has too, since then. One statement, by index, bounded for each handle. */
export async function listShared(
  tx: Tx,
  concerns: readonly ConcernId[],
  since: Temporal.Instant,
): Promise<readonly SharedHandle[]> {
  const { rows } = await sql<SharedHandle>`
    with mine as materialized (
      select distinct s.concern_id, s.role, s.handle from networks.sightings s
      where s.concern_id = any(${[...concerns]}::uuid[]) and s.role <> 'home'
    )
    select mine.concern_id as concern, mine.role || ' ' || mine.handle as handle
    from mine cross join lateral (
      select o.concern_id from networks.sightings o
      where o.role = mine.role and o.handle = mine.handle and o.at >= ${since}::timestamptz
        and o.concern_id <> mine.concern_id
      order by o.at desc limit 1) other`.execute(tx);
  return rows;
}

/** They were judged as they waited; one that waits again by now stays. Gives how many of them had not been counted before. */
export async function deleteWaiting(tx: Tx, judged: readonly Waiting[]): Promise<number> {
  const { rows } = await sql<{ readonly fresh: boolean }>`
    delete from networks.waiting w
    using unnest(${judged.map(({ concern }) => concern)}::uuid[], ${judged.map(({ number }) => number)}::bigint[])
      as known (concern, number)
    where known.concern = w.concern_id and known.number = w.number
    returning w.fresh`.execute(tx);
  return rows.filter(({ fresh }) => fresh).length;
}

/** They could not be judged: they are tried again later, further and further apart. Gives the most tries of one of them. */
export async function putOff(tx: Tx, group: readonly Waiting[], wall: Temporal.Instant): Promise<number> {
  const { rows } = await sql<{ readonly tries: number }>`
    update networks.waiting set tries = tries + 1,
      retry_at = ${wall}::timestamptz
        + make_interval(secs => least(${sql.lit(LONGEST_PAUSE)}, ${sql.lit(FIRST_PAUSE)} * power(2, least(tries, 16))))
    where concern_id = any(${group.map(({ concern }) => concern)}::uuid[])
    returning tries`.execute(tx);
  return Math.max(0, ...rows.map(({ tries }) => tries));
}

/** Those that wait were counted by a making again: they are judged all the same. */
export async function setCounted(tx: Tx): Promise<void> {
  await sql`update networks.waiting set fresh = false where fresh`.execute(tx);
}
