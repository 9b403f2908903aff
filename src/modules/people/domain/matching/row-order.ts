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
  /** Below 0, 0 or above, by what two lines say; of equal lines in two files, those of the one that `turned` says first. */
  compare(a: number, b: number): number;
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

const known = new WeakMap<People, RowOrder>();

/** What the lines of these people say; read once. */
export function readRows(people: People): RowOrder {
  const before = known.get(people);
  if (before !== undefined) return before;
  const order = readThem(people);
  known.set(people, order);
  return order;
}

function readThem(people: People): RowOrder {
  const { rows, split, width, cells, fields, terms } = people;
  const codes: (Int32Array | null)[] = new Array<Int32Array | null>(width).fill(null);
  for (const [index, { slot }] of fields.entries()) {
    const end = fields[index + 1]?.slot ?? width;
    const values = terms[index];
    if (values) codes.fill(codesOf(values), slot, end);
  }
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
  const compare = (a: number, b: number): number => {
    const first = (hashes[a] as number) - (hashes[b] as number);
    if (first !== 0) return first;
    for (let slot = 0; slot < width; slot += 1) {
      const [x, y] = [cells[a * width + slot] as number, cells[b * width + slot] as number];
      if (x === y) continue;
      const code = codes[slot];
      const next = code ? (code[x] as number) - (code[y] as number) : x - y;
      if (next !== 0) return next;
    }
    return turned ? sideOf(b) - sideOf(a) : sideOf(a) - sideOf(b);
  };
  return { hashes, compare, turned };
}

/**
 * Everybody's rank, from 0, by what their lines say, on shared memory. Equal lines have ranks in the order of their places, so
 * that each has one of its own.
 */
export function rankRows(people: People): Int32Array {
  const { rows } = people;
  const { hashes, compare } = readRows(people);
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
  const ranks = ints(rows);
  for (let at = 0; at < rows; at += 1) ranks[sorted[at] as number] = at;
  return ranks.subarray(0, rows);
}

/** Most rows that are sorted; of more, a share. */
const MOST_SORTED = 2 ** 20;

/** Whether a row is in a sample of this share, by what it says. */
export function isChosen({ hashes }: RowOrder, row: number, share: number): boolean {
  return share >= 1 || mix(hashes[row] as number, 5) < share * 2 ** 32;
}

/**
 * The rows from `from` up to, not including, `to`, in the order of what they say; of more than a million, about that many of
 * them, and where `share` is below 1 that share.
 */
export function sortRows(order: RowOrder, from: number, to: number, share = 1): Int32Array {
  const { hashes, compare } = order;
  const kept = Math.min(share, MOST_SORTED / Math.max(to - from, 1));
  const chosen: number[] = [];
  for (let row = from; row < to; row += 1) if (isChosen(order, row, kept)) chosen.push(row);
  // The hash and the place in one number: sorting numbers is ten times as fast as sorting by a function.
  const keyed = Float64Array.from(chosen, (row, i) => (hashes[row] as number) * 2 ** 21 + i).sort();
  const sorted = Int32Array.from(keyed, (key) => chosen[key % 2 ** 21] as number);
  for (let start = 0; start < sorted.length; ) {
    const hash = hashes[sorted[start] as number];
    let end = start + 1;
    while (end < sorted.length && hashes[sorted[end] as number] === hash) end += 1;
    if (end - start > 1) sorted.subarray(start, end).sort((a, b) => compare(a, b) || a - b);
    start = end;
  }
  return sorted;
}
