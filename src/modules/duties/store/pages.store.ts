import { sql } from 'kysely';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { findAccount, listAllPosts, listHeldBy, listNamesSeenBy, readNamed } from '../../access/index.ts';
import type { NoticeId } from '../ports.ts';
import type { DutyPageStore } from '../queries/see-duty.query.ts';
import type { InboxStore, NamedPost } from '../queries/see-inbox.query.ts';
import { listOpenProposals, listRungs } from './proposals.store.ts';
import { findDuty, listOpenDutiesFor } from './read-duties.store.ts';
import { readRuleVersions } from './rules.store.ts';

/** Every post's name and agency, for lists that name them. */
export async function namePosts(tx: Tx): Promise<ReadonlyMap<PostId, NamedPost>> {
  const named = await readNamed(tx);
  const agencies = new Map(named.agencies.map((agency) => [agency.id, agency.name]));
  return new Map(
    named.posts.map(({ id, name, agency }) => [id, { id, name, agency: agencies.get(agency) ?? '' }]),
  );
}

/** Every post that has one of `posts` somewhere above it. */
async function listBelow(tx: Tx, posts: readonly PostId[]): Promise<readonly PostId[]> {
  if (posts.length === 0) return [];
  const all = await listAllPosts(tx);
  const below = new Set<PostId>();
  for (let reach: readonly PostId[] = posts; reach.length > 0; ) {
    const next = all.filter(
      (post) => post.reportsTo && reach.includes(post.reportsTo) && !below.has(post.id),
    );
    reach = next.map((post) => post.id);
    for (const post of reach) below.add(post);
  }
  return [...below];
}

/**
 * Marks as opened the notices to `posts` about `duties`, and, where a duty stands on one of those posts, that its
 * notice was seen: so it is not sent again or climbed early.
 */
export async function saveOpened(
  tx: Tx,
  now: Temporal.Instant,
  posts: readonly PostId[],
  duties: readonly DutyId[],
  by: AccountId,
): Promise<readonly { readonly id: NoticeId; readonly post: PostId }[]> {
  if (posts.length === 0 || duties.length === 0) return [];
  const { rows } = await sql<{ id: NoticeId; post: PostId; duty_id: DutyId }>`
    update duties.notices set opened_at = ${now}::timestamptz, opened_by = ${by}::uuid
    where post_id = any(${posts}::uuid[]) and duty_id = any(${duties}::uuid[]) and opened_at is null
    returning id, post_id as post, duty_id`.execute(tx);
  if (rows.length > 0)
    await sql`
      update duties.duties set notice_opened = true
      where id = any(${rows.map((row) => row.duty_id)}::uuid[]) and standing && ${posts}::uuid[]
        and not notice_opened`.execute(tx);
  return rows.map(({ id, post }) => ({ id, post }));
}

const listHats: InboxStore['listHats'] = async (tx, account, at) =>
  (await listHeldBy(tx, account, at)).map((post) => post.id);

/** What the inbox reads. */
export const inboxStore: InboxStore = { listOpenDutiesFor, listHats, listBelow, namePosts, saveOpened };

/** What the page of one duty reads. */
export const dutyPageStore: DutyPageStore = {
  findDuty,
  listHats,
  namePosts,
  saveOpened,
  listRungs,
  listOpenProposals,
  getRule: async (tx, id, version) => (await readRuleVersions(tx, [{ id, version }]))(id, version),
  nameAccount: async (tx, id) => (await findAccount(tx, id))?.name ?? 'somebody',
  listNamesSeenBy,
};
