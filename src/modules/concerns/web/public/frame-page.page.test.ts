import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sayBy, sayWhen } from './frame-page.page.ts';
import { en } from './texts/en.ts';

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);

describe('times, as people say them', () => {
  it('are London’s, in winter and in summer', () => {
    assert.equal(sayWhen(en, at('2026-11-23T09:05:00Z')), 'Monday 23 November at 9:05am');
    assert.equal(sayWhen(en, at('2026-06-01T08:00:00Z')), 'Monday 1 June at 9am');
    assert.equal(sayWhen(en, at('2026-11-23T12:00:00Z')), 'Monday 23 November at midday');
  });

  it('never promise something by twelve at night of a day that has not begun', () => {
    assert.equal(sayBy(en, at('2026-11-25T00:00:00Z')), 'the end of Tuesday 24 November');
    assert.equal(sayBy(en, at('2026-06-01T23:00:00Z')), 'the end of Monday 1 June');
    assert.equal(sayBy(en, at('2026-11-24T17:00:00Z')), 'Tuesday 24 November at 5pm');
  });
});
