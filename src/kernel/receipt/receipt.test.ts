import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../test/support/characters.ts';
import { countSlips } from './near-words.ts';
import { parseReceipt, type ReceiptProblem } from './parse-receipt.ts';
import {
  formatReceiptDigits,
  formatReceiptWords,
  RECEIPT_BYTES,
  readReceiptDigits,
  readReceiptPlaces,
} from './receipt.ts';
import { RECEIPT_WORD_PLACES, RECEIPT_WORDS } from './words.ts';

const secrets = fc.uint8Array({ minLength: RECEIPT_BYTES, maxLength: RECEIPT_BYTES });
const SECRET = Uint8Array.from({ length: RECEIPT_BYTES }, (_, i) => i * 25 + 3);
const WORDS = formatReceiptWords(SECRET);
const DIGITS = formatReceiptDigits(SECRET);

function places(secret: Uint8Array): number[] {
  return formatReceiptWords(secret).map((word) => RECEIPT_WORD_PLACES.get(word) ?? -1);
}

function secretOf(text: string): string {
  const parsed = parseReceipt(text);
  return parsed.ok ? Buffer.from(parsed.secret).toString('hex') : JSON.stringify(parsed.problem);
}

function problemOf(text: string): ReceiptProblem | null {
  const parsed = parseReceipt(text);
  return parsed.ok ? null : parsed.problem;
}

const RIGHT = Buffer.from(SECRET).toString('hex');

describe('a receipt', () => {
  test('comes back from its words and from its digits', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const hex = Buffer.from(secret).toString('hex');
        assert.equal(secretOf(formatReceiptWords(secret).join(' ')), hex);
        assert.equal(secretOf(formatReceiptDigits(secret)), hex);
      }),
    );
  });

  test('is eight words, or nine groups of three digits', () => {
    assert.equal(WORDS.length, 8);
    assert.match(DIGITS, /^\d{3}( \d{3}){8}$/);
    for (const edge of [0x00, 0xff]) {
      const secret = new Uint8Array(RECEIPT_BYTES).fill(edge);
      assert.match(formatReceiptDigits(secret), /^\d{3}( \d{3}){8}$/);
      assert.equal(secretOf(formatReceiptDigits(secret)), Buffer.from(secret).toString('hex'));
    }
  });

  test('refuses to be made of anything but ten bytes', () => {
    assert.throws(() => formatReceiptWords(new Uint8Array(9)), TypeError);
    assert.throws(() => formatReceiptDigits(new Uint8Array(11)), TypeError);
  });
});

describe('mistakes in words', () => {
  test('one wrong word, at any place: 7 of 2,047 pass, so 99.66 % are caught', () => {
    for (let at = 0; at < 8; at += 1) {
      const right = places(SECRET);
      const passed = RECEIPT_WORDS.filter((_, wrong) => {
        if (wrong === right[at]) return false;
        return readReceiptPlaces(right.with(at, wrong)) !== null;
      });
      assert.equal(passed.length, 7);
    }
  });

  test('no word taken for one like it is ever missed', () => {
    // Linear check: whether a mistake passes hangs on the two words alone, so one place of one receipt tells for all.
    const right = places(SECRET);
    const missed = RECEIPT_WORDS.flatMap((_, wrong) => {
      const mistake = wrong ^ (right[3] ?? 0);
      return wrong !== right[3] && readReceiptPlaces(right.with(3, wrong)) ? [mistake] : [];
    });
    assert.equal(missed.length, 7);
    const alike = RECEIPT_WORDS.flatMap((word, place) =>
      missed.flatMap((mistake) => {
        const other = RECEIPT_WORDS[place ^ mistake] ?? '';
        return other.slice(0, 4) === word.slice(0, 4) || countSlips(other, word, 2) <= 2
          ? [`${word}/${other}`]
          : [];
      }),
    );
    assert.deepEqual(alike, []);
  });

  test('two words changing places, neighbours or not: at least 99.6 % caught', () => {
    const passed: string[] = [];
    let tried = 0;
    fc.assert(
      fc.property(secrets, (secret) => {
        const right = places(secret);
        for (let a = 0; a < 8; a += 1)
          for (let b = a + 1; b < 8; b += 1) {
            const [first, second] = [right[a] ?? 0, right[b] ?? 0];
            if (first === second) continue;
            tried += 1;
            if (readReceiptPlaces(right.with(a, second).with(b, first))) passed.push(`${first}/${second}`);
          }
      }),
      { numRuns: 2_000, seed: 7 },
    );
    assert.ok(passed.length / tried <= 0.004, `${passed.length} of ${tried}`);
  });
});

describe('mistakes in digits', () => {
  test('every wrong digit and every two neighbours changing places is caught', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        const right = formatReceiptDigits(secret).replaceAll(' ', '');
        for (let at = 0; at < right.length; at += 1) {
          for (const digit of '0123456789') {
            if (digit === right[at]) continue;
            assert.equal(readReceiptDigits(right.slice(0, at) + digit + right.slice(at + 1)), null);
          }
          const [a, b] = [right[at], right[at + 1]];
          if (b === undefined || a === b) continue;
          assert.equal(readReceiptDigits(right.slice(0, at) + b + a + right.slice(at + 2)), null);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('a number made up passes about once in 827', () => {
    const tried = 50_000;
    let passed = 0;
    let state = 1n;
    for (let i = 0; i < tried; i += 1) {
      state = (state * 6364136223846793005n + 1442695040888963407n) % 10n ** 27n;
      if (readReceiptDigits(state.toString().padStart(27, '0'))) passed += 1;
    }
    assert.ok(passed > 20 && passed < 120, `${passed} of ${tried}`);
  });
});

describe('reading what people type', () => {
  test('forgives capitals, spaces, hyphens, commas, line breaks and list numbers', () => {
    const ways = [
      WORDS.join('\n').toUpperCase(),
      WORDS.join('-'),
      `  ${WORDS.join(',   ')}. `,
      WORDS.map((word, i) => `${i + 1}. ${word}`).join('\r\n'),
      WORDS.map((word, i) => `${i + 1}${word}`).join(' '),
      WORDS.join('\u200b \u00a0'),
      WORDS.map((word) => word[0] + word.slice(1).toUpperCase()).join('/'),
      WORDS.map((word) => word.normalize('NFD')).join(' · '),
    ];
    for (const way of ways) assert.equal(secretOf(way), RIGHT, way);
  });

  test('reads digits however grouped, in any script', () => {
    const plain = DIGITS.replaceAll(' ', '');
    const arabic = [...plain].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join('');
    const bengali = [...plain].map((digit) => String.fromCodePoint(0x9e6 + Number(digit))).join(' ');
    const wide = [...DIGITS].map((c) => (c === ' ' ? c : String.fromCodePoint(0xff10 + Number(c)))).join('');
    const listed = DIGITS.split(' ')
      .map((group, i) => `${i + 1}) ${group}`)
      .join('\n');
    for (const way of [plain, arabic, bengali, wide, listed, DIGITS.replaceAll(' ', '-')])
      assert.equal(secretOf(way), RIGHT, way);
  });

  test('names the words that are not in the list, by place, and guesses nothing', () => {
    const typed = [...WORDS];
    typed[2] = 'girafe';
    assert.deepEqual(problemOf(typed.join(' ')), {
      kind: 'unknown-words',
      words: [{ place: 3, typed: 'girafe' }],
    });
  });

  test('says what is missing', () => {
    assert.deepEqual(problemOf(' \n '), { kind: 'empty' });
    assert.deepEqual(problemOf(WORDS.slice(0, 7).join(' ')), { kind: 'word-count', found: 7 });
    assert.deepEqual(problemOf('123 456'), { kind: 'digit-count', found: 6 });
    assert.deepEqual(problemOf(DIGITS.replace(/\d$/, (d) => String((Number(d) + 1) % 10))), {
      kind: 'mistyped',
      as: 'digits',
    });
    const swapped = [...WORDS.slice(0, 6), WORDS[7], WORDS[6]].join(' ');
    assert.deepEqual(problemOf(swapped), { kind: 'mistyped', as: 'words' });
  });

  test('survives anything, and quickly', () => {
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 300 }), (text) => {
        assert.equal(typeof parseReceipt(text).ok, 'boolean');
      }),
    );
    const hostile = ['9'.repeat(1_000_000), 'a'.repeat(1_000_000), '\u202e'.repeat(10_000), '\ud800', '\0'];
    for (const text of hostile) assert.equal(parseReceipt(text).ok, false);
  });
});
