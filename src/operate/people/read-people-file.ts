import { closeSync, openSync, readSync } from 'node:fs';
import type { matching } from '../../modules/people/index.ts';
import { OperatorError } from '../../platform/operator-error.ts';
import type { Crew } from './crew.ts';
import { createRecordEnds } from './csv-records.ts';
import type { KeptIds } from './kept-ids.ts';
import type { PlannedFile } from './plan-reading.ts';
import type { PieceRead } from './read-piece.ts';

/** Bytes of a piece, about; and of the longest record. */
const PIECE = 1 << 20;
const LONGEST_RECORD = 64 << 20;
/** Pieces that a thread is given before it has answered the first. */
const AHEAD = 2;

interface Piece {
  readonly from: number;
  readonly to: number;
}

/** Cuts what follows the names of the columns into pieces of whole records. */
function* cutPieces({ plan, from, size }: PlannedFile, bytes: number): Generator<Piece> {
  const ends = createRecordEnds(plan.shape);
  const block = Buffer.allocUnsafeSlow(bytes);
  const file = openSync(plan.path, 'r');
  try {
    let [start, at] = [from, from];
    while (at < size) {
      const got = readSync(file, block, 0, block.length, at);
      if (got === 0) break;
      const end = ends.take(block.subarray(0, got));
      if (end > 0) {
        yield { from: start, to: at + end };
        start = at + end;
      } else if (at + got - start > LONGEST_RECORD) {
        // Whoever reads this finds that its quote never ends.
        yield { from: start, to: at + got };
        return;
      }
      at += got;
    }
    if (start < at) yield { from: start, to: at };
  } finally {
    closeSync(file);
  }
}

export interface FileReading {
  readonly file: PlannedFile;
  readonly crew: Crew;
  readonly people: matching.Joiner;
  readonly ids: KeptIds;
  /** How much has been read, from 0 to 1. */
  readonly progress: (share: number) => void;
  /** Bytes of a piece, about; a million unless said. */
  readonly pieceBytes?: number;
}

/**
 * Reads a CSV file of people, however large, shared among the threads of a crew. Refuses, with the line's number, what is no
 * CSV: a quote that never ends, a line with more or fewer cells than the first, letters in another encoding; also two records
 * with one id, and a file with nobody in it. What is wrong first is said, whichever thread found it.
 */
export async function readPeopleFile(reading: FileReading): Promise<void> {
  const { file, crew, people, ids, progress, pieceBytes = PIECE } = reading;
  const { plan, size } = file;
  const { path } = plan;
  const before = people.rows;
  let line = file.line;
  /** The line of each record, in the order of the file. */
  const lines: { readonly base: number; readonly of: Int32Array }[] = [];
  ids.startFile();

  const lineOf = (record: number): number => {
    let left = record;
    for (const { base, of } of lines) {
      if (left < of.length) return base + (of[left] as number);
      left -= of.length;
    }
    return line;
  };

  function take(piece: PieceRead, thread: number): void {
    lines.push({ base: line, of: piece.lines });
    const twice = ids.add(piece.ids, piece.idEnds);
    if (twice !== null)
      throw new OperatorError(
        `The id "${ids.textOf(ids.count).slice(0, 80)}" of line ${lineOf(twice.again)} of ${path} is that of line ${lineOf(twice.first)} too.`,
      );
    if (piece.fault !== null)
      throw new OperatorError(`Line ${line + piece.fault.line} of ${path} ${piece.fault.says}.`);
    people.add(piece.people, thread);
    line += piece.lineCount;
  }

  const pieces = cutPieces(file, pieceBytes);
  const early = new Map<
    number,
    { readonly piece: PieceRead; readonly thread: number; readonly to: number }
  >();
  let [given, taken] = [0, 0];
  async function keepBusy(thread: number): Promise<void> {
    for (;;) {
      const { value, done } = pieces.next();
      if (done === true) return;
      const at = given;
      given += 1;
      const answer = await crew.ask(thread, { do: 'read', plan, from: value.from, to: value.to });
      if (answer.did === 'read') early.set(at, { piece: answer.piece, thread, to: value.to });
      for (let next = early.get(taken); next !== undefined; next = early.get(taken)) {
        early.delete(taken);
        taken += 1;
        take(next.piece, next.thread);
        progress(next.to / size);
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: crew.threads * AHEAD }, (_, i) => keepBusy(i % crew.threads)));
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`${path} can't be read: ${(error as Error).message}.`);
  } finally {
    pieces.return(undefined);
  }
  if (people.rows === before) throw new OperatorError(`${path} names its columns, and nobody under them.`);
}
