import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { asId, type PostId } from '../../../kernel/ids.ts';
import { chooseKeeper, decidePerhaps, type KeeperPost, listPassed } from './perhaps-named.ts';

const post = (nth: number): PostId => asId(`0190b5a0-0000-7000-8000-${String(nth).padStart(12, '0')}`);
const area: fc.Arbitrary<readonly KeeperPost[]> = fc
  .array(fc.record({ held: fc.boolean(), outside: fc.boolean() }), { minLength: 1, maxLength: 8 })
  .map((posts) => posts.map((one, nth) => ({ ...one, id: post(nth) })));

describe('who is told that a warning may be about somebody protected', () => {
  test('is always a post that keeps the protection, and one that somebody holds where there is one', () => {
    fc.assert(
      fc.property(area, fc.array(fc.nat(9)), fc.option(fc.nat(9)), (posts, keep, placed) => {
        const kept = keep.map(post);
        const placedIn = placed === null ? null : post(placed);
        const chosen = chooseKeeper({ placedIn, posts: kept }, posts);
        const keepers = posts.filter(({ id }) => kept.includes(id));
        assert.equal(chosen === null, keepers.length === 0);
        if (chosen === null) return;
        const found = keepers.find(({ id }) => id === chosen);
        assert.ok(found, 'nobody who does not keep it');
        assert.equal(
          found.held,
          keepers.some((one) => one.held),
        );
        const own = keepers.find(({ id }) => id === placedIn);
        if (own?.held) assert.equal(chosen, own.id);
        else if (found.outside)
          assert.ok(!keepers.some((one) => one.held === found.held && !one.outside) || chosen === placedIn);
        assert.ok(listPassed(kept, posts).every((id) => !kept.includes(id)));
        assert.equal(listPassed(kept, posts).length + keepers.length, posts.length);
      }),
    );
  });

  test('is answered with one of two answers and a reason', () => {
    assert.ok(decidePerhaps('theirs', 'The school is theirs.').ok);
    for (const [answer, reason] of [
      ['', 'Why'],
      ['constructor', 'Why'],
      ['theirs', ' '],
      ['not-theirs', 'x'.repeat(2_001)],
    ] as const)
      assert.equal(decidePerhaps(answer, reason).ok, false, answer);
  });
});
