import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { createShortHmac, readPhone } from './hash-keys.store.ts';

test('a match key is the HMAC-SHA-256 it always was, so that what is stored stays findable', () => {
  const secret = randomBytes(32);
  const shortHmac = createShortHmac(secret);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
      assert.equal(shortHmac(text), createHmac('sha256', secret).update(text).digest().readBigInt64BE(0));
    }),
  );
});

test('a British number is read as the library reads it, or one phone would have two keys', () => {
  const digits = fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 12 })
    .map((all) => all.join(''));
  const number = fc
    .tuple(fc.constantFrom('0', '44', '0044', '+44', ''), digits, fc.nat({ max: 8 }))
    .map(([code, rest, at]) => `${code}${rest.slice(0, at)} ${rest.slice(at)}`);
  fc.assert(
    fc.property(number, (text) => {
      const found = parsePhoneNumberFromString(text.replace(/^\s*00/, '+'), 'GB');
      assert.equal(readPhone(text), found?.isPossible() ? found.number : null);
    }),
    { numRuns: 500 },
  );
});
