/**
 * Wrenfold's days: working days, school terms, and how busy each kind of day is. Source: the weekday and seasonal
 * pattern of referrals in published children-in-need statistics (few at weekends, fewer in August, most from schools
 * in term). Terms and bank holidays are computed by rule; only plausibility rests on them, no clock does.
 */
export interface Day {
  readonly index: number;
  readonly date: Temporal.PlainDate;
  /** Epoch milliseconds of midnight in London at its start. */
  readonly start: number;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  readonly working: boolean;
  readonly term: boolean;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
const LONDON = 'Europe/London';

/** Western Easter Sunday (the anonymous Gregorian rule). */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}

function mondayOnOrAfter(date: Temporal.PlainDate): Temporal.PlainDate {
  return date.add({ days: (8 - date.dayOfWeek) % 7 });
}

function isBankHoliday(date: Temporal.PlainDate): boolean {
  const { year, month, day, dayOfWeek } = date;
  const fromEaster = easter(year).until(date).days;
  if (fromEaster === -2 || fromEaster === 1) return true;
  if (month === 12 && (day === 25 || day === 26)) return true;
  if (month === 12 && (day === 27 || day === 28) && dayOfWeek <= 2) return true;
  if (month === 1 && (day === 1 || (day <= 3 && dayOfWeek === 1))) return true;
  if (dayOfWeek !== 1) return false;
  return (month === 5 && (day <= 7 || day >= 25)) || (month === 8 && day >= 25);
}

function isTerm(date: Temporal.PlainDate): boolean {
  const { year, month, day } = date;
  const within = (first: Temporal.PlainDate, days: number) => {
    const past = first.until(date).days;
    return past >= 0 && past < days;
  };
  const on = (m: number, d: number) => Temporal.PlainDate.from({ year, month: m, day: d });
  if (month === 8 || (month === 7 && day > 21) || (month === 9 && day < 3)) return false;
  if ((month === 12 && day > 19) || (month === 1 && day < 5)) return false;
  if (within(mondayOnOrAfter(on(10, 22)), 5) || within(mondayOnOrAfter(on(2, 12)), 5)) return false;
  return !within(mondayOnOrAfter(on(5, 25)), 5) && !within(easter(year).subtract({ days: 13 }), 15);
}

function makeDay(date: Temporal.PlainDate, index: number): Day {
  const weekday = date.dayOfWeek;
  return {
    index,
    date,
    start: date.toZonedDateTime(LONDON).epochMilliseconds,
    weekday,
    working: weekday <= 5 && !isBankHoliday(date),
    term: weekday <= 5 && isTerm(date) && !isBankHoliday(date),
  };
}

export interface Calendar {
  /** Every day from three years before today to today, oldest first. */
  readonly days: readonly Day[];
  /** The moment handed in as now, epoch milliseconds. */
  readonly now: number;
  /** The day a moment falls on. */
  dayOf(at: number): Day;
  /** The first working day strictly after `day`; its like beyond the end of the list. */
  nextWorking(day: Day): Day;
}

/** The days of the demo's three years, ending with the day of `now`. */
export function createCalendar(now: Temporal.Instant): Calendar {
  const today = now.toZonedDateTimeISO(LONDON).toPlainDate();
  const first = today.subtract({ years: 3 });
  const count = first.until(today).days;
  const days: Day[] = [];
  for (let index = 0; index <= count + 20; index += 1) days.push(makeDay(first.add({ days: index }), index));
  const at = (index: number): Day => {
    const day = days[Math.min(Math.max(index, 0), days.length - 1)];
    if (!day) throw new Error('demo: the calendar is empty');
    return day;
  };
  return {
    days: days.slice(0, count + 1),
    now: now.epochMilliseconds,
    dayOf: (moment) => {
      let index = Math.floor((moment - at(0).start) / (24 * HOUR));
      while (index + 1 < days.length && at(index + 1).start <= moment) index += 1;
      while (index > 0 && at(index).start > moment) index -= 1;
      return at(index);
    },
    nextWorking: (day) => {
      let index = day.index + 1;
      while (index < days.length - 1 && !at(index).working) index += 1;
      return at(index);
    },
  };
}

/** How many concerns a day brings beside an ordinary working day in term: 1 is ordinary. */
export function busyness(day: Day): number {
  const weekday = [0, 1.1, 1.06, 1.02, 1, 1.04, 0.34, 0.28][day.weekday] ?? 1;
  const holiday = day.weekday <= 5 && !day.working ? 0.35 : 1;
  return weekday * holiday * (day.weekday > 5 || day.term ? 1 : 0.76);
}
