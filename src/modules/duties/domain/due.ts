// Source: 30-duties: day 0 is the day of the act or the next working day; due at the end of working day N, Europe/London;
// clock hours are elapsed hours (72 hours across a clock change is 72 hours).

import { LONDON } from '../../../kernel/clock.ts';
import { addWorkingDays, atOrNextWorkingDay, type Calendar, getCalendar, isCovered } from './calendar.ts';
import { SERVICES, type Service, type Span } from './span.ts';

/** A computed instant, and whether the holiday table spoke for every day counted (false past its end: weekdays were counted). */
export interface DueAt {
  readonly at: Temporal.Instant;
  readonly covered: boolean;
}

function localDate(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(LONDON).toPlainDate();
}

/** 24:00 local on `date`: the first instant of the next day. */
function endOfDay(date: Temporal.PlainDate): Temporal.Instant {
  return date.add({ days: 1 }).toZonedDateTime(LONDON).toInstant();
}

function openingOn(
  service: Service,
  date: Temporal.PlainDate,
): readonly [Temporal.Instant, Temporal.Instant] {
  const at = (time: string) =>
    date.toZonedDateTime({ timeZone: LONDON, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  return [at(service.opens), at(service.closes)];
}

function addWorkingHours(service: Service, from: Temporal.Instant, hours: number): DueAt {
  const calendar = getCalendar(service.calendar);
  let left = hours * 3_600_000;
  let day = atOrNextWorkingDay(calendar, localDate(from));
  for (;;) {
    const [opens, closes] = openingOn(service, day);
    const start = Math.max(opens.epochMilliseconds, from.epochMilliseconds);
    const open = closes.epochMilliseconds - start;
    if (open > 0 && left <= open)
      return {
        at: Temporal.Instant.fromEpochMilliseconds(start + left),
        covered: isCovered(calendar, day),
      };
    if (open > 0) left -= open;
    day = atOrNextWorkingDay(calendar, day.add({ days: 1 }));
  }
}

/** When something that began at `from` is due: `span` later, counted on `calendar` (a service's hours use its own). */
export function deriveDueAt(span: Span, calendar: Calendar, from: Temporal.Instant): DueAt {
  switch (span.unit) {
    case 'clock':
      return { at: from.add({ minutes: span.minutes }), covered: true };
    case 'working-hours':
      return addWorkingHours(SERVICES[span.service], from, span.hours);
    case 'working-days': {
      const day = addWorkingDays(calendar, localDate(from), span.days);
      return { at: endOfDay(day), covered: isCovered(calendar, day) };
    }
    case 'calendar': {
      const { days = 0, weeks = 0, months = 0, years = 0 } = span;
      return { at: endOfDay(localDate(from).add({ years, months, weeks, days })), covered: true };
    }
  }
}

/**
 * When a rung `delay` after a missed clock is reached. A due instant of 24:00 on Monday belongs to Monday, so that
 * "one working day after" is the end of Tuesday, not of Wednesday.
 */
export function deriveRungAt(dueAt: Temporal.Instant, delay: Span, calendar: Calendar): Temporal.Instant {
  if (delay.unit === 'clock') return dueAt.add({ minutes: delay.minutes });
  return deriveDueAt(delay, calendar, dueAt.subtract({ milliseconds: 1 })).at;
}

/** True while `service` is open at `at`; outside its hours the emergency duty post answers instead. */
export function isServiceOpen(service: Service, at: Temporal.Instant): boolean {
  const day = localDate(at);
  if (!atOrNextWorkingDay(getCalendar(service.calendar), day).equals(day)) return false;
  const [opens, closes] = openingOn(service, day);
  return Temporal.Instant.compare(at, opens) >= 0 && Temporal.Instant.compare(at, closes) < 0;
}
