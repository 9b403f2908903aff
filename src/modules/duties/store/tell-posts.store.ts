import type { CommandContext } from '../../../kernel/command.ts';
import type { OutboxEvent } from '../../../kernel/entry.ts';
import type { PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { NewNotice } from '../ports.ts';
import { listNoticeEvents, saveNotices } from './notices.store.ts';

/** Word to posts that owe nothing by it: what kind, and what may be said outside Heed. */
export interface TellPosts {
  readonly posts: readonly PostId[];
  readonly kind: 'emergency-opening' | 'emergency-not-fitting';
  readonly reference: string | null;
}

/** Tells posts at once, here and by e-mail, in the caller's transaction; gives the events that send it. */
export async function tellPosts(
  tx: Tx,
  ctx: CommandContext,
  told: readonly TellPosts[],
): Promise<readonly OutboxEvent[]> {
  const notices = told.flatMap(({ posts, kind, reference }) =>
    [...new Set(posts)].map(
      (post): NewNotice => ({
        id: ctx.ids.next<'notice'>(),
        duty: null,
        post,
        kind,
        means: ['email'],
        reference,
      }),
    ),
  );
  await saveNotices(tx, ctx.now, notices);
  return listNoticeEvents(notices);
}
