/**
 * Who held a post on the day, and what else they were holding. Source: 20-domain.md ("who was responsible that day" always
 * has an answer); 40-ledger.md (how many cases and overdue duties they held). Fair to people: the posts one person held at
 * once are counted together.
 */

/** One stretch of somebody holding a post. */
export interface HeldPost {
  readonly post: string;
  readonly account: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
}

/** Open duties, and those of them that were overdue, at an instant. */
export interface Load {
  readonly open: number;
  readonly overdue: number;
}

const held = (one: HeldPost, at: Temporal.Instant) =>
  Temporal.Instant.compare(one.from, at) <= 0 &&
  (one.to === null || Temporal.Instant.compare(one.to, at) > 0);

/** The people who held `post` at `at`; empty when it was vacant. */
export function listHoldersAt(
  holdings: readonly HeldPost[],
  post: string,
  at: Temporal.Instant,
): readonly string[] {
  const found = holdings.filter((one) => one.post === post && held(one, at)).map(({ account }) => account);
  return [...new Set(found)];
}

/** Every post that somebody held at `at`. */
export function listPostsHeldAt(
  holdings: readonly HeldPost[],
  account: string,
  at: Temporal.Instant,
): readonly string[] {
  const found = holdings.filter((one) => one.account === account && held(one, at)).map(({ post }) => post);
  return [...new Set(found)];
}

/** Loads of several posts together. */
export function addLoads(loads: readonly Load[]): Load {
  return loads.reduce((sum, one) => ({ open: sum.open + one.open, overdue: sum.overdue + one.overdue }), {
    open: 0,
    overdue: 0,
  });
}
