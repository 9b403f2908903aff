/** Lines of CSV as bytes: numbers and ids go into them without a text being made of each. */
import type { KeptIds } from './kept-ids.ts';

/** Bytes kept until they are written, and the most that one line takes beside its ids. */
const ROOM = 1 << 20;
const MOST = 512;

/** A cell as CSV wants it. */
export function csvCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export interface RowBytes {
  /** Plain letters, commas and line ends. */
  plain(text: string): void;
  /** An id, with its quotes where it needs them. */
  id(ids: KeptIds, row: number): void;
  /** A whole number from 0. */
  whole(value: number): void;
  /** A number with so many digits after the point, as `toFixed` has it. */
  fixed(value: number, digits: number): void;
  /** Enough is gathered to be written. */
  readonly full: boolean;
  /** What was gathered; good until the next is. */
  take(): Uint8Array;
}

export function createRowBytes(): RowBytes {
  let bytes = new Uint8Array(ROOM + 65_536);
  let used = 0;

  function room(more: number): void {
    if (used + more + MOST <= bytes.length) return;
    const larger = new Uint8Array(bytes.length * 2 + more);
    larger.set(bytes.subarray(0, used));
    bytes = larger;
  }

  function plain(text: string): void {
    room(text.length);
    for (let i = 0; i < text.length; i += 1) bytes[used + i] = text.charCodeAt(i);
    used += text.length;
  }

  /** Writes `value` in at least `least` digits. */
  function digitsOf(value: number, least: number): void {
    let length = 1;
    for (let rest = value; rest >= 10; length += 1) rest = Math.floor(rest / 10);
    length = Math.max(length, least);
    let rest = value;
    for (let i = used + length - 1; i >= used; i -= 1) {
      const next = Math.floor(rest / 10);
      bytes[i] = 48 + rest - next * 10;
      rest = next;
    }
    used += length;
  }

  return {
    plain,
    id(ids, row) {
      room(ids.lengthOf(row));
      used = ids.write(row, bytes, used);
    },
    whole(value) {
      room(0);
      digitsOf(value, 1);
    },
    fixed(value, digits) {
      const scale = 10 ** digits;
      const scaled = Math.abs(value) * scale;
      // Of a number of single precision this product is exact, and so is where it is rounded to.
      if (digits > 6 || Math.fround(value) !== value || !(scaled < 1e9)) {
        plain(value.toFixed(digits));
        return;
      }
      room(0);
      const rounded = Math.floor(scaled + 0.5);
      if (value < 0) {
        bytes[used] = 45;
        used += 1;
      }
      const before = Math.floor(rounded / scale);
      digitsOf(before, 1);
      bytes[used] = 46;
      used += 1;
      digitsOf(rounded - before * scale, digits);
    },
    get full() {
      return used >= ROOM;
    },
    take() {
      const taken = bytes.subarray(0, used);
      used = 0;
      return taken;
    },
  };
}
