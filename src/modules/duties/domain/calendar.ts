// Source: which days count differs by statute, so the calendar belongs to the rule. Working days here follow the
// Banking and Financial Dealings Act 1971; SI 2006/1738 reg 2 names Christmas Day, Good Friday and Boxing Day
// besides; the Freedom of Information Act 2000 s 10(6) leaves out a bank holiday in any part of the United Kingdom.
// Past failure: a service whose holiday table ran out silently counted Christmas as work.

import { BANK_HOLIDAYS } from './bank-holidays.ts';

export type CalendarId = 'england-and-wales' | 'complaints-2006' | 'uk-any' | 'every-day';

/** Which days count as working days, by whose law, and for how long the table speaks (both ends inclusive). */
export interface Calendar {
  readonly id: CalendarId;
  readonly source: string;
  readonly first: Temporal.PlainDate;
  readonly last: Temporal.PlainDate;
  readonly holidays: ReadonlySet<string>;
  /** False only for a calendar that counts Saturdays and Sundays too. */
  readonly weekendsOff: boolean;
}

/** The runbook that the alarm about an ended table points to. */
export const CALENDAR_RUNBOOK = 'docs/operating/calendars.md';

const first = Temporal.PlainDate.from(BANK_HOLIDAYS.first);
const last = Temporal.PlainDate.from(BANK_HOLIDAYS.last);

/** The table's lines ("2026 01-01 04-03 ...") as whole dates. */
function listDates(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [year, ...days] = line.split(' ');
    return days.map((day) => `${year}-${day}`);
  });
}

function listNamedDays(month: number, day: number): string[] {
  const days: string[] = [];
  for (let year = first.year; year <= last.year; year += 1)
    days.push(Temporal.PlainDate.from({ year, month, day }).toString());
  return days;
}

const CALENDARS: Readonly<Record<CalendarId, Calendar>> = {
  'england-and-wales': {
    id: 'england-and-wales',
    source: 'Banking and Financial Dealings Act 1971, England and Wales',
    first,
    last,
    holidays: new Set(listDates(BANK_HOLIDAYS['england-and-wales'])),
    weekendsOff: true,
  },
  'complaints-2006': {
    id: 'complaints-2006',
    source: 'SI 2006/1738 reg 2: also Christmas Day, Good Friday and Boxing Day by name',
    first,
    last,
    holidays: new Set([
      ...listDates(BANK_HOLIDAYS['england-and-wales']),
      ...listNamedDays(12, 25),
      ...listNamedDays(12, 26),
    ]),
    weekendsOff: true,
  },
  'uk-any': {
    id: 'uk-any',
    source: 'Freedom of Information Act 2000 s 10(6): a bank holiday in any part of the United Kingdom',
    first,
    last,
    holidays: new Set([
      ...listDates(BANK_HOLIDAYS['england-and-wales']),
      ...listDates(BANK_HOLIDAYS.scotland),
      ...listDates(BANK_HOLIDAYS['northern-ireland']),
    ]),
    weekendsOff: true,
  },
  'every-day': {
    id: 'every-day',
    source: 'a service that never closes: every day counts',
    first: Temporal.PlainDate.from('0001-01-01'),
    last: Temporal.PlainDate.from('9999-12-31'),
    holidays: new Set(),
    weekendsOff: false,
  },
};

/** The calendar called `id`. */
export function getCalendar(id: CalendarId): Calendar {
  return CALENDARS[id];
}

/** True when `calendar`'s table speaks for `date`; outside it only weekends are known. */
export function isCovered(calendar: Calendar, date: Temporal.PlainDate): boolean {
  return (
    Temporal.PlainDate.compare(date, calendar.first) >= 0 &&
    Temporal.PlainDate.compare(date, calendar.last) <= 0
  );
}

/** True when `date` counts as a working day. Outside the table every weekday counts. */
export function isWorkingDay(calendar: Calendar, date: Temporal.PlainDate): boolean {
  if (!calendar.weekendsOff) return true;
  return date.dayOfWeek <= 5 && !calendar.holidays.has(date.toString());
}

/** `date` itself if it is a working day, else the next one: "day 0" of a count. */
export function atOrNextWorkingDay(calendar: Calendar, date: Temporal.PlainDate): Temporal.PlainDate {
  let day = date;
  while (!isWorkingDay(calendar, day)) day = day.add({ days: 1 });
  return day;
}

/** The `count`-th working day (0 or more) after day 0, where day 0 is `date` or the next working day. */
export function addWorkingDays(
  calendar: Calendar,
  date: Temporal.PlainDate,
  count: number,
): Temporal.PlainDate {
  let day = atOrNextWorkingDay(calendar, date);
  for (let n = 0; n < count; n += 1) day = atOrNextWorkingDay(calendar, day.add({ days: 1 }));
  return day;
}
