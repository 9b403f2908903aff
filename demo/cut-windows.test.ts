import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cutWindows, laneOf } from './cut-windows.ts';
import { generateWrenfold } from './wrenfold/index.ts';

const now = Temporal.Instant.from('2026-11-18T14:05:00Z');
const acts = generateWrenfold({ seed: 'windows', size: 200, now });
const windows = cutWindows(acts, now.epochMilliseconds, 3);
const HOUR = 3_600_000;

describe('the demo’s past in windows', () => {
  test('every act is played once, before its window ends, and a concern’s acts stay in order in one lane', () => {
    const played = windows.flatMap((window) => window.parts.flatMap((part) => part.acts));
    assert.equal(played.length, acts.length);
    assert.equal(new Set(played).size, acts.length);
    const lastAt = new Map<string, number>();
    for (const window of windows)
      for (const part of window.parts) {
        assert.equal(new Set(part.acts.map((act) => laneOf(act.concern, 3))).size, 1);
        for (const act of part.acts) {
          assert.ok(act.at <= window.until);
          assert.ok(act.at >= (lastAt.get(act.concern) ?? 0));
          lastAt.set(act.concern, act.at);
        }
      }
  });

  test('nothing is played before what came before it, where the steps grow shorter too', () => {
    const raise = acts.find((act) => act.kind === 'raise');
    assert.ok(raise);
    const steady = Array.from({ length: 9000 }, (_, n) => ({
      ...raise,
      at: now.epochMilliseconds - (9000 - n) * 13 * 60_000,
    }));
    let last = 0;
    for (const window of cutWindows(steady, now.epochMilliseconds, 1))
      for (const act of window.parts.flatMap((part) => part.acts)) {
        assert.ok(act.at >= last && act.at <= window.until);
        last = act.at;
      }
  });

  test('windows follow one another, the last ends now, and each part has a name of its own', () => {
    for (const [index, window] of windows.entries())
      assert.ok(index === 0 || (windows[index - 1]?.until ?? 0) < window.until);
    assert.equal(windows.at(-1)?.until, now.epochMilliseconds);
    const names = windows.flatMap((window) => window.parts.map((part) => part.name));
    assert.equal(new Set(names).size, names.length);
  });

  test('in the last days the engine looks every hour, whether or not anybody did anything', () => {
    const late = windows.filter((window) => window.until > now.epochMilliseconds - 10 * 24 * HOUR);
    for (const [index, window] of late.entries())
      if (index > 0) assert.ok(window.until - (late[index - 1]?.until ?? 0) <= HOUR);
    assert.ok(late.some((window) => window.parts.length === 0));
  });
});
