/** The ids of records, as CSV writes them, one after another in one array: ten million of them are no ten million objects. */
import { doubleSlots } from './hash-slots.ts';

/** Bytes of ids that one run can hold. */
const MOST = 2 ** 31;

export interface KeptIds {
  readonly count: number;
  /**
   * Adds ids, `ends` of which say where each ends. Gives the first that the same file had before, and which it repeats, by
   * their numbers in this file; `null` where there is none.
   */
  add(bytes: Uint8Array, ends: Int32Array): { readonly again: number; readonly first: number } | null;
  /** The ids that follow are of another file: they may be those of the first. */
  startFile(): void;
  /** No more are added: what knew them again is let go. */
  endFiles(): void;
  /** Length of an id in bytes. */
  lengthOf(row: number): number;
  /** Writes an id into `into` at `at`; gives where it ends. */
  write(row: number, into: Uint8Array, at: number): number;
  textOf(row: number): string;
}

const decoder = new TextDecoder();

export function createKeptIds(): KeptIds {
  let bytes = new Uint8Array(65_536);
  let starts = new Uint32Array(4097);
  let count = 0;
  let fileFrom = 0;
  let mask = 8191;
  /** For each slot, an id's hash and its row and one, 0 for none: of the file that is read. */
  let slots = new Int32Array((mask + 1) * 2);

  function spread(): void {
    mask = mask * 2 + 1;
    slots = doubleSlots(slots);
  }

  function makeRoom(rows: number, more: number): void {
    const used = starts[count] as number;
    if (used + more > MOST) throw new RangeError('The ids of these records take more than 2 GB.');
    if (used + more > bytes.length) {
      const larger = new Uint8Array(Math.min(MOST, Math.max(bytes.length * 2, used + more)));
      larger.set(bytes.subarray(0, used));
      bytes = larger;
    }
    if (count + rows + 1 <= starts.length) return;
    const larger = new Uint32Array(Math.max(starts.length * 2, count + rows + 1));
    larger.set(starts);
    starts = larger;
  }

  /** Takes the id that was written last as that of `row`; the row that has it already, or -1. */
  function claim(row: number): number {
    const [from, to] = [starts[row] as number, starts[row + 1] as number];
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash ^= hash >>> 13;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const other = (slots[slot * 2 + 1] as number) - 1;
      if (other < 0) {
        slots[slot * 2] = hash;
        slots[slot * 2 + 1] = row + 1;
        return -1;
      }
      if (slots[slot * 2] !== hash) continue;
      const start = starts[other] as number;
      if ((starts[other + 1] as number) - start !== to - from) continue;
      let i = 0;
      while (from + i < to && bytes[start + i] === bytes[from + i]) i += 1;
      if (from + i === to) return other;
    }
  }

  return {
    get count() {
      return count;
    },
    add(more, ends) {
      makeRoom(ends.length, more.length);
      const base = starts[count] as number;
      bytes.set(more, base);
      for (let i = 0; i < ends.length; i += 1) {
        starts[count + 1] = base + (ends[i] as number);
        const first = claim(count);
        if (first >= 0) return { again: count - fileFrom, first: first - fileFrom };
        count += 1;
        if ((count - fileFrom) * 1.5 > mask) spread();
      }
      return null;
    },
    startFile() {
      fileFrom = count;
      mask = 8191;
      slots = new Int32Array((mask + 1) * 2);
    },
    endFiles() {
      slots = new Int32Array(0);
    },
    lengthOf: (row) => (starts[row + 1] as number) - (starts[row] as number),
    write(row, into, at) {
      const [from, to] = [starts[row] as number, starts[row + 1] as number];
      for (let i = from; i < to; i += 1) into[at + i - from] = bytes[i] as number;
      return at + to - from;
    },
    textOf: (row) => decoder.decode(bytes.subarray(starts[row], starts[row + 1])),
  };
}
