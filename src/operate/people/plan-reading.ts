import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { OperatorError } from '../../platform/operator-error.ts';
import { decoderOf } from './cell-texts.ts';
import type { ColumnMap } from './column-map.ts';
import { type CsvShape, createRecordReader } from './csv-records.ts';
import type { ReadingPlan } from './read-piece.ts';

/** Bytes in which the first line, with the names of the columns, must end. */
const HEAD = 1 << 20;

/** What stands between the cells of a line, guessed from the first line: whichever of these it has most of. */
function delimiterOf(header: string): string {
  const count = (mark: string) => header.replace(/"[^"]*"/g, '').split(mark).length;
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

/** Where the columns of the map are in this file; refuses with the name of the first that is missing. */
function findColumns(path: string, header: readonly string[], map: ColumnMap) {
  const names = header.map((name) => name.trim());
  const at = (key: string, name: string): number => {
    const found = names.indexOf(name.trim());
    if (found < 0)
      throw new OperatorError(
        `${path} has no column called "${name}", where the column map says that ${key} is. It has: ${names.join(', ').slice(0, 500)}.`,
      );
    return found;
  };
  const id = at('id', map.id);
  return {
    id,
    columns: [...map.columns].map(([key, names]) => names.map((name) => at(key, name))),
    width: names.length,
  };
}

function readHead(path: string): { readonly head: Buffer; readonly size: number } {
  try {
    const { size } = statSync(path);
    const head = Buffer.alloc(Math.min(size, HEAD));
    const file = openSync(path, 'r');
    try {
      return { head: head.subarray(0, readSync(file, head, 0, head.length, 0)), size };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw new OperatorError(`${path} can't be read: ${(error as Error).message}.`);
  }
}

export interface PlannedFile {
  readonly plan: ReadingPlan;
  readonly size: number;
  /** Where the first record after the names begins, and on which line, from 1. */
  readonly from: number;
  readonly line: number;
}

/** Looks at the first line of a file: how the file is written, and which of its columns the map means. */
export function planReading(path: string, map: ColumnMap, encoding: string, thisYear: number): PlannedFile {
  const { head, size } = readHead(path);
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff) || head.includes(0))
    throw new OperatorError(
      `${path} is no CSV in UTF-8: it looks like UTF-16, or like a spreadsheet. Save it as CSV in UTF-8.`,
    );
  const start = marked ? 3 : 0;
  const decode = decoderOf(encoding);
  const fed = head.indexOf(0x0a);
  const returned = head.indexOf(0x0d);
  const lineEnd = fed < 0 && returned >= 0 ? 0x0d : 0x0a;
  const first = decode(head, start, head.length).split(/[\r\n]/, 1)[0] ?? '';
  if (first.trim() === '') throw new OperatorError(`${path} is empty: its first line must name its columns.`);
  const shape: CsvShape = { delimiter: delimiterOf(first).charCodeAt(0), lineEnd };
  const record = createRecordReader(shape);
  const from = record.read(head, start);
  if (record.fault !== null || (from >= head.length && size > head.length))
    throw new OperatorError(`Line 1 of ${path} is not CSV: the names of its columns never end.`);
  const header = Array.from({ length: record.count }, (_, i) =>
    decode(head, record.startOf(i), record.endOf(i)).replaceAll('""', '"'),
  );
  const { id, columns, width } = findColumns(path, header, map);
  const keys = [...map.columns.keys()];
  return {
    plan: { path, shape, encoding, width, id, idName: map.id, columns, keys, thisYear },
    size,
    from,
    line: 1 + record.lines,
  };
}
