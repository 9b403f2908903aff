import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asId } from '../../../kernel/ids.ts';
import { ENGLAND_PACK } from './england-pack.ts';
import { FRONT_DOOR_PACK } from './front-door-pack.ts';
import { deriveDefaultLadders } from './ladder.ts';
import { previewDue } from './shipped-rule.ts';
import { describeSpan } from './span.ts';

const local = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();

describe('the England pack', () => {
  it('names every rule once, with its source, what meets it, and a ladder that is shipped', () => {
    const post = asId<'post'>('00000000-0000-7000-8000-000000000001');
    const keys = deriveDefaultLadders({
      headOfService: post,
      director: post,
      chiefExecutive: post,
      partner: post,
      scrutineer: post,
      national: post,
    }).map((ladder) => ladder.key);
    const ids = ENGLAND_PACK.map((rule) => rule.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const rule of ENGLAND_PACK) {
      assert.ok(rule.source.length > 2, rule.id);
      assert.ok(rule.metBy.length > 0 && rule.metBy.every((act) => /^[a-z]+\.[a-z-]+$/.test(act)), rule.id);
      assert.ok(keys.includes(rule.ladder), rule.id);
      if (rule.onMissed) assert.ok(ids.includes(rule.onMissed), rule.id);
      assert.doesNotMatch(rule.what, /threshold|no further action|alleged/i);
    }
  });

  it('gives a red concern 30 minutes to be opened and 4 hours to be decided, day or night', () => {
    const night = local('2026-11-22T02:00');
    assert.ok(previewDue('front-door.open-red', night)?.at.equals(night.add({ minutes: 30 })));
    assert.ok(previewDue('front-door.decide-red', night)?.at.equals(night.add({ hours: 4 })));
  });

  it('gives everything else 12 hours and one working day', () => {
    const friday = local('2026-11-20T15:00');
    assert.ok(previewDue('front-door.open', friday)?.at.equals(friday.add({ hours: 12 })));
    assert.ok(previewDue('front-door.decide', friday)?.at.equals(local('2026-11-24T00:00')));
    assert.ok(previewDue('front-door.answer-reporter', friday)?.at.equals(local('2026-11-24T00:00')));
  });

  it('counts a return-home interview in 72 clock hours, and a complaint on its own calendar', () => {
    const found = local('2027-03-26T18:00');
    assert.ok(previewDue('missing.return-interview', found)?.at.equals(found.add({ hours: 72 })));
    assert.equal(ENGLAND_PACK.find((rule) => rule.id === 'complaint.stage-1')?.calendar, 'complaints-2006');
  });

  it('says each clock in words', () => {
    for (const rule of FRONT_DOOR_PACK) assert.ok(rule.clock && describeSpan(rule.clock).length > 3, rule.id);
    assert.equal(describeSpan({ unit: 'calendar', months: 3 }), '3 months');
  });
});
