import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { mapConcern } from './map-concern.ts';
import { type ConcernMapping, concernMapping, readField, readFields, readMapping } from './read-mapping.ts';
import { readMoment } from './read-moment.ts';

const row = (cells: Record<string, string>) => ({ line: 2, cells });

test('a day stays that day in London, in summer and in winter, and a day that never was is none', () => {
  const day = (text: string) =>
    readMoment(text)?.toZonedDateTimeISO('Europe/London').toPlainDate().toString();
  for (const [text, said] of [
    ['31/05/2016', '2016-05-31'],
    ['2016-05-31', '2016-05-31'],
    ['1.2.2016 23:59', '2016-02-01'],
    ['2016-07-01T00:00:00', '2016-07-01'],
    ['2016-07-01T00:00:00Z', '2016-07-01'],
    ['29/02/2024', '2024-02-29'],
    ['30/02/2024', undefined],
    ['2023-02-29', undefined],
    ['05/31/2016', undefined],
    ['yesterday', undefined],
  ] as const)
    assert.equal(day(text), said, text);
});

test('values of the earlier system become ours, whatever their case, and an unknown one is told by its column', () => {
  const field = { column: 'src', values: { '2A': 'teacher', Police: 'police' } };
  assert.equal(readField(row({ src: '2a: Schools' }), field), 'teacher');
  assert.equal(readField(row({ src: 'POLICE' }), field), 'police');
  assert.equal(readField(row({}), field), '');
  assert.throws(() => readField(row({ src: 'Dentist' }), field), /"Dentist" in "src"/);
  assert.equal(readField(row({ src: 'Dentist' }), { ...field, otherwise: 'other' }), 'other');
  assert.deepEqual(readFields(row({ f: 'a; b;' }), { column: 'f', separator: ';' }), ['a', 'b']);
  assert.equal(readField(row({ 'j.NFA': 'true' }), { column: 'j', flags: { CP: 'x', NFA: 'y' } }), 'y');
});

test('nothing invented is added to a child: what a row leaves out stays out', () => {
  const mapping: ConcernMapping = {
    source: 's',
    id: 'id',
    receivedAt: 'at',
    worry: 'w',
    children: [{ name: ['a', 'b'] }, { name: 'c' }],
  };
  const now = Temporal.Instant.from('2026-01-01T00:00:00Z');
  const { concern } = mapConcern(row({ id: '1', at: '2020-01-01', a: 'Jay', w: 'words' }), mapping, now);
  assert.deepEqual(concern?.told.mentions, [{ kind: 'child', name: 'Jay' }]);
  assert.equal(concern?.before, null, 'no outcome is no decision');
  assert.equal(concern?.told.reporter.naming, 'anonymous');
});

test('a mapping that says too little or something unknown is refused, each fault by its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-mapping-'));
  try {
    const path = join(folder, 'map.json');
    writeFileSync(path, JSON.stringify({ source: 'x', id: 'a', receivedat: 'b' }));
    assert.throws(() => readMapping(path, concernMapping), /receivedAt[\s\S]*receivedat/);
    writeFileSync(path, '{');
    assert.throws(() => readMapping(path, concernMapping), /is not JSON/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
