import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listAllHolders, listAllPosts, listPosts, listPostsWithFunction } from '../../access/index.ts';
import type { PostFacts, PostLookup } from '../domain/ladder.ts';

/** Every post with its holders at `now`. An area has tens or hundreds: two small queries for a whole batch of duties. */
export async function readPosts(tx: Tx, now: Temporal.Instant): Promise<PostLookup> {
  const posts = await listAllPosts(tx);
  const holders = new Map<PostId, AccountId[]>();
  for (const holder of await listAllHolders(tx, now)) {
    const held = holders.get(holder.post);
    if (held) held.push(holder.account);
    else holders.set(holder.post, [holder.account]);
  }
  const facts = new Map<PostId, PostFacts>(
    posts.map(({ id, agency, reportsTo }) => [id, { id, agency, reportsTo, holders: holders.get(id) ?? [] }]),
  );
  return (post) => facts.get(post);
}

/** Telephone numbers (E.164) of those of `posts` that have one. */
export async function readTelephones(tx: Tx, posts: readonly PostId[]): Promise<ReadonlyMap<PostId, string>> {
  const found = await listPosts(tx, posts);
  return new Map(found.flatMap((post) => (post.phone === null ? [] : [[post.id, post.phone] as const])));
}

/** The posts that look after the installation, who hear of alarms. */
export async function listAdministrators(tx: Tx): Promise<readonly PostId[]> {
  return (await listPostsWithFunction(tx, 'administrator')).map((post) => post.id);
}

/** The scrutineers' posts, who hear of alarms about the ledger besides. */
export async function listScrutineers(tx: Tx): Promise<readonly PostId[]> {
  return (await listPostsWithFunction(tx, 'scrutineer')).map((post) => post.id);
}
