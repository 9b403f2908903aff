/**
 * The last days for acting, counted so that nobody is told a day too late. Employment Rights Act 1996, sections 48(3), 111(2)
 * and 128(2): months "beginning with" the day, days "immediately following" it.
 */
import type { DetrimentId } from './detriments.ts';
import type { Capacity } from './protections.ts';
import { type Holds, type Length, TIME_LIMITS, type TimeLimit } from './time-limits.ts';

/** One thing to do, and the last day for it. */
export interface LastDay {
  readonly limit: TimeLimit;
  readonly holds: Holds;
  /** The last day on which it can be done; `null` where none is fixed. */
  readonly day: Temporal.PlainDate | null;
  /** A longer time is planned that may hold for what happened then: it is not counted on. */
  readonly longerPlanned: boolean;
}

/**
 * The last day of a length that begins with `day`. At the ends of months two ways of counting are in use: forward from the day
 * and one back ("three months less one day"), or one day back and then forward. They part where a month has no such
 * date: 31 January gives 29 or 30 April, 1 March gives 31 or 28 May. The earlier is given.
 */
export function countLastDay(day: Temporal.PlainDate, length: Length): Temporal.PlainDate {
  if ('daysAfter' in length) return day.add({ days: length.daysAfter });
  const forwardThenBack = day.add({ months: length.months }).subtract({ days: 1 });
  const backThenForward = day.subtract({ days: 1 }).add({ months: length.months });
  return earlier(forwardThenBack, backThenForward);
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) <= 0 ? a : b;
}

/** Of every length that holds, or may hold, on that day, the earliest last day. `YYYY-MM-DD` sorts as days do. */
function dayOf(limit: TimeLimit, happenedOn: Temporal.PlainDate): Omit<LastDay, 'limit' | 'holds'> {
  const on = happenedOn.toString();
  const covering = (limit.periods ?? []).filter(
    ({ from, until }) => (from === null || from <= on) && (until === null || on <= until),
  );
  const counted = covering.map(({ length, confirmed }) => ({
    confirmed,
    day: countLastDay(happenedOn, length),
  }));
  const day = counted
    .map((one) => one.day)
    .reduce<Temporal.PlainDate | null>((least, one) => (least === null ? one : earlier(least, one)), null);
  const longerPlanned = counted.some(
    (one) => !one.confirmed && day !== null && Temporal.PlainDate.compare(one.day, day) > 0,
  );
  return { day, longerPlanned };
}

/** Soonest first; what has no day comes last. */
function bySoonest(a: LastDay, b: LastDay): number {
  if (a.day === null || b.day === null) return Number(a.day === null) - Number(b.day === null);
  return Temporal.PlainDate.compare(a.day, b.day);
}

/**
 * What somebody in that capacity, to whom that was done on that day, has to do by when; soonest first. Where it is not settled
 * whether a limit is theirs, it is given and marked; where two lengths may hold, the shorter is given. Never empty for
 * somebody who is unsure. `limits` are the law's unless told.
 */
export function deriveTimeLimits(
  happenedOn: Temporal.PlainDate,
  detriment: DetrimentId,
  capacity: Capacity,
  limits: readonly TimeLimit[] = TIME_LIMITS,
): readonly LastDay[] {
  return limits
    .filter(({ detriments }) => detriments === 'each' || detriments.includes(detriment))
    .flatMap((limit) => {
      const holds = limit.capacities[capacity];
      return holds === undefined ? [] : [{ limit, holds, ...dayOf(limit, happenedOn) }];
    })
    .sort(bySoonest);
}
