/**
 * Legal holds, and erasing what was said. Source: 20-domain.md: never by any role; by a decision of two people in two
 * agencies, on one of three grounds; legal holds always win. Past failure: files about exploited children destroyed by
 * routine, while an inquiry that needed them was being asked for.
 */
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AgencyId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { ConcernAct } from './acts.ts';
import type { ActingPerson, Concern } from './concern.ts';
import { GROUNDS, type Ground, isRetentionOver, type RetentionRule } from './retention.ts';
import { checkReason } from './words.ts';

/** The record that the reasons of an erasure are sealed under: they outlast what is erased. */
export function erasureRef(id: string): RecordRef {
  return { kind: 'erasure', id };
}

/** The record that the reasons of a hold are sealed under. */
export function holdRef(id: string): RecordRef {
  return { kind: 'hold', id };
}

/** Placing or lifting a hold. */
export type HoldAct = Extract<ConcernAct, { readonly hold: string }>;

/** Somebody who holds, proposes or answers, with what has to be known of them. */
export interface ErasureActor {
  readonly by: ActingPerson;
  /** The agency of the post they act in. */
  readonly agency: AgencyId;
  /** Named in the record, above somebody named, or with an interest in it: it is not there for them. */
  readonly keptAway: boolean;
}

/** How the record stands, beyond its own acts. */
export interface RecordFacts {
  readonly now: Temporal.Instant;
  readonly rule: RetentionRule;
  /** Time of its newest act. */
  readonly newest: Temporal.Instant;
  /** What is owed about it, the reviews that need it included. */
  readonly owed: readonly string[];
}

function checkThere(concern: Concern, actor: ErasureActor): Outcome<true> {
  if (actor.keptAway) return refuse('concerns.not-found');
  return concern.erasedAt ? refuse('concerns.erased') : accept(true);
}

/** Places a hold. Any number can stand at once: two inquiries need not know of one another. */
export function placeHold(
  concern: Concern,
  actor: ErasureActor,
  hold: { readonly id: string; readonly reason: string },
): Outcome<HoldAct> {
  const there = checkThere(concern, actor);
  if (!there.ok) return there;
  const said = checkReason(hold.reason, 'reason');
  return said.ok ? accept({ act: 'hold-placed', by: actor.by, hold: hold.id }) : said;
}

/** Lifts a hold: somebody else than who placed it. */
export function liftHold(
  concern: Concern,
  actor: ErasureActor,
  hold: { readonly id: string; readonly reason: string },
): Outcome<HoldAct> {
  const there = checkThere(concern, actor);
  if (!there.ok) return there;
  const standing = concern.holds.find(({ id }) => id === hold.id);
  if (!standing) return refuse('concerns.no-such-hold');
  if (standing.by.account === actor.by.account) return refuse('concerns.own-hold');
  const said = checkReason(hold.reason, 'reason');
  return said.ok ? accept({ act: 'hold-lifted', by: actor.by, hold: hold.id }) : said;
}

/** What stands in the way of erasing it, whoever asks: a hold first, then what is still owed. */
export function findObstacle(concern: Concern, { owed }: Pick<RecordFacts, 'owed'>): Outcome<true> {
  if (concern.holds.length > 0) return refuse('concerns.held');
  return owed.length > 0 ? refuse('concerns.still-owed') : accept(true);
}

/** An erasure as it is proposed. */
export interface ErasureAsked {
  readonly id: string;
  readonly ground: string;
  readonly reason: string;
  /** Somebody who may read it has said that neither exploitation nor sexual abuse is in question. */
  readonly checked: boolean;
}

function isGround(text: string): text is Ground {
  return Object.hasOwn(GROUNDS, text);
}

/** Proposes an erasure. Nothing is lost before a second person, in another agency, agrees. */
export function proposeErasure(
  concern: Concern,
  actor: ErasureActor,
  asked: ErasureAsked,
  facts: RecordFacts,
): Outcome<ConcernAct & { readonly act: 'erasure-proposed' }> {
  const there = checkThere(concern, actor);
  if (!there.ok) return there;
  if (concern.erasureProposed) return refuse('concerns.erasure-waiting');
  const free = findObstacle(concern, facts);
  if (!free.ok) return free;
  const { ground, id } = asked;
  if (!isGround(ground)) return refuse('concerns.ground-needed', 'ground');
  if (ground === 'retention' && !isRetentionOver(facts.rule, facts.newest, facts.now))
    return refuse('concerns.kept-longer', 'ground');
  // Nobody reads the record to erase it, and what was not ticked may have been told in words.
  if (ground === 'retention' && facts.rule.kind === 'concern' && !asked.checked)
    return refuse('concerns.check-needed', 'checked');
  const said = checkReason(asked.reason, 'reason');
  if (!said.ok) return said;
  return accept({ act: 'erasure-proposed', by: actor.by, agency: actor.agency, erasure: id, ground });
}

/** Whether this person may answer what waits: not the one who proposed it, and in another agency. */
export function checkSecond(concern: Concern, actor: ErasureActor, erasure: string): Outcome<true> {
  const there = checkThere(concern, actor);
  if (!there.ok) return there;
  const asked = concern.erasureProposed;
  if (asked?.id !== erasure) return refuse('concerns.no-such-erasure');
  if (asked.by.account === actor.by.account) return refuse('concerns.own-erasure');
  return asked.agency === actor.agency ? refuse('concerns.same-agency') : accept(true);
}

/** The second person agrees: from here on its words are gone. Asked again of everything, for time has passed. */
export function confirmErasure(
  concern: Concern,
  actor: ErasureActor,
  answer: { readonly id: string; readonly reason: string; readonly lossRead: boolean },
  facts: RecordFacts,
): Outcome<ConcernAct> {
  const second = checkSecond(concern, actor, answer.id);
  if (!second.ok) return second;
  const free = findObstacle(concern, facts);
  if (!free.ok) return free;
  if (
    concern.erasureProposed?.ground === 'retention' &&
    !isRetentionOver(facts.rule, facts.newest, facts.now)
  )
    return refuse('concerns.kept-longer');
  if (!answer.lossRead) return refuse('concerns.loss-not-read', 'read');
  const said = checkReason(answer.reason, 'reason');
  if (!said.ok) return said;
  return accept({ act: 'concern-erased', by: actor.by, agency: actor.agency, erasure: answer.id });
}

/** The second person does not agree: everything stays as it is. */
export function refuseErasure(
  concern: Concern,
  actor: ErasureActor,
  answer: { readonly id: string; readonly reason: string },
): Outcome<ConcernAct> {
  const second = checkSecond(concern, actor, answer.id);
  if (!second.ok) return second;
  const said = checkReason(answer.reason, 'reason');
  return said.ok ? accept({ act: 'erasure-refused', by: actor.by, erasure: answer.id }) : said;
}

/** Acts that say nothing new about the child: they don't begin the time of keeping again. */
const OF_KEEPING: ReadonlySet<string> = new Set([
  'hold-placed',
  'hold-lifted',
  'erasure-proposed',
  'erasure-refused',
  'concern-erased',
  'attachment-opened',
  'reporter-identity-seen',
]);

/** When the newest act about the child was, from which the time of keeping runs. Acts oldest first, never empty. */
export function deriveNewestAct(
  acts: readonly { readonly act: string; readonly at: Temporal.Instant }[],
): Temporal.Instant {
  const newest = acts.findLast(({ act }) => !OF_KEEPING.has(act));
  if (!newest) throw new Error('a concern begins by being received');
  return newest.at;
}
