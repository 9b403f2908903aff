/**
 * Reads a receipt as people write it. Source: 70-disclosures.md 9.4 (typos caught locally, before any request) and
 * section 10, test 2. Somebody frightened, on a borrowed phone, copying from the back of a bus ticket, must get in:
 * capitals, spaces, hyphens, commas, line breaks, list numbers and other scripts' digits are all forgiven.
 */
import { RECEIPT_DIGIT_COUNT, RECEIPT_WORD_COUNT, readReceiptDigits, readReceiptPlaces } from './receipt.ts';
import { RECEIPT_WORD_PLACES } from './words.ts';

/** What is wrong with what was typed. Never log or send it: it holds part of somebody's receipt. */
export type ReceiptProblem =
  /** Nothing to read. */
  | { readonly kind: 'empty' }
  /** `found` words where eight are needed, all of them in the list. */
  | { readonly kind: 'word-count'; readonly found: number }
  /** `found` digits where 27 are needed. */
  | { readonly kind: 'digit-count'; readonly found: number }
  /** These are not receipt words: place from 1, and as typed (at most 24 letters). Offer `listNearWords`. */
  | {
      readonly kind: 'unknown-words';
      readonly words: readonly { readonly place: number; readonly typed: string }[];
    }
  /** Every word (or digit) can be right, but not together: one is another word, or two changed places. */
  | { readonly kind: 'mistyped'; readonly as: 'words' | 'digits' };

export type ParsedReceipt =
  | { readonly ok: true; readonly secret: Uint8Array }
  | { readonly ok: false; readonly problem: ReceiptProblem };

/** Far longer than any receipt, however spaced. */
const LONGEST = 1_000;

/** A decimal digit of any script as 0 to 9: scripts keep their ten digits side by side, in order. */
function toAsciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let below = 0;
  while (below < 40 && /^\p{Nd}$/u.test(String.fromCodePoint(point - below - 1))) below += 1;
  return String(below % 10);
}

function tokenise(text: string): readonly string[] {
  const plain = text
    .slice(0, LONGEST)
    .normalize('NFKD')
    .replace(/[\p{Mn}\p{Cf}]/gu, '')
    .replace(/\p{Nd}/gu, toAsciiDigit)
    .toLowerCase();
  return plain.match(/\p{L}+|\d+/gu) ?? [];
}

function problem(found: ReceiptProblem): ParsedReceipt {
  return { ok: false, problem: found };
}

function readWords(words: readonly string[]): ParsedReceipt {
  const unknown = words.flatMap((word, i) =>
    RECEIPT_WORD_PLACES.has(word) ? [] : [{ place: i + 1, typed: word.slice(0, 24) }],
  );
  if (unknown.length > 0) return problem({ kind: 'unknown-words', words: unknown.slice(0, 12) });
  if (words.length !== RECEIPT_WORD_COUNT) return problem({ kind: 'word-count', found: words.length });
  const secret = readReceiptPlaces(words.map((word) => RECEIPT_WORD_PLACES.get(word) ?? 0));
  return secret ? { ok: true, secret } : problem({ kind: 'mistyped', as: 'words' });
}

/** "1. 123 2. 456 ...": nine groups of three, each after its number. */
function withoutListNumbers(numbers: readonly string[]): readonly string[] {
  const groups = numbers.filter((_, i) => i % 2 === 1);
  const listed =
    groups.length === 9 &&
    numbers.length === 18 &&
    groups.every((group) => group.length === 3) &&
    numbers.every((number, i) => i % 2 === 1 || Number(number) === i / 2 + 1);
  return listed ? groups : numbers;
}

/**
 * The secret in what was typed, or what is wrong with it. Numbers beside words are list numbers and are passed over;
 * with no words at all, the numbers are the receipt. Reads at most 1,000 characters.
 */
export function parseReceipt(text: string): ParsedReceipt {
  const tokens = tokenise(text);
  const words = tokens.filter((token) => !/^\d/.test(token));
  if (words.length > 0) return readWords(words);
  const digits = withoutListNumbers(tokens).join('');
  if (digits.length === 0) return problem({ kind: 'empty' });
  if (digits.length !== RECEIPT_DIGIT_COUNT) return problem({ kind: 'digit-count', found: digits.length });
  const secret = readReceiptDigits(digits);
  return secret ? { ok: true, secret } : problem({ kind: 'mistyped', as: 'digits' });
}
