/**
 * Who may not be told of a disclosure, and why. Source: 70-disclosures.md 9.7 (named persons, the line above and below, declared
 * interests, stale keys, leave). Where it is not known which part of an employer it is about, every part may be.
 */
import type { Day, Recipient, Roster, Unit } from './roster.ts';
import { dayNumber } from './roster-days.ts';

/** What the discloser ticked. It never leaves their browser. */
export interface Marks {
  /** Id of the organisation they work for; `null` when it is not in the roster. */
  readonly employer: string | null;
  /** Id of the unit it is about; `null` when they do not say. */
  readonly unit: string | null;
  /** Whom it is about: ids of recipients, or posts as the roster writes them. */
  readonly about: readonly string[];
  /** Ids of recipients who must not see it. */
  readonly mustNotSee: readonly string[];
}

/** Days without a sign of life after which a key is no longer sealed to. */
export const UNSEEN_DAYS = 90;

/** Why somebody is not among those who can be chosen, as the page says it. */
export const WHY_NOT = {
  about: 'You said it is about them.',
  'must-not-see': 'You said they must not see it.',
  line: 'They work in that part of the organisation, or above or below it.',
  manages: 'They manage that part of the organisation, or one above or below it.',
  interest: 'They declared an interest in it.',
  small: 'Your employer is small: nobody who works there is asked.',
  inside: 'They belong to the organisation that it is about.',
  'told-before': 'They received the first disclosure.',
  'not-valid': 'Their keys are not valid today.',
  away: 'They are away today.',
  unseen: `They have not been seen here for more than ${UNSEEN_DAYS} days.`,
} as const;
export type WhyNot = keyof typeof WHY_NOT;

/** What the marks say about the organisations of a roster. */
export interface Ground {
  readonly marks: Marks;
  /** The employer, and the organisation of the unit where that is another. */
  readonly inside: ReadonlySet<string>;
  /** One of those has fewer than 50 staff. */
  readonly small: boolean;
  /** The unit, all above and all below; empty when no unit is known. */
  readonly line: ReadonlySet<string>;
  /** What one may neither manage nor have an interest in: the line, or every unit of the employer when none is known. */
  readonly reach: ReadonlySet<string>;
}

function listLine(units: readonly Unit[], unit: string): ReadonlySet<string> {
  const parents = new Map(units.map(({ id, parent }) => [id, parent]));
  const above = (id: string): readonly string[] => {
    const way: string[] = [];
    for (let up: string | null = id; up !== null; up = parents.get(up) ?? null) way.push(up);
    return way;
  };
  const below = units.filter(({ id }) => above(id).includes(unit));
  return new Set([...above(unit), ...below.map(({ id }) => id)]);
}

/** Lays the marks on the roster. Throws `TypeError` for an employer or unit that is not in it: who is kept away hangs on that. */
export function layGround({ organisations, units }: Roster, marks: Marks): Ground {
  const unit = units.find(({ id }) => id === marks.unit);
  const employer = organisations.find(({ id }) => id === marks.employer);
  if ((marks.unit !== null && !unit) || (marks.employer !== null && !employer))
    throw new TypeError('not an employer or unit of this roster');
  const inside = new Set([employer?.id, unit?.organisation].filter((id) => id !== undefined));
  const line = unit ? listLine(units, unit.id) : new Set<string>();
  const whole = units.filter(({ organisation }) => inside.has(organisation)).map(({ id }) => id);
  return {
    marks,
    inside,
    small: organisations.some(({ id, small }) => small && inside.has(id)),
    line,
    reach: unit ? line : new Set(whole),
  };
}

function findConflict({ marks, inside, small, line, reach }: Ground, one: Recipient): WhyNot | null {
  const isInside = inside.has(one.organisation);
  if (marks.about.includes(one.id) || marks.about.includes(one.post)) return 'about';
  if (marks.mustNotSee.includes(one.id)) return 'must-not-see';
  if (one.unit !== null && line.has(one.unit)) return 'line';
  if (one.manages.some((unit) => reach.has(unit))) return 'manages';
  if (marks.unit === null && isInside && one.manages.length > 0) return 'manages';
  if (one.interests.some((id) => reach.has(id) || inside.has(id))) return 'interest';
  if (isInside && one.kind === 'escalation') return 'inside';
  return isInside && small ? 'small' : null;
}

/** Whether the keys may be used on that day, by their first and last. */
export function isValidOn({ from, until }: Recipient, today: Day): boolean {
  return from <= today && (until === null || today <= until);
}

function findAbsence(one: Recipient, today: Day): WhyNot | null {
  if (!isValidOn(one, today)) return 'not-valid';
  if (one.away.some(({ from, until }) => from <= today && today <= until)) return 'away';
  // A key that was never used is as good as new for as long as one that was used on its first day.
  const [now, seen] = [dayNumber(today), dayNumber(one.seen ?? one.from)];
  return now === null || seen === null || now - seen > UNSEEN_DAYS ? 'unseen' : null;
}

/** Why this one is kept away today, the weightiest reason first; `null` when they may be told. */
export function findWhyNot(ground: Ground, one: Recipient, today: Day): WhyNot | null {
  return findConflict(ground, one) ?? findAbsence(one, today);
}
