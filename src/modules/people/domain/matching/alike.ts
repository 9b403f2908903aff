/**
 * In which way two values of one field agree: levels, the closest first. Source: 60-linking.md, "several levels of agreement
 * (exact, close by Jaro-Winkler/Damerau, phonetic, nickname, swapped...)". What was compared once is remembered.
 */
import { countSlips, likeness } from './distance.ts';
import { mix } from './mix-hash.ts';
import type { Terms } from './terms.ts';
import { furtherYears } from './year-range.ts';

/** Levels are numbers below this; what is not known on one side is `MISSING`, which says nothing. */
export const LEVELS = 8;
export const DIFFERENT = 6;
export const MISSING = 7;

/** Levels of names. `ELSEWHERE` is a name that stands in another place of the other's name. */
export const NAME = { same: 0, variant: 1, close: 2, sounds: 3, initial: 4, elsewhere: 5 } as const;
/** Levels of dates of birth. */
export const BORN = { same: 0, swapped: 1, slip: 2, twoParts: 3, yearOnly: 4, near: 5 } as const;
/** Levels of other values: `near` and `far` are coarser forms that agree (a sector, a district; words in another order). */
export const VALUE = { same: 0, close: 1, near: 2, far: 3 } as const;

/** Pairs remembered at most: what a processor keeps at hand. */
const MOST_PAIRS = 1 << 17;

/**
 * Remembers a level for each pair of `terms` terms, in fixed room: a pair may push another out. `compare` is the same both
 * ways. Two people alone have few terms, and get little room: making a large one would take longer than all the rest.
 */
function rememberPairs(
  terms: number,
  compare: (a: number, b: number) => number,
): (a: number, b: number) => number {
  const size = Math.min(MOST_PAIRS, 2 ** Math.ceil(2 * Math.log2(Math.max(2, terms))));
  // Both terms and the level of a pair stand side by side, so that one look in memory finds them.
  const known = new Int32Array(size * 4);
  return (a, b) => {
    const low = Math.min(a, b);
    const high = Math.max(a, b);
    const at = (mix(low, high) & (size - 1)) * 4;
    if (known[at] === low && known[at + 1] === high) return known[at + 2] as number;
    const level = compare(low, high);
    known[at] = low;
    known[at + 1] = high;
    known[at + 2] = level;
    return level;
  };
}

const lengthOf = (terms: Terms, term: number) =>
  (terms.starts[term + 1] as number) - (terms.starts[term] as number);

function slips(terms: Terms, a: number, b: number, most: number): number {
  const { chars, starts } = terms;
  return countSlips(
    chars,
    starts[a] as number,
    lengthOf(terms, a),
    chars,
    starts[b] as number,
    lengthOf(terms, b),
    most,
  );
}

function alike(terms: Terms, a: number, b: number): number {
  const { chars, starts } = terms;
  return likeness(
    chars,
    starts[a] as number,
    lengthOf(terms, a),
    chars,
    starts[b] as number,
    lengthOf(terms, b),
  );
}

function isPrefix(terms: Terms, short: number, long: number): boolean {
  // A letter that the longer lacks tells most of them apart, and lies at hand.
  if (((terms.letters[short] as number) & ~(terms.letters[long] as number)) !== 0) return false;
  const length = lengthOf(terms, short);
  const [from, other] = [terms.starts[short] as number, terms.starts[long] as number];
  for (let i = 0; i < length; i += 1) if (terms.chars[from + i] !== terms.chars[other + i]) return false;
  return true;
}

const FEW_PEOPLE = 5;

/** Compares two names, neither 0: a level of `NAME` or `DIFFERENT`. */
export function compareNames(terms: Terms, people: number): (a: number, b: number) => number {
  const { near, far, nearCounts } = terms;
  const many = Math.max(FEW_PEOPLE, people / 1000);
  // Two names that many people have are two names, though a letter apart: Samir and Samira, Jayden and Hayden.
  const twoNames = (a: number, b: number) =>
    (nearCounts[a] as number) >= many && (nearCounts[b] as number) >= many;
  const lookClosely = rememberPairs(terms.size, (a, b) => {
    const level = lookAtLetters(a, b);
    return level === NAME.close && twoNames(a, b) ? NAME.sounds : level;
  });
  const lookAtLetters = (a: number, b: number): number => {
    const longest = Math.max(lengthOf(terms, a), lengthOf(terms, b));
    const shortest = Math.min(lengthOf(terms, a), lengthOf(terms, b));
    const most = longest >= 8 ? 2 : 1;
    const slipped = slips(terms, a, b, most);
    if (longest >= 4 && slipped <= most) return NAME.close;
    const jw = alike(terms, a, b);
    if (jw >= 0.92 && shortest >= 4) return NAME.close;
    // One slip in so short a name makes another name as often as not.
    if (longest === 3 && slipped <= 1) return NAME.sounds;
    if (longest === 2 && slipped <= 1 && terms.letters[a] === terms.letters[b]) return NAME.sounds;
    if (jw >= 0.84) return NAME.sounds;
    if (far[a] === far[b]) return jw >= 0.7 || shortest <= 3 ? NAME.sounds : DIFFERENT;
    if (jw >= 0.6 && soundAlike(terms, a, b)) return NAME.sounds;
    return shortest >= 5 && sameLetters(terms, a, b) ? NAME.sounds : DIFFERENT;
  };
  return (a, b) => {
    if (a === b) return NAME.same;
    if (near[a] === near[b]) return NAME.variant;
    const [la, lb] = [lengthOf(terms, a), lengthOf(terms, b)];
    const shortest = Math.min(la, lb);
    if (shortest === 1) return isPrefix(terms, la < lb ? a : b, la < lb ? b : a) ? NAME.initial : DIFFERENT;
    const odd = oddLetters(terms, a, b);
    const heard = far[a] === far[b] || soundAlike(terms, a, b);
    if (heard || (odd <= 6 && odd <= Math.max(2, 0.3 * (la + lb)))) {
      const level = lookClosely(a, b);
      if (level !== DIFFERENT) return level;
    }
    return shortest >= 3 && isPrefix(terms, la < lb ? a : b, la < lb ? b : a) ? NAME.sounds : DIFFERENT;
  };
}

/** Whether a name may sound like another: one of its two sounds is one of the other's. */
function soundAlike({ primary, alternate }: Terms, a: number, b: number): boolean {
  const [pa, pb, sa, sb] = [primary[a], primary[b], alternate[a], alternate[b]];
  return pa !== 0 && pb !== 0 && (pa === pb || pa === sb || sa === pb || sa === sb);
}

/** Whether two names are made of the same letters, one of them perhaps once more: two that changed places far apart. */
function sameLetters(terms: Terms, a: number, b: number): boolean {
  const [la, lb] = [lengthOf(terms, a), lengthOf(terms, b)];
  if (Math.abs(la - lb) > 1 || terms.letters[a] !== terms.letters[b]) return false;
  const sorted = (term: number) =>
    terms.chars.slice(terms.starts[term] as number, terms.starts[term + 1] as number).sort();
  const [long, short] = la >= lb ? [sorted(a), sorted(b)] : [sorted(b), sorted(a)];
  let [i, odd] = [0, 0];
  for (const letter of long)
    if (letter === short[i]) i += 1;
    else odd += 1;
  return odd <= 1;
}

/** Kinds of letters that only one of two terms has: each slip makes at most two. */
function oddLetters(terms: Terms, a: number, b: number): number {
  let odd = (terms.letters[a] as number) ^ (terms.letters[b] as number);
  odd -= (odd >>> 1) & 0x55555555;
  odd = (odd & 0x33333333) + ((odd >>> 2) & 0x33333333);
  return Math.imul((odd + (odd >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** At least half of the words of the shorter stand in the longer, and at least a third of the longer's. */
function shareWords({ words, wordStarts }: Terms, a: number, b: number): boolean {
  const [fromA, toA] = [wordStarts[a] as number, wordStarts[a + 1] as number];
  const [fromB, toB] = [wordStarts[b] as number, wordStarts[b + 1] as number];
  let common = 0;
  for (let i = fromA; i < toA; i += 1)
    for (let j = fromB; j < toB; j += 1)
      if (words[i] === words[j]) {
        common += 1;
        break;
      }
  const [short, long] = toA - fromA < toB - fromB ? [toA - fromA, toB - fromB] : [toB - fromB, toA - fromA];
  return common > 0 && 2 * common >= short && 3 * common >= long;
}

type Compare = (terms: Terms) => (a: number, b: number) => number;

const comparePhrases: Compare = (terms) => {
  const lookClosely = rememberPairs(terms.size, (a, b) => {
    const longest = Math.max(lengthOf(terms, a), lengthOf(terms, b));
    const most = longest >= 14 ? 3 : longest >= 6 ? 2 : longest >= 4 ? 1 : 0;
    if (oddLetters(terms, a, b) <= 2 * most && slips(terms, a, b, most) <= most) return VALUE.close;
    const jw = alike(terms, a, b);
    return jw >= 0.93 ? VALUE.close : jw >= 0.86 ? VALUE.near : DIFFERENT;
  });
  return (a, b) => {
    if (terms.near[a] === terms.near[b]) return VALUE.close;
    const odd = oddLetters(terms, a, b);
    if (odd <= 6 && odd <= 0.4 * Math.max(lengthOf(terms, a), lengthOf(terms, b))) {
      const level = lookClosely(a, b);
      if (level !== DIFFERENT) return level;
    }
    return shareWords(terms, a, b) ? VALUE.near : DIFFERENT;
  };
};

const comparePostcodes: Compare = (terms) => (a, b) => {
  if (oddLetters(terms, a, b) <= 2 && slips(terms, a, b, 1) <= 1) return VALUE.close;
  if (terms.near[a] === terms.near[b]) return VALUE.near;
  return terms.far[a] === terms.far[b] ? VALUE.far : DIFFERENT;
};

const compareNumbers: Compare = (terms) => (a, b) => {
  const checked = terms.far[a] !== 0 && terms.far[b] !== 0;
  if (!checked && oddLetters(terms, a, b) <= 2 && slips(terms, a, b, 1) <= 1) return VALUE.close;
  return terms.near[a] === terms.near[b] ? VALUE.near : DIFFERENT;
};

const compareEmails: Compare = (terms) => (a, b) => {
  if (terms.near[a] === terms.near[b]) return VALUE.close;
  const sameLetters = terms.far[a] === terms.far[b] && terms.far[a] !== 0;
  if (oddLetters(terms, a, b) <= 4 && slips(terms, a, b, 2) <= 2) return VALUE.close;
  return sameLetters ? VALUE.near : DIFFERENT;
};

const compareHouses: Compare = (terms) => (a, b) => {
  if (terms.near[a] === terms.near[b] && terms.near[a] !== 0) return VALUE.close;
  return shareWords(terms, a, b) || slips(terms, a, b, 1) <= 1 ? VALUE.near : DIFFERENT;
};

const compareCodes: Compare = () => () => DIFFERENT;

const BY_KIND: Readonly<Record<string, Compare>> = {
  phrase: comparePhrases,
  postcode: comparePostcodes,
  number: compareNumbers,
  email: compareEmails,
  house: compareHouses,
  code: compareCodes,
};

/** Compares two values of a field of this kind, neither 0: a level of `VALUE` or `DIFFERENT`. */
export function compareValues(kind: string, terms: Terms): (a: number, b: number) => number {
  const compare = (BY_KIND[kind] ?? comparePhrases)(terms);
  return (a, b) => (a === b ? VALUE.same : compare(a, b));
}

/** Two digits of a number below 100 in four bits each. */
const TWO_DIGITS = Uint8Array.from({ length: 100 }, (_, n) => (Math.trunc(n / 10) << 4) | (n % 10));

/** The eight digits of a date in four bits each, the year's first. */
function digitsOf(day: number): number {
  const [year, rest] = [Math.trunc(day / 10_000), day % 10_000];
  const [hundreds, month] = [Math.trunc(year / 100), Math.trunc(rest / 100)];
  return (
    ((TWO_DIGITS[hundreds] as number) << 24) |
    ((TWO_DIGITS[year - hundreds * 100] as number) << 16) |
    ((TWO_DIGITS[month] as number) << 8) |
    (TWO_DIGITS[rest - month * 100] as number)
  );
}

/** Digits of two dates that are the same in the same place, of eight; and whether only two neighbours changed places. */
function sameDigits(a: number, b: number): { readonly same: number; readonly swapped: boolean } {
  const [x, y] = [digitsOf(a), digitsOf(b)];
  const other = x ^ y;
  let [same, lowest] = [0, -1];
  for (let shift = 0; shift < 32; shift += 4)
    if (((other >>> shift) & 15) === 0) same += 1;
    else if (lowest < 0) lowest = shift;
  if (same !== 6 || other >>> lowest > 255) return { same, swapped: false };
  const [p, q] = [(x >>> lowest) & 255, (y >>> lowest) & 255];
  return { same, swapped: p >>> 4 === (q & 15) && (p & 15) === q >>> 4 };
}

/** A day that may only say the year: none given, or the first of January that forms fill in. */
const saysYear = (monthAndDay: number) => monthAndDay === 0 || monthAndDay === 101;

/** More years than this say nothing where they overlap others. */
const WIDEST = 4;

/** Compares years that may be several: overlapping, next to each other, apart. Wide ones only ever say that it is not they. */
function compareYears(a: number, b: number, moreA: number, moreB: number): number {
  const gap = Math.max(a, b) - (a < b ? a + moreA : b + moreB);
  if (gap <= 0) return moreA > WIDEST || moreB > WIDEST ? MISSING : BORN.yearOnly;
  return gap === 1 ? BORN.near : DIFFERENT;
}

/** Compares two dates as yyyymmdd, or ranges of years, neither 0: a level of `BORN`, `DIFFERENT` or `MISSING`. */
export function compareBorn(a: number, b: number): number {
  const [ya, yb] = [Math.trunc(a / 10_000), Math.trunc(b / 10_000)];
  const [ra, rb] = [a % 10_000, b % 10_000];
  const [moreA, moreB] = [furtherYears(a), furtherYears(b)];
  if (moreA + moreB > 0) return compareYears(ya, yb, moreA, moreB);
  if (ra === 0 || rb === 0 || ra % 100 === 0 || rb % 100 === 0) {
    return compareYears(ya, yb, 0, 0);
  }
  if (a === b) return BORN.same;
  const [ma, mb, da, db] = [Math.trunc(ra / 100), Math.trunc(rb / 100), ra % 100, rb % 100];
  if (ya === yb && ma === db && da === mb) return BORN.swapped;
  if (ya === yb && (saysYear(ra) || saysYear(rb))) return BORN.yearOnly;
  const digits = sameDigits(a, b);
  if (digits.same === 7 || digits.swapped) return BORN.slip;
  if ((ya === yb ? 1 : 0) + (ma === mb ? 1 : 0) + (da === db ? 1 : 0) >= 2) return BORN.twoParts;
  if (ya === yb || digits.same >= 6 || (Math.abs(ya - yb) <= 1 && (ma === mb || da === db))) return BORN.near;
  return DIFFERENT;
}
