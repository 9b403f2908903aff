import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createShortHmac } from './hash-keys.store.ts';

test('a match key is the HMAC-SHA-256 it always was, so that what is stored stays findable', () => {
  const secret = randomBytes(32);
  const shortHmac = createShortHmac(secret);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      assert.equal(shortHmac(text), createHmac('sha256', secret).update(text).digest().readBigInt64BE(0));
    }),
  );
});
