import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type ChronologyFilter, type ChronologyLine, deriveChronology, GAP_DAYS } from './chronology.ts';

const on = (day: string) => Temporal.Instant.from(`${day}T12:00:00Z`);
const line = (day: string, kind: ChronologyLine['kind'] = 'concern'): ChronologyLine => ({
  at: on(day),
  kind,
  text: day,
});
const ALL: ChronologyFilter = { kinds: [], from: null, until: null };
const now = on('2026-11-26');

describe('a chronology', () => {
  test('is in order of time, and marks each stretch of more than ninety days in which nothing is written', () => {
    const rows = deriveChronology([line('2026-06-01'), line('2026-01-01'), line('2026-03-01')], ALL, now);
    const said = rows.map((row) => (row.row === 'line' ? row.line.text : `nothing for ${row.days} days`));
    assert.deepEqual(said, [
      '2026-01-01',
      '2026-03-01',
      'nothing for 92 days',
      '2026-06-01',
      'nothing for 178 days',
    ]);
  });

  test('ninety days are no gap, ninety-one are', () => {
    const gaps = (last: string) =>
      deriveChronology([line('2026-01-01'), line(last)], ALL, on(last)).filter((r) => r.row === 'gap').length;
    assert.deepEqual([gaps('2026-04-01'), gaps('2026-04-02')], [0, 1]);
  });

  test('choosing one kind makes no silence out of what was left out', () => {
    const lines = [line('2026-01-01'), line('2026-03-15', 'fact'), line('2026-06-01')];
    const rows = deriveChronology(lines, { ...ALL, kinds: ['concern'] }, on('2026-06-02'));
    assert.deepEqual(
      rows.map(({ row }) => row),
      ['line', 'line'],
    );
  });

  test('days chosen are inclusive, and gaps outside them are left out', () => {
    const lines = [line('2026-01-01'), line('2026-06-01'), line('2026-06-02')];
    const chosen = {
      ...ALL,
      from: Temporal.PlainDate.from('2026-06-02'),
      until: Temporal.PlainDate.from('2026-06-02'),
    };
    const rows = deriveChronology(lines, chosen, now);
    assert.deepEqual(
      rows.map((row) => (row.row === 'line' ? row.line.text : 'gap')),
      ['2026-06-02', 'gap'],
    );
  });

  test('loses no line, and every gap is as long as it says', () => {
    const days = fc.array(fc.integer({ min: 0, max: 2000 }), { maxLength: 30 });
    fc.assert(
      fc.property(days, (all) => {
        const start = on('2020-01-01');
        const lines = all.map((n) => ({
          at: start.add({ hours: n * 24 }),
          kind: 'fact' as const,
          text: String(n),
        }));
        const rows = deriveChronology(lines, ALL, now);
        assert.equal(rows.filter((row) => row.row === 'line').length, all.length);
        for (const row of rows) if (row.row === 'gap') assert.ok(row.days > GAP_DAYS);
      }),
    );
  });
});
