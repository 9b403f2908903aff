import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  deriveKeptUntil,
  deriveNewestOver,
  deriveRetentionRule,
  isRetentionOver,
  KEPT,
  KEPT_LONGEST,
  RETENTION_SCHEDULE,
} from './retention.ts';

const local = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();

describe('how long a concern is kept', () => {
  it('is longer where exploitation or sexual abuse is in question, and each length says where it comes from', () => {
    assert.equal(deriveRetentionRule(true).years, 75);
    assert.equal(deriveRetentionRule(false).years, 25);
    for (const rule of RETENTION_SCHEDULE) {
      assert.ok(rule.source.length > 10, rule.kind);
      assert.ok(Temporal.PlainDate.from(rule.sourceDate), rule.kind);
    }
  });

  it('is counted from the day in London, not in Greenwich: half past midnight in summer is the new day', () => {
    assert.equal(deriveKeptUntil(KEPT, local('2026-07-01T00:30')).toString(), '2051-07-01');
    assert.equal(deriveKeptUntil(KEPT, local('2026-06-30T23:30')).toString(), '2051-06-30');
  });

  it('counts leap days: from 29 February to a year that has none it is kept a day longer, never a day less', () => {
    assert.equal(deriveKeptUntil(KEPT, local('2028-02-29T09:00')).toString(), '2053-03-01');
    assert.equal(deriveKeptUntil({ ...KEPT, years: 24 }, local('2028-02-29T09:00')).toString(), '2052-02-29');
    assert.equal(deriveKeptUntil(KEPT_LONGEST, local('2024-02-29T09:00')).toString(), '2099-03-01');
    assert.equal(deriveKeptUntil(KEPT, local('2027-02-28T09:00')).toString(), '2052-02-28');
  });

  it('is over on the morning after its last day, and not a minute before', () => {
    const from = local('2026-11-16T10:00');
    assert.equal(isRetentionOver(KEPT, from, local('2051-11-16T23:59')), false);
    assert.equal(isRetentionOver(KEPT, from, local('2051-11-17T00:00')), true);
    assert.equal(isRetentionOver(KEPT_LONGEST, from, local('2051-11-17T00:00')), false);
  });

  it('never leaves out of a list what is over', () => {
    const instants = fc.integer({ min: Date.UTC(1970, 0), max: Date.UTC(2110, 0) });
    fc.assert(
      fc.property(instants, instants, fc.constantFrom(...RETENTION_SCHEDULE), (from, now, rule) => {
        const newest = Temporal.Instant.fromEpochMilliseconds(from);
        const at = Temporal.Instant.fromEpochMilliseconds(now);
        if (!isRetentionOver(rule, newest, at)) return;
        assert.ok(Temporal.Instant.compare(newest, deriveNewestOver(rule, at)) < 0);
      }),
    );
  });
});
