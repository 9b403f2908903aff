/**
 * Opening a concern in an emergency without a relationship to it ("break-glass"). Source: 50-access.md: a typed reason,
 * four hours, told at once to those who hold it, reviewed in two working days, and never beating a forbid.
 */
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, ConcernId, PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { ActingPerson } from './concern.ts';
import { checkReason } from './words.ts';

/** How long an emergency opening lasts. */
export const EMERGENCY_HOURS = 4;
/** Most concerns opened at once: an emergency is about one child, not about everybody of one name. */
export const MOST_OPENED = 5;

export type Finding = 'fitting' | 'not-fitting';
export const FINDINGS: Readonly<Record<Finding, string>> = {
  fitting: 'Fitting: there was an emergency, and this was needed for it',
  'not-fitting': 'Not fitting',
};

/** One emergency opening, its words left out. */
export interface EmergencyOpening {
  readonly id: string;
  readonly by: ActingPerson;
  readonly at: Temporal.Instant;
  readonly until: Temporal.Instant;
  readonly state: 'open' | Finding;
  readonly reviewedAt: Temporal.Instant | null;
  readonly reviewedBy: AccountId | null;
  readonly concerns: readonly ConcernId[];
}

/** The record an opening's words are sealed under. */
export function openingRef(id: string): RecordRef {
  return { kind: 'opening', id };
}

/**
 * Decides on an emergency opening of what was found. `closed`: found, and neither open to this person already nor kept
 * from them. A record they are kept from is answered as though it were not there.
 */
export function breakGlass(
  closed: readonly ConcernId[],
  reason: string,
  now: Temporal.Instant,
): Outcome<{ readonly reason: string; readonly until: Temporal.Instant }> {
  const said = checkReason(reason, 'reason');
  if (!said.ok) return said;
  if (closed.length === 0) return refuse('concerns.nothing-to-open', 'q');
  if (closed.length > MOST_OPENED) return refuse('concerns.too-many-to-open', 'q');
  return accept({ reason: said.value, until: now.add({ hours: EMERGENCY_HOURS }) });
}

/** The review: fitting or not, with a reason, never by whoever opened it. */
export function reviewOpening(
  opening: EmergencyOpening,
  by: AccountId,
  finding: string,
  reason: string,
): Outcome<{ readonly finding: Finding; readonly reason: string }> {
  if (opening.state !== 'open') return refuse('concerns.opening-reviewed');
  if (opening.by.account === by) return refuse('concerns.own-opening');
  if (finding !== 'fitting' && finding !== 'not-fitting') return refuse('concerns.finding-needed', 'finding');
  const said = checkReason(reason, 'reason');
  return said.ok ? accept({ finding, reason: said.value }) : said;
}

/** A concern as those who hold it are found from it. */
export interface HeldConcern {
  readonly owner: PostId;
  readonly handedTo: readonly PostId[];
}

/** Who is told at once: the posts that hold it, and the post above each. */
export function listTold(
  { owner, handedTo }: HeldConcern,
  posts: readonly { readonly id: PostId; readonly reportsTo: PostId | null }[],
): readonly PostId[] {
  const holding = [owner, ...handedTo];
  const above = holding.map((id) => posts.find((post) => post.id === id)?.reportsTo ?? null);
  return [...new Set([...holding, ...above.filter((post) => post !== null)])];
}
