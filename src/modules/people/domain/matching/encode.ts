/**
 * Files of people as flat arrays of numbers: each person a row of cells, each cell a value's number. Source: 60-linking.md,
 * "Batch": a million people are compared by what is in these arrays, in several threads, with no text in sight.
 */
import { type Field, planFields, widthOf } from './columns.ts';
import { coarserFormsOf } from './read-values.ts';
import { createTerms, type TermBuilder, type Terms } from './terms.ts';
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

export interface Encoder {
  /** Adds a person: one text for each of the encoder's keys, in their order. */
  add(values: readonly string[]): void;
  /** What was added from now on is of the second file. */
  startSecond(): void;
  readonly rows: number;
  finish(): People;
}

/** Collects people whose columns are `keys` (of the column map, `id` left out), each once. */
export function createEncoder(keys: readonly string[], aids: ReadingAids): Encoder {
  const fields = planFields(new Set(keys));
  const width = widthOf(fields);
  const builders = fields.map(({ kind, key }): TermBuilder | null =>
    kind === 'born' ? null : createTerms(coarserFormsOf(kind, key)),
  );
  let cells = new Int32Array(new SharedArrayBuffer(1024 * width * 4));
  let rows = 0;
  let split = -1;

  const writers = listWriters({ keys, fields, builders, aids });

  return {
    get rows() {
      return rows;
    },
    add(values) {
      const base = rows * width;
      if (base + width > cells.length) {
        const larger = new Int32Array(new SharedArrayBuffer(cells.length * 2 * 4));
        larger.set(cells);
        cells = larger;
      }
      for (const write of writers) write(values, cells, base);
      rows += 1;
    },
    startSecond: () => {
      split = rows;
    },
    finish: () => ({
      rows,
      split: split < 0 ? rows : split,
      fields,
      width,
      cells,
      terms: builders.map((builder) => builder?.finish() ?? null),
    }),
  };
}
