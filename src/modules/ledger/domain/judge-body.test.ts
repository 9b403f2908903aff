import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeBody, sayBodyVerdict } from './judge-body.ts';

const commit = (key: Uint8Array, body: string) => `hmac-sha256:${key.join('')}/${body}`;
const KEY = Uint8Array.of(1, 2, 3);
const BODY = '{"act":"told"}';
const given = { commitment: commit(KEY, BODY), key: KEY, body: BODY, commit };

describe('what stands behind an entry', () => {
  it('is sound where it is what was committed to', () => assert.equal(judgeBody(given), 'sound'));

  it('is altered where it is something else, or does not open though its key is there', () => {
    assert.equal(judgeBody({ ...given, body: '{"act":"nothing"}' }), 'altered');
    assert.equal(judgeBody({ ...given, body: null }), 'altered');
    assert.equal(judgeBody({ ...given, key: Uint8Array.of(3, 2, 1) }), 'altered');
  });

  it('is erased, and not a fault, where its key was destroyed: the inspector is told that the entry stands', () => {
    assert.equal(judgeBody({ ...given, key: null, body: null }), 'erased');
    assert.match(sayBodyVerdict('erased', 7), /Entry 7 is sound\. .* erased by law/);
  });
});
