import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { CsvError, parse } from 'csv-parse';
import { readSheet, type SheetData } from 'read-excel-file/node';
import { OperatorError } from '../../platform/operator-error.ts';

/** One row of a file to import, its cells by the name of their column. Empty cells are left out. */
export interface Row {
  /** As an editor counts lines; of a spreadsheet, its row. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** A file to import, as it is read. */
export interface Rows {
  readonly rows: AsyncIterable<Row>;
  /** How much of the file was read so far, from 0 to 1. */
  readonly progress: () => number;
  /** The names in its first line, once that was read; `null` for JSON lines, which have none. */
  readonly columns: () => readonly string[] | null;
}

/** Longest cell, in characters: above it something is wrong with the quotes of the file. */
const LONGEST_CELL = 200_000;

/** Cells of our own file of what to mend begin with an apostrophe where a spreadsheet would have run them. */
const unguard = (cell: string) => cell.replace(/^'(?=[=+\-@\t])/, '');

type OnNames = (names: readonly string[]) => void;

function toCells(names: readonly string[], values: readonly unknown[]): Record<string, string> {
  const cells: Record<string, string> = Object.create(null);
  for (const [i, name] of names.entries()) {
    const text = sayCell(values[i]).trim();
    if (name !== '' && text !== '') cells[name] = unguard(text);
  }
  return cells;
}

/** A date of a spreadsheet has no zone: it means that day, whatever the clock of this machine says. */
function sayCell(value: unknown): string {
  if (value instanceof Date)
    return value
      .toISOString()
      .replace(/T00:00:00\.000Z$/, '')
      .replace(/\.\d+Z$/, '');
  return value === null || value === undefined ? '' : String(value);
}

function flatten(value: unknown, name: string, into: [string, string][]): void {
  if (value !== null && typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      flatten(inner, name === '' ? key : `${name}.${key}`, into);
  else if (value !== null) into.push([name, String(value)]);
}

async function* readCsv(
  path: string,
  onBytes: (bytes: number) => void,
  onNames: OnNames,
): AsyncIterable<Row> {
  const source = createReadStream(path);
  const parser = source.pipe(
    parse({
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 4_000_000,
    }),
  );
  source.on('error', (error) => parser.destroy(error));
  let names: readonly string[] | null = null;
  for await (const { record, info } of parser as AsyncIterable<{
    record: string[];
    info: { lines: number };
  }>) {
    onBytes(source.bytesRead);
    if (names === null) {
      names = record.map((name) => name.trim());
      const twice = names.find((name, i) => name !== '' && names?.indexOf(name) !== i);
      if (twice !== undefined)
        throw new OperatorError(`Two columns are called "${twice}". Rename one of them.`);
      onNames(names);
    } else yield { line: info.lines, cells: toCells(names, record) };
  }
}

async function* readJsonLines(path: string, onBytes: (bytes: number) => void): AsyncIterable<Row> {
  const source = createReadStream(path);
  let line = 0;
  for await (const text of createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    onBytes(source.bytesRead);
    if (text.trim() === '') continue;
    const cells: [string, string][] = [];
    try {
      flatten(JSON.parse(text.replace(/^\uFEFF/, '')), '', cells);
    } catch {
      throw new OperatorError(`Line ${line} is not JSON. Each line must be one whole JSON object.`);
    }
    yield {
      line,
      cells: toCells(
        cells.map(([name]) => name),
        cells.map(([, value]) => value),
      ),
    };
  }
}

async function* readWorkbook(path: string, onNames: OnNames): AsyncIterable<Row> {
  let sheet: SheetData;
  try {
    sheet = await readSheet(path);
  } catch (cause) {
    throw new OperatorError(
      'This spreadsheet can’t be read. Save it again as .xlsx, or save its first sheet as CSV (UTF-8).',
      { cause },
    );
  }
  const [first = [], ...rows] = sheet;
  const names = first.map((name) => sayCell(name).trim());
  onNames(names);
  for (const [i, values] of rows.entries()) yield { line: i + 2, cells: toCells(names, values) };
}

/** What is wrong with a whole file, said so that it can be put right. */
function explain(path: string, error: unknown): unknown {
  if (error instanceof CsvError)
    return new OperatorError(
      `The file is not well-formed CSV near line ${error.lines ?? 'one'}: ${error.message.split('\n')[0]}. Nothing after that line was read.`,
      { cause: error },
    );
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return new OperatorError(`There is no file ${path}.`);
  if (code === 'EISDIR') return new OperatorError(`${path} is a folder; name the file in it.`);
  if (code === 'EACCES') return new OperatorError(`${path} may not be read by this account.`);
  return error;
}

async function* checked(path: string, rows: AsyncIterable<Row>): AsyncIterable<Row> {
  try {
    for await (const row of rows) {
      const long = Object.entries(row.cells).find(([, text]) => text.length > LONGEST_CELL);
      if (long)
        throw new OperatorError(
          `Line ${row.line}: "${long[0]}" has ${long[1].length} characters. A quotation mark is probably missing before it.`,
        );
      if (Object.keys(row.cells).length > 0) yield row;
    }
  } catch (error) {
    throw explain(path, error);
  }
}

/**
 * Reads a file to import: CSV with a line of names, JSON lines (inner values by dotted names: `children.0.name`), or the first
 * sheet of an .xlsx. Throws `OperatorError` on a file that can't be read, saying what to do.
 */
export function readRows(path: string): Rows {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  let read = 0;
  let columns: readonly string[] | null = null;
  const onBytes = (bytes: number) => {
    read = bytes;
  };
  const onNames: OnNames = (names) => {
    columns = names;
  };
  const kind = /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase();
  const readers: Record<string, () => AsyncIterable<Row>> = {
    csv: () => readCsv(path, onBytes, onNames),
    jsonl: () => readJsonLines(path, onBytes),
    ndjson: () => readJsonLines(path, onBytes),
    xlsx: () => readWorkbook(path, onNames),
  };
  const reader = readers[kind ?? ''];
  if (!reader) throw new OperatorError(`${path} must end in .csv, .jsonl or .xlsx.`);
  return {
    rows: checked(path, reader()),
    progress: () => (size === 0 ? 1 : Math.min(1, read / size)),
    columns: () => columns,
  };
}
