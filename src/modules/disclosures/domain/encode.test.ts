import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readBase64url, toBase64url } from './base64url.ts';
import { decodeParts, encodeParts, readNumber } from './encode.ts';
import { PAD_SIZES, pad, padmeSize, unpad } from './padding.ts';

const bytes = (most: number) => fc.uint8Array({ maxLength: most });

describe('parts in one row of bytes', () => {
  it('come back as they were, and no two lists give the same bytes', () => {
    fc.assert(
      fc.property(fc.array(bytes(40), { maxLength: 8 }), fc.array(bytes(40), { maxLength: 8 }), (a, b) => {
        assert.deepEqual(decodeParts(encodeParts(...a), 8)?.map(toBase64url), a.map(toBase64url));
        const same = JSON.stringify(a.map(toBase64url)) === JSON.stringify(b.map(toBase64url));
        assert.equal(toBase64url(encodeParts(...a)) === toBase64url(encodeParts(...b)), same);
      }),
    );
  });

  it('whatever is not exactly some parts, or too many of them, is refused and never throws', () => {
    fc.assert(fc.property(bytes(200), (some) => void decodeParts(some, 4)));
    assert.equal(decodeParts(Uint8Array.of(255, 255, 255, 255, 1), 4), null);
    assert.equal(decodeParts(Uint8Array.of(0, 0, 0), 4), null);
    assert.equal(decodeParts(encodeParts('a', 'b', 'c'), 2), null);
    assert.equal(readNumber(encodeParts().subarray(0)), null);
    assert.throws(() => encodeParts(-1), RangeError);
    assert.throws(() => encodeParts(2 ** 32), RangeError);
  });
});

describe('padding', () => {
  it('gives one of the sizes and the plaintext back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (plain) => {
        const padded = pad('body', plain);
        assert.ok(padded && PAD_SIZES.body.includes(padded.length as never));
        assert.equal(Buffer.compare(unpad('body', padded) ?? Buffer.from('other'), plain), 0);
      }),
      { numRuns: 30 },
    );
  });

  it('two texts of one size class can not be told apart by length', () => {
    const sizes = ['', 'a', 'x'.repeat(4_000)].map((text) => pad('message', Buffer.from(text))?.length);
    assert.equal(new Set(sizes).size, 1);
  });

  it('refuses what is too long, and what it never gives', () => {
    assert.equal(pad('header', new Uint8Array(4_093)), null);
    const padded = pad('header', Uint8Array.of(1, 2, 3)) ?? new Uint8Array();
    assert.equal(unpad('header', padded.subarray(1)), null);
    assert.equal(
      unpad('header', Uint8Array.from([...padded.slice(0, -1), 1])),
      null,
      'filler that is not zeros',
    );
    assert.equal(unpad('header', Uint8Array.from([255, ...padded.slice(1)])), null, 'a length past the end');
  });

  it('fills files up by Padmé: never smaller, at most an eighth more, and few sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (size) => {
        const filled = padmeSize(size);
        assert.ok(filled >= size && filled <= size * 1.125, `${size} became ${filled}`);
        assert.equal(padmeSize(filled), filled);
      }),
    );
    assert.ok(new Set(Array.from({ length: 10_000 }, (_, i) => padmeSize(1_000_000 + i))).size <= 2);
  });
});

describe('base64 for addresses', () => {
  it('is as Node writes it, and reads only its one spelling', () => {
    fc.assert(
      fc.property(bytes(100), (some) => {
        assert.equal(toBase64url(some), Buffer.from(some).toString('base64url'));
        assert.equal(Buffer.compare(readBase64url(toBase64url(some)) ?? Buffer.from('no'), some), 0);
      }),
    );
    for (const text of ['A', 'AB==', 'A B', 'AB\n', '+/+/', 'AB'])
      assert.equal(readBase64url(text), null, text);
  });
});
