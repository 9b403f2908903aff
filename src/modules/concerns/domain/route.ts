/**
 * Which post owes what. Duties belong to posts, never to people (20-domain.md); nobody named in a concern, and nobody
 * in their line, is handed anything about it. Past failure: allegations were sent to the manager they were about.
 */
import type { AccountId, AgencyId, PostId } from '../../../kernel/ids.ts';
import type { Concern } from './concern.ts';
import type { Owed } from './owed.ts';

/** One post and who holds it at this moment. */
export interface RoutePost {
  readonly id: PostId;
  readonly agency: AgencyId;
  readonly functions: readonly string[];
  readonly reportsTo: PostId | null;
  readonly holders: readonly AccountId[];
}

/** What routing goes by. */
export interface RouteFacts extends KeptAway {
  readonly posts: readonly RoutePost[];
  readonly officeHours: boolean;
  /** The front-door post that has this concern; `null` on arrival. */
  readonly owner: PostId | null;
  /** Any number that differs from concern to concern, to share arrivals out evenly. */
  readonly spread: number;
}

/** Who is kept away from a record, and why. */
export interface KeptAway {
  /** Accounts named in it: they and every post above one of theirs. */
  readonly named: readonly AccountId[];
  /** Accounts that declared an interest: they alone. */
  readonly apart: readonly AccountId[];
  /** The posts a restriction lets in; `null` where there is none. */
  readonly only: readonly PostId[] | null;
}

/** Posts that may not be told: those of the people kept away, every post above one named, those a restriction shuts out. */
export function deriveSkipped(posts: readonly RoutePost[], away: KeptAway): readonly PostId[] {
  const { named, apart, only } = away;
  const byId = new Map(posts.map((post) => [post.id, post]));
  const skipped = new Set<PostId>(only ? posts.flatMap(({ id }) => (only.includes(id) ? [] : id)) : []);
  const inLine = new Set<PostId>();
  for (const post of posts) {
    const isAway = (holder: AccountId) => named.includes(holder) || apart.includes(holder);
    if (!post.holders.some(isAway)) continue;
    // A post is skipped only while everybody who holds it is kept away; the line of somebody named is always skipped.
    if (post.holders.every(isAway)) skipped.add(post.id);
    if (!post.holders.some((holder) => named.includes(holder))) continue;
    for (
      let above = post.reportsTo;
      above && !inLine.has(above);
      above = byId.get(above)?.reportsTo ?? null
    ) {
      inLine.add(above);
    }
  }
  return [...new Set([...skipped, ...inLine])];
}

/** The people kept away from a record, whichever post they hold. */
export function listAway({ named, apart }: KeptAway): readonly AccountId[] {
  return [...new Set([...named, ...apart])];
}

function withFunction(facts: RouteFacts, wanted: string): readonly RoutePost[] {
  const skipped = deriveSkipped(facts.posts, facts);
  const all = facts.posts.filter((post) => post.functions.includes(wanted) && !skipped.includes(post.id));
  const held = all.filter((post) => post.holders.length > 0);
  return held.length > 0 ? held : all;
}

function pick(facts: RouteFacts, wanted: string): PostId | null {
  const posts = withFunction(facts, wanted);
  return posts.length > 0 ? (posts[facts.spread % posts.length]?.id ?? null) : null;
}

function listAbove(facts: RouteFacts, from: PostId): readonly RoutePost[] {
  const byId = new Map(facts.posts.map((post) => [post.id, post]));
  const line: RoutePost[] = [];
  let above = byId.get(from)?.reportsTo ?? null;
  while (above) {
    const post = byId.get(above);
    if (!post || line.includes(post)) break;
    line.push(post);
    above = post.reportsTo;
  }
  const skipped = deriveSkipped(facts.posts, facts);
  return line.filter((post) => !skipped.includes(post.id));
}

/** The first post above `from` held by somebody not among `not`; outside the line, the scrutineer. */
function pickAbove(facts: RouteFacts, from: PostId, not: readonly AccountId[]): PostId | null {
  const post = listAbove(facts, from).find((p) => p.holders.some((holder) => !not.includes(holder)));
  return post?.id ?? pick(facts, 'scrutineer');
}

/** The post with this function that can be told of the concern, held where any is. */
export function pickPost(facts: RouteFacts, wanted: string): PostId | null {
  return pick(facts, wanted);
}

/** The front-door post that takes an arriving concern: the emergency duty post for red out of hours. */
export function deriveOwner(facts: RouteFacts, red: boolean): PostId | null {
  const night = red && !facts.officeHours ? pick(facts, 'emergency-duty') : null;
  return (
    night ?? pick(facts, 'front-door-screener') ?? pick(facts, 'emergency-duty') ?? pick(facts, 'scrutineer')
  );
}

function deriveUrgentPost(facts: RouteFacts): PostId | null {
  if (facts.officeHours && facts.owner) return facts.owner;
  return pick(facts, 'emergency-duty') ?? facts.owner;
}

/** Who decided what waits, or what was undone: the second person comes from above them. */
function listDeciders(concern: Concern): readonly { account: AccountId; post: PostId }[] {
  const held = [...concern.outcomes.values()].filter((o) => o.status === 'held').map((o) => o.decidedBy);
  return held.length > 0 ? held : concern.decideAbove;
}

/** The post that owes `owed` about `concern`. `null` only when the area has no post left to ask, which alarms. */
export function derivePost(concern: Concern, owed: Owed, facts: RouteFacts): PostId | null {
  const owner = facts.owner ?? deriveOwner(facts, concern.redOnArrival);
  switch (owed.rule) {
    case 'front-door.confirm-decision':
    case 'front-door.decide-above': {
      const deciders = listDeciders(concern);
      const from = deciders.at(-1)?.post ?? owner;
      return from
        ? pickAbove(
            facts,
            from,
            deciders.map((d) => d.account),
          )
        : pick(facts, 'scrutineer');
    }
    case 'front-door.confirm-restriction': {
      const by = concern.restrictionAsked?.by;
      return by ? pickAbove(facts, by.post, [by.account]) : pick(facts, 'scrutineer');
    }
    case 'front-door.answer-challenge':
      return owner
        ? pickAbove(
            facts,
            owner,
            concern.tookPart.map((p) => p.account),
          )
        : pick(facts, 'scrutineer');
    case 'front-door.answer-second-challenge':
      return pick(facts, 'scrutineer');
    case 'front-door.inform-lado':
      return pick(facts, 'lado') ?? pick(facts, 'scrutineer');
    case 'front-door.open-message-red':
      return deriveUrgentPost({ ...facts, owner });
    case 'front-door.agency-reply-red':
    case 'front-door.agency-reply-amber':
    case 'front-door.agency-reply-green':
      return concern.requests.find((request) => request.id === owed.key)?.post ?? owner;
    case 'front-door.strategy-discussion':
    case 'front-door.allocate':
    case 'front-door.respond-open-work':
    case 'front-door.acceptance-elsewhere':
      return concern.outcomes.get(owed.key)?.handedTo ?? owner;
    default:
      return owner;
  }
}
