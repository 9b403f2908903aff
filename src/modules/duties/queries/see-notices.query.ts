import type { Query } from '../../../kernel/command.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { NewAlarm, NoticeId } from '../ports.ts';
import type { NamedPost } from './see-inbox.query.ts';

/** What a post was told, and whether it left the application. */
export interface SeenNotice {
  readonly id: NoticeId;
  readonly duty: DutyId | null;
  readonly post: PostId;
  readonly kind: string;
  readonly reference: string | null;
  readonly at: Temporal.Instant;
  /** Null: nobody had opened it before this page. */
  readonly openedAt: Temporal.Instant | null;
  /** "email" and "sms" that were taken, and that were not. */
  readonly sent: readonly string[];
  readonly failed: readonly string[];
}

/** Something wrong with the machinery. */
export interface SeenAlarm {
  readonly kind: NewAlarm['kind'];
  readonly detail: Readonly<Record<string, string | number | null>>;
  readonly at: Temporal.Instant;
  readonly clearedAt: Temporal.Instant | null;
}

/** What the pages of notices and alarms read. */
export interface NoticePageStore {
  listHats(tx: Tx, account: AccountId, at: Temporal.Instant): Promise<readonly PostId[]>;
  namePosts(tx: Tx): Promise<ReadonlyMap<PostId, NamedPost>>;
  /** The newest first, those to which the viewer is a stranger because they are named left out. */
  listNotices(
    tx: Tx,
    posts: readonly PostId[],
    viewer: AccountId,
    limit: number,
  ): Promise<readonly SeenNotice[]>;
  saveRead(
    tx: Tx,
    now: Temporal.Instant,
    posts: readonly PostId[],
    notices: readonly NoticeId[],
    by: AccountId,
  ): Promise<number>;
  listAlarms(tx: Tx, limit: number): Promise<readonly SeenAlarm[]>;
}

export interface NoticesView {
  readonly notices: readonly SeenNotice[];
  readonly posts: ReadonlyMap<PostId, NamedPost>;
}

const MOST = 100;

/** The newest notices to somebody's posts. Reading them is an entry, and counts as opening them. */
export const seeNotices =
  (store: NoticePageStore): Query<null, NoticesView> =>
  async (tx, ctx) => {
    if (ctx.actor.kind !== 'account') return refuse('duties.post-needed');
    const { account } = ctx.actor;
    const hats = await store.listHats(tx, account, ctx.now);
    const notices = await store.listNotices(tx, hats, account, MOST);
    const ids = notices.map((notice) => notice.id);
    const opened = await store.saveRead(tx, ctx.now, hats, ids, account);
    return {
      ok: true,
      value: { notices, posts: await store.namePosts(tx) },
      entries: [
        {
          act: 'duties.notices-read',
          subject: { kind: 'account', id: account },
          body: { notices: ids, opened },
        },
      ],
    };
  };

/** What is, and lately was, wrong with the machinery. */
export const seeAlarms =
  (store: NoticePageStore): Query<null, readonly SeenAlarm[]> =>
  async (tx) => ({
    ok: true,
    value: await store.listAlarms(tx, MOST),
    entries: [
      { act: 'duties.alarms-seen', subject: { kind: 'configuration', id: 'duties.alarms' }, body: {} },
    ],
  });
