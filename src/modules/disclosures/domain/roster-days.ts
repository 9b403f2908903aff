/** Days as the roster writes them, without a clock. Source: the proleptic Gregorian calendar (ISO 8601). */
import type { Day } from './roster.ts';

const SHAPE = /^(2\d{3})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Days before each month of a year that begins in March, so that the leap day comes last. */
const BEFORE_MONTH = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];

/**
 * The number of a day, from a fixed one on, so that days can be told apart by subtracting; `null` for what is no real day of the
 * years 2000 to 2999.
 */
export function dayNumber(day: Day): number | null {
  const [, year, month, date] = (SHAPE.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const last = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (date > last) return null;
  const since = month > 2 ? year : year - 1;
  const leaps = Math.floor(since / 4) - Math.floor(since / 100) + Math.floor(since / 400);
  return since * 365 + leaps + (BEFORE_MONTH[month - 1] ?? 0) + date;
}
