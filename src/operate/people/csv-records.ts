/**
 * Reads the records of a CSV file (RFC 4180) straight from its bytes: where each cell begins and ends, with no text made of
 * what is not asked for. Every encoding that Heed reads has quotes, commas and line ends as ASCII has them.
 */

export const QUOTE = 0x22;
const [RETURN, FEED, SPACE] = [0x0d, 0x0a, 0x20];

/** How a file is written, as its first line shows it. */
export interface CsvShape {
  /** The byte between cells. */
  readonly delimiter: number;
  /** The byte that ends a line: a line feed, or a carriage return in files of old that have nothing else. */
  readonly lineEnd: number;
}

/** What is wrong with a record. */
export type CsvFault = 'never ends' | 'stray quote';

export interface RecordReader {
  /** Cells of the record that was read last. */
  readonly count: number;
  /** First byte of cell `i`, and the byte after its last; without the quotes around it. */
  startOf(i: number): number;
  endOf(i: number): number;
  /** The cell has quotes in it, each written twice. */
  isDoubled(i: number): boolean;
  /** Lines that the record goes over. */
  readonly lines: number;
  readonly fault: CsvFault | null;
  /** Reads the record that begins at `from`; gives where the next one begins. */
  read(bytes: Uint8Array, from: number): number;
}

export function createRecordReader({ delimiter, lineEnd }: CsvShape): RecordReader {
  let [starts, ends, doubled] = [new Int32Array(64), new Int32Array(64), new Uint8Array(64)];
  let [count, lines] = [0, 0];
  let fault: CsvFault | null = null;

  function put(from: number, to: number, twice: number): void {
    if (count === starts.length) {
      const [moreStarts, moreEnds, moreDoubled] = [
        new Int32Array(count * 2),
        new Int32Array(count * 2),
        new Uint8Array(count * 2),
      ];
      moreStarts.set(starts);
      moreEnds.set(ends);
      moreDoubled.set(doubled);
      [starts, ends, doubled] = [moreStarts, moreEnds, moreDoubled];
    }
    starts[count] = from;
    ends[count] = to;
    doubled[count] = twice;
    count += 1;
  }

  /** Reads a cell in quotes, whose first quote is at `from`; gives where what ends it stands. */
  function readQuoted(bytes: Uint8Array, from: number): number {
    let [at, twice] = [from + 1, 0];
    for (; ; at += 1) {
      const quote = bytes.indexOf(QUOTE, at);
      if (quote < 0) {
        fault = 'never ends';
        return bytes.length;
      }
      for (let i = at; i < quote; i += 1) if (bytes[i] === lineEnd) lines += 1;
      at = quote + 1;
      if (bytes[at] !== QUOTE) break;
      twice = 1;
    }
    put(from + 1, at - 1, twice);
    while (bytes[at] === SPACE || (bytes[at] === RETURN && lineEnd === FEED)) at += 1;
    if (at < bytes.length && bytes[at] !== delimiter && bytes[at] !== lineEnd) fault = 'stray quote';
    return at;
  }

  return {
    get count() {
      return count;
    },
    get lines() {
      return lines;
    },
    get fault() {
      return fault;
    },
    startOf: (i) => starts[i] as number,
    endOf: (i) => ends[i] as number,
    isDoubled: (i) => doubled[i] === 1,
    read(bytes, from) {
      const { length } = bytes;
      [count, lines, fault] = [0, 1, null];
      for (let at = from; ; at += 1) {
        if (bytes[at] === QUOTE) {
          at = readQuoted(bytes, at);
          if (fault !== null) return length;
        } else {
          const start = at;
          while (at < length && bytes[at] !== delimiter && bytes[at] !== lineEnd) at += 1;
          const returned =
            lineEnd === FEED && at > start && bytes[at - 1] === RETURN && bytes[at] !== delimiter;
          put(start, returned ? at - 1 : at, 0);
        }
        if (at >= length) return length;
        if (bytes[at] === lineEnd) return at + 1;
      }
    },
  };
}

/** Tells where a file can be cut between two records, block by block. */
export interface RecordEnds {
  /** Takes the next block; gives the byte after the last record that ends in it, or 0 where none does. */
  take(block: Uint8Array): number;
}

const [AT_CELL, IN_CELL, IN_QUOTES, AFTER_QUOTE] = [0, 1, 2, 3] as const;

export function createRecordEnds({ delimiter, lineEnd }: CsvShape): RecordEnds {
  let state: number = AT_CELL;
  return {
    take(block) {
      // Most blocks have no quote in them: each line end is a record's end.
      if (state !== IN_QUOTES && state !== AFTER_QUOTE && !block.includes(QUOTE)) {
        const last = block.lastIndexOf(lineEnd);
        state = block.at(-1) === lineEnd || block.at(-1) === delimiter ? AT_CELL : IN_CELL;
        return last + 1;
      }
      let end = 0;
      for (let i = 0; i < block.length; i += 1) {
        const byte = block[i] as number;
        if (state === IN_QUOTES) {
          if (byte === QUOTE) state = AFTER_QUOTE;
        } else if (byte === lineEnd) {
          state = AT_CELL;
          end = i + 1;
        } else if (byte === delimiter) state = AT_CELL;
        else if (byte === QUOTE && state !== IN_CELL) state = IN_QUOTES;
        else state = IN_CELL;
      }
      return end;
    },
  };
}
