// Source: 30-duties (Ladder, Engine). Pure: given a duty, its ladder, the posts and the moment, what happens next and
// when it should have. Acknowledging is not among the inputs: only the act that meets a duty stops it.
// Past failure: a reminder was marked "seen", and being seen was taken for being done.

import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Calendar } from './calendar.ts';
import { deriveDueAt, deriveRungAt } from './due.ts';
import { findTargetPost, type Ladder, type PostLookup, type Rung, type RungTarget } from './ladder.ts';

/** Where an open duty stands. All instants are domain time. */
export interface DutyOnLadder {
  readonly owner: PostId;
  readonly from: Temporal.Instant;
  readonly dueAt: Temporal.Instant;
  /** Posts and people named in the matter, or in the line of somebody named: never told. */
  readonly skipPosts: readonly PostId[];
  readonly skipHolders: readonly AccountId[];
  /** The last warning given to the owner, in percent of the time gone. */
  readonly warned: 0 | 50 | 80;
  readonly missed: boolean;
  /** Highest rung reached; 0 is the owner. */
  readonly rung: number;
  /** When that rung should have been reached. */
  readonly reachedAt: Temporal.Instant;
  /** The posts on that rung which must act; those passed over, when everybody on it was. */
  readonly standing: readonly PostId[];
  /** When the last notice at that rung really left. */
  readonly noticeAt: Temporal.Instant;
  readonly noticeOpened: boolean;
  readonly resent: boolean;
  /** True once nobody is left to climb to, and that has been said. */
  readonly exhausted: boolean;
}

export type WhyPassed = 'vacant' | 'named';
export type WhyReached = 'due' | 'unopened' | WhyPassed;

/** A post that a rung meant but did not reach; `post` is null where the line had nobody there. */
export interface PassedOver {
  readonly post: PostId | null;
  readonly why: WhyPassed;
}

/** One thing that happens to a duty because time passed; `at` is when it should have happened. */
export type Step =
  | { readonly kind: 'warned'; readonly at: Temporal.Instant; readonly percent: 50 | 80 }
  | { readonly kind: 'missed'; readonly at: Temporal.Instant }
  | {
      readonly kind: 'reached';
      readonly at: Temporal.Instant;
      readonly rung: number;
      readonly why: WhyReached;
      readonly acts: readonly PostId[];
      readonly informs: readonly PostId[];
      readonly passedOver: readonly PassedOver[];
    }
  | {
      readonly kind: 'resent';
      readonly at: Temporal.Instant;
      readonly rung: number;
      readonly posts: readonly PostId[];
    }
  | { readonly kind: 'exhausted'; readonly at: Temporal.Instant; readonly rung: number };

/** Why `post` can't be told: it is named in the matter, or nobody holds it. Null when it can. */
export function findWhyPassed(duty: DutyOnLadder, post: PostId, posts: PostLookup): WhyPassed | null {
  if (duty.skipPosts.includes(post)) return 'named';
  const holders = posts(post)?.holders ?? [];
  if (holders.length === 0) return 'vacant';
  return holders.every((holder) => duty.skipHolders.includes(holder)) ? 'named' : null;
}

function resolve(duty: DutyOnLadder, targets: readonly RungTarget[], posts: PostLookup) {
  const reached: PostId[] = [];
  const passedOver: PassedOver[] = [];
  for (const target of targets) {
    const post = findTargetPost(target, duty.owner, posts);
    const why = post === null ? 'vacant' : findWhyPassed(duty, post, posts);
    if (why !== null) passedOver.push({ post, why });
    else if (post !== null && !reached.includes(post)) reached.push(post);
  }
  return { reached, passedOver };
}

function climb(
  duty: DutyOnLadder,
  next: Rung,
  posts: PostLookup,
  at: Temporal.Instant,
  why: WhyReached,
): Step {
  const acts = resolve(duty, next.acts, posts);
  const informs = resolve(duty, next.informs, posts);
  return {
    kind: 'reached',
    at,
    rung: duty.rung + 1,
    why,
    acts: acts.reached,
    informs: informs.reached.filter((post) => !acts.reached.includes(post)),
    passedOver: acts.passedOver,
  };
}

/** Why everybody standing on the present rung can't answer; null when somebody can. */
function findWhyNobody(duty: DutyOnLadder, posts: PostLookup): WhyPassed | null {
  const whys = duty.standing.map((post) => findWhyPassed(duty, post, posts));
  if (whys.includes(null)) return null;
  return whys.includes('named') ? 'named' : 'vacant';
}

function partway(duty: DutyOnLadder, percent: number): Temporal.Instant {
  const from = duty.from.epochMilliseconds;
  const whole = duty.dueAt.epochMilliseconds - from;
  return Temporal.Instant.fromEpochMilliseconds(from + Math.floor((whole * percent) / 100));
}

type Candidate = { readonly at: Temporal.Instant; readonly step: () => Step };

/** Everything that could happen next, in the order in which it is said when two fall at the same instant. */
function listCandidates(
  duty: DutyOnLadder,
  ladder: Ladder,
  posts: PostLookup,
  calendar: Calendar,
): Candidate[] {
  const next = ladder.rungs[duty.rung];
  const found: Candidate[] = [];
  const upOr = (at: Temporal.Instant, why: WhyReached): void => {
    if (next) found.push({ at, step: () => climb(duty, next, posts, at, why) });
    else if (!duty.exhausted) found.push({ at, step: () => ({ kind: 'exhausted', at, rung: duty.rung }) });
  };
  const nobody = findWhyNobody(duty, posts);
  if (nobody !== null) upOr(duty.reachedAt, nobody);
  if (!duty.missed) {
    if (duty.warned < 80) {
      const percent = duty.warned === 0 ? 50 : 80;
      const at = partway(duty, percent);
      found.push({ at, step: () => ({ kind: 'warned', at, percent }) });
    }
    found.push({ at: duty.dueAt, step: () => ({ kind: 'missed', at: duty.dueAt }) });
  }
  if (next) upOr(deriveRungAt(duty.dueAt, next.after, calendar), 'due');
  if (nobody === null && duty.rung > 0 && !duty.noticeOpened) {
    const at = deriveDueAt(ladder.unopened, calendar, duty.noticeAt).at;
    const { rung, standing } = duty;
    if (!duty.resent) found.push({ at, step: () => ({ kind: 'resent', at, rung, posts: standing }) });
    else upOr(at, 'unopened');
  }
  return found;
}

/**
 * The next thing due to happen to `duty` at or before `now`, or when to look again (`nextAt`; null when only the act
 * can change anything).
 */
export function deriveNextStep(
  duty: DutyOnLadder,
  ladder: Ladder,
  posts: PostLookup,
  calendar: Calendar,
  now: Temporal.Instant,
): { readonly step: Step } | { readonly step: null; readonly nextAt: Temporal.Instant | null } {
  let first: Candidate | null = null;
  for (const candidate of listCandidates(duty, ladder, posts, calendar))
    if (!first || Temporal.Instant.compare(candidate.at, first.at) < 0) first = candidate;
  if (!first) return { step: null, nextAt: null };
  if (Temporal.Instant.compare(first.at, now) > 0) return { step: null, nextAt: first.at };
  return { step: first.step() };
}

function listPassed(passedOver: readonly PassedOver[]): PostId[] {
  return passedOver.flatMap(({ post }) => (post === null ? [] : [post]));
}

/** `duty` after `step`, whose notices really left at `now`. */
export function applyStep(duty: DutyOnLadder, step: Step, now: Temporal.Instant): DutyOnLadder {
  switch (step.kind) {
    case 'warned':
      return { ...duty, warned: step.percent };
    case 'missed':
      return { ...duty, missed: true };
    case 'resent':
      return { ...duty, resent: true, noticeAt: now };
    case 'exhausted':
      return { ...duty, exhausted: true };
    case 'reached':
      return {
        ...duty,
        rung: step.rung,
        reachedAt: step.at,
        standing: step.acts.length > 0 ? step.acts : listPassed(step.passedOver),
        noticeAt: now,
        noticeOpened: false,
        resent: false,
      };
  }
}

/** Everything that should have happened to a duty by now, in order, and where it stands afterwards. */
export interface CaughtUp {
  readonly steps: readonly Step[];
  readonly duty: DutyOnLadder;
  readonly nextAt: Temporal.Instant | null;
}

/** Catches `duty` up to `now`: after a week's outage every rung that should have been reached is a step with its own time. */
export function deriveCaughtUp(
  duty: DutyOnLadder,
  ladder: Ladder,
  posts: PostLookup,
  calendar: Calendar,
  now: Temporal.Instant,
): CaughtUp {
  const steps: Step[] = [];
  let state = duty;
  for (;;) {
    const next = deriveNextStep(state, ladder, posts, calendar, now);
    if (next.step === null) return { steps, duty: state, nextAt: next.nextAt };
    steps.push(next.step);
    state = applyStep(state, next.step, now);
  }
}
