import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { character } from '../../test/support/characters.ts';
import { ANSWER_SIZES, FILLER_FIELD, fillerFor, paddedTo, REQUEST_SIZES, sizeFor } from './traffic-shape.ts';

test('a size is the least that holds what there is, and past the last a multiple of the last', () => {
  const [first, second, , last] = REQUEST_SIZES;
  assert.equal(sizeFor(0, REQUEST_SIZES), first);
  assert.equal(sizeFor(first, REQUEST_SIZES), first);
  assert.equal(sizeFor(first + 1, REQUEST_SIZES), second);
  assert.equal(sizeFor(last + 1, REQUEST_SIZES), 2 * last);
});

test('a form with its filler has exactly one of the sizes, whatever was typed in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 2_000 }), fc.nat(40), (text, times) => {
      const form = new URLSearchParams({ receipt: '', message: text.repeat(times) });
      const length = form.toString().length;
      form.append(FILLER_FIELD, fillerFor(length));
      assert.equal(form.toString().length, sizeFor(length + 5, REQUEST_SIZES));
    }),
  );
});

test('a page has exactly one of the sizes in bytes, and ends in white space alone', () => {
  fc.assert(
    fc.property(fc.string({ unit: character, maxLength: 2_000 }), fc.nat(60), (text, times) => {
      const page = text.toWellFormed().repeat(times);
      const padded = paddedTo(page, ANSWER_SIZES);
      assert.equal(Buffer.byteLength(padded), sizeFor(Buffer.byteLength(page), ANSWER_SIZES));
      assert.match(padded.slice(page.length), /^ *$/);
    }),
  );
});
