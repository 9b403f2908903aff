/**
 * Files of people as flat arrays of numbers: each person a row of cells, each cell a value's number. Source: 60-linking.md,
 * "Batch": a million people are compared by what is in these arrays, in several threads, with no text in sight.
 */
import { type Field, NAME_SLOTS, planFields, widthOf } from './columns.ts';
import { coarserFormsOf } from './read-values.ts';
import { growInts, ints } from './room.ts';
import { createTerms, type TermBuilder, type TermPiece, type Terms } from './terms.ts';
import { listWriters, type ReadingAids } from './write-cells.ts';

/** People, encoded. All arrays are on shared memory. */
export interface People {
  readonly rows: number;
  /** The first person of the second file; `rows` where there is one file. */
  readonly split: number;
  readonly fields: readonly Field[];
  readonly width: number;
  /** `width` cells for each person; a date is yyyymmdd, other cells are numbers of terms, 0 where nothing is known. */
  readonly cells: Int32Array;
  /**
   * How many people `counts` of names are of, where they are not these: two people who are judged by what is known of names
   * elsewhere. What other values are worth is then the usual.
   */
  readonly population?: number;
  /** Values of each field, in the order of `fields`; `null` for dates. */
  readonly terms: readonly (Terms | null)[];
}

/** People that one encoder read, and the terms that it met for the first time with them. */
export interface PeoplePiece {
  readonly rows: number;
  /** Cells with the encoder's own numbers of terms. */
  readonly cells: Int32Array;
  readonly terms: readonly (TermPiece | null)[];
}

export interface Encoder {
  /**
   * Adds a person: one text for each of the encoder's keys, in their order. `marks` may say for each a number from 1 that only
   * this text of this key has, each time: it is then not read again. 0 for none.
   */
  add(values: readonly string[], marks?: Int32Array): void;
  /** What was added from now on is of the second file. */
  startSecond(): void;
  readonly rows: number;
  /** Gives the people added since the last piece, for a joiner, and forgets them. */
  cut(): PeoplePiece;
  /** All people added; none may have been cut off. */
  finish(): People;
}

function planTerms(fields: readonly Field[]): readonly (TermBuilder | null)[] {
  return fields.map(({ kind, key }) =>
    kind === 'born'
      ? null
      : createTerms(coarserFormsOf(kind, key), {
          words: kind === 'phrase' || kind === 'house',
          sounds: kind === 'name',
        }),
  );
}

/** Which builder each of a person's cells is a number of; `null` for dates. */
function buildersBySlot(fields: readonly Field[], builders: readonly (TermBuilder | null)[]) {
  return fields.flatMap(({ kind, slot }, index) =>
    Array.from({ length: kind === 'name' ? NAME_SLOTS : 1 }, (_, i) => ({
      slot: slot + i,
      index,
      builder: builders[index] ?? null,
    })),
  );
}

/** Collects people whose columns are `keys` (of the column map, `id` left out), each once. */
export function createEncoder(keys: readonly string[], aids: ReadingAids): Encoder {
  const fields = planFields(new Set(keys));
  const width = widthOf(fields);
  const builders = planTerms(fields);
  let cells = ints(16 * width);
  let [rows, split] = [0, -1];
  const cutAt = builders.map(() => 1);
  const unmarked = new Int32Array(keys.length);
  const writers = listWriters({ keys, fields, builders, aids });

  return {
    get rows() {
      return rows;
    },
    add(values, marks = unmarked) {
      const base = rows * width;
      if (base + width > cells.length) cells = growInts(cells, base + width);
      for (const write of writers) write(values, marks, cells, base);
      rows += 1;
    },
    startSecond: () => {
      split = rows;
    },
    cut() {
      const piece: PeoplePiece = {
        rows,
        cells: new Int32Array(cells.subarray(0, rows * width)),
        terms: builders.map((builder, i) => builder?.cut(cutAt[i] ?? 1) ?? null),
      };
      for (const [i, builder] of builders.entries()) cutAt[i] = builder?.size ?? 1;
      cells.fill(0, 0, rows * width);
      rows = 0;
      return piece;
    },
    finish() {
      for (const { slot, builder } of buildersBySlot(fields, builders))
        if (builder)
          for (let at = slot; at < rows * width; at += width) {
            const term = cells[at] as number;
            if (term !== 0) builder.count(term);
          }
      return {
        rows,
        split: split < 0 ? rows : split,
        fields,
        width,
        cells: cells.subarray(0, rows * width),
        terms: builders.map((builder) => builder?.finish() ?? null),
      };
    },
  };
}

/** Puts together what several encoders of the same keys read, as if one had read it all. */
export interface Joiner {
  /** Adds a piece of the encoder `from` (0, 1, 2…). Pieces come in the order of the file. */
  add(piece: PeoplePiece, from: number): void;
  startSecond(): void;
  readonly rows: number;
  finish(): People;
}

/**
 * A joiner for people whose columns are `keys`. An encoder must have been given its pieces in the order of the file; then terms
 * are numbered as they come in the file, whichever thread read what, and the same file gives the same answer.
 */
export function createJoiner(keys: readonly string[]): Joiner {
  const fields = planFields(new Set(keys));
  const width = widthOf(fields);
  const builders = planTerms(fields);
  const bySlot = buildersBySlot(fields, builders);
  /** For each encoder and field, the number here of each of its terms. */
  const numbers: (Int32Array | null)[][] = [];
  const known: number[][] = [];
  let cells = ints(16 * width);
  let [rows, split] = [0, -1];

  function learn(piece: PeoplePiece, from: number): readonly (Int32Array | null)[] {
    numbers[from] ??= builders.map((builder) => builder && new Int32Array(16));
    known[from] ??= builders.map(() => 1);
    const [mine, sizes] = [numbers[from], known[from]];
    for (const [i, builder] of builders.entries()) {
      const terms = piece.terms[i];
      const had = mine[i];
      if (!builder || !terms || !had) continue;
      const at = sizes[i] ?? 1;
      const room = growInts(had, at + terms.count);
      builder.join(terms, room, at);
      mine[i] = room;
      sizes[i] = at + terms.count;
    }
    return mine;
  }

  return {
    get rows() {
      return rows;
    },
    add(piece, from) {
      const mine = learn(piece, from);
      const base = rows * width;
      const length = piece.rows * width;
      cells = growInts(cells, base + length);
      cells.set(piece.cells, base);
      for (const { slot, index, builder } of bySlot) {
        const number = mine[index];
        if (!builder || !number) continue;
        for (let at = base + slot; at < base + length; at += width) {
          const own = cells[at] as number;
          if (own === 0) continue;
          const term = number[own] as number;
          cells[at] = term;
          builder.count(term);
        }
      }
      rows += piece.rows;
    },
    startSecond: () => {
      split = rows;
    },
    finish: () => ({
      rows,
      split: split < 0 ? rows : split,
      fields,
      width,
      cells: cells.subarray(0, rows * width),
      terms: builders.map((builder) => builder?.finish() ?? null),
    }),
  };
}
