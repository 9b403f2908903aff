import { LONDON, toMillis } from '../../../kernel/clock.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';

/** The fields that say as of when, as typed. */
export interface AsOfValues {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
}

function textOf(query: unknown, name: string): string {
  const value = typeof query === 'object' && query !== null ? Reflect.get(query, name) : undefined;
  return typeof value === 'string' ? value.trim() : '';
}

/** One text field of an address; missing or anything else is empty. */
export function readField(query: unknown, name: string): string {
  return textOf(query, name);
}

/** What was typed, to be read or given back. */
export function readAsOf(query: unknown): AsOfValues {
  return {
    day: textOf(query, 'date-day'),
    month: textOf(query, 'date-month'),
    year: textOf(query, 'date-year'),
    time: textOf(query, 'time'),
  };
}

/** The same as an address says it; empty for now. */
export function asQuery({ day, month, year, time }: AsOfValues): string {
  if ([day, month, year, time].every((part) => part === '')) return '';
  return new URLSearchParams({ 'date-day': day, 'date-month': month, 'date-year': year, time }).toString();
}

const whole = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : Number.NaN);

function readDate({ day, month, year }: AsOfValues): Temporal.PlainDate | null {
  const parts = { day: whole(day), month: whole(month), year: whole(year) };
  if (Object.values(parts).some(Number.isNaN) || parts.year < 1900) return null;
  try {
    return Temporal.PlainDate.from(parts, { overflow: 'reject' });
  } catch (error) {
    // Not a day in the calendar: the person is told so beside the boxes.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * The instant meant, in London; `null` for now, when every field is empty. A day without a time is its end, or now where it is
 * today. Of an hour that came twice, the second: everything of the first was recorded by then. Refuses, naming the field,
 * what is no date, no time, a time that the clocks skipped, and one that is still to come.
 */
export function parseAsOf(values: AsOfValues, now: Temporal.Instant): Outcome<Temporal.Instant | null> {
  if (Object.values(values).every((part) => part === '')) return accept(null);
  const date = readDate(values);
  if (!date) return refuse('oversight.date-wrong', 'date');
  if (values.time === '') {
    const end = date.add({ days: 1 }).toZonedDateTime(LONDON).toInstant().subtract({ milliseconds: 1 });
    if (Temporal.Instant.compare(end, now) <= 0) return accept(end);
    const today = now.toZonedDateTimeISO(LONDON).toPlainDate();
    return date.equals(today) ? accept(toMillis(now)) : refuse('oversight.not-yet', 'date');
  }
  const time = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(values.time);
  if (!time) return refuse('oversight.time-wrong', 'time');
  const wall = date.toPlainDateTime({ hour: Number(time[1]), minute: Number(time[2]) });
  const meant = wall.toZonedDateTime(LONDON, { disambiguation: 'later' });
  if (!meant.toPlainDateTime().equals(wall)) return refuse('oversight.time-skipped', 'time');
  const at = meant.toInstant();
  return Temporal.Instant.compare(at, now) <= 0 ? accept(at) : refuse('oversight.not-yet', 'date');
}
