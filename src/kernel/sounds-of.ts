/**
 * How a word may sound, by double metaphone (Philips 2000). Source: 60-linking.md, "phonetic keys (double metaphone)". The
 * one place where the package that knows it is called: pure, without anything that could reach outside (docs/decisions/0328).
 */
import { doubleMetaphone } from 'double-metaphone';

/** Longest word worth hearing. */
const LONGEST = 24;

/**
 * The primary and the alternate sound of a word in letters a to z ("schmidt": "XMT", "SMT"); twice the same where it has but
 * one; both empty for other letters and for what makes no sound.
 */
export function soundsOf(word: string): readonly [string, string] {
  if (!/^[a-z]+$/.test(word)) return ['', ''];
  const [primary, alternate] = doubleMetaphone(word.slice(0, LONGEST));
  return [primary, alternate];
}
