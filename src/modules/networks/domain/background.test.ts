import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Background, ENOUGH_WHERE_COMMON, ENOUGH_WHERE_RARE } from './background.ts';
import type { Finding } from './judge.ts';

const shape = (...children: readonly number[]) => [{ children } as unknown as Finding];

test('where the shape is rare it is nearly enough by itself; where it is common more is asked for', () => {
  const quiet = new Background();
  const busy = new Background();
  for (let i = 0; i < 50_000; i += 1) {
    quiet.note(i % 2_000 === 0 ? shape(i, i + 1, i + 2) : []);
    busy.note(i % 200 === 0 ? shape(i, i + 1, i + 2) : []);
  }
  assert.ok(quiet.enough() < ENOUGH_WHERE_RARE + 0.2, String(quiet.enough()));
  assert.equal(busy.enough(), ENOUGH_WHERE_COMMON);
});

test('one network that grows is one shape, however many concerns it takes', () => {
  const once = new Background();
  const grown = new Background();
  for (let i = 0; i < 10_000; i += 1) {
    once.note(i === 0 ? shape(1, 2, 3) : []);
    grown.note(i < 500 ? shape(1, 2, 3, 4 + (i % 5)) : []);
  }
  assert.equal(grown.enough(), once.enough());
});

test('at the beginning a town between the two is supposed: one early network changes little', () => {
  const watch = new Background();
  const before = watch.enough();
  assert.ok(before > ENOUGH_WHERE_RARE && before < ENOUGH_WHERE_COMMON);
  watch.note(shape(1, 2, 3));
  assert.ok(watch.enough() - before < 0.3);
});
