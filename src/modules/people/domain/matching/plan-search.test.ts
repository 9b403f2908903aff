import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEncoder } from './encode.ts';
import { planSearch } from './plan-search.ts';
import { drawFrom } from './sample.ts';

const PEOPLE = 65_000;

/** So many people of rather few names, each on `times` lines that are equal. */
function search(times: number) {
  const encoder = createEncoder(['givenName', 'familyName', 'dateOfBirth', 'town'], {
    thisYear: 2026,
    readPhone: () => null,
  });
  const draw = drawFrom(9);
  const below = (most: number) => Math.floor(draw() * most);
  const word = (n: number) => [...String(n)].map((digit) => 'abdegklmor'[Number(digit)]).join('');
  for (let i = 0; i < PEOPLE; i += 1) {
    const born = `19${10 + below(90)}-${10 + below(3)}-${10 + below(19)}`;
    const line = [word(10_000 + below(900)), word(100_000 + below(9_000)), born, word(1_000 + below(300))];
    for (let time = 0; time < times; time += 1) encoder.add(line);
  }
  return planSearch(encoder.finish());
}

test('that many people stand in a large file several times leaves no sort of key out which finds those misspelt', () => {
  const [once, thrice] = [search(1), search(3)];
  assert.ok(once.sorts.length > 5, `${once.sorts.length}`);
  assert.ok(thrice.sorts.length >= 0.8 * once.sorts.length, `${thrice.sorts.length} of ${once.sorts.length}`);
});
