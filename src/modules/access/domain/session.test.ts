import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { asId, type PostId } from '../../../kernel/ids.ts';
import { deriveHat, deriveSessionState } from './session.ts';

const start = Temporal.Instant.from('2026-03-02T09:00:00Z');
const after = (by: Temporal.DurationLike) => start.add(by);

describe('a session', () => {
  const fresh = { createdAt: start, seenAt: start, endedAt: null };
  test('lives through a quarter of an hour’s telephone call', () => {
    assert.equal(deriveSessionState(fresh, after({ minutes: 15 })), 'live');
  });
  test('left alone lapses, but what is then sent is still kept for its owner', () => {
    assert.equal(deriveSessionState(fresh, after({ minutes: 20 })), 'lapsed');
  });
  test('ends its day after eight hours however busy', () => {
    const busy = { ...fresh, seenAt: after({ hours: 8 }) };
    assert.equal(deriveSessionState(busy, after({ hours: 7, minutes: 59 })), 'live');
    assert.equal(deriveSessionState(busy, after({ hours: 8 })), 'lapsed');
  });
  test('signed out or revoked takes nothing more, at once', () => {
    assert.equal(deriveSessionState({ ...fresh, endedAt: start }, start), 'ended');
  });
  test('is forgotten a day after it was last seen', () => {
    assert.equal(deriveSessionState(fresh, after({ hours: 24 })), 'ended');
  });
});

describe('the hat somebody wears', () => {
  const a: PostId = asId('019a0000-0000-7000-8000-000000000001');
  const b: PostId = asId('019a0000-0000-7000-8000-000000000002');
  test('is the one they chose', () => assert.equal(deriveHat([a, b], b), b));
  test('is the only one they have', () => assert.equal(deriveHat([a], null), a));
  test('is never guessed from several', () => assert.equal(deriveHat([a, b], null), null));
  test('is never one they have given up', () => {
    assert.equal(deriveHat([a], b), a);
    assert.equal(deriveHat([], b), null);
  });
});
