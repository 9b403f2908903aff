import type { AccountId, PostId } from '../../../kernel/ids.ts';

/**
 * Which scrutineer's post owes an answer to a change. Source: docs/decisions/0504 and 0406. Past failure: a change that
 * nobody was told of waited for ever, and the cover it was for did not come.
 */

/** A scrutineer's post and who holds it at this moment. */
export interface ScrutineerPost {
  readonly id: PostId;
  readonly holders: readonly AccountId[];
}

/**
 * The first scrutineer's post that somebody other than the proposer holds, else the first at all (its duty then climbs
 * at once, as a vacant post's does); null where the area has none.
 */
export function chooseScrutineer(posts: readonly ScrutineerPost[], proposer: AccountId): PostId | null {
  const able = posts.find((post) => post.holders.some((holder) => holder !== proposer));
  return (able ?? posts[0])?.id ?? null;
}
