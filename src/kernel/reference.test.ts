import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { formatReference, parseReference, REFERENCE_BYTES } from './reference.ts';

const random = fc.uint8Array({ minLength: REFERENCE_BYTES, maxLength: REFERENCE_BYTES });
const attempts = fc.integer({ min: 0, max: 9 });
const bytes = (...values: number[]) => Uint8Array.from({ length: REFERENCE_BYTES }, (_, i) => values[i] ?? 0);

describe('a reference', () => {
  test('looks like HD-7K2M-94, and grows only where short ones are taken', () => {
    assert.match(formatReference(bytes(7, 99, 3, 200, 17, 4, 81, 5)), /^HD-[2-9A-Z]{4}-\d\d$/);
    assert.match(formatReference(bytes(1), 1), /^HD-[2-9A-Z]{5}-\d\d$/);
    assert.match(formatReference(bytes(1), 2), /^HD-[2-9A-Z]{3}-[2-9A-Z]{3}-\d\d$/);
    assert.match(formatReference(bytes(1), 40), /^HD-[2-9A-Z]{4}-[2-9A-Z]{4}-\d\d$/);
  });

  test('spells no word and holds no character that is taken for another', () => {
    fc.assert(
      fc.property(random, attempts, (seed, attempt) => {
        assert.doesNotMatch(formatReference(seed, attempt).slice(3, -3), /[01AEIOULQVYBSZ]/);
      }),
    );
  });

  test('comes back however it is typed', () => {
    fc.assert(
      fc.property(random, attempts, (seed, attempt) => {
        const reference = formatReference(seed, attempt);
        const ways = [
          reference.toLowerCase(),
          reference.replaceAll('-', ' '),
          reference.replaceAll('-', ''),
          reference.replaceAll('-', '\u2013'),
          ` ${reference}.`,
          reference.replaceAll('8', 'B').replaceAll('5', 's').replaceAll('0', 'o'),
        ];
        for (const way of ways) assert.equal(parseReference(way), reference, way);
      }),
    );
    assert.equal(parseReference(formatReference(bytes(3, 1, 4)).slice(3)), formatReference(bytes(3, 1, 4)));
  });

  test('shows every wrong character and every two neighbours swapped', () => {
    const characters = '0123456789ACDFGHJKMNPRTWX';
    fc.assert(
      fc.property(random, attempts, (seed, attempt) => {
        const reference = formatReference(seed, attempt).slice(3).replaceAll('-', '');
        for (let at = 0; at < reference.length; at += 1) {
          for (const wrong of characters)
            if (wrong !== reference[at])
              assert.equal(
                parseReference(`HD${reference.slice(0, at)}${wrong}${reference.slice(at + 1)}`),
                null,
              );
          const [a, b] = [reference[at], reference[at + 1]];
          if (b === undefined || a === b) continue;
          const swapped = `HD${reference.slice(0, at)}${b}${a}${reference.slice(at + 2)}`;
          assert.equal(parseReference(swapped), null, `${reference} ${swapped}`);
        }
      }),
    );
  });

  test('is refused when it is not one', () => {
    for (const text of [
      '',
      'HD',
      'HD-7K2M',
      'HD-1111-11',
      'HD-AEIO-11',
      '\ud800',
      'H'.repeat(1_000_000),
      '94',
    ])
      assert.equal(parseReference(text), null);
    assert.throws(() => formatReference(new Uint8Array(4)), TypeError);
  });

  test('cannot be guessed from another: neighbouring seeds share nothing', () => {
    const many = new Set(
      Array.from({ length: 500 }, (_, i) => formatReference(bytes(i % 251, i % 7, 9, 77, 3), 4)),
    );
    assert.ok(many.size > 490);
  });
});
