/**
 * Years in which somebody may have been born, as one number beside dates (yyyymmdd): the first year, month 0, and 60 more than
 * the number of further years in place of the day. Source: 60-linking.md, "age or 'about 14' as a range".
 */

const MARK = 60;
/** Most further years that the number holds. */
const MOST = 39;

/** The years from `first` to `last` as one number; 0 where that is too wide to say anything, or no years. */
export function packYears(first: number, last: number): number {
  if (last < first || last - first > MOST || first < 1000 || last > 2199) return 0;
  return last === first ? first * 10_000 : first * 10_000 + MARK + (last - first);
}

/** Whether a number is a range of years and no date, nor part of one. */
export function isRange(day: number): boolean {
  return day % 10_000 > MARK && day % 10_000 < 100;
}

/** Years after the first in which the birth may have been; 0 for a date. */
export function furtherYears(day: number): number {
  return isRange(day) ? (day % 10_000) - MARK : 0;
}
