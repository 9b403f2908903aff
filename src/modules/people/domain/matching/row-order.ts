/**
 * An order of people that follows from what their lines say and from nothing else: samples are taken by it, so that the same
 * lines in another order teach the same weights. Equal lines are interchangeable.
 */
import type { People } from './encode.ts';
import { mix } from './mix-hash.ts';
import { sortByKeys } from './order-edges.ts';
import { ints } from './room.ts';
import type { Terms } from './terms.ts';

/** Each term's text as a number, the same in every file; not its place in this one. */
function codesOf({ size, chars, starts }: Terms): Int32Array {
  const codes = new Int32Array(size);
  for (let term = 1; term < size; term += 1) {
    let h = 0x811c9dc5;
    const to = starts[term + 1] as number;
    for (let i = starts[term] as number; i < to; i += 1) h = Math.imul(h ^ (chars[i] as number), 0x01000193);
    codes[term] = h ^ (h >>> 15);
  }
  return codes;
}

export interface RowOrder {
  /** What each line says, as a number. */
  readonly hashes: Uint32Array;
  /** All rows, in the order of what they say; equal lines in the order of their places. */
  readonly sorted: Int32Array;
  /** Each row's place in `sorted`, on shared memory. */
  readonly ranks: Int32Array;
  /** Whether the second of two files goes first: the smaller, or the one whose lines say less; not the one named first. */
  readonly turned: boolean;
}

function isTurned({ rows, split }: People, hashes: Uint32Array): boolean {
  if (split >= rows) return false;
  if (split !== rows - split) return split > rows - split;
  const sum = (from: number, to: number) =>
    hashes.subarray(from, to).reduce((all, hash) => (all + hash) >>> 0, 0);
  return sum(0, split) > sum(split, rows);
}

/** What each cell of a row says, as the codes of its terms; `null` for dates, which say it themselves. */
function codesBySlot({ width, fields, terms }: People): readonly (Int32Array | null)[] {
  const codes: (Int32Array | null)[] = new Array<Int32Array | null>(width).fill(null);
  for (const [index, { slot }] of fields.entries()) {
    const end = fields[index + 1]?.slot ?? width;
    const values = terms[index];
    if (values) codes.fill(codesOf(values), slot, end);
  }
  return codes;
}

function orderRows(people: People): RowOrder {
  const { rows, split, width, cells } = people;
  const codes = codesBySlot(people);
  const hashes = new Uint32Array(rows);
  for (let slot = 0; slot < width; slot += 1) {
    const code = codes[slot];
    for (let row = 0; row < rows; row += 1) {
      const cell = cells[row * width + slot] as number;
      if (cell === 0) continue;
      hashes[row] = (hashes[row] as number) ^ mix(code ? (code[cell] as number) : cell, slot + 1);
    }
  }
  const turned = isTurned(people, hashes);
  const sideOf = (row: number) => (row >= split ? 1 : 0);
  /** Below 0, 0 or above, by what two lines of one hash say; of equal lines in two files, those of the first file. */
  const compare = (a: number, b: number): number => {
    for (let slot = 0; slot < width; slot += 1) {
      const [x, y] = [cells[a * width + slot] as number, cells[b * width + slot] as number];
      if (x === y) continue;
      const code = codes[slot];
      const next = code ? (code[x] as number) - (code[y] as number) : x - y;
      if (next !== 0) return next;
    }
    return turned ? sideOf(b) - sideOf(a) : sideOf(a) - sideOf(b);
  };
  const all = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) all[row] = row;
  const [sorted] = sortByKeys(hashes, all, new Int32Array(rows));
  for (let start = 0; start < rows; ) {
    const hash = hashes[sorted[start] as number];
    let end = start + 1;
    while (end < rows && hashes[sorted[end] as number] === hash) end += 1;
    if (end - start > 1) sorted.subarray(start, end).sort((a, b) => compare(a, b) || a - b);
    start = end;
  }
  const ranks = ints(rows).subarray(0, rows);
  for (let at = 0; at < rows; at += 1) ranks[sorted[at] as number] = at;
  return { hashes, sorted, ranks, turned };
}

const known = new WeakMap<People, RowOrder>();

/** The order of these people by what their lines say; counted once. */
export function readRows(people: People): RowOrder {
  const before = known.get(people);
  if (before !== undefined) return before;
  const order = orderRows(people);
  known.set(people, order);
  return order;
}

/** Everybody's rank, from 0, by what their lines say, each another one, on shared memory. */
export function rankRows(people: People): Int32Array {
  return readRows(people).ranks;
}

/** Most rows that a sample is drawn from. */
const MOST_SORTED = 2 ** 20;

/**
 * The rows from `from` up to, not including, `to`, in the order of what they say; of more than a million, about that many of
 * them, and where `share` is below 1 that share of all.
 */
export function sortRows(
  { hashes, sorted, ranks }: RowOrder,
  from: number,
  to: number,
  share = 1,
): Int32Array {
  const kept = Math.min(1, MOST_SORTED / Math.max(to - from, 1) / share);
  return sorted.filter(
    (row) =>
      row >= from &&
      row < to &&
      (share >= 1 || mix(hashes[row] as number, 5) < share * 2 ** 32) &&
      // By rank, for equal lines are not all to be taken or left: they would look commoner than they are.
      (kept >= 1 || mix(ranks[row] as number, 6) < kept * 2 ** 32),
  );
}
