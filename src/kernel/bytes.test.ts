import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { concatBytes, readBase64, readUtf8, sameBytes, utf8 } from './bytes.ts';

describe('bytes as text', () => {
  test('a signature has one spelling: whatever else stands for the same bytes is refused', () => {
    assert.deepEqual(readBase64('AAE='), new Uint8Array([0, 1]));
    for (const text of ['AAE', 'AAF=', 'AAE= ', ' AAE=', 'AA E=', 'AAE==', 'AAE=\n', 'A-E=', '=', 'é'])
      assert.equal(readBase64(text), null, text);
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.deepEqual(readBase64(bytes.toBase64()), bytes);
      }),
    );
  });

  test('text comes back byte for byte, and what is not UTF-8 does not', () => {
    for (const text of ['', 'é — 😀', '\ufeffmarked']) assert.equal(readUtf8(utf8(text)), text);
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x80]])
      assert.equal(readUtf8(Uint8Array.from(bytes)), null);
  });

  test('are compared and joined whole', () => {
    assert.ok(sameBytes(utf8('ab'), concatBytes(utf8('a'), new Uint8Array(0), utf8('b'))));
    assert.ok(!sameBytes(utf8('ab'), utf8('ac')));
    assert.ok(!sameBytes(utf8('ab'), utf8('abc')));
  });
});
