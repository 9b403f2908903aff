import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../../test/support/characters.ts';
import { formatReceiptToken, formatToken, readReceiptToken, readToken } from './receipt-token.ts';

const tokens = fc.uint8Array({ minLength: 32, maxLength: 32 });

test('a token comes back from its 43 characters, which are safe in a form as they stand', () => {
  fc.assert(
    fc.property(tokens, (token) => {
      assert.match(formatToken(token), /^[\w-]{43}$/);
      assert.deepEqual(readToken(formatToken(token)), token);
      assert.deepEqual(readReceiptToken(formatReceiptToken(token)), token);
    }),
  );
});

test('one token has one spelling, and nothing else is a token', () => {
  const right = formatToken(new Uint8Array(32).fill(7));
  for (const wrong of [
    '',
    right.slice(1),
    `${right}A`,
    `${right}=`,
    `+${right.slice(1)}`,
    `${right.slice(0, -1)}d`,
  ])
    assert.equal(readToken(wrong), null, wrong);
  assert.equal(readReceiptToken(right), null, 'words and tokens are told apart by the mark');
  assert.equal(readReceiptToken(`token: ${right}`), null);
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 60 }), (text) => {
      const read = readToken(text);
      assert.ok(read === null || formatToken(read) === text);
    }),
  );
});
