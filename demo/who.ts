import type { AccountId, AgencyId, AreaId, ClientId, PostId, TeamId } from '../src/kernel/ids.ts';
import type { RoutePost } from '../src/modules/concerns/domain/route.ts';
import { idOf } from './ids.ts';
import { ACCOUNTS, AGENCIES, HOLDINGS, POSTS, TEAMS } from './wrenfold/index.ts';

/** Who is who in Wrenfold, by id and by moment: worked out once, so that filling asks the database for none of it. */
export interface Who {
  readonly area: AreaId;
  agency(key: string): AgencyId;
  team(key: string): TeamId;
  post(key: string): PostId;
  account(key: string): AccountId;
  /** Who held a post at a moment. Throws when nobody did: the generator only lets holders act. */
  holder(post: string, at: number): AccountId;
  agencyOfPost(post: string): AgencyId;
  readonly client: ClientId;
  /** Every stretch of every post, in epoch milliseconds. */
  readonly holdings: readonly {
    readonly post: string;
    readonly account: string;
    readonly from: number;
    readonly to: number | null;
  }[];
  /** Posts and holders as routing wants them, at a moment. */
  organisation(at: number): readonly RoutePost[];
  /** When the area began: a day before its first concern. */
  readonly began: number;
}

const DAY = 86_400_000;

/** Wrenfold as seen from `now` (epoch milliseconds); the same moment gives the same ids. */
export function createWho(now: number): Who {
  const began = now - 3 * 366 * DAY - 7 * DAY;
  const id = <B extends string>(kind: string, key: string) =>
    idOf<B>({ label: `${kind} ${key}`, at: began }, 0);
  const monthsAgo = (months: number) => now - Math.round(months * 30.44 * DAY);
  const holdings = HOLDINGS.map((holding) => ({
    post: holding.post,
    account: holding.account,
    from: holding.fromMonthsAgo === null ? began : monthsAgo(holding.fromMonthsAgo),
    to: holding.toMonthsAgo === null ? null : monthsAgo(holding.toMonthsAgo),
  }));
  const at = (moment: number) =>
    holdings.filter((holding) => holding.from <= moment && (holding.to === null || holding.to > moment));
  const changes = [...new Set(holdings.flatMap(({ from, to }) => (to === null ? [from] : [from, to])))].sort(
    (a, b) => a - b,
  );
  const agencyKey = new Map(POSTS.map((post) => [post.key, post.agency]));
  const agencyOfPost = (post: string) => id<'agency'>('agency', agencyKey.get(post) ?? '');
  const routes = changes.map((from) => ({
    from,
    posts: POSTS.map(
      (post): RoutePost => ({
        id: id<'post'>('post', post.key),
        agency: agencyOfPost(post.key),
        functions: post.functions,
        reportsTo: post.reportsTo === null ? null : id<'post'>('post', post.reportsTo),
        holders: at(from)
          .filter((holding) => holding.post === post.key)
          .map((holding) => id<'account'>('account', holding.account)),
      }),
    ),
  }));
  const known = <T>(list: readonly { readonly key: string }[], key: string, found: T): T => {
    if (!list.some((one) => one.key === key)) throw new Error(`demo: nothing is called ${key}`);
    return found;
  };
  return {
    area: id<'area'>('area', 'wrenfold'),
    began,
    holdings,
    agency: (key) => known(AGENCIES, key, id<'agency'>('agency', key)),
    team: (key) => known(TEAMS, key, id<'team'>('team', key)),
    post: (key) => known(POSTS, key, id<'post'>('post', key)),
    account: (key) => known(ACCOUNTS, key, id<'account'>('account', key)),
    agencyOfPost,
    client: id<'client'>('client', 'police'),
    holder: (post, moment) => {
      const holding = at(moment).find((one) => one.post === post);
      if (!holding) throw new Error(`demo: nobody held ${post} then`);
      return id<'account'>('account', holding.account);
    },
    organisation: (moment) => routes.findLast((route) => route.from <= moment)?.posts ?? [],
  };
}
