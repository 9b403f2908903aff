/**
 * Who is kept away from a concern: somebody who declares an interest, everybody but some posts once two people have
 * restricted it. Source: 20-domain.md (second person: "restricting a record"); 50-access.md (forbid always wins).
 */
import type { PostId } from '../../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { ConcernAct } from './acts.ts';
import type { ActingPerson, Concern, RestrictionKind } from './concern.ts';
import type { Line } from './decide-concern.ts';
import { checkReason } from './words.ts';

/** Somebody says of themself, never of another, that they know somebody in it. */
export function declareInterest(concern: Concern, by: ActingPerson, reason: string): Outcome<ConcernAct> {
  if (concern.apart.includes(by.account)) return refuse('concerns.already-declared');
  const said = checkReason(reason, 'reason');
  return said.ok ? accept({ act: 'interest-declared', by }) : said;
}

/** Asks that a record be restricted to some posts, or be opened again. Nothing changes before a second person agrees. */
export function askRestriction(
  concern: Concern,
  by: ActingPerson,
  asked: { readonly kind: RestrictionKind; readonly posts: readonly PostId[]; readonly reason: string },
): Outcome<ConcernAct> {
  if (concern.restrictionAsked) return refuse('concerns.restriction-waiting');
  if (asked.kind === 'lift' && !concern.only) return refuse('concerns.not-restricted');
  const said = checkReason(asked.reason, 'reason');
  if (!said.ok) return said;
  return accept({ act: 'restriction-asked', by, kind: asked.kind, posts: [...new Set(asked.posts)] });
}

function checkSecond(concern: Concern, by: ActingPerson, line: Line): Outcome<true> {
  const asked = concern.restrictionAsked;
  if (!asked) return refuse('concerns.nothing-to-confirm');
  if (asked.by.account === by.account) return refuse('concerns.own-decision');
  return line.isSubordinate(by.account, asked.by.account)
    ? refuse('concerns.subordinate-cannot-confirm')
    : accept(true);
}

/**
 * The second person agrees. Let in: the posts asked for, the one that owns the concern, both people's posts, and
 * `always` (the scrutineer's: a record nobody outside may see is a record that can be buried).
 */
export function confirmRestriction(
  concern: Concern,
  by: ActingPerson,
  line: Line,
  always: readonly PostId[],
): Outcome<ConcernAct> {
  const may = checkSecond(concern, by, line);
  if (!may.ok) return may;
  const asked = concern.restrictionAsked;
  const posts =
    asked?.kind === 'restrict' ? [...new Set([...asked.posts, asked.by.post, by.post, ...always])] : [];
  return accept({ act: 'restriction-confirmed', by, posts });
}

/** The second person does not agree: everything stays as it was. */
export function refuseRestriction(
  concern: Concern,
  by: ActingPerson,
  line: Line,
  reason: string,
): Outcome<ConcernAct> {
  const may = checkSecond(concern, by, line);
  if (!may.ok) return may;
  const said = checkReason(reason, 'reason');
  return said.ok ? accept({ act: 'restriction-refused', by }) : said;
}
