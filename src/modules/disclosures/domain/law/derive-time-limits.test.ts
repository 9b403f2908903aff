/** A day counted too late loses somebody their claim; a day counted too early costs them an evening. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { countLastDay, deriveTimeLimits } from './derive-time-limits.ts';
import { DETRIMENTS } from './detriments.ts';
import { type Capacity, COVERED_GROUPS } from './protections.ts';
import { TIME_LIMITS, type TimeLimit, TRIBUNAL_PERIODS } from './time-limits.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const months = (on: string, count: number) => countLastDay(day(on), { months: count }).toString();
const CAPACITIES: readonly Capacity[] = [...COVERED_GROUPS.map(({ id }) => id), 'unsure'];

const days = fc.integer({ min: 0, max: 80 * 365 }).map((n) => day('2000-01-01').add({ days: n }));
const detriments = fc.constantFrom(...DETRIMENTS.map(({ id }) => id));
const capacities = fc.constantFrom(...CAPACITIES);

function lastDayOf(id: string, on: string, capacity: Capacity = 'employee', limits = TIME_LIMITS) {
  return deriveTimeLimits(day(on), 'dismissal', capacity, limits).find(({ limit }) => limit.id === id);
}

describe('three months less one day', () => {
  it('ends on the day before the same date', () => {
    assert.equal(months('2026-05-15', 3), '2026-08-14');
    assert.equal(months('2026-11-26', 3), '2027-02-25');
  });

  it('takes the earlier day at the ends of months', () => {
    assert.equal(months('2027-01-31', 3), '2027-04-29');
    assert.equal(months('2026-11-30', 3), '2027-02-27');
    assert.equal(months('2026-12-01', 3), '2027-02-28');
    assert.equal(months('2027-03-01', 3), '2027-05-28');
  });

  it('takes the earlier day around 29 February', () => {
    assert.equal(months('2027-11-29', 3), '2028-02-28');
    assert.equal(months('2027-11-30', 3), '2028-02-28');
    assert.equal(months('2027-12-01', 3), '2028-02-29');
    assert.equal(months('2028-02-29', 3), '2028-05-28');
    assert.equal(months('2028-03-01', 3), '2028-05-29');
    assert.equal(months('2028-02-29', 12), '2029-02-27');
  });

  it('is never later than either way of counting, and never more than three days before the later', () => {
    fc.assert(
      fc.property(days, fc.constantFrom(3, 6, 12), (on, count) => {
        const last = countLastDay(on, { months: count });
        const ways = [
          on.add({ months: count }).subtract({ days: 1 }),
          on.subtract({ days: 1 }).add({ months: count }),
        ];
        for (const way of ways) {
          const lost = last.until(way).days;
          assert.ok(lost >= 0 && lost <= 3, `${on}: ${last} or ${way}`);
        }
      }),
    );
  });
});

describe('what somebody has to do by when', () => {
  it('gives seven days for interim relief, and only after an end of employment', () => {
    assert.equal(lastDayOf('interim-relief', '2026-11-26')?.day?.toString(), '2026-12-03');
    const moved = deriveTimeLimits(day('2026-11-26'), 'duties-changed', 'employee');
    assert.ok(moved.every(({ limit }) => limit.id !== 'interim-relief'));
  });

  it('counts on three months, also from the day on which six are planned', () => {
    assert.equal(lastDayOf('tribunal', '2026-09-30')?.day?.toString(), '2026-12-29');
    assert.equal(lastDayOf('tribunal', '2026-09-30')?.longerPlanned, false);
    assert.equal(lastDayOf('tribunal', '2026-10-02')?.day?.toString(), '2027-01-01');
    assert.equal(lastDayOf('tribunal', '2026-10-01')?.longerPlanned, true);
  });

  it('gives six months once the three have an end and the six are confirmed', () => {
    const periods = TRIBUNAL_PERIODS.map((period) =>
      'months' in period.length && period.length.months === 3
        ? { ...period, until: '2026-12-31' }
        : { ...period, from: '2027-01-01', confirmed: true },
    );
    const limits: readonly TimeLimit[] = TIME_LIMITS.map((limit) =>
      limit.id === 'tribunal' ? { ...limit, periods } : limit,
    );
    assert.equal(lastDayOf('tribunal', '2026-12-31', 'employee', limits)?.day?.toString(), '2027-03-30');
    assert.equal(lastDayOf('tribunal', '2027-01-01', 'employee', limits)?.day?.toString(), '2027-06-30');
    assert.equal(lastDayOf('tribunal', '2027-01-01', 'employee', limits)?.longerPlanned, false);
  });

  it('tells a foster carer of the tribunal’s day too, marked as one that may not be theirs', () => {
    const told = deriveTimeLimits(day('2026-11-26'), 'approval-withdrawn', 'foster-carer');
    assert.deepEqual(
      told.map(({ limit, holds, day: last }) => [limit.id, holds, last?.toString()]),
      [
        ['fostering-review', 'holds', '2026-12-23'],
        ['early-conciliation', 'may-hold', '2027-02-25'],
        ['tribunal', 'may-hold', '2027-02-25'],
        ['ombudsman', 'holds', '2027-11-25'],
      ],
    );
  });

  it('tells somebody who is unsure of everything that anybody else in work or fostering is told', () => {
    fc.assert(
      fc.property(days, detriments, capacities, (on, detriment, capacity) => {
        if (capacity === 'applicant') return;
        const unsure = new Set(deriveTimeLimits(on, detriment, 'unsure').map(({ limit }) => limit.id));
        for (const { limit } of deriveTimeLimits(on, detriment, capacity)) assert.ok(unsure.has(limit.id));
      }),
    );
  });

  it('is soonest first, never before it happened, never empty, and never later for more law', () => {
    fc.assert(
      fc.property(days, detriments, capacities, (on, detriment, capacity) => {
        const told = deriveTimeLimits(on, detriment, capacity);
        assert.ok(told.length > 0);
        for (const { limit, day: last } of told)
          assert.equal(last === null, limit.periods === null, limit.id);
        const dated = told.flatMap(({ day: last }) => (last ? [last] : []));
        assert.deepEqual(
          told.slice(dated.length).map((one) => one.day),
          told.slice(dated.length).map(() => null),
        );
        for (const [index, last] of dated.entries()) {
          assert.ok(Temporal.PlainDate.compare(last, on) > 0);
          const before = dated[index - 1];
          if (before) assert.ok(Temporal.PlainDate.compare(before, last) <= 0);
        }
        const settled = TIME_LIMITS.map((limit) => ({
          ...limit,
          periods: limit.periods?.filter(({ confirmed }) => confirmed) ?? null,
        }));
        for (const { limit, day: last } of deriveTimeLimits(on, detriment, capacity, settled)) {
          const now = told.find((one) => one.limit.id === limit.id)?.day;
          if (last && now) assert.ok(Temporal.PlainDate.compare(now, last) <= 0, limit.id);
        }
      }),
    );
  });
});
