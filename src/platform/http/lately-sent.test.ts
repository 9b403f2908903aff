import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LatelySent } from './lately-sent.ts';

test('what was sent is found again for a minute, and is then held nowhere', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const lately = new LatelySent<string>();
  lately.keep('a', 'first');
  mock.timers.tick(50_000);
  assert.equal(lately.find('a'), 'first');
  lately.keep('a', 'second');
  mock.timers.tick(50_000);
  assert.equal(lately.find('a'), 'second');
  mock.timers.tick(10_000);
  assert.equal(lately.find('a'), null);
});

test('what came to nothing is forgotten at once, and a flood pushes the oldest out', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const lately = new LatelySent<number>();
  lately.keep('a', 1);
  lately.forget('a');
  assert.equal(lately.find('a'), null);
  for (let at = 0; at <= 2_000; at += 1) lately.keep(String(at), at);
  assert.equal(lately.find('0'), null);
  assert.equal(lately.find('1'), 1);
  assert.equal(lately.find('2000'), 2_000);
});
