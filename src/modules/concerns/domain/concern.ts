/**
 * A concern's state: a fold over its acts. "Closed" does not exist; a concern is answered.
 * Source: 20-domain.md (Concern).
 */
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { OutcomeKind } from './outcomes.ts';
import type { Ground } from './retention.ts';
import type { Channel, Colour, Danger, Indicator, Naming, Parents, ReporterKind } from './vocabulary.ts';

/** Somebody acting on a concern, wearing one hat. */
export interface ActingPerson {
  readonly account: AccountId;
  readonly post: PostId;
}

/** Who an outcome is about: a child named in the concern (by mention), or the concern as a whole when none is. */
export type SubjectKey = string;
export const WHOLE: SubjectKey = 'whole';

export interface SubjectOutcome {
  readonly subject: SubjectKey;
  readonly outcome: OutcomeKind;
  readonly decidedBy: ActingPerson;
  readonly at: Temporal.Instant;
  /** `held`: a lesser outcome waiting for the second person, unsent. */
  readonly status: 'in-force' | 'held';
  /** The post that takes the work on, where the outcome hands it over. */
  readonly handedTo: PostId | null;
  /** Still ours until they accept. */
  readonly accepted: boolean;
}

/** A request to another agency, with its own clock and ladder inside that agency. */
export interface AgencyRequest {
  readonly id: string;
  readonly agency: string;
  readonly post: PostId;
  /** The concern's colour when it was asked: sets the reply clock. */
  readonly colour: Colour;
  readonly state: 'asked' | 'answered' | 'declined';
}

/** A record is restricted to some posts, or the restriction is lifted: either takes two people. */
export type RestrictionKind = 'restrict' | 'lift';

/** What waits for the second person. */
export interface RestrictionAsked {
  readonly by: ActingPerson;
  readonly kind: RestrictionKind;
  /** The posts to be let in besides those that always are. */
  readonly posts: readonly PostId[];
}

/** A legal hold that stands: who placed it may not lift it. */
export interface StandingHold {
  readonly id: string;
  readonly by: ActingPerson;
}

/** An erasure that waits for a second person, in another agency. */
export interface ErasureProposed {
  readonly id: string;
  readonly by: ActingPerson;
  readonly agency: AgencyId;
  readonly ground: Ground;
}

/** What an earlier system had decided about a concern before it was carried over to Heed. */
export interface DecidedBefore {
  /** `null` where that system says only that it was dealt with. */
  readonly outcome: OutcomeKind | null;
  /** ISO instant; `null` where that system did not keep it. */
  readonly decidedAt: string | null;
}

export interface Concern {
  readonly id: ConcernId;
  /** How many acts have been folded in; the next act must be number `acts`. A race is lost by whoever is second. */
  readonly acts: number;
  readonly receivedAt: Temporal.Instant;
  readonly channel: Channel;
  readonly reporterKind: ReporterKind;
  readonly naming: Naming;
  readonly danger: Danger;
  readonly indicators: readonly Indicator[];
  readonly aboutWorker: boolean;
  readonly parents: Parents;
  /** Somebody can read an answer: a receipt was given, an API client asked, or a safe contact was left. */
  readonly reachable: boolean;
  readonly colour: Colour;
  readonly redOnArrival: boolean;
  /** Red on arrival or at any triage since: the four-hour clock runs whatever colour it has now. */
  readonly everRed: boolean;
  readonly opened: (ActingPerson & { readonly at: Temporal.Instant }) | null;
  readonly subjects: readonly SubjectKey[];
  /** Decided before Heed, about the children named then; a child added since is owed a decision here. */
  readonly before: (DecidedBefore & { readonly subjects: readonly SubjectKey[] }) | null;
  readonly outcomes: ReadonlyMap<SubjectKey, SubjectOutcome>;
  /** Children whose outcome a second person or a challenge undid: deciding them is owed one rung up. */
  readonly undone: readonly SubjectKey[];
  /** Who decided what was undone: they may not decide it again. */
  readonly decideAbove: readonly ActingPerson[];
  /** Everybody who decided or confirmed, for "somebody who did not take part". */
  readonly tookPart: readonly ActingPerson[];
  /** An answer written and kept unsent until a held outcome is confirmed. */
  readonly answerHeld: boolean;
  readonly answeredAt: Temporal.Instant | null;
  readonly challenges: number;
  readonly challengeOpen: boolean;
  /** Messages from the reporter not yet read by the front door. */
  readonly unread: number;
  /** The reporter said "I'm not safe now", and nobody has taken it up yet. */
  readonly notSafe: boolean;
  readonly requests: readonly AgencyRequest[];
  readonly allegationConsidered: boolean;
  /** Who declared an interest in it: they, and not their line, are kept out and handed nothing. */
  readonly apart: readonly AccountId[];
  readonly restrictionAsked: RestrictionAsked | null;
  /** The posts it is restricted to; `null` while it is not restricted. */
  readonly only: readonly PostId[] | null;
  readonly holds: readonly StandingHold[];
  readonly erasureProposed: ErasureProposed | null;
  /** When its words were erased; nothing can be done to it after that. */
  readonly erasedAt: Temporal.Instant | null;
}

/** Where it stands, in one word, for lists and for the reporter. */
export type Standing = 'received' | 'screening' | 'decided' | 'answered' | 'challenged' | 'erased';

/** True of a child about whom an earlier system had decided, and about whom nothing was decided here. */
function isDecidedBefore(concern: Concern, key: SubjectKey): boolean {
  return !concern.outcomes.has(key) && concern.before?.subjects.includes(key) === true;
}

/** True when every subject has an outcome in force, here or from the system it was carried over from. */
export function isDecided(concern: Concern): boolean {
  return concern.subjects.every(
    (key) => concern.outcomes.get(key)?.status === 'in-force' || isDecidedBefore(concern, key),
  );
}

/** True when some outcome waits for a second person. */
export function hasHeld(concern: Concern): boolean {
  return concern.subjects.some((key) => concern.outcomes.get(key)?.status === 'held');
}

/** Subjects with no outcome yet, held or in force. */
export function listUndecided(concern: Concern): readonly SubjectKey[] {
  return concern.subjects.filter((key) => !concern.outcomes.has(key) && !isDecidedBefore(concern, key));
}

/** Where the concern stands. */
export function deriveStanding(concern: Concern): Standing {
  if (concern.erasedAt) return 'erased';
  if (concern.challengeOpen) return 'challenged';
  // With nobody to answer (no receipt, no contact), deciding is the answer.
  if (isDecided(concern)) return concern.answeredAt || !concern.reachable ? 'answered' : 'decided';
  return concern.opened ? 'screening' : 'received';
}

/** The record a concern's words are sealed under. */
export function concernRef(id: ConcernId): RecordRef {
  return { kind: 'concern', id };
}
