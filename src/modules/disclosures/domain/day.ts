/** Days, which is all that is kept of when. Source: 70-disclosures.md 9.13 (date columns, not timestamps). */
import { LONDON } from '../../../kernel/clock.ts';

/** The day in London that an instant lies in, `YYYY-MM-DD`. On the server only: older browsers have no `Temporal`. */
export function dayOf(instant: Temporal.Instant): string {
  return instant.toZonedDateTimeISO(LONDON).toPlainDate().toString();
}

/** The day so many days on. On the server only. */
export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
