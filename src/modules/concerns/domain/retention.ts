/**
 * How long a concern is kept, as data. Source: 20-domain.md (75 years where sexual abuse is in question); each row names
 * its own. Time is counted in calendar years in Europe/London from the day of the newest act about it.
 */

/** On what ground a record may be erased. */
export type Ground = 'retention' | 'rights-request' | 'court-order';
/** The grounds, as a form offers them. */
export const GROUNDS: Readonly<Record<Ground, string>> = {
  retention: 'The time that it is kept for is over',
  'rights-request': 'A request by somebody it is about was upheld',
  'court-order': 'A court ordered it',
};

/** What is kept for how long. */
export type KeptKind = 'concern-exploitation' | 'concern';

/** One row of the schedule. */
export interface RetentionRule {
  readonly kind: KeptKind;
  /** What it is, as a page says it. */
  readonly what: string;
  /** Calendar years from the day of the newest act about it. */
  readonly years: number;
  readonly source: string;
  /** The day of the source, or the day on which the area decided it. */
  readonly sourceDate: string;
}

/** Where exploitation or sexual abuse is in question. */
export const KEPT_LONGEST: RetentionRule = {
  kind: 'concern-exploitation',
  what: 'A concern where exploitation or sexual abuse is in question',
  years: 75,
  source:
    'Independent Inquiry into Child Sexual Abuse, final report: records of child sexual abuse are kept for 75 years',
  sourceDate: '2022-10-20',
};

/** Any other. A baby named in it is an adult of 25 before it may go. */
export const KEPT: RetentionRule = {
  kind: 'concern',
  what: 'Any other concern',
  years: 25,
  source: 'local: until a baby named in it is 25; Limitation Act 1980 s 28 (time runs from the age of 18)',
  sourceDate: '2026-11-01',
};

/** The whole schedule, longest first. What is known of a child, adult or thing lasts as long as a concern that says it. */
export const RETENTION_SCHEDULE: readonly RetentionRule[] = [KEPT_LONGEST, KEPT];

/** The zone whose days and years are counted. */
const LONDON = 'Europe/London';

/** The rule for a concern in which exploitation or sexual abuse is, or is not, in question. */
export function deriveRetentionRule(exploitation: boolean): RetentionRule {
  return exploitation ? KEPT_LONGEST : KEPT;
}

/** The last day on which a record is kept whose newest act was at `from`. From 29 February to a year without one: 1 March. */
export function deriveKeptUntil(rule: RetentionRule, from: Temporal.Instant): Temporal.PlainDate {
  const day = from.toZonedDateTimeISO(LONDON).toPlainDate();
  const anniversary = day.add({ years: rule.years });
  return anniversary.day === day.day ? anniversary : anniversary.add({ days: 1 });
}

/** True once the last day of keeping it is over in London. */
export function isRetentionOver(rule: RetentionRule, from: Temporal.Instant, now: Temporal.Instant): boolean {
  const today = now.toZonedDateTimeISO(LONDON).toPlainDate();
  return Temporal.PlainDate.compare(today, deriveKeptUntil(rule, from)) > 0;
}

/**
 * No record of this rule whose newest act is later than this instant can be over at `now`: what a list asks an index for.
 * A day too generous at most; `isRetentionOver` has the last word.
 */
export function deriveNewestOver(rule: RetentionRule, now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO(LONDON).toPlainDate();
  return today.subtract({ years: rule.years }).add({ days: 1 }).toZonedDateTime(LONDON).toInstant();
}
