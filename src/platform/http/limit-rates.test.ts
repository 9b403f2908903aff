import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCounterNames, prefixOf } from './limit-rates.ts';

test('a prefix is a /24 or a /56, however the address is written', () => {
  assert.equal(prefixOf('203.0.113.9'), '203.0.113');
  assert.equal(prefixOf('::ffff:203.0.113.9'), '203.0.113');
  assert.equal(prefixOf('2001:db8:1:2ff::1'), prefixOf('2001:0db8:0001:0200:ffff:ffff:ffff:ffff'));
  assert.notEqual(prefixOf('2001:db8:1:300::1'), prefixOf('2001:db8:1:200::1'));
  assert.equal(prefixOf('::1'), prefixOf('0:0:0:0:0:0:0:2'));
  assert.equal(prefixOf('fe80::1%eth0'), prefixOf('fe80::2'));
});

test('a name for counting does not hold the address and is forgotten within the hour', () => {
  let now = 0;
  const name = createCounterNames(() => now);
  const before = name('203.0.113.9');
  assert.equal(name('203.0.113.77'), before);
  assert.doesNotMatch(before, /203/);
  assert.notEqual(createCounterNames(() => now)('203.0.113.9'), before);
  now = 60 * 60 * 1000;
  assert.notEqual(name('203.0.113.9'), before);
});
