/**
 * Reads the little form that asks when something happened. Nothing of it is kept: it is answered and forgotten. It is sent
 * by POST, since an address stays in the browser's history and in the logs of whatever lies between (docs/decisions/1031).
 */
import { z } from 'zod';
import { type FormErrors, formErrors } from '../../../../ui/index.ts';
import type { DetrimentId } from '../../domain/law/detriments.ts';
import { type Capacity, COVERED_GROUPS } from '../../domain/law/protections.ts';
import { ENGLISH_LAW } from './texts/en-law.ts';

/** The boxes and choices as they were sent, whatever they hold. */
export interface TypedLimits {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly capacity: string;
  readonly event: string;
}

/** What was asked, once it makes sense. */
export interface AskedLimits {
  readonly happenedOn: Temporal.PlainDate;
  readonly capacity: Capacity;
  readonly event: DetrimentId;
}

/** An empty form. */
export const NOTHING_TYPED: TypedLimits = { day: '', month: '', year: '', capacity: '', event: '' };

/** The capacities that can be chosen, in the order of the page. */
export const CAPACITIES: readonly Capacity[] = [...COVERED_GROUPS.map(({ id }) => id), 'unsure'];

/** The three kinds of event that have limits of their own. */
export const EVENTS = [
  'dismissal',
  'approval-withdrawn',
  'something-else',
] as const satisfies readonly DetrimentId[];

/** 2 July 1999, when protected disclosures began. */
const FIRST = Temporal.PlainDate.from('1999-07-02');

const text = z.union([z.string(), z.array(z.string()).transform((all) => all.at(-1) ?? '')]).catch('');
const schema = z.object({
  'happened-day': text,
  'happened-month': text,
  'happened-year': text,
  capacity: text,
  event: text,
});

function readTyped(body: unknown): TypedLimits {
  const sent = schema.safeParse(body ?? {});
  if (!sent.success) return NOTHING_TYPED;
  const { 'happened-day': day, 'happened-month': month, 'happened-year': year, capacity, event } = sent.data;
  return { day, month, year, capacity, event };
}

/** The day in the three boxes, or the sentence that says what is wrong with it. */
function readDay(typed: TypedLimits, today: Temporal.PlainDate): Temporal.PlainDate | string {
  const { days } = ENGLISH_LAW;
  const parts = [typed.day, typed.month, typed.year].map((part) => part.trim());
  if (parts.some((part) => part === '')) return days.dayMissing;
  if (!parts.every((part) => /^\d{1,4}$/.test(part))) return days.dayWrong;
  const [day = 0, month = 0, year = 0] = parts.map(Number);
  try {
    const read = Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
    if (Temporal.PlainDate.compare(read, FIRST) < 0) return days.dayEarly;
    return Temporal.PlainDate.compare(read, today) > 0 ? days.dayLate : read;
  } catch (error) {
    // Not a day in the calendar: the person is told so beside the boxes.
    if (error instanceof RangeError) return days.dayWrong;
    throw error;
  }
}

const find = <T extends string>(all: readonly T[], value: string): T | undefined =>
  all.find((one) => one === value);

/** What was typed, and either what was asked or what is wrong with it, field by field. */
export function readTimeLimits(
  body: unknown,
  today: Temporal.PlainDate,
):
  | { readonly typed: TypedLimits; readonly asked: AskedLimits }
  | { readonly typed: TypedLimits; readonly errors: FormErrors } {
  const { days } = ENGLISH_LAW;
  const typed = readTyped(body);
  const happenedOn = readDay(typed, today);
  const capacity = find(CAPACITIES, typed.capacity);
  const event = find(EVENTS, typed.event);
  if (typeof happenedOn !== 'string' && capacity !== undefined && event !== undefined)
    return { typed, asked: { happenedOn, capacity, event } };
  const issues = [
    ...(typeof happenedOn === 'string' ? [{ path: ['happened-day'], message: happenedOn }] : []),
    ...(capacity === undefined ? [{ path: ['capacity'], message: days.capacityMissing }] : []),
    ...(event === undefined ? [{ path: ['event'], message: days.eventMissing }] : []),
  ];
  return { typed, errors: formErrors({ issues }) };
}
