/**
 * Dates of birth and ages as people say them. Source: 60-linking.md, "dates with swapped day/month and typing errors, age
 * or 'about 14' as a range"; 20-domain.md, "dates of birth (exact, estimated, range)".
 */
import { foldText } from './fold-text.ts';

/** What is known of when somebody was born. */
export interface Birth {
  /** The exact date, when one was given. */
  readonly date: Temporal.PlainDate | null;
  /** Years they may have been born in, ascending; empty when nothing useful is known. */
  readonly years: readonly number[];
  /** The age or date was said without "about". */
  readonly sure: boolean;
}

export const NOT_KNOWN: Birth = { date: null, years: [], sure: false };

/** Months by their first three letters. */
export const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Dates that forms fill in when nobody knew. */
export const PLACEHOLDERS = new Set(['1900-01-01', '1901-01-01', '1899-12-30', '1899-12-31', '1970-01-01']);
const OLDEST = 115;
/** A wider range of years than this tells nobody apart. */
const WIDEST = 4;

function fullYear(text: string, today: Temporal.PlainDate): number {
  const year = Number(text);
  if (text.length !== 2) return year;
  return year + 2000 <= today.year ? year + 2000 : year + 1900;
}

function yearsOf(from: number, to: number): readonly number[] {
  if (to < from || to - from >= WIDEST) return [];
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

function dateOf(year: number, month: number, day: number, today: Temporal.PlainDate): Birth {
  if (year < today.year - OLDEST || year > today.year) return NOT_KNOWN;
  if (month < 1 || month > 12 || day < 1 || day > 31) return NOT_KNOWN;
  if (day > 28 && day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return NOT_KNOWN;
  const date = new Temporal.PlainDate(year, month, day);
  if (year === today.year && Temporal.PlainDate.compare(date, today) > 0) return NOT_KNOWN;
  if (PLACEHOLDERS.has(date.toString())) return NOT_KNOWN;
  return { date, years: [year], sure: true };
}

/** A date of birth as typed: 2012-05-01, 1/5/12, 1 May 2012, May 2012, 2012. Nothing useful: `NOT_KNOWN`. */
export function readBirthDate(text: string, today: Temporal.PlainDate): Birth {
  const plain = foldText(text).trim().slice(0, 40);
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:t.*)?$/.exec(plain);
  if (iso) return dateOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), today);
  const british = /^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})$/.exec(plain);
  if (british) {
    const [, day, month, year] = british;
    return dateOf(fullYear(year ?? '', today), Number(month), Number(day), today);
  }
  const spoken = /^(?:(\d{1,2})(?:st|nd|rd|th)?(?: of)? )?([a-z]{3,9})\.?,? (\d{4}|\d{2})$/.exec(plain);
  const month = MONTHS.indexOf(spoken?.[2]?.slice(0, 3) ?? '') + 1;
  if (spoken && month > 0) {
    const year = fullYear(spoken[3] ?? '', today);
    if (spoken[1] !== undefined) return dateOf(year, month, Number(spoken[1]), today);
    const known = year > today.year - OLDEST && year <= today.year;
    return known ? { date: null, years: [year], sure: true } : NOT_KNOWN;
  }
  const only = /^(?:19|20)\d\d$/.test(plain) ? Number(plain) : Number.NaN;
  if (only > today.year - OLDEST && only <= today.year) return { date: null, years: [only], sure: true };
  return NOT_KNOWN;
}

/** An age as said on `today`: 14, "about 14", "13-15", "14 or 15", "6 months". Nothing useful: `NOT_KNOWN`. */
export function readAge(text: string, today: Temporal.PlainDate): Birth {
  const plain = foldText(text).slice(0, 60);
  const numbers = (plain.match(/\d{1,3}/g) ?? []).map(Number).slice(0, 2);
  const [first, second = first] = numbers;
  if (first === undefined || second === undefined || /\d{4}|\d0s\b/.test(plain)) return NOT_KNOWN;
  if (/month|week|day/.test(plain))
    return { date: null, years: yearsOf(today.year - 1, today.year), sure: false };
  const vague = /about|around|roughly|approx|maybe|nearly|almost|ish|\bca?\b|~|\?|think|looks/.test(plain);
  const spread = vague && first === second ? 1 : 0;
  const [youngest, oldest] = [Math.min(first, second) - spread, Math.max(first, second) + spread];
  if (oldest > OLDEST) return NOT_KNOWN;
  const years = yearsOf(today.year - oldest - 1, today.year - Math.max(youngest, 0));
  return years.length === 0 ? NOT_KNOWN : { date: null, years, sure: !vague && first === second };
}

/** Whichever says more: the date of birth, else the age. */
export function readBirth(
  said: { readonly dateOfBirth?: string | undefined; readonly age?: string | undefined },
  today: Temporal.PlainDate,
): Birth {
  const byDate = said.dateOfBirth === undefined ? NOT_KNOWN : readBirthDate(said.dateOfBirth, today);
  if (byDate.years.length > 0 || said.age === undefined) return byDate;
  return readAge(said.age, today);
}

/** The date with day and month swapped, where that is another date: a common slip, and another country's habit. */
export function swapDayAndMonth(date: Temporal.PlainDate): Temporal.PlainDate | null {
  if (date.day > 12 || date.day === date.month) return null;
  return Temporal.PlainDate.from({ year: date.year, month: date.day, day: date.month });
}
