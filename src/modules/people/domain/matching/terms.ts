/**
 * Distinct values of one field, each known by a number from 1: what ten thousand people share is read and compared once.
 * Kept in flat arrays on shared memory, so that several threads read one copy.
 */
import { hashText } from './mix-hash.ts';

/** Distinct values; arrays are indexed by a value's number, and number 0 is no value. */
export interface Terms {
  readonly size: number;
  /** Characters of all values, one after another; those of `n` are from `starts[n]` to `starts[n + 1]`. */
  readonly chars: Uint16Array;
  readonly starts: Uint32Array;
  /** Equal for values that are one value in other clothes: a nickname and its name, a postcode and its sector. */
  readonly near: Int32Array;
  /** Equal for values that are alike in a coarser way: the sound of a name, a postcode's district. */
  readonly far: Int32Array;
  /** Two more such groups, either of which may be the other's: the primary and the alternate sound of a name. */
  readonly primary: Int32Array;
  readonly alternate: Int32Array;
  /** Which letters it has, a bit for each of 32 classes of them: what shares few letters needs no closer look. */
  readonly letters: Int32Array;
  /** Words of all values as hashes, in order within each; those of `n` are from `wordStarts[n]` to `wordStarts[n + 1]`. */
  readonly words: Int32Array;
  readonly wordStarts: Uint32Array;
  /** In how many people's cells it stands. */
  readonly counts: Uint32Array;
  /** People whose value has the same `near`. */
  readonly nearCounts: Uint32Array;
}

/** What a value is called at its two coarser levels; empty for none. */
export interface CoarserForms {
  readonly near: string;
  readonly far: string;
  /** The two sounds of a name. */
  readonly sounds?: readonly [string, string];
}

export interface TermBuilder {
  /** The number of `text`; empty is 0. Counts one more person who has it unless `silent`. */
  add(text: string, silent?: boolean): number;
  count(term: number): void;
  finish(): Terms;
}

function ints(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(Math.max(length, 1) * 4));
}

export function createTerms(formsOf: (text: string) => CoarserForms): TermBuilder {
  const numbers = new Map<string, number>();
  const texts: string[] = [''];
  const counts: number[] = [0];

  function add(text: string, silent = false): number {
    if (text === '') return 0;
    let term = numbers.get(text);
    if (term === undefined) {
      term = texts.length;
      // A piece of a longer text would keep the whole of it in memory.
      const own = text.length > 12 ? Buffer.from(text).toString() : text;
      numbers.set(own, term);
      texts.push(own);
      counts.push(0);
    }
    if (!silent) counts[term] = (counts[term] ?? 0) + 1;
    return term;
  }

  function finish(): Terms {
    const size = texts.length;
    const total = texts.reduce((sum, text) => sum + text.length, 0);
    const chars = new Uint16Array(new SharedArrayBuffer(Math.max(total, 1) * 2));
    const starts = new Uint32Array(ints(size + 1).buffer);
    const [near, far] = [ints(size), ints(size)];
    const nearCounts = new Uint32Array(ints(size).buffer);
    const [primary, alternate] = [ints(size), ints(size)];
    const letters = ints(size);
    const wordStarts = new Uint32Array(ints(size + 1).buffer);
    const hashes: number[] = [];
    const groups = new Map<number, number>();
    let at = 0;
    for (let term = 0; term < size; term += 1) {
      const text = texts[term] ?? '';
      starts[term] = at;
      wordStarts[term] = hashes.length;
      let mask = 0;
      for (let i = 0; i < text.length; i += 1) {
        const code = text.charCodeAt(i);
        chars[at + i] = code;
        mask |= 1 << (code & 31);
      }
      letters[term] = mask;
      at += text.length;
      if (term === 0) continue;
      for (const word of text.split(' ')) hashes.push(hashText(word));
      const forms = formsOf(text);
      near[term] = forms.near === '' ? 0 : hashText(forms.near);
      far[term] = forms.far === '' ? 0 : hashText(forms.far);
      const [first = '', second = ''] = forms.sounds ?? [];
      primary[term] = first === '' ? 0 : hashText(first);
      alternate[term] = second === '' ? 0 : hashText(second);
      const group = near[term] ?? 0;
      if (group !== 0) groups.set(group, (groups.get(group) ?? 0) + (counts[term] ?? 0));
    }
    starts[size] = at;
    wordStarts[size] = hashes.length;
    const words = ints(hashes.length);
    words.set(hashes);
    for (let term = 1; term < size; term += 1)
      nearCounts[term] = groups.get(near[term] ?? 0) ?? counts[term] ?? 0;
    const kept = new Uint32Array(ints(size).buffer);
    kept.set(counts);
    return {
      size,
      chars,
      starts,
      near,
      far,
      primary,
      alternate,
      letters,
      words,
      wordStarts,
      counts: kept,
      nearCounts,
    };
  }

  return {
    add,
    count: (term) => {
      counts[term] = (counts[term] ?? 0) + 1;
    },
    finish,
  };
}

/** The text of a term. */
export function textOf(terms: Terms, term: number): string {
  const [from = 0, to = 0] = [terms.starts[term], terms.starts[term + 1]];
  return String.fromCharCode(...terms.chars.subarray(from, to));
}
