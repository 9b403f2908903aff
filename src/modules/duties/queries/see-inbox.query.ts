import type { Query } from '../../../kernel/command.ts';
import type { EntryDraft } from '../../../kernel/entry.ts';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../kernel/tx.ts';
import {
  countInbox,
  type InboxCounts,
  type InboxFilter,
  type InboxItem,
  type InboxPlace,
  listShown,
} from '../domain/inbox.ts';
import type { DescribeSubjects, NoticeId, OpenDuty, SubjectLine } from '../ports.ts';

/** A post as lists name it. */
export interface NamedPost {
  readonly id: PostId;
  readonly name: string;
  readonly agency: string;
}

/** What the inbox reads. */
export interface InboxStore {
  listOpenDutiesFor(
    tx: Tx,
    posts: readonly PostId[],
    viewer: AccountId | null,
    limit?: number,
  ): Promise<readonly OpenDuty[]>;
  listHats(tx: Tx, account: AccountId, at: Temporal.Instant): Promise<readonly PostId[]>;
  /** Every post below these in the line. */
  listBelow(tx: Tx, posts: readonly PostId[]): Promise<readonly PostId[]>;
  namePosts(tx: Tx): Promise<ReadonlyMap<PostId, NamedPost>>;
  /** Marks the notices to these posts about these duties as opened; gives which were not before. */
  saveOpened(
    tx: Tx,
    now: Temporal.Instant,
    posts: readonly PostId[],
    duties: readonly DutyId[],
    by: AccountId,
  ): Promise<readonly { readonly id: NoticeId; readonly post: PostId }[]>;
}

/** One line of the inbox. */
export interface InboxRow extends InboxItem {
  readonly duty: OpenDuty;
  readonly hatName: string;
  readonly ownerName: string;
  /** Null: a record that this person may not read. */
  readonly subject: SubjectLine | null;
}

export interface InboxView {
  readonly rows: readonly InboxRow[];
  readonly counts: InboxCounts;
  readonly filter: InboxFilter;
  readonly hats: readonly NamedPost[];
  readonly now: Temporal.Instant;
  readonly page: number;
  readonly pages: number;
}

export interface SeeInbox extends InboxFilter {
  /** From 1. */
  readonly page: number;
}

const PER_PAGE = 50;

function placeOf(duty: OpenDuty, hats: readonly PostId[]): readonly [InboxPlace, PostId] {
  if (hats.includes(duty.post)) return ['mine', duty.post];
  const hat = duty.told.find((post) => hats.includes(post));
  return hat ? ['climbed', hat] : ['team', duty.post];
}

function sayOpened(opened: readonly { readonly id: NoticeId; readonly post: PostId }[]): EntryDraft[] {
  const posts = [...new Set(opened.map((one) => one.post))];
  return posts.map((post) => ({
    act: 'duties.notices-opened',
    subject: { kind: 'post', id: post },
    body: { notices: opened.filter((one) => one.post === post).map((one) => one.id) },
  }));
}

/**
 * Somebody's duties: owed by their posts, climbed to them, or owed in their line. What is shown counts as opened, and
 * the ledger says so before the page leaves.
 */
export const seeInbox =
  (store: InboxStore, describe: DescribeSubjects): Query<SeeInbox, InboxView> =>
  async (tx, ctx, input) => {
    if (ctx.actor.kind !== 'account') return refuse('duties.not-your-duty');
    const { account } = ctx.actor;
    const hats = await store.listHats(tx, account, ctx.now);
    const names = await store.namePosts(tx);
    const below = (await store.listBelow(tx, hats)).filter((post) => !hats.includes(post));
    const [own, line] = await Promise.all([
      store.listOpenDutiesFor(tx, hats, account),
      store.listOpenDutiesFor(tx, below, account),
    ]);
    const seen = new Set(own.map((duty) => duty.id));
    const team = line.filter((duty) => !seen.has(duty.id));
    const named = (post: PostId) => names.get(post)?.name ?? 'a post';
    const items = [...own, ...team].map((duty) => {
      const [place, hat] = placeOf(duty, hats);
      const { red, dueAt, earlierWarnings } = duty;
      const said = { hatName: named(hat), ownerName: named(duty.post) };
      return { duty, place, hat, red, dueAt, earlierWarnings, ...said };
    });
    const shown = listShown(items, input, ctx.now);
    const pages = Math.max(1, Math.ceil(shown.length / PER_PAGE));
    const page = Math.min(Math.max(1, input.page), pages);
    const part = shown.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const duties = part.map((row) => row.duty.id);
    const [subjects, opened] = await Promise.all([
      describe(
        tx,
        part.map((row) => row.duty.about),
        account,
      ),
      store.saveOpened(tx, ctx.now, hats, duties, account),
    ]);
    const { show, order, hat } = input;
    return {
      ok: true,
      value: {
        rows: part.map((row) => ({ ...row, subject: subjects.get(row.duty.about.id) ?? null })),
        counts: countInbox(items, ctx.now),
        filter: { show, order, hat },
        hats: hats.flatMap((post) => names.get(post) ?? []),
        now: ctx.now,
        page,
        pages,
      },
      entries: [
        {
          act: 'duties.inbox-seen',
          subject: { kind: 'account', id: account },
          body: { show, order, duties },
        },
        ...sayOpened(opened),
      ],
    };
  };
