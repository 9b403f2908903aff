/** Chance that is always the same, and the slips that people and scanners make. */

export interface Chance {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** True with this share. */
  happens(share: number): boolean;
  below(count: number): number;
  pick<T>(from: readonly T[]): T;
  /** One of a list whose first are the commonest (a power law). */
  pickCommon<T>(from: readonly T[], steepness?: number): T;
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  const pick = <T>(from: readonly T[]): T => {
    const one = from[below(from.length)];
    if (one === undefined) throw new RangeError('nothing to pick from');
    return one;
  };
  return {
    next,
    below,
    pick,
    happens: (share) => next() < share,
    pickCommon: <T>(from: readonly T[], steepness = 2): T => {
      const one = from[Math.floor(next() ** steepness * from.length)];
      if (one === undefined) throw new RangeError('nothing to pick from');
      return one;
    },
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** `text` with one slip: a letter (or digit) left out, doubled, replaced, or two swapped. */
export function slip(chance: Chance, text: string): string {
  if (text.length < 2) return text;
  const at = chance.below(text.length - 1);
  const digit = /\d/.test(text[at] ?? '');
  const other = digit ? String(chance.below(10)) : chance.pick([...LETTERS]);
  switch (chance.below(4)) {
    case 0:
      return text.slice(0, at) + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + (digit ? other : (text[at] ?? '')) + text.slice(digit ? at + 1 : at);
    case 2:
      return text.slice(0, at) + other + text.slice(at + 1);
    default:
      return text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
  }
}

/** A date, yyyy-mm-dd, with one digit wrong or day and month swapped. */
export function slipDate(chance: Chance, date: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  if (chance.happens(0.3) && Number(day) <= 12) return `${year}-${day}-${month}`;
  const at = chance.pick([2, 3, 6, 8, 9]);
  return date.slice(0, at) + chance.below(at === 6 || at === 8 ? 2 : 10) + date.slice(at + 1);
}

const two = (n: number) => String(n).padStart(2, '0');

/** A date of a year in this range. */
export function drawDate(chance: Chance, from: number, to: number): string {
  return `${from + chance.below(to - from + 1)}-${two(1 + chance.below(12))}-${two(1 + chance.below(28))}`;
}

/** A postcode in this district. */
export function drawPostcode(chance: Chance, district: string): string {
  const letters = 'ABDEFGHJLNPQRSTUWXYZ';
  return `${district} ${chance.below(10)}${chance.pick([...letters])}${chance.pick([...letters])}`;
}
