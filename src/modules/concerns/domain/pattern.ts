/**
 * When separate warnings become a pattern that somebody above the front door must review.
 * Source: 20-domain.md ("Reopens by itself"): four separate incidents, or three kinds of reporter, in 12 months; the
 * same incident told twice counts once; institutions never count. Past failure: each warning was weighed alone.
 */
import type { ReporterKind } from './vocabulary.ts';

/** One concern of a bundle, as the count needs it. */
export interface Warning {
  readonly concern: string;
  readonly incident: string;
  readonly receivedAt: Temporal.Instant;
  readonly reporterKind: ReporterKind;
  readonly exploitation: boolean;
}

/** The area's threshold: configuration. */
export interface PatternThreshold {
  readonly incidents: number;
  readonly kinds: number;
  readonly months: number;
}

/** What the count came to. */
export interface PatternFigures {
  readonly incidents: number;
  readonly kinds: number;
  readonly exploitation: boolean;
  readonly crossed: boolean;
}

/** The start of the counting window: `months` calendar months before `now`, in London. */
export function deriveWindowStart(now: Temporal.Instant, months: number): Temporal.Instant {
  return now.toZonedDateTimeISO('Europe/London').subtract({ months }).toInstant();
}

/** Counts a bundle, the newest concern included. */
export function derivePatternFigures(
  warnings: readonly Warning[],
  threshold: PatternThreshold,
  now: Temporal.Instant,
): PatternFigures {
  const from = deriveWindowStart(now, threshold.months);
  const recent = warnings.filter((w) => Temporal.Instant.compare(w.receivedAt, from) >= 0);
  const incidents = new Set(recent.map((w) => w.incident)).size;
  const kinds = new Set(recent.map((w) => w.reporterKind)).size;
  return {
    incidents,
    kinds,
    exploitation: recent.some((w) => w.exploitation),
    crossed: incidents >= threshold.incidents || kinds >= threshold.kinds,
  };
}

/** The function of the post that owes the review. */
export function derivePatternOwner(
  figures: PatternFigures,
): 'exploitation-manager' | 'child-protection-manager' {
  return figures.exploitation ? 'exploitation-manager' : 'child-protection-manager';
}
