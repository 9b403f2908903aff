import { LONDON } from '../../../kernel/clock.ts';

// Made once: making one costs more than a thousand uses, and an inbox says some fifty times.
const DAY = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: LONDON,
});
const TIME = new Intl.DateTimeFormat('en-GB', {
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
  timeZone: LONDON,
});

function say(at: Temporal.Instant, how: Intl.DateTimeFormat): string {
  return how.format(at.epochMilliseconds);
}

/** "Mon, 16 Nov 2026, 3:05 pm", or, at midnight, "the end of Mon, 16 Nov 2026": a due time of 24:00 belongs to the day before. */
export function sayWhen(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(LONDON);
  if (local.hour === 0 && local.minute === 0)
    return `the end of ${say(at.subtract({ milliseconds: 1 }), DAY)}`;
  return `${say(at, DAY)}, ${say(at, TIME)}`;
}

function count(n: number, one: string): string {
  return `${n} ${one}${n === 1 ? '' : 's'}`;
}

/** A stretch of time in its largest whole unit: "25 minutes", "3 hours", "2 days". */
export function sayLength(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 60) return count(Math.max(1, minutes), 'minute');
  if (minutes < 48 * 60) return count(Math.floor(minutes / 60), 'hour');
  return count(Math.floor(minutes / 1440), 'day');
}

/** "3 hours left", or "2 days overdue". */
export function sayLeft(dueAt: Temporal.Instant, now: Temporal.Instant): string {
  const left = dueAt.epochMilliseconds - now.epochMilliseconds;
  return left < 0 ? `${sayLength(left)} overdue` : `${sayLength(left)} left`;
}
