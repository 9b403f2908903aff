import { createReadStream, statSync } from 'node:fs';
import Papa from 'papaparse';
import { OperatorError } from '../../platform/operator-error.ts';
import type { ColumnMap } from './column-map.ts';

/** What stands between the cells of a line, guessed from the first line: whichever of these it has most of. */
function delimiterOf(header: string): string {
  const count = (mark: string) => header.replace(/"[^"]*"/g, '').split(mark).length;
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}

async function readFirstLine(path: string): Promise<string> {
  const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: 65_536 });
  let text = '';
  for await (const chunk of stream) {
    text += chunk;
    if (/[\r\n]/.test(text) || text.length > 1_000_000) break;
  }
  return text.replace(/^\ufeff/, '').split(/[\r\n]/)[0] ?? '';
}

const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === '');

/** Where the columns of the map are in this file; refuses with the name of the first that is missing. */
function findColumns(path: string, header: readonly string[], map: ColumnMap) {
  const names = header.map((name) => name.replace(/^\ufeff/, '').trim());
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

export interface PeopleFile {
  readonly path: string;
  readonly map: ColumnMap;
  /** One record: its id and a text for each key of the map, in the map's order. */
  readonly add: (id: string, values: readonly string[]) => void;
  /** How much has been read, from 0 to 1. */
  readonly progress: (share: number) => void;
}

/**
 * Reads a CSV file of people line by line, however large. Refuses, with the line's number, what is no CSV: a quote that
 * never ends, a line with more or fewer cells than the first; also two records with one id, and a file with nobody in it.
 */
export async function readPeopleFile({ path, map, add, progress }: PeopleFile): Promise<void> {
  let size: number;
  try {
    size = statSync(path).size;
  } catch (error) {
    throw new OperatorError(`${path} can't be read: ${(error as Error).message}.`);
  }
  const first = await readFirstLine(path);
  if (first.trim() === '') throw new OperatorError(`${path} is empty: its first line must name its columns.`);
  const values: string[] = [...map.columns].map(() => '');
  const ids = new Map<string, number>();
  let columns: ReturnType<typeof findColumns> | null = null;
  let line = 1;

  const take = (cells: readonly string[]): void => {
    const here = line;
    line += 1;
    for (const cell of cells) if (cell.includes('\n')) line += cell.split('\n').length - 1;
    if (columns === null) {
      columns = findColumns(path, cells, map);
      return;
    }
    if (cells.length !== columns.width) {
      if (isBlank(cells)) return;
      throw new OperatorError(
        `Line ${here} of ${path} has ${cells.length} cells; the first line names ${columns.width} columns.`,
      );
    }
    const id = (cells[columns.id] ?? '').trim();
    if (id === '') {
      if (isBlank(cells)) return;
      throw new OperatorError(`Line ${here} of ${path} has no id (column "${map.id}").`);
    }
    const before = ids.get(id);
    if (before !== undefined)
      throw new OperatorError(
        `The id "${id.slice(0, 80)}" of line ${here} of ${path} is that of line ${before} too.`,
      );
    ids.set(id, here);
    for (let i = 0; i < values.length; i += 1) {
      const places = columns.columns[i] as readonly number[];
      const [only = 0] = places;
      values[i] =
        places.length === 1 ? (cells[only] ?? '') : places.map((place) => cells[place] ?? '').join(' ');
    }
    add(id, values);
  };

  await new Promise<void>((done, fail) => {
    const stream = createReadStream(path, { encoding: 'utf8', highWaterMark: 1 << 20 });
    const stop = (error: unknown) => {
      stream.destroy();
      fail(error);
    };
    Papa.parse<string[]>(stream, {
      delimiter: delimiterOf(first),
      chunk: ({ data, errors }, parser) => {
        try {
          const [fault] = errors.filter(({ type }) => type === 'Quotes');
          const sound = fault === undefined ? data.length : (fault.row ?? 0);
          for (let i = 0; i < sound && i < data.length; i += 1) take(data[i] as string[]);
          if (fault !== undefined)
            throw new OperatorError(
              `Line ${line} of ${path} is not CSV: ${fault.code === 'MissingQuotes' ? 'a quote begins there that never ends' : 'a quote stands where none may'}.`,
            );
          progress(size === 0 ? 1 : Math.min(1, stream.bytesRead / size));
        } catch (error) {
          // First the fault: to abort is to complete, as the parser sees it.
          stop(error);
          parser.abort();
        }
      },
      complete: () => done(),
      error: (error) => stop(new OperatorError(`${path} can't be read: ${error.message}.`)),
    });
  });
  if (ids.size === 0) throw new OperatorError(`${path} names its columns, and nobody under them.`);
}
