import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { type CsvShape, createRecordEnds, createRecordReader } from './csv-records.ts';

const COMMA: CsvShape = { delimiter: 0x2c, lineEnd: 0x0a };

function readAll(text: string, shape = COMMA): string[][] {
  const bytes = Buffer.from(text);
  const record = createRecordReader(shape);
  const records: string[][] = [];
  for (let at = 0; at < bytes.length; ) {
    at = record.read(bytes, at);
    assert.equal(record.fault, null);
    records.push(
      Array.from({ length: record.count }, (_, i) => {
        const cell = bytes.subarray(record.startOf(i), record.endOf(i)).toString();
        return record.isDoubled(i) ? cell.replaceAll('""', '"') : cell;
      }),
    );
  }
  return records;
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const cell = fc
  .tuple(
    fc.string({ unit: fc.constantFrom('a', 'ł', ',', '"', '\n', '\r\n', ' '), maxLength: 6 }),
    fc.boolean(),
  )
  .map(([text, always]) => (always || /[",\r\n]/.test(text) || text === '' ? quoted(text) : text));
const line = fc.array(cell, { minLength: 2, maxLength: 4 }).map((cells) => cells.join(','));
const file = fc
  .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));

describe('a file of people as CSV', () => {
  test('is read as another reader of CSV reads it: quotes, line ends in cells, Windows line ends', () => {
    fc.assert(
      fc.property(file, (text) => {
        const expected = parse(text, { relax_column_count: true, record_delimiter: ['\n', '\r\n'] });
        assert.deepEqual(readAll(text), expected);
      }),
      { numRuns: 300 },
    );
  });

  test('is cut between two people only, wherever the disk stops reading', () => {
    fc.assert(
      fc.property(file, fc.integer({ min: 1, max: 12 }), (text, size) => {
        const bytes = Buffer.from(text);
        const ends = createRecordEnds(COMMA);
        const pieces: string[] = [];
        let start = 0;
        for (let at = 0; at < bytes.length; at += size) {
          const end = ends.take(bytes.subarray(at, at + size));
          if (end === 0) continue;
          pieces.push(bytes.subarray(start, at + end).toString());
          start = at + end;
        }
        pieces.push(bytes.subarray(start).toString());
        assert.deepEqual(
          pieces.flatMap((piece) => readAll(piece)),
          readAll(text),
        );
      }),
      { numRuns: 300 },
    );
  });

  test('of an old machine, with carriage returns alone, is read', () => {
    assert.deepEqual(readAll('a,b\r"c\rd",e\r', { ...COMMA, lineEnd: 0x0d }), [
      ['a', 'b'],
      ['c\rd', 'e'],
    ]);
  });

  test('a quote within a word is a letter like others', () => {
    assert.deepEqual(readAll('O"Neil,5" pipe\n'), [['O"Neil', '5" pipe']]);
  });

  test('what follows a closing quote, or a quote that never closes, is no CSV', () => {
    for (const [text, fault] of [
      ['"Ola"x,b\n', 'stray quote'],
      ['"Ola,b\n', 'never ends'],
    ] as const) {
      const record = createRecordReader(COMMA);
      record.read(Buffer.from(text), 0);
      assert.equal(record.fault, fault);
    }
  });
});
