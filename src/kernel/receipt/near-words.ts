/**
 * Which receipt words somebody may have meant. Source: 70-disclosures.md 9.4: typos are found where they are typed.
 * Looks at the list alone, never at the check byte or at any stored receipt, so a proposal tells nobody anything.
 */
import { RECEIPT_WORDS } from './words.ts';

/**
 * Slips between two words: letters put in, left out, changed, or two neighbours swapped (optimal string alignment).
 * Stops counting past `limit` and answers `limit + 1`.
 */
export function countSlips(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, limit + 1);
}

/** Up to `most` receipt words that `typed` may stand for, likeliest first: few slips, or the same beginning. */
export function listNearWords(typed: string, most = 3): readonly string[] {
  const word = typed.toLowerCase().slice(0, 24);
  if (word.length < 2) return [];
  return RECEIPT_WORDS.map((near) => {
    const slips = countSlips(word, near, 2);
    const begins = word.length >= 3 && (near.startsWith(word) || word.startsWith(near));
    return { near, far: begins ? Math.min(slips, 1.5) : slips };
  })
    .filter(({ far }) => far <= 2)
    .sort((a, b) => a.far - b.far || (a.near < b.near ? -1 : 1))
    .slice(0, most)
    .map(({ near }) => near);
}
