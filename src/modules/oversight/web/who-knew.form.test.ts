import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asQuery, parseAsOf, readAsOf } from './who-knew.form.ts';

const NOW = Temporal.Instant.from('2026-11-16T10:00:00Z');
const typed = (day: string, month: string, year: string, time = '') => ({ day, month, year, time });

function read(values: ReturnType<typeof typed>): string {
  const found = parseAsOf(values, NOW);
  if (!found.ok) return `${found.refusal.field} ${found.refusal.code}`;
  return found.value?.toString({ smallestUnit: 'second' }) ?? 'now';
}

describe('the instant a reading is as of', () => {
  test('is now when nothing is typed', () => {
    assert.equal(read(typed('', '', '')), 'now');
  });

  test('is a London time, in summer and in winter', () => {
    assert.equal(read(typed('1', '7', '2026', '14:30')), '2026-07-01T13:30:00Z');
    assert.equal(read(typed('16', '11', '2026', '9.05')), '2026-11-16T09:05:00Z');
  });

  test('without a time is the end of that day, or now where it is today', () => {
    assert.equal(read(typed('1', '7', '2026')), '2026-07-01T22:59:59Z');
    assert.equal(read(typed('16', '11', '2026')), '2026-11-16T10:00:00Z');
  });

  test('of an hour that came twice is the second, when all of the first was recorded', () => {
    assert.equal(read(typed('25', '10', '2026', '01:30')), '2026-10-25T01:30:00Z');
  });

  test('is refused, naming the field, when it is no date, no time, never was or is yet to come', () => {
    assert.equal(read(typed('30', '2', '2026', '10:00')), 'date oversight.date-wrong');
    assert.equal(read(typed('', '', '', '10:00')), 'date oversight.date-wrong');
    assert.equal(read(typed('x', '2', '2026')), 'date oversight.date-wrong');
    assert.equal(read(typed('1', '2', '2026', '25:00')), 'time oversight.time-wrong');
    assert.equal(read(typed('29', '3', '2026', '01:30')), 'time oversight.time-skipped');
    assert.equal(read(typed('16', '11', '2026', '10:01')), 'date oversight.not-yet');
    assert.equal(read(typed('17', '11', '2026')), 'date oversight.not-yet');
  });

  test('comes back as it was typed, whatever else the address holds', () => {
    const values = readAsOf({
      'date-day': ' 1 ',
      'date-month': ['7'],
      'date-year': '2026',
      time: 'noon',
      names: 'yes',
    });
    assert.deepEqual(values, typed('1', '', '2026', 'noon'));
    assert.equal(asQuery(typed('', '', '')), '');
    assert.deepEqual(readAsOf(Object.fromEntries(new URLSearchParams(asQuery(values)))), values);
  });
});
