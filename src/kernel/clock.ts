/**
 * Two times, kept apart on purpose.
 * Domain time is what duties, ladders and records run on; the demo may move it forward, and it lives in the
 * database so that every process agrees. Wall time is the machine's and is for sessions, one-time codes, tokens
 * and checkpoints, which must not be fooled by a moved clock.
 */
export interface Clock {
  /** Now, for anything a record or a duty says, cut to milliseconds. */
  domain(): Temporal.Instant;
  /** Now, for sessions, codes and tokens, cut to milliseconds. */
  wall(): Temporal.Instant;
}

/** The zone in which working days begin and end: England and Wales. */
export const LONDON = 'Europe/London';

/**
 * `instant` cut (never rounded) to whole milliseconds. PostgreSQL rounds nanoseconds up, so an uncut instant could
 * be stored later than it was hashed.
 */
export function toMillis(instant: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(instant.epochMilliseconds);
}
