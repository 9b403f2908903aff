/**
 * Reads a piece of a CSV file of people: some whole records, from bytes to cells. Several threads read a file, a piece each;
 * what they answer is put together in the order of the file.
 */
import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import { matching, readPhone } from '../../modules/people/index.ts';
import { type CellTexts, decoderOf, rememberTexts } from './cell-texts.ts';
import { type CsvShape, createRecordReader } from './csv-records.ts';
import { csvCell } from './row-bytes.ts';

/** How a file of people is to be read. */
export interface ReadingPlan {
  readonly path: string;
  readonly shape: CsvShape;
  /** `utf-8`, or one of those with a byte for each letter. */
  readonly encoding: string;
  /** Columns that the first line names. */
  readonly width: number;
  /** Which of them is the id, and what it is called. */
  readonly id: number;
  readonly idName: string;
  /** For each key of the map, which columns it is read from. */
  readonly columns: readonly (readonly number[])[];
  readonly keys: readonly string[];
  readonly thisYear: number;
}

/** What a thread gives back of a piece. */
export interface PieceRead {
  readonly people: matching.PeoplePiece;
  /** The ids as they are written in CSV, one after another. */
  readonly ids: Uint8Array;
  readonly idEnds: Int32Array;
  /** The line of each record, of the piece's own lines from 0. */
  readonly lines: Int32Array;
  /** Lines of the piece. */
  readonly lineCount: number;
  /** What is wrong at the end of what was read; `says` comes after the line's number and the file's name. */
  readonly fault: { readonly line: number; readonly says: string } | null;
}

export interface PieceReader {
  /** Reads the whole records from byte `from` of the file up to byte `to`. */
  read(plan: ReadingPlan, from: number, to: number): PieceRead;
}

const encoder = new TextEncoder();

function readBytes(path: string, from: number, to: number): Buffer {
  const bytes = Buffer.allocUnsafeSlow(to - from);
  const file = openSync(path, 'r');
  try {
    let at = 0;
    while (at < bytes.length) {
      const got = readSync(file, bytes, at, bytes.length - at, from + at);
      if (got === 0) break;
      at += got;
    }
    return bytes.subarray(0, at);
  } finally {
    closeSync(file);
  }
}

/** Ids of a piece, gathered as CSV. */
function gatherIds() {
  let bytes = new Uint8Array(65_536);
  let [used, count] = [0, 0];
  let [ends, lines] = [new Int32Array(4096), new Int32Array(4096)];
  const room = (more: number) => {
    if (used + more <= bytes.length) return;
    const larger = new Uint8Array(Math.max(bytes.length * 2, used + more));
    larger.set(bytes);
    bytes = larger;
  };
  return {
    close(line: number): void {
      if (count === ends.length) {
        const [moreEnds, moreLines] = [new Int32Array(count * 2), new Int32Array(count * 2)];
        moreEnds.set(ends);
        moreLines.set(lines);
        [ends, lines] = [moreEnds, moreLines];
      }
      ends[count] = used;
      lines[count] = line;
      count += 1;
    },
    addBytes(from: Uint8Array, start: number, end: number): void {
      room(end - start);
      for (let i = start; i < end; i += 1) bytes[used + i - start] = from[i] as number;
      used += end - start;
    },
    addText(text: string): void {
      room(text.length * 3);
      used += encoder.encodeInto(text, bytes.subarray(used)).written;
    },
    finish: () => ({
      ids: bytes.slice(0, used),
      idEnds: ends.slice(0, count),
      lines: lines.slice(0, count),
    }),
  };
}

/** A byte that an id can be made of as it is, whatever stands beside it: nothing to be trimmed, quoted or decoded. */
const isPlain = (byte: number) => byte > 0x22 && byte < 0x7f && byte !== 0x2c;

/** The line, from 0, of the first letter that is not UTF-8. */
function findForeignLine(bytes: Uint8Array, lineEnd: number): number {
  let [from, line] = [0, 0];
  while (from < bytes.length) {
    const end = bytes.indexOf(lineEnd, from);
    const to = end < 0 ? bytes.length : end + 1;
    if (!isUtf8(bytes.subarray(from, to))) return line;
    from = to;
    line += 1;
  }
  return line;
}

/** A reader of pieces, for one thread: what it has read once it knows. Pieces come in the order of the files. */
export function createPieceReader(): PieceReader {
  let people: matching.Encoder | null = null;
  /** What each key's cells say, in all files. */
  let texts: readonly CellTexts[] = [];

  return {
    read(plan, from, to) {
      const { shape, width, columns, encoding } = plan;
      people ??= matching.createEncoder(plan.keys, { thisYear: plan.thisYear, readPhone });
      const decode = decoderOf(encoding);
      if (texts.length === 0) texts = columns.map(() => rememberTexts(decode));
      const bytes = readBytes(plan.path, from, to);
      const foreign = encoding === 'utf-8' && !isUtf8(bytes);
      const foreignLine = foreign ? findForeignLine(bytes, shape.lineEnd) : -1;
      const record = createRecordReader(shape);
      const ids = gatherIds();
      const values = columns.map(() => '');
      const marks = new Int32Array(columns.length);
      let line = 0;
      let fault: PieceRead['fault'] = null;

      const textOf = (cell: number): string => {
        const text = decode(bytes, record.startOf(cell), record.endOf(cell));
        return record.isDoubled(cell) ? text.replaceAll('""', '"') : text;
      };
      const isBlank = (): boolean => {
        for (let cell = 0; cell < record.count; cell += 1) if (textOf(cell).trim() !== '') return false;
        return true;
      };
      /** Takes the id down; false where there is none. */
      const takeId = (): boolean => {
        const [start, end] = [record.startOf(plan.id), record.endOf(plan.id)];
        let at = start;
        while (at < end && isPlain(bytes[at] as number)) at += 1;
        if (at === end && end > start) ids.addBytes(bytes, start, end);
        else {
          const text = textOf(plan.id).trim();
          if (text === '') return false;
          ids.addText(csvCell(text));
        }
        ids.close(line);
        return true;
      };

      for (let at = 0; at < bytes.length; line += record.lines) {
        at = record.read(bytes, at);
        if (foreignLine >= 0 && line + record.lines > foreignLine) {
          fault = {
            line: foreignLine,
            says: 'is not UTF-8. Save the file as UTF-8, or say how it is written: --encoding windows-1252, or another',
          };
          break;
        }
        if (record.fault !== null) {
          const says =
            record.fault === 'never ends'
              ? 'a quote begins there that never ends'
              : 'a quote stands where none may';
          fault = { line, says: `is not CSV: ${says}` };
          break;
        }
        if (record.count !== width) {
          if (isBlank()) continue;
          fault = { line, says: `has ${record.count} cells; the first line names ${width} columns` };
          break;
        }
        if (!takeId()) {
          if (isBlank()) continue;
          fault = { line, says: `has no id (column "${plan.idName}")` };
          break;
        }
        for (let i = 0; i < values.length; i += 1) {
          const places = columns[i] as readonly number[];
          const cell = places[0] as number;
          if (places.length > 1 || record.isDoubled(cell)) {
            values[i] = places.map(textOf).join(' ');
            marks[i] = 0;
          } else {
            const known = texts[i] as CellTexts;
            values[i] = known.read(bytes, record.startOf(cell), record.endOf(cell));
            marks[i] = known.mark;
          }
        }
        people.add(values, marks);
      }
      return { people: people.cut(), ...ids.finish(), lineCount: line, fault };
    },
  };
}
