/**
 * How far two short texts are apart, over flat arrays of characters. Source: Damerau (1964) as optimal string alignment;
 * Jaro (1989) and Winkler (1990). At most 40 characters of each are looked at.
 */

const LONGEST = 40;
/** Letters of a text whose places fit into the bits of one number. */
const BITS = 32;
const rows = [new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2), new Uint8Array(LONGEST + 2)] as const;
/** For each letter, at which places of the shorter text it stands; all 0 between two calls. */
const places = new Int32Array(65_536);
const seenB = new Uint8Array(LONGEST);
const matchedA = new Uint16Array(LONGEST);

/**
 * Slips (a letter put in, left out, replaced, or two swapped) between the `lengthA` characters of `a` from `fromA` and those
 * of `b`; more than `most` is `most + 1`.
 */
export function countSlips(
  a: Uint16Array,
  fromA: number,
  lengthA: number,
  b: Uint16Array,
  fromB: number,
  lengthB: number,
  most: number,
): number {
  let [la, lb] = [Math.min(lengthA, LONGEST), Math.min(lengthB, LONGEST)];
  if (Math.abs(la - lb) > most) return most + 1;
  // Where both begin and end alike there is no slip.
  let [atA, atB] = [fromA, fromB];
  while (la > 0 && lb > 0 && a[atA] === b[atB]) {
    atA += 1;
    atB += 1;
    la -= 1;
    lb -= 1;
  }
  while (la > 0 && lb > 0 && a[atA + la - 1] === b[atB + lb - 1]) {
    la -= 1;
    lb -= 1;
  }
  if (la === 0 || lb === 0) return Math.min(la + lb, most + 1);
  if (la <= lb && la <= BITS) return countByBits(a, atA, la, b, atB, lb, most);
  if (lb <= BITS) return countByBits(b, atB, lb, a, atA, la, most);
  return countByRows(a, atA, la, b, atB, lb, most);
}

/**
 * The same for a shorter text of at most 32 letters: a column of the table of distances at a time, as differences of
 * neighbours in the bits of a number. Source: Hyyro (2003), after Myers (1999).
 */
function countByBits(
  short: Uint16Array,
  fromShort: number,
  m: number,
  long: Uint16Array,
  fromLong: number,
  n: number,
  most: number,
): number {
  for (let i = 0; i < m; i += 1) {
    const letter = short[fromShort + i] as number;
    places[letter] = (places[letter] as number) | (1 << i);
  }
  const last = 1 << (m - 1);
  let [more, less, zero, before, slips] = [-1, 0, 0, 0, m];
  for (let j = 0; j < n; j += 1) {
    const here = places[long[fromLong + j] as number] as number;
    const swapped = ((~zero & here) << 1) & before;
    zero = ((((here & more) + more) | 0) ^ more) | here | less | swapped;
    let up = less | ~(zero | more);
    let down = zero & more;
    if ((up & last) !== 0) slips += 1;
    else if ((down & last) !== 0) slips -= 1;
    // Each letter that is left can mend one slip at most.
    if (slips - (n - 1 - j) > most) {
      slips = most + 1;
      break;
    }
    up = (up << 1) | 1;
    down <<= 1;
    more = down | ~(zero | up);
    less = up & zero;
    before = here;
  }
  for (let i = 0; i < m; i += 1) places[short[fromShort + i] as number] = 0;
  return Math.min(slips, most + 1);
}

/** The same for longer texts: the whole table, row by row. */
function countByRows(
  a: Uint16Array,
  fromA: number,
  la: number,
  b: Uint16Array,
  fromB: number,
  lb: number,
  most: number,
): number {
  let [before, last, row] = [rows[0] as Uint8Array, rows[1] as Uint8Array, rows[2] as Uint8Array];
  for (let j = 0; j <= lb; j += 1) last[j] = j;
  for (let i = 1; i <= la; i += 1) {
    row[0] = i;
    let least = i;
    const ca = a[fromA + i - 1];
    const pa = i > 1 ? a[fromA + i - 2] : -1;
    for (let j = 1; j <= lb; j += 1) {
      const cb = b[fromB + j - 1];
      let cost = (last[j - 1] as number) + (ca === cb ? 0 : 1);
      const gone = (last[j] as number) + 1;
      const put = (row[j - 1] as number) + 1;
      if (gone < cost) cost = gone;
      if (put < cost) cost = put;
      if (j > 1 && pa === cb && ca === b[fromB + j - 2]) {
        const swapped = (before[j - 2] as number) + 1;
        if (swapped < cost) cost = swapped;
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    const spare = before;
    before = last;
    last = row;
    row = spare;
  }
  return Math.min(last[lb] as number, most + 1);
}

/** Jaro-Winkler likeness, 0 to 1. */
export function likeness(
  a: Uint16Array,
  fromA: number,
  lengthA: number,
  b: Uint16Array,
  fromB: number,
  lengthB: number,
): number {
  const [la, lb] = [Math.min(lengthA, LONGEST), Math.min(lengthB, LONGEST)];
  if (la === 0 || lb === 0) return 0;
  const reach = Math.max(0, (Math.max(la, lb) >> 1) - 1);
  seenB.fill(0, 0, lb);
  let matches = 0;
  for (let i = 0; i < la; i += 1) {
    const c = a[fromA + i] as number;
    const to = Math.min(lb - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= to; j += 1) {
      if (seenB[j] === 0 && b[fromB + j] === c) {
        seenB[j] = 1;
        matchedA[matches] = c;
        matches += 1;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let [at, out] = [0, 0];
  for (let j = 0; j < lb; j += 1) {
    if (seenB[j] === 0) continue;
    if (b[fromB + j] !== matchedA[at]) out += 1;
    at += 1;
  }
  const jaro = (matches / la + matches / lb + (matches - out / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < la && prefix < lb && a[fromA + prefix] === b[fromB + prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}
