/**
 * Distinct values of one field, each known by a number from 1: what ten thousand people share is read and compared once.
 * Kept in flat arrays on shared memory, so that several threads read one copy, and so that ten million values are no ten
 * million objects.
 */
import { hashText } from './mix-hash.ts';
import { chars as charRoom, growChars, growInts, ints } from './room.ts';

/** Distinct values; arrays are indexed by a value's number, and number 0 is no value. */
export interface Terms {
  readonly size: number;
  /** Characters of all values, one after another; those of `n` are from `starts[n]` to `starts[n + 1]`. */
  readonly chars: Uint16Array;
  readonly starts: Int32Array;
  /** Equal for values that are one value in other clothes: a nickname and its name, a postcode and its sector. */
  readonly near: Int32Array;
  /** Equal for values that are alike in a coarser way: the sound of a name, a postcode's district. */
  readonly far: Int32Array;
  /**
   * Two more such groups, either of which may be the other's: the primary and the alternate sound of a name; empty where terms
   * have no sounds.
   */
  readonly primary: Int32Array;
  readonly alternate: Int32Array;
  /** Which letters it has, a bit for each of 32 classes of them: what shares few letters needs no closer look. */
  readonly letters: Int32Array;
  /** Words of all values as hashes, in order within each; those of `n` are from `wordStarts[n]` to `wordStarts[n + 1]`. */
  readonly words: Int32Array;
  readonly wordStarts: Int32Array;
  /** In how many people's cells it stands. */
  readonly counts: Int32Array;
  /** People whose value has the same `near`. */
  readonly nearCounts: Int32Array;
}

/** What a value is called at its two coarser levels; empty for none. */
export interface CoarserForms {
  readonly near: string;
  readonly far: string;
  /** The two sounds of a name. */
  readonly sounds?: readonly [string, string];
}

/** Some of a builder's terms, in their order, with all that was read of them: what one thread gives another. */
export interface TermPiece {
  readonly count: number;
  readonly chars: Uint16Array;
  /** Where the characters of each end. */
  readonly ends: Int32Array;
  readonly hashes: Int32Array;
  readonly near: Int32Array;
  readonly far: Int32Array;
  /** Empty where terms have no sounds. */
  readonly primary: Int32Array;
  readonly alternate: Int32Array;
  readonly letters: Int32Array;
  readonly words: Int32Array;
  readonly wordEnds: Int32Array;
}

export interface TermBuilder {
  /** The number of `text`; empty is 0. */
  add(text: string): number;
  /** Terms so far, and one. */
  readonly size: number;
  /** The terms from `from` on. */
  cut(from: number): TermPiece;
  /** Takes a piece of another builder; writes the number that each of its terms has here into `into`, from `at` on. */
  join(piece: TermPiece, into: Int32Array, at: number): void;
  /** One more person has it. */
  count(term: number): void;
  finish(): Terms;
}

/** A text as a number of 32 bits whose every bit hangs on every character. */
function hashOf(text: Uint16Array, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i += 1) h = Math.imul(h ^ (text[i] as number), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return h ^ (h >>> 16);
}

const scratch = new Uint16Array(1024);

/** What is kept of a field's terms: their words where those are compared too, their sounds where they are names. */
export interface KeptOfTerms {
  readonly words: boolean;
  readonly sounds: boolean;
}

/** Collects terms whose coarser forms are `formsOf`. */
export function createTerms(formsOf: (text: string) => CoarserForms, kept: KeptOfTerms): TermBuilder {
  const { words: hasWords, sounds: hasSounds } = kept;
  let [size, used, wordsUsed, mask] = [1, 0, 0, 31];
  let slots = new Int32Array(mask + 1);
  let chars = charRoom(64);
  let [starts, hashes, near, far, letters] = [ints(16), ints(16), ints(16), ints(16), ints(16)] as const;
  let [wordStarts, words, counts] = [ints(16), ints(16), ints(16)];
  let [primary, alternate] = [ints(hasSounds ? 16 : 1), ints(hasSounds ? 16 : 1)];

  function spread(): void {
    mask = mask * 2 + 1;
    slots = new Int32Array(mask + 1);
    for (let term = 1; term < size; term += 1) {
      let slot = (hashes[term] as number) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = term;
    }
  }

  /** The slot in which these characters are, or would be. */
  function slotOf(text: Uint16Array, from: number, length: number, hash: number): number {
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const term = slots[slot] as number;
      if (term === 0) return slot;
      if (hashes[term] !== hash) continue;
      const start = starts[term] as number;
      if ((starts[term + 1] as number) - start !== length) continue;
      let i = 0;
      while (i < length && chars[start + i] === text[from + i]) i += 1;
      if (i === length) return slot;
    }
  }

  /** Puts a new term into `slot`; its forms are the caller's to write. */
  function put(slot: number, text: Uint16Array, from: number, length: number, hash: number): number {
    const term = size;
    slots[slot] = term;
    size += 1;
    if (used + length > chars.length) chars = growChars(chars, used + length);
    for (let i = 0; i < length; i += 1) chars[used + i] = text[from + i] as number;
    if (size >= hashes.length) {
      starts = growInts(starts, size + 1);
      wordStarts = growInts(wordStarts, size + 1);
      hashes = growInts(hashes, size + 1);
      near = growInts(near, size + 1);
      far = growInts(far, size + 1);
      letters = growInts(letters, size + 1);
      counts = growInts(counts, size + 1);
      if (hasSounds) primary = growInts(primary, size + 1);
      if (hasSounds) alternate = growInts(alternate, size + 1);
    }
    hashes[term] = hash;
    used += length;
    starts[size] = used;
    if (size * 2 > mask) spread();
    return term;
  }

  function writeForms(term: number, text: string): void {
    let bits = 0;
    for (let i = 0; i < text.length; i += 1) bits |= 1 << (text.charCodeAt(i) & 31);
    letters[term] = bits;
    const forms = formsOf(text);
    near[term] = forms.near === '' ? 0 : hashText(forms.near);
    far[term] = forms.far === '' ? 0 : hashText(forms.far);
    if (hasSounds) {
      const [first = '', second = ''] = forms.sounds ?? [];
      primary[term] = first === '' ? 0 : hashText(first);
      alternate[term] = second === '' ? 0 : hashText(second);
    }
    if (hasWords)
      for (const word of text.split(' ')) {
        words = growInts(words, wordsUsed + 1);
        words[wordsUsed] = hashText(word);
        wordsUsed += 1;
      }
    wordStarts[term + 1] = wordsUsed;
  }

  return {
    add(text) {
      const { length } = text;
      if (length === 0) return 0;
      const own = length > scratch.length ? new Uint16Array(length) : scratch;
      for (let i = 0; i < length; i += 1) own[i] = text.charCodeAt(i);
      const hash = hashOf(own, 0, length);
      const slot = slotOf(own, 0, length, hash);
      const known = slots[slot] as number;
      if (known !== 0) return known;
      const term = put(slot, own, 0, length, hash);
      writeForms(term, text);
      return term;
    },
    get size() {
      return size;
    },
    cut(from) {
      const [at, wordsAt] = [starts[from] as number, wordStarts[from] as number];
      const part = (array: Int32Array) => new Int32Array(array.subarray(from, size));
      return {
        count: size - from,
        chars: new Uint16Array(chars.subarray(at, used)),
        ends: new Int32Array(starts.subarray(from + 1, size + 1)).map((end) => end - at),
        hashes: part(hashes),
        near: part(near),
        far: part(far),
        primary: hasSounds ? part(primary) : new Int32Array(0),
        alternate: hasSounds ? part(alternate) : new Int32Array(0),
        letters: part(letters),
        words: new Int32Array(words.subarray(wordsAt, wordsUsed)),
        wordEnds: new Int32Array(wordStarts.subarray(from + 1, size + 1)).map((end) => end - wordsAt),
      };
    },
    join(piece, into, at) {
      for (let i = 0; i < piece.count; i += 1) {
        const from = i === 0 ? 0 : (piece.ends[i - 1] as number);
        const length = (piece.ends[i] as number) - from;
        const hash = piece.hashes[i] as number;
        const slot = slotOf(piece.chars, from, length, hash);
        let term = slots[slot] as number;
        if (term === 0) {
          term = put(slot, piece.chars, from, length, hash);
          near[term] = piece.near[i] as number;
          far[term] = piece.far[i] as number;
          if (hasSounds) {
            primary[term] = piece.primary[i] as number;
            alternate[term] = piece.alternate[i] as number;
          }
          letters[term] = piece.letters[i] as number;
          if (hasWords)
            for (
              let w = i === 0 ? 0 : (piece.wordEnds[i - 1] as number);
              w < (piece.wordEnds[i] as number);
              w += 1
            ) {
              words = growInts(words, wordsUsed + 1);
              words[wordsUsed] = piece.words[w] as number;
              wordsUsed += 1;
            }
          wordStarts[term + 1] = wordsUsed;
        }
        into[at + i] = term;
      }
    },
    count(term) {
      counts[term] = (counts[term] as number) + 1;
    },
    finish: () => ({
      size,
      chars: chars.subarray(0, used),
      starts: starts.subarray(0, size + 1),
      near: near.subarray(0, size),
      far: far.subarray(0, size),
      primary: primary.subarray(0, hasSounds ? size : 0),
      alternate: alternate.subarray(0, hasSounds ? size : 0),
      letters: letters.subarray(0, size),
      words: words.subarray(0, wordsUsed),
      wordStarts: wordStarts.subarray(0, size + 1),
      counts: counts.subarray(0, size),
      nearCounts: countNear(near, counts, size),
    }),
  };
}

/** For each term, people whose value has the same `near`: its own where it has none. */
function countNear(near: Int32Array, counts: Int32Array, size: number): Int32Array {
  let room = 16;
  while (room < size * 2) room *= 2;
  const [keys, sums] = [new Int32Array(room), new Int32Array(room)];
  const slotOf = (key: number): number => {
    let slot = Math.imul(key, 0x9e3779b1) >>> 7;
    slot &= room - 1;
    while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (room - 1);
    keys[slot] = key;
    return slot;
  };
  for (let term = 1; term < size; term += 1) {
    if (near[term] === 0) continue;
    const slot = slotOf(near[term] as number);
    sums[slot] = (sums[slot] as number) + (counts[term] as number);
  }
  const all = ints(size);
  for (let term = 1; term < size; term += 1)
    all[term] = near[term] === 0 ? (counts[term] as number) : (sums[slotOf(near[term] as number)] as number);
  return all;
}

/** The text of a term. */
export function textOf(terms: Terms, term: number): string {
  const [from = 0, to = 0] = [terms.starts[term], terms.starts[term + 1]];
  return String.fromCharCode(...terms.chars.subarray(from, to));
}
