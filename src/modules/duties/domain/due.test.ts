import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { LONDON } from '../../../kernel/clock.ts';
import { getCalendar, isWorkingDay } from './calendar.ts';
import { deriveDueAt, deriveRungAt, isServiceOpen } from './due.ts';
import {
  calendarDays,
  calendarMonths,
  clockHours,
  clockMinutes,
  SERVICES,
  type Span,
  workingDays,
  workingHours,
} from './span.ts';

const england = getCalendar('england-and-wales');
const local = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();
const due = (span: Span, from: string, calendar = england) =>
  deriveDueAt(span, calendar, local(from))
    .at.toZonedDateTimeISO(LONDON)
    .toString({ timeZoneName: 'never', offset: 'never', smallestUnit: 'minute' });

describe('when a duty is due', () => {
  it('counts working days from the day of the act to the end of day N', () => {
    assert.equal(due(workingDays(1), '2026-11-18T15:00'), '2026-11-20T00:00');
  });

  it('carries one working day from Friday over the weekend to the end of Monday', () => {
    assert.equal(due(workingDays(1), '2026-11-20T15:00'), '2026-11-24T00:00');
  });

  it('takes the next working day as day 0 for what arrives on a Saturday', () => {
    assert.equal(due(workingDays(1), '2026-11-21T03:00'), '2026-11-25T00:00');
  });

  it('leaves out Christmas, Boxing Day and their substitutes', () => {
    // 2026: Christmas Day is a Friday, Boxing Day a Saturday with Monday 28 in its place.
    assert.equal(due(workingDays(1), '2026-12-24T10:00'), '2026-12-30T00:00');
  });

  it('leaves out Good Friday and Easter Monday', () => {
    assert.equal(due(workingDays(2), '2026-04-02T10:00'), '2026-04-09T00:00');
  });

  it('keeps 72 clock hours at 72 elapsed hours when the clocks go forward', () => {
    const from = local('2026-03-27T12:00');
    const at = deriveDueAt(clockHours(72), england, from).at;
    assert.equal(at.since(from).total('hours'), 72);
    assert.equal(due(clockHours(72), '2026-03-27T12:00'), '2026-03-30T13:00');
  });

  it('keeps 72 clock hours at 72 elapsed hours when the clocks go back', () => {
    assert.equal(due(clockHours(72), '2026-10-23T12:00'), '2026-10-26T11:00');
  });

  it('counts 30 minutes through the hour that does not exist and the hour that happens twice', () => {
    assert.equal(due(clockMinutes(30), '2026-03-29T00:45'), '2026-03-29T02:15');
    const firstOneForty = Temporal.Instant.from('2026-10-25T00:40:00Z');
    assert.equal(deriveDueAt(clockMinutes(30), england, firstOneForty).at.toString(), '2026-10-25T01:10:00Z');
  });

  it('ends a month that is too short on its last day, and knows leap days', () => {
    assert.equal(due(calendarMonths(1), '2027-01-31T09:00'), '2027-03-01T00:00');
    assert.equal(due(calendarMonths(1), '2028-01-31T09:00'), '2028-03-01T00:00');
    assert.equal(due({ unit: 'calendar', years: 1 }, '2028-02-29T09:00'), '2029-03-01T00:00');
    assert.equal(due(calendarDays(1), '2028-02-28T09:00'), '2028-03-01T00:00');
  });

  it('counts working hours only while the named service is open', () => {
    assert.equal(due(workingHours(4), '2026-11-20T15:00'), '2026-11-23T11:00');
    assert.equal(due(workingHours(24), '2026-11-21T03:00'), '2026-11-25T17:00');
    assert.equal(due(workingHours(2), '2026-11-23T07:00'), '2026-11-23T11:00');
  });

  it('uses the calendar of the rule: a Scottish holiday counts for freedom of information only', () => {
    // Monday 3 August 2026 is a bank holiday in Scotland alone.
    assert.equal(due(workingDays(1), '2026-07-31T10:00'), '2026-08-04T00:00');
    assert.equal(due(workingDays(1), '2026-07-31T10:00', getCalendar('uk-any')), '2026-08-05T00:00');
  });

  it('still answers past the end of the holiday table, and says that only weekdays were counted', () => {
    const inside = deriveDueAt(workingDays(1), england, local('2026-11-18T15:00'));
    const past = deriveDueAt(workingDays(1), england, local('2040-12-24T15:00'));
    assert.equal(inside.covered, true);
    assert.equal(past.covered, false);
    assert.equal(past.at.toZonedDateTimeISO(LONDON).toPlainDate().toString(), '2040-12-26');
  });

  it('never ends a count of working days on a day that is not one, and never early (property)', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_450_000_000_000, max: 1_950_000_000_000 }),
        fc.integer({ min: 0, max: 70 }),
        (ms, n) => {
          const from = Temporal.Instant.fromEpochMilliseconds(ms);
          const at = deriveDueAt(workingDays(n), england, from).at;
          const lastDay = at.subtract({ milliseconds: 1 }).toZonedDateTimeISO(LONDON).toPlainDate();
          assert.ok(isWorkingDay(england, lastDay));
          let counted = 0;
          for (
            let day = from.toZonedDateTimeISO(LONDON).toPlainDate().add({ days: 1 });
            Temporal.PlainDate.compare(day, lastDay) <= 0;
            day = day.add({ days: 1 })
          )
            if (isWorkingDay(england, day)) counted += 1;
          const startsOff = !isWorkingDay(england, from.toZonedDateTimeISO(LONDON).toPlainDate());
          assert.equal(counted, startsOff ? n + 1 : n);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never makes a later act due before an earlier one (property)', () => {
    const spans: Span[] = [workingDays(3), workingHours(10), clockHours(72), calendarMonths(1)];
    fc.assert(
      fc.property(
        fc.integer({ min: 1_450_000_000_000, max: 1_950_000_000_000 }),
        fc.integer({ min: 0, max: 5_000_000_000 }),
        fc.constantFrom(...spans),
        (ms, later, span) => {
          const one = deriveDueAt(span, england, Temporal.Instant.fromEpochMilliseconds(ms)).at;
          const two = deriveDueAt(span, england, Temporal.Instant.fromEpochMilliseconds(ms + later)).at;
          assert.ok(Temporal.Instant.compare(one, two) <= 0);
          assert.ok(one.epochMilliseconds > ms);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('rungs after a missed clock', () => {
  it('treats 24:00 on Monday as Monday: one working day after is the end of Tuesday', () => {
    const at = deriveRungAt(local('2026-11-24T00:00'), workingDays(1), england);
    assert.equal(at.toString(), local('2026-11-25T00:00').toString());
  });
});

describe('the front door', () => {
  it('is shut at night, at weekends and on bank holidays', () => {
    const open = (text: string) => isServiceOpen(SERVICES['front-door'], local(text));
    assert.equal(open('2026-11-20T09:00'), true);
    assert.equal(open('2026-11-20T17:00'), false);
    assert.equal(open('2026-11-21T12:00'), false);
    assert.equal(open('2026-12-28T12:00'), false);
  });
});
