// Source: 30-duties (Ladder). A missed clock climbs: manager, head of service, director, chief executive, and always
// somebody outside. Past failure: every warning ended inside the organisation that was failing to answer it.

import type { AccountId, AgencyId, PostId } from '../../../kernel/ids.ts';
import { isNonEmpty } from '../../../kernel/non-empty.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { LadderKey } from './rule.ts';
import { clockHours, clockMinutes, type Span, workingDays, workingHours } from './span.ts';

/** Who stands on a rung: a post by name, or somebody so many steps up the line of the post that owes the duty. */
export type RungTarget =
  | { readonly to: 'post'; readonly post: PostId }
  | { readonly to: 'line'; readonly up: number };

/** One rung: how long after the due time it is reached, who then owes an act, and who is only told. */
export interface Rung {
  readonly after: Span;
  readonly acts: readonly RungTarget[];
  readonly informs: readonly RungTarget[];
}

/** A ladder in force. Rung 1 is `rungs[0]`; rung 0 is the post that owes the duty. */
export interface Ladder {
  readonly key: LadderKey;
  readonly rungs: readonly Rung[];
  /** Posts that get one weekly list instead of a notice each time, so that a climb stays an event. */
  readonly weekly: readonly RungTarget[];
  /** How long a notice at a rung may lie unopened before it is sent again by the next means; then as long again, and it climbs. */
  readonly unopened: Span;
}

/** What a ladder needs to know of a post at one instant. */
export interface PostFacts {
  readonly id: PostId;
  readonly agency: AgencyId;
  readonly reportsTo: PostId | null;
  /** Who holds it; empty when it is vacant. */
  readonly holders: readonly AccountId[];
}

/** Finds a post's facts; `undefined` for a post nobody knows, which counts as vacant. */
export type PostLookup = (post: PostId) => PostFacts | undefined;

/** The post `target` means for a duty owed by `owner`; null where the line ends before it. */
export function findTargetPost(target: RungTarget, owner: PostId, posts: PostLookup): PostId | null {
  if (target.to === 'post') return target.post;
  let post: PostId | null = owner;
  for (let step = 0; step < target.up && post; step += 1) post = posts(post)?.reportsTo ?? null;
  return post;
}

/** The agencies that would have to answer if this ladder were climbed to the top; weekly lists count, being told does not. */
export function listAnsweringAgencies(
  ladder: Ladder,
  posts: PostLookup,
  owner?: PostId,
): ReadonlySet<AgencyId> {
  const agencies = new Set<AgencyId>();
  for (const target of [...ladder.rungs.flatMap((rung) => rung.acts), ...ladder.weekly]) {
    const post = target.to === 'post' ? target.post : owner && findTargetPost(target, owner, posts);
    const agency = post ? posts(post)?.agency : undefined;
    if (agency) agencies.add(agency);
  }
  return agencies;
}

/**
 * True when nobody outside would ever have to answer. With an `owner`, outside its agency; without, for a ladder that
 * posts of any agency may stand on, it takes two agencies among the posts it names.
 */
export function isInsideOneAgency(ladder: Ladder, posts: PostLookup, owner?: PostId): boolean {
  const agencies = listAnsweringAgencies(ladder, posts, owner);
  const own = owner && posts(owner)?.agency;
  if (own) return ![...agencies].some((agency) => agency !== own);
  return agencies.size < 2;
}

/** Rough length of a span for putting rungs in order: working time is taken at its shortest. */
function minutesOf(span: Span): number {
  if (span.unit === 'clock') return span.minutes;
  if (span.unit === 'working-hours') return span.hours * 60;
  if (span.unit === 'working-days') return span.days * 1440;
  const { days = 0, weeks = 0, months = 0, years = 0 } = span;
  return (days + weeks * 7 + months * 28 + years * 365) * 1440;
}

/**
 * Accepts a ladder that can be put in force. Refuses `duties.ladder-empty` (no rung, or a rung on which nobody must
 * act), `duties.ladder-out-of-order` (a later rung reached sooner), `duties.ladder-unknown-post` and
 * `duties.ladder-inside-one-agency`.
 */
export function checkLadder(ladder: Ladder, posts: PostLookup, owner?: PostId): Outcome<Ladder> {
  const { rungs } = ladder;
  if (!isNonEmpty(rungs) || rungs.some((rung) => rung.acts.length === 0))
    return refuse('duties.ladder-empty');
  const unordered = rungs.some((rung, n) => {
    const before = rungs[n - 1];
    return before !== undefined && minutesOf(rung.after) < minutesOf(before.after);
  });
  if (unordered) return refuse('duties.ladder-out-of-order');
  const named = [...rungs.flatMap((rung) => [...rung.acts, ...rung.informs]), ...ladder.weekly];
  if (named.some((target) => target.to === 'post' && !posts(target.post)))
    return refuse('duties.ladder-unknown-post');
  if (isInsideOneAgency(ladder, posts, owner)) return refuse('duties.ladder-inside-one-agency');
  return accept(ladder);
}

/** The posts an area names so that the default ladders can be built; each is a post outside or above the front door. */
export interface LadderPosts {
  readonly headOfService: PostId;
  readonly director: PostId;
  readonly chiefExecutive: PostId;
  /** Another safeguarding partner's post with power to act. */
  readonly partner: PostId;
  readonly scrutineer: PostId;
  /** The national contact the area has configured. */
  readonly national: PostId;
}

const post = (id: PostId): RungTarget => ({ to: 'post', post: id });
const line = (up: number): RungTarget => ({ to: 'line', up });
const rung = (after: Span, acts: readonly RungTarget[], informs: readonly RungTarget[] = []): Rung => ({
  after,
  acts,
  informs,
});

/**
 * The ladders Heed ships (30-duties): the owner's manager at the due time, head of service a working day later,
 * director, then chief executive with another partner and the scrutineer told, then the national contact. A red duty
 * climbs in minutes, and a casework clock stops at head of service with a weekly list outside.
 */
export function deriveDefaultLadders(to: LadderPosts): readonly Ladder[] {
  const atDue = rung(clockMinutes(0), [line(1)]);
  const top = [post(to.chiefExecutive), post(to.partner)];
  const full = [
    atDue,
    rung(workingDays(1), [post(to.headOfService)]),
    rung(workingDays(2), [post(to.director)]),
    rung(workingDays(3), top, [post(to.scrutineer)]),
    rung(workingDays(5), [post(to.national)]),
  ];
  const calm = { weekly: [], unopened: workingHours(4) };
  return [
    { key: 'front-door', rungs: full, ...calm },
    {
      key: 'front-door-red',
      rungs: [
        atDue,
        rung(clockMinutes(30), [post(to.headOfService)]),
        rung(clockHours(1), [post(to.director)]),
        rung(clockHours(4), top, [post(to.scrutineer)]),
        rung(workingDays(5), [post(to.national)]),
      ],
      weekly: [],
      unopened: clockMinutes(10),
    },
    {
      key: 'agency-reply',
      rungs: [
        atDue,
        rung(workingDays(1), [line(2), post(to.headOfService)]),
        rung(workingDays(3), [post(to.director), post(to.partner)], [post(to.scrutineer)]),
        rung(workingDays(5), [post(to.national)]),
      ],
      ...calm,
    },
    {
      key: 'outside-agency',
      rungs: [
        atDue,
        rung(workingDays(1), [post(to.scrutineer)]),
        rung(workingDays(3), top),
        rung(workingDays(5), [post(to.national)]),
      ],
      ...calm,
    },
    {
      key: 'specialist',
      rungs: [
        atDue,
        rung(workingDays(1), [post(to.director)]),
        rung(workingDays(3), top, [post(to.scrutineer)]),
        rung(workingDays(5), [post(to.national)]),
      ],
      ...calm,
    },
    {
      key: 'casework',
      rungs: [atDue, rung(workingDays(1), [post(to.headOfService)])],
      weekly: [post(to.director), post(to.scrutineer)],
      unopened: workingDays(1),
    },
    { key: 'statutory', rungs: full, ...calm },
  ];
}
