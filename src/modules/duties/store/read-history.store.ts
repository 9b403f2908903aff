import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { NoticeId } from '../ports.ts';
import type { DutyLoad } from './read-duties.store.ts';

/** One notice about a record: which post was told, of what, and whether it was opened. */
export interface PastNotice {
  readonly id: NoticeId;
  readonly duty: DutyId;
  readonly post: PostId;
  /** `raised`, `warned`, `missed`, `resent`, `reached`, `informed`, `asked:extension`... */
  readonly kind: string;
  readonly at: Temporal.Instant;
  /** How it was sent besides in the application. */
  readonly means: readonly string[];
  /** When it was first opened, and by whom; it never changes after. */
  readonly openedAt: Temporal.Instant | null;
  readonly openedBy: AccountId | null;
}

/** Every notice of every duty about these records, oldest first. One statement. */
export async function listNoticesAbout(tx: Tx, about: readonly RecordRef[]): Promise<readonly PastNotice[]> {
  if (about.length === 0) return [];
  const { rows } = await sql<PastNotice>`
    select n.id, n.duty_id as duty, n.post_id as post, n.kind, n.at, n.means, n.opened_at as "openedAt",
      n.opened_by as "openedBy"
    from unnest(${about.map((one) => one.kind)}::text[], ${about.map((one) => one.id)}::uuid[]) as a (kind, id)
    cross join lateral (select id from duties.duties where about_id = a.id and about_kind = a.kind offset 0) d
    cross join lateral (select * from duties.notices where duty_id = d.id offset 0) n
    order by n.at, n.id`.execute(tx);
  return rows;
}

/** A post at an instant. */
export interface PostAt {
  readonly post: PostId;
  readonly at: Temporal.Instant;
}

/**
 * How many duties each of these posts owed at each instant, and how many of those were overdue then, in the order asked;
 * climbed ones are counted where they are owed. One statement: open ones by the post's index, ended ones by the index of
 * spans (migrations/0061), so what else the post ever did costs nothing. A due date extended since counts as it stands now.
 */
export async function countDutiesAt(tx: Tx, asked: readonly PostAt[]): Promise<readonly DutyLoad[]> {
  if (asked.length === 0) return [];
  const { rows } = await sql<DutyLoad>`
    select coalesce(sum(c.open), 0)::int as open, coalesce(sum(c.overdue), 0)::int as overdue
    from unnest(${asked.map((one) => one.post)}::uuid[], ${asked.map((one) => one.at.toString())}::timestamptz[])
      with ordinality as a (post, at, n)
    cross join lateral (
      select count(*) as open, count(*) filter (where due_at < a.at) as overdue from duties.duties
      where post_id = a.post and state = 'open' and from_at <= a.at
      union all
      select count(*), count(*) filter (where due_at < a.at) from duties.duties
      where state <> 'open' and post_id = a.post and from_at <= a.at and ended_at > a.at
        and box(duties.place_of(post_id, from_at), duties.place_of(post_id, ended_at))
          && box(duties.place_of(a.post, a.at), duties.place_of(a.post, a.at))
    ) c
    group by a.n order by a.n`.execute(tx);
  return rows;
}
