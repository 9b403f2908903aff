import { sql } from 'kysely';
import { listHeldBy } from '../../access/index.ts';
import type { NoticeId } from '../ports.ts';
import type { LadderPageStore } from '../queries/see-ladders.query.ts';
import type { NoticePageStore, SeenAlarm, SeenNotice } from '../queries/see-notices.query.ts';
import { listLadders } from './ladders.store.ts';
import { dutyPageStore, inboxStore, namePosts } from './pages.store.ts';
import { readPosts } from './posts.store.ts';
import { listOpenProposals } from './proposals.store.ts';

/** What the pages of notices and alarms read. */
export const noticePageStore: NoticePageStore = {
  listHats: inboxStore.listHats,
  namePosts,
  listNotices: async (tx, posts, viewer, limit) => {
    const { rows } = await sql<SeenNotice>`
      select n.id, n.duty_id as duty, n.post_id as post, n.kind, n.reference, n.at, n.opened_at as "openedAt",
        array(select distinct means from duties.deliveries where notice_id = n.id and state = 'sent') as sent,
        array(select distinct means from duties.deliveries where notice_id = n.id and state = 'failed') as failed
      from unnest(${posts}::uuid[]) as mine (post)
      cross join lateral (
        select s.id, s.duty_id, s.post_id, s.kind, s.reference, s.at, s.opened_at from duties.notices s
        where s.post_id = mine.post and (
          select d.skip_posts && ${posts}::uuid[] or d.skip_holders @> array[${viewer}]::uuid[]
          from duties.duties d where d.id = s.duty_id) is not true
        order by s.at desc, s.id desc limit ${sql.lit(limit)}) n
      order by n.at desc, n.id desc limit ${sql.lit(limit)}`.execute(tx);
    return rows;
  },
  saveRead: async (tx, now, posts, notices, by) => {
    if (notices.length === 0) return 0;
    const { rows } = await sql<{ id: NoticeId; duty_id: string | null }>`
      update duties.notices set opened_at = ${now}::timestamptz, opened_by = ${by}::uuid
      where id = any(${notices}::uuid[]) and opened_at is null
      returning id, duty_id`.execute(tx);
    await sql`
      update duties.duties set notice_opened = true
      where id = any(${rows.map((row) => row.duty_id).filter((id) => id !== null)}::uuid[])
        and standing && ${posts}::uuid[] and not notice_opened`.execute(tx);
    return rows.length;
  },
  listAlarms: async (tx, limit) => {
    const { rows } = await sql<SeenAlarm>`
      select kind, detail, at, cleared_at as "clearedAt" from duties.alarms
      order by cleared_at is not null, at desc limit ${limit}`.execute(tx);
    return rows;
  },
};

/** What the pages about ladders read. */
export const ladderPageStore: LadderPageStore = {
  listLadders,
  readPosts,
  namePosts,
  listOpenProposals,
  nameAccount: dutyPageStore.nameAccount,
  listFunctions: async (tx, account, at) =>
    (await listHeldBy(tx, account, at)).flatMap((post) => post.functions),
};
