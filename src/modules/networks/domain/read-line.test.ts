import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLine, UnreadableLine } from './read-line.ts';

const GOOD = {
  id: 'k1',
  at: '2031-03-01T09:00:00Z',
  agency: 'police',
  area: 'north',
  children: [{ ref: 'ava', household: 'h1' }],
  mentions: [{ kind: 'vehicle', ref: 'grey' }],
};
const read = (change: object) => readLine(JSON.stringify({ ...GOOD, ...change }));

test('an export with more in it than is needed is read as it stands', () => {
  const line = read({ extra: { deep: [1] }, children: [{ ref: 7, age: 14 }], at: '2031-03-01' });
  assert.deepEqual(line.children, [{ ref: '7', household: null }]);
  assert.equal(line.at, Temporal.Instant.from('2031-03-01T00:00:00Z').epochMilliseconds);
  assert.equal(read({ area: null }).area, 'not said');
});

test('what cannot be read is said in a sentence, not guessed', () => {
  const refused: readonly (readonly [string, RegExp])[] = [
    ['{"id":', /not JSON/],
    ['[]', /not an object/],
    [JSON.stringify({ ...GOOD, id: '' }), /no "id"/],
    [JSON.stringify({ ...GOOD, at: 'last Tuesday' }), /not a time/],
    [JSON.stringify({ ...GOOD, children: 'ava' }), /"children" is not a list/],
    [JSON.stringify({ ...GOOD, mentions: [{ kind: 'car', ref: 'x' }] }), /"kind" that is none of adult/],
    [JSON.stringify({ ...GOOD, mentions: [null] }), /not an object/],
  ];
  for (const [text, sentence] of refused)
    assert.throws(
      () => readLine(text),
      (error) => error instanceof UnreadableLine && sentence.test(error.message),
      text,
    );
});
