/**
 * Dates of birth in files, as one number yyyymmdd: slips of the pen are kept, since they are what is compared. Source:
 * 60-linking.md, "dates with swapped day/month and typing errors". Years of other centuries are read too: what is old is
 * for whoever uses the file to judge. A year alone is yyyy0000, a month yyyymm00, years "between 2010 and 2012" and what an
 * age leaves are a range (`packYears`); nothing useful is 0.
 */
import { MONTHS, PLACEHOLDERS, readAge } from '../birth.ts';
import { foldText } from '../fold-text.ts';
import { packYears } from './year-range.ts';

/** Dates that say "I don't know" in files besides the ones forms fill in. */
const NO_DAY = new Set(
  [...PLACEHOLDERS].map((day) => Number(day.replaceAll('-', ''))).concat(11111111, 99991231),
);

function pack(year: number, month: number, day: number): number {
  if (year < 1000 || year > 2199) return 0;
  // Month and day the other way round, as in other countries, where this way they are none.
  const [m, d] = month > 12 && day <= 12 ? [day, month] : [month, day];
  const packed = year * 10_000 + Math.min(m, 99) * 100 + Math.min(d, 99);
  return NO_DAY.has(packed) ? 0 : packed;
}

function fullYear(text: string, thisYear: number): number {
  const year = Number(text);
  if (text.length !== 2) return year;
  return year + 2000 <= thisYear ? year + 2000 : year + 1900;
}

/** An age as said in `thisYear` ("14", "about 14", "14-15", "6 months") as the years it leaves; 0 for none. */
export function readYearsOfAge(text: string, thisYear: number): number {
  const { years } = readAge(text, Temporal.PlainDate.from({ year: thisYear, month: 7, day: 1 }));
  return years.length === 0 ? 0 : packYears(years[0] ?? 0, years.at(-1) ?? 0);
}

const VAGUE = /about|around|roughly|approx|maybe|circa|\bca?\b|~|\?|\best|between/;

/** Years as said: "2010-2012", "between 2010 and 2012", "c. 1832", "1990s"; 0 where it says no more than one year. */
function readYears(plain: string): number {
  const decade = /^\D*(\d{3}0)s\D*$/.exec(plain);
  if (decade) return packYears(Number(decade[1]), Number(decade[1]) + 9);
  const years = (plain.match(/\d+/g) ?? []).filter((part) => part.length === 4).map(Number);
  if (years.length !== (plain.match(/\d+/g) ?? []).length) return 0;
  const [first = 0, last = first] = years;
  if (years.length === 2) return packYears(Math.min(first, last), Math.max(first, last));
  return years.length === 1 && VAGUE.test(plain) ? packYears(first - 1, first + 1) : 0;
}

/** `text` as yyyymmdd. Two digits of a year are of this century while that is not after `thisYear`. */
export function readDay(text: string, thisYear: number): number {
  const plain = foldText(text).trim().slice(0, 40);
  if (plain === '') return 0;
  const range = readYears(plain);
  if (range !== 0) return range;
  const parts = plain.match(/\d+|[a-z]{3,}/g) ?? [];
  const [a = '', b = '', c = ''] = parts;
  if (/^\d{8}$/.test(a)) {
    const first = Number(a.slice(0, 4));
    if (first >= 1200 && first <= 2199) return pack(first, Number(a.slice(4, 6)), Number(a.slice(6)));
    return pack(Number(a.slice(4)), Number(a.slice(2, 4)), Number(a.slice(0, 2)));
  }
  const months = parts.map((part) => MONTHS.indexOf(part.slice(0, 3)) + 1);
  const at = parts.findIndex((part, i) => (months[i] ?? 0) > 0 && /^[a-z]/.test(part));
  if (at >= 0) {
    const numbers = parts.filter((part) => /^\d/.test(part));
    const year = numbers.find((part) => part.length === 4) ?? numbers.at(-1) ?? '';
    const day = numbers.find((part) => part !== year && part.length <= 2) ?? '0';
    return pack(fullYear(year, thisYear), months[at] ?? 0, Number(day));
  }
  if (/^\d{4}$/.test(a))
    return pack(Number(a), /^\d{1,2}$/.test(b) ? Number(b) : 0, /^\d{1,2}$/.test(c) ? Number(c) : 0);
  if (/^\d{1,2}$/.test(a) && /^\d{1,2}$/.test(b) && /^(\d{4}|\d{2})$/.test(c))
    return pack(fullYear(c, thisYear), Number(b), Number(a));
  if (/^\d{1,2}$/.test(a) && /^\d{4}$/.test(b)) return pack(Number(b), Number(a), 0);
  // An age, said instead of a date.
  if (/^\D*\d{1,2}(?:\D+\d{1,2})?\D*$/.test(plain)) return readYearsOfAge(plain, thisYear);
  const year = parts.find((part) => /^\d{4}$/.test(part));
  return year === undefined ? 0 : pack(Number(year), 0, 0);
}
