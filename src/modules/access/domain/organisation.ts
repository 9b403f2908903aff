import type { AccountId, AgencyId, AreaId, PostId, TeamId } from '../../../kernel/ids.ts';
import type { PostFunction } from './post-function.ts';

/**
 * The area as it is set up. Source: 20-domain.md ("area, agency, post, person"): duties belong to posts, and a person
 * holds a post from one instant to another, so that "who was responsible that day" always has an answer.
 */

/** One organisation working in the area. */
export interface Agency {
  readonly id: AgencyId;
  readonly area: AreaId;
  readonly name: string;
  /** "council", "police", "health", "school", "voluntary", "helpline", "oversight"... in lower case. */
  readonly kind: string;
  /** True for a body outside the organisations that must answer: every ladder ends at one of these. */
  readonly outside: boolean;
}

/** Some posts of one agency that work together. */
export interface Team {
  readonly id: TeamId;
  readonly agency: AgencyId;
  readonly name: string;
}

/** A named responsibility in an agency. */
export interface Post {
  readonly id: PostId;
  readonly agency: AgencyId;
  readonly team: TeamId | null;
  readonly name: string;
  readonly functions: readonly PostFunction[];
  /** The post above it in the line; null at the top. */
  readonly reportsTo: PostId | null;
  /** E.164; rung when somebody must be told by voice. */
  readonly phone: string | null;
}

/** A post and who holds it at some instant; nobody holds a vacant one. */
export interface HeldPost extends Post {
  readonly holders: readonly AccountId[];
}

/** Somebody who signs in. */
export interface Account {
  readonly id: AccountId;
  /** Who they work for, whatever posts they hold. */
  readonly agency: AgencyId;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** E.164. */
  readonly phone: string | null;
  readonly disabled: boolean;
}

/** Somebody holding a post at the instant asked about. */
export interface Holder {
  readonly post: PostId;
  readonly account: AccountId;
  readonly name: string;
  readonly email: string;
  readonly phone: string | null;
}

/** One stretch of somebody holding a post; `to` is null while it lasts. */
export interface Holding {
  readonly post: PostId;
  readonly account: AccountId;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
}
