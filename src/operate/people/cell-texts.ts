/**
 * The texts of a column's cells, made from bytes. What stands in many cells is made once and found again by its bytes: in a
 * file of a million people there are some ten thousand given names.
 */
import { doubleSlots } from './hash-slots.ts';

/** Makes texts of bytes in one encoding. */
export type Decode = (bytes: Buffer, from: number, to: number) => string;

/** Cells after which a column that hardly repeats itself is no longer remembered. */
const PATIENCE = 20_000;
/** Texts remembered at most, and the longest of them in bytes. */
const MOST = 500_000;
const LONGEST = 100;

export interface CellTexts {
  /** The text of a cell. */
  read(bytes: Buffer, from: number, to: number): string;
  /** After `read`: a number from 1 that this text alone has, the same each time; 0 where it is not remembered. */
  readonly mark: number;
}

/** Remembers the texts of one column. */
export function rememberTexts(decode: Decode): CellTexts {
  let mask = 1023;
  /** For each slot, the hash of a text's bytes and its mark, 0 for none. */
  let slots = new Int32Array((mask + 1) * 2);
  /** The bytes of all texts, and where each begins. */
  let kept = new Uint8Array(16_384);
  let starts = new Int32Array(1024);
  /** Texts that came more than once: one that never comes again is not held on to. */
  const texts: (string | undefined)[] = [undefined];
  let [count, asked, found, mark] = [1, 0, 0, 0];

  function spread(): void {
    mask = mask * 2 + 1;
    slots = doubleSlots(slots);
  }

  function keep(slot: number, hash: number, bytes: Buffer, from: number, to: number): void {
    if (count >= MOST) return;
    mark = count;
    const at = starts[count] as number;
    if (at + to - from > kept.length) {
      const larger = new Uint8Array(kept.length * 2);
      larger.set(kept);
      kept = larger;
    }
    for (let i = from; i < to; i += 1) kept[at + i - from] = bytes[i] as number;
    slots[slot * 2] = hash;
    slots[slot * 2 + 1] = count;
    count += 1;
    texts.push(undefined);
    if (count === starts.length) {
      const larger = new Int32Array(count * 2);
      larger.set(starts);
      starts = larger;
    }
    starts[count] = at + to - from;
    if (count * 2 > mask) spread();
  }

  function read(bytes: Buffer, from: number, to: number): string {
    const length = to - from;
    mark = 0;
    if (length === 0) return '';
    if (length > LONGEST || (asked > PATIENCE && found * 2 < asked)) return decode(bytes, from, to);
    asked += 1;
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    hash ^= hash >>> 15;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const i = slots[slot * 2 + 1] as number;
      if (i === 0) {
        keep(slot, hash, bytes, from, to);
        return decode(bytes, from, to);
      }
      if (slots[slot * 2] !== hash) continue;
      const start = starts[i] as number;
      if ((starts[i + 1] as number) - start !== length) continue;
      let same = 0;
      while (same < length && kept[start + same] === bytes[from + same]) same += 1;
      if (same < length) continue;
      found += 1;
      mark = i;
      let text = texts[i];
      if (text === undefined) {
        text = decode(bytes, from, to);
        texts[i] = text;
      }
      return text;
    }
  }

  return {
    read,
    get mark() {
      return mark;
    },
  };
}

/** Encodings whose every byte below 128 is ASCII and never part of another letter. */
const ONE_BYTE =
  /^(?:windows-(?:125\d|874)|iso-8859-\d{1,2}|latin[1-9]|macintosh|koi8-[ru]|ibm866|x-mac-cyrillic)$/;

/** Whether files in this encoding can be read. */
export function isReadable(encoding: string): boolean {
  return encoding === 'utf-8' || ONE_BYTE.test(encoding);
}

/** Makes texts of bytes in an encoding of `isReadable`. */
export function decoderOf(encoding: string): Decode {
  if (encoding === 'utf-8') return (bytes, from, to) => bytes.toString('utf8', from, to);
  const decoder = new TextDecoder(encoding);
  return (bytes, from, to) => decoder.decode(bytes.subarray(from, to));
}
