/**
 * How far a file is searched: which sorts of keys, how large a block may be, how many pairs are compared. Source: 60-linking.md,
 * "never by scanning or cross join ... limited per key, rare keys first".
 */
import { type Blocks, buildBlocks, createCandidates } from './blocks.ts';
import { type KeySort, planKeys } from './candidate-keys.ts';
import type { People } from './encode.ts';
import { mix } from './mix-hash.ts';
import { readRows } from './row-order.ts';

/** Above this many people, only the first sorts of keys are used. */
const LARGE = 200_000;
/** Their cost is judged by so many of them, where there are many more. */
const JUDGED_BY = 30_000;

export interface Search {
  /** Which of `planKeys` are used. */
  readonly sorts: readonly number[];
  /** Largest block. */
  readonly cap: number;
}

/** Pairs compared at most: plenty where the file is small, some for each person where it is large. */
function mostPairs(rows: number): number {
  return 8_000_000 + 2 * rows;
}

/** About one in `step` of `people`, chosen by their ranks, which follow from what their lines say. */
function thin(people: People, step: number): People {
  const { width, cells, rows, split } = people;
  const { ranks } = readRows(people);
  // By rank and not by what a line says alone: equal lines, chosen together, would seem to be `step` times as many pairs.
  const chosen = (row: number) => mix(ranks[row] as number, 9) % step === 0;
  let [kept, left] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    if (!chosen(row)) continue;
    kept += 1;
    if (row < split) left += 1;
  }
  const part = new Int32Array(kept * width);
  for (let row = 0, at = 0; row < rows; row += 1) {
    if (!chosen(row)) continue;
    part.set(cells.subarray(row * width, row * width + width), at);
    at += width;
  }
  return { ...people, rows: kept, split: split < rows ? left : kept, cells: part };
}

/** How many pairs these blocks bring together, each counted once. */
function countOnce(blocks: readonly Blocks[], { rows, split }: People): number {
  const walk = createCandidates(blocks, rows, split);
  let count = 0;
  for (let row = 0; row < Math.min(split, rows); row += 1)
    walk.forEach(row, () => {
      count += 1;
    });
  return count;
}

/** Chooses the sorts of keys with the smallest blocks first, until there are as many pairs as can be compared. */
export function planSearch(people: People): Search {
  const { rows } = people;
  const cap = rows > LARGE ? 150 : 400;
  const step = rows > 2 * JUDGED_BY ? Math.floor(rows / JUDGED_BY) : 1;
  const part = step > 1 ? thin(people, step) : people;
  const all = planKeys(part);
  const firsts = all.filter(({ first }) => first).length;
  const meet = (sort: KeySort) => buildBlocks(sort, part.rows, part.split, step > 1 ? 1e9 : cap);
  const times = step * step;
  const judged = all
    .map((sort, at) => ({ sort, at }))
    .filter(({ sort }) => rows <= LARGE || sort.first || firsts < 6)
    .map(({ sort, at }) => ({ at, sort, pairs: meet(sort).pairs * times }))
    .sort((a, b) => a.pairs - b.pairs || a.at - b.at);
  const sorts: number[] = [];
  const blocks: Blocks[] = [];
  let pairs = 0;
  for (const { at, sort, pairs: own } of judged) {
    let together = pairs + own;
    // Two records of one person share most sorts of keys and are compared once. Where even what is new is too much, it need
    // not be counted.
    if (step > 1 && own - pairs <= mostPairs(rows)) {
      blocks.push(meet(sort));
      together = countOnce(blocks, part) * times;
    }
    if (together > mostPairs(rows) && sorts.length > 0) break;
    sorts.push(at);
    pairs = together;
  }
  return { sorts, cap };
}
