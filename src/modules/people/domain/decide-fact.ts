/**
 * What is put on a record: read from what was typed, and refused where its check digits or dates say that it was typed
 * wrong. Source: 20-domain.md ("each fact carries its source and date; conflicting facts stand side by side"). What is kept
 * is what was typed, with numbers in their one form.
 */
import type { MentionKind } from '../../../kernel/mention.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { isNhsNumber, isPupilNumber } from './account-and-number.ts';
import { readBirthDate } from './birth.ts';
import { describeFactKind, type FactKindName } from './fact-kinds.ts';
import { isLearnerNumber } from './learner-number.ts';
import { normaliseUprn } from './place.ts';

/** A fact as typed into the form. */
export interface FactAsTyped {
  readonly kind: FactKindName;
  readonly value: string;
  /** One of the kind's sorts; empty where it has none. */
  readonly sort: string;
  /** Since when and until when, as typed; empty where not known. */
  readonly from: string;
  readonly until: string;
  /** Who or what says so: "her mother, at home"; "letter from the GP of 3 May". */
  readonly source: string;
}

/** A fact as kept, sealed. */
export interface FactValue {
  readonly kind: FactKindName;
  readonly value: string;
  readonly sort?: string;
  /** Dates as an ISO day, month or year: "2026-03-01", "2026-03", "2026". */
  readonly from?: string;
  readonly until?: string;
  readonly source: string;
}

const LONGEST = 500;
const plainNumber = (text: string) => text.toUpperCase().replace(/[^A-Z0-9]/g, '');
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/**
 * A day, a month or a year as typed ("3 May 2026", "3/5/2026", "May 2026", "2026"), in its ISO form; `null` for anything
 * else. May lie in the future.
 */
export function readDay(text: string): string | null {
  const plain = text.trim().toLowerCase().slice(0, 40);
  const only = /^((?:19|20)\d\d)$/.exec(plain);
  if (only) return only[1] ?? null;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain);
  if (iso) return isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const british = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(plain);
  if (british) return isoDay(Number(british[3]), Number(british[2]), Number(british[1]));
  const spoken = /^(?:(\d{1,2})(?:st|nd|rd|th)? (?:of )?)?([a-z]{3,9})\.? (\d{4})$/.exec(plain);
  const month = MONTHS.indexOf(spoken?.[2]?.slice(0, 3) ?? '') + 1;
  if (!spoken || month === 0) return null;
  const day = isoDay(Number(spoken[3]), month, Number(spoken[1] ?? 1));
  return spoken[1] === undefined ? (day?.slice(0, 7) ?? null) : day;
}

function isoDay(year: number, month: number, day: number): string | null {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  if (day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) return null;
  return Temporal.PlainDate.from({ year, month, day }).toString();
}

/** The value of a birth in the form kept: a day, month or year, or two years for a range. Refuses what can't be. */
function readBirthValue(text: string, sort: string, today: Temporal.PlainDate): Outcome<string> {
  const wrong = refuse('people.birth-wrong', 'value');
  if (sort === 'range') {
    const years = /^((?:19|20)\d\d)\s*(?:-|–|to|and|or)\s*((?:19|20)\d\d)$/i.exec(
      text.replace(/^between\s+/i, ''),
    );
    const [from, to] = [Number(years?.[1]), Number(years?.[2])];
    return years && from < to && to <= today.year ? accept(`${from} to ${to}`) : wrong;
  }
  const day = readDay(text);
  if (day === null) return wrong;
  if (sort === 'expected') {
    const latest = today.add({ months: 11 });
    const sure =
      /^\d{4}-\d\d-\d\d$/.test(day) &&
      day <= latest.toString() &&
      day >= today.subtract({ months: 1 }).toString();
    return sure ? accept(day) : refuse('people.expected-wrong', 'value');
  }
  if (sort === 'exact' && day.length !== 10) return refuse('people.birth-not-exact', 'value');
  const known =
    day.length === 7
      ? readBirthDate(`1 ${MONTHS[Number(day.slice(5)) - 1]} ${day.slice(0, 4)}`, today)
      : readBirthDate(day, today);
  return known.years.length > 0 ? accept(day) : wrong;
}

function readUprn(text: string): Outcome<string> {
  const uprn = normaliseUprn(text);
  return uprn === null ? refuse('people.uprn-wrong', 'value') : accept(uprn);
}

function readValue(typed: FactAsTyped, today: Temporal.PlainDate): Outcome<string> {
  const text = typed.value.trim();
  if (text === '') return refuse('people.fact-missing', 'value');
  if ([...text].length > LONGEST) return refuse('people.fact-too-long', 'value');
  const number = plainNumber(text);
  switch (typed.kind) {
    case 'birth':
      return readBirthValue(text, typed.sort, today);
    case 'nhs-number':
      return isNhsNumber(number) ? accept(number) : refuse('people.nhs-number-wrong', 'value');
    case 'upn':
      return isPupilNumber(number) ? accept(number) : refuse('people.upn-wrong', 'value');
    case 'uln':
      return isLearnerNumber(number) ? accept(number) : refuse('people.uln-wrong', 'value');
    case 'uprn':
      return readUprn(text);
    default:
      return accept(text);
  }
}

/** The earliest day that an ISO day, month or year means: for comparing. */
export function firstDayOf(day: string): string {
  return `${day}-01-01`.slice(0, 10);
}

/** The last day that an ISO day, month or year means. */
export function lastDayOf(day: string): Temporal.PlainDate {
  const first = Temporal.PlainDate.from(firstDayOf(day));
  if (day.length === 10) return first;
  return first.add(day.length === 7 ? { months: 1 } : { years: 1 }).subtract({ days: 1 });
}

function readDates(typed: FactAsTyped): Outcome<{ readonly from?: string; readonly until?: string }> {
  const from = typed.from.trim() === '' ? undefined : readDay(typed.from);
  if (from === null) return refuse('people.date-wrong', 'from');
  const until = typed.until.trim() === '' ? undefined : readDay(typed.until);
  if (until === null) return refuse('people.date-wrong', 'until');
  if (from && until && firstDayOf(until) < firstDayOf(from).slice(0, until.length))
    return refuse('people.dates-backwards', 'until');
  return accept({ ...(from ? { from } : {}), ...(until ? { until } : {}) });
}

/** Reads who or what says so; refuses none and too long. */
export function readSource(text: string): Outcome<string> {
  const source = text.trim();
  if (source === '') return refuse('people.source-missing', 'source');
  return [...source].length > LONGEST ? refuse('people.source-too-long', 'source') : accept(source);
}

/**
 * Reads a fact for a record of kind `of`. Refuses, naming the field: a kind that such a record has none of, a missing or too
 * long value, check digits that don't fit, a date that can't be, dates in the wrong order, and a missing source.
 */
export function decideFact(
  typed: FactAsTyped,
  of: MentionKind,
  today: Temporal.PlainDate,
): Outcome<FactValue> {
  const kind = describeFactKind(typed.kind);
  if (!kind.of.includes(of)) return refuse('people.fact-kind-wrong');
  if (kind.sorts && !Object.hasOwn(kind.sorts, typed.sort)) return refuse('people.sort-missing', 'sort');
  const value = readValue(typed, today);
  if (!value.ok) return value;
  const dates = readDates(typed);
  if (!dates.ok) return dates;
  const source = readSource(typed.source);
  if (!source.ok) return source;
  return accept({
    kind: typed.kind,
    value: value.value,
    ...(kind.sorts ? { sort: typed.sort } : {}),
    ...dates.value,
    source: source.value,
  });
}
