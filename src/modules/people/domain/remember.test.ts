import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remember } from './remember.ts';

test('what is derived from a name is the same however many names came between, and is derived once while it is kept', () => {
  let derived = 0;
  const lengthOf = remember((text) => {
    derived += 1;
    return text.length;
  });
  assert.deepEqual([lengthOf('anna'), lengthOf('anna'), derived], [4, 4, 1]);
  const long = 'a'.repeat(60);
  assert.deepEqual([lengthOf(long), lengthOf(long), derived], [60, 60, 3]);
  for (let i = 0; i < 40_000; i += 1) assert.equal(lengthOf(`name${i}`), `name${i}`.length);
  assert.equal(lengthOf('anna'), 4);
});
