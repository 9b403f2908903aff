import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { listAgencies, listHoldingsAround, listPosts, nameAccounts } from '../../access/index.ts';
import { countDutiesAt } from '../../duties/index.ts';
import { addLoads, type Load, listHoldersAt, listPostsHeldAt } from '../domain/holders.ts';
import type { Reading } from '../domain/reading.ts';

/** What a post was carrying at one instant, and who held it. */
export interface PostThen {
  readonly at: Temporal.Instant;
  /** Why this instant: the one asked about, or something the post did then. */
  readonly why: 'asked' | 'did';
  readonly load: Load;
  /** Who held it; empty when it was vacant. `name` is `null` where the viewer may not have names. */
  readonly holders: readonly {
    readonly name: string | null;
    /** Duties of every post this person held then, where they held more than this one; else `null`. */
    readonly together: Load | null;
  }[];
}

/** What posts are called, who held them, and what they were carrying. */
export interface PostsThen {
  readonly nameOf: (post: string) => string;
  /** `null` where the viewer may not have names. */
  readonly personOf: (account: string) => string | null;
  readonly thenOf: (post: string) => readonly PostThen[];
}

interface Moment {
  readonly post: PostId;
  readonly at: Temporal.Instant;
  readonly why: PostThen['why'];
}

const DECISIONS = new Set([
  'concerns.concern-decided',
  'concerns.decision-confirmed',
  'concerns.confirmation-refused',
  'concerns.challenge-answered',
  'concerns.pattern-reviewed',
]);

/** The instant asked about, and just before each decision: what it met was still being carried when it was made. */
function listMoments(reading: Reading, asOf: Temporal.Instant): readonly Moment[] {
  return reading.posts.flatMap(({ post, did }) => {
    const id = post as PostId;
    const decided = did.filter(({ line }) => DECISIONS.has(line.cite.act));
    return [
      ...decided.map(
        ({ line }): Moment => ({ post: id, at: line.at.subtract({ milliseconds: 1 }), why: 'did' }),
      ),
      { post: id, at: asOf, why: 'asked' as const },
    ];
  });
}

/** Posts that rows speak of besides those that have a part of their own: who was climbed to, asked, handed to. */
function listSpokenOf(reading: Reading): readonly string[] {
  const texts = (value: unknown) =>
    Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  const clocks = reading.clocks.flatMap(({ line }) => [
    ...texts(line.detail.acts),
    ...texts(line.detail.informs),
  ]);
  const within = (value: unknown, field: string) => {
    const found = typeof value === 'object' && value !== null ? Reflect.get(value, field) : null;
    return typeof found === 'string' ? [found] : [];
  };
  const asked = reading.posts.flatMap(({ asked: rows }) =>
    rows.flatMap(({ line }) => within(line.detail.request, 'post')),
  );
  const handed = reading.posts.flatMap(({ did }) =>
    did.flatMap(({ line }) =>
      (Array.isArray(line.detail.outcomes) ? line.detail.outcomes : []).flatMap((one) =>
        within(one, 'handedTo'),
      ),
    ),
  );
  const answered = reading.posts.flatMap(({ asked: rows }) =>
    rows.flatMap((row) => [...row.answeredThen, ...row.answeredLater].flatMap(({ post }) => post ?? [])),
  );
  return [...clocks, ...asked, ...handed, ...answered];
}

function listAccounts(reading: Reading): readonly AccountId[] {
  const lines = [...reading.warnings, ...reading.clocks, ...reading.posts.flatMap(rowsOf)].flatMap((row) => [
    row.line,
    ...row.answeredThen,
    ...row.answeredLater,
  ]);
  return [...new Set(lines.flatMap(({ account }) => (account as AccountId | null) ?? []))];
}

const rowsOf = ({ told, opened, did, asked }: Reading['posts'][number]) => [
  ...told,
  ...opened.map(({ row }) => row),
  ...did,
  ...asked,
];

/**
 * Reads what a reading's posts are called, who held each at its moments and what they were carrying. Five statements for
 * any number of posts; of names, only those that may be shown.
 */
export async function readPostsThen(
  tx: Tx,
  reading: Reading,
  asOf: Temporal.Instant,
  isNamed: (account: string) => boolean,
): Promise<PostsThen> {
  const moments = listMoments(reading, asOf);
  const own = reading.posts.map(({ post }) => post as PostId);
  const posts = await listPosts(tx, [...new Set([...own, ...(listSpokenOf(reading) as PostId[])])]);
  const agencies = new Map((await listAgencies(tx)).map(({ id, name }): [string, string] => [id, name]));
  const called = new Map(
    posts.map(({ id, name, agency }): [string, string] => [id, `${name}, ${agencies.get(agency) ?? ''}`]),
  );
  const holdings = await listHoldingsAround(tx, own);
  const held = (moment: Moment) =>
    listHoldersAt(holdings, moment.post, moment.at).map((account) => ({
      account,
      posts: listPostsHeldAt(holdings, account, moment.at) as readonly PostId[],
    }));
  const wanted = moments.flatMap((moment) => [
    { post: moment.post, at: moment.at },
    ...held(moment).flatMap(({ posts: theirs }) => theirs.map((post) => ({ post, at: moment.at }))),
  ]);
  const keyOf = (one: { readonly post: string; readonly at: Temporal.Instant }) =>
    `${one.post} ${one.at.epochMilliseconds}`;
  const distinct = [...new Map(wanted.map((one) => [keyOf(one), one])).values()];
  const counted = await countDutiesAt(tx, distinct);
  const loads = new Map(distinct.map((one, i) => [keyOf(one), counted[i]]));
  const loadOf = (post: string, at: Temporal.Instant): Load =>
    loads.get(keyOf({ post, at })) ?? { open: 0, overdue: 0 };
  const holderNames = new Map(holdings.map(({ account, name }): [string, string] => [account, name]));
  const names = new Map<string, string>(await nameAccounts(tx, listAccounts(reading).filter(isNamed)));
  const personOf = (account: string) =>
    isNamed(account) ? (names.get(account) ?? holderNames.get(account) ?? null) : null;
  return {
    nameOf: (post) => called.get(post) ?? 'a post',
    personOf,
    thenOf: (post) =>
      moments
        .filter((moment) => moment.post === post)
        .map((moment) => ({
          at: moment.at,
          why: moment.why,
          load: loadOf(post, moment.at),
          holders: held(moment).map(({ account, posts: theirs }) => ({
            name: personOf(account),
            together: theirs.length > 1 ? addLoads(theirs.map((one) => loadOf(one, moment.at))) : null,
          })),
        })),
  };
}
