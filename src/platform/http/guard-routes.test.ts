import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { localPath } from './guard-routes.ts';

test('after sign-in nobody is sent to another site', () => {
  const elsewhere = [
    '//evil.example.org',
    '/\\evil',
    'https://evil.example.org',
    'javascript:1',
    '',
    '/a b',
    '/\t/x',
  ];
  for (const next of elsewhere) assert.equal(localPath(next), '/inbox', next);
  for (const next of ['/inbox?filter=red', '/concerns/HD-7K2M-94', '/']) assert.equal(localPath(next), next);
  assert.equal(localPath(undefined), '/inbox');
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(new URL(localPath(text), 'https://heed.example.org').origin, 'https://heed.example.org');
    }),
  );
});
