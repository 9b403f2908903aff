import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { CHECK_INS, canStepBack, deriveOwed, nextReserve, type Reader, type Standing } from './standing.ts';

const addDays = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();
const reader = (keyId: string, more: Partial<Reader> = {}): Reader => ({
  keyId,
  role: 'recipient',
  place: 1,
  standing: 'asked',
  asked: '2026-11-02',
  ...more,
});
const fresh: Standing = {
  policy: 'disclosure',
  day: '2026-11-02',
  readers: [
    reader('a'),
    reader('b', { place: 2 }),
    reader('c', { place: 3 }),
    reader('d', { role: 'reserve', place: 4, standing: 'held', asked: null }),
    reader('x', { role: 'escalation', place: 5, standing: 'held', asked: null }),
  ],
  acknowledged: null,
  fedBack: null,
  closed: null,
  withdrawn: null,
  escalated: null,
  checkIns: [],
};
const open = (standing: Standing) =>
  deriveOwed(standing, addDays)
    .filter(({ met }) => !met)
    .map(({ kind }) => kind);
const withReader = (standing: Standing, keyId: string, more: Partial<Reader>): Standing => ({
  ...standing,
  readers: standing.readers.map((one) => (one.keyId === keyId ? { ...one, ...more } : one)),
});

describe('what is owed about a disclosure', () => {
  it('from the day it comes: opening, acknowledging, an answer, and four questions about reprisals', () => {
    assert.deepEqual(open(fresh), [
      'open-header',
      'acknowledge',
      'feedback',
      ...CHECK_INS.map((after) => `check-in-${after}`),
    ]);
  });

  it('opening is met when one of them has said that they have no part in it', () => {
    assert.ok(!open(withReader(fresh, 'b', { standing: 'cleared' })).includes('open-header'));
  });

  it('when somebody steps back, whoever is asked in their place has a day of their own', () => {
    const handed = withReader(withReader(fresh, 'a', { standing: 'recused' }), 'd', {
      standing: 'asked',
      asked: '2026-11-03',
    });
    const owed = deriveOwed(handed, addDays).find(({ kind }) => kind === 'open-header');
    assert.deepEqual(owed, { kind: 'open-header', since: '2026-11-03', met: false });
  });

  it('the outside body owes opening once it is asked', () => {
    const handed = withReader({ ...fresh, escalated: '2026-11-05' }, 'x', {
      standing: 'asked',
      asked: '2026-11-05',
    });
    assert.ok(open(handed).includes('outside-opens'));
  });

  it('closing answers it, and the questions go on for a year', () => {
    const closed = { ...fresh, acknowledged: '2026-11-03', closed: '2026-12-01', fedBack: '2026-12-01' };
    const cleared = withReader(closed, 'a', { standing: 'cleared' });
    assert.deepEqual(
      open(cleared),
      CHECK_INS.map((after) => `check-in-${after}`),
    );
  });

  it('a question asked in time is that question and no later one', () => {
    const asked = { ...fresh, checkIns: ['2026-12-01'] };
    assert.ok(!open(asked).includes('check-in-30'));
    assert.ok(open(asked).includes('check-in-90'));
    assert.ok(open({ ...fresh, checkIns: ['2026-11-10'] }).includes('check-in-30'), 'too early to count');
  });

  it('nothing is owed once its discloser has taken it back, and a thread about reprisals asks nothing more', () => {
    assert.deepEqual(open({ ...fresh, withdrawn: '2026-11-03' }), []);
    assert.deepEqual(open({ ...fresh, policy: 'reprisal' }), ['open-header', 'acknowledge', 'feedback']);
  });
});

describe('stepping back', () => {
  it('is never the last one’s to do: whatever happened before, somebody may still read it', () => {
    const acts = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(acts, (steps) => {
        let standing = fresh;
        for (const [who, clears] of steps) {
          const at = standing.readers.find(({ keyId }) => keyId === who);
          if (at?.standing !== 'asked' && at?.standing !== 'cleared') continue;
          if (clears) standing = withReader(standing, who, { standing: 'cleared' });
          else if (canStepBack(standing.readers, who)) {
            const next = nextReserve(standing.readers);
            standing = withReader(standing, who, { standing: 'recused' });
            if (next) standing = withReader(standing, next.keyId, { standing: 'asked', asked: '2026-11-04' });
          }
          assert.ok(standing.readers.some(({ standing: now }) => now === 'asked' || now === 'cleared'));
        }
      }),
    );
  });

  it('the outside body, once asked, is somebody left', () => {
    const last = fresh.readers.map((one) =>
      one.keyId === 'c'
        ? one
        : ({ ...one, standing: one.role === 'escalation' ? 'held' : 'recused' } as Reader),
    );
    assert.equal(canStepBack(last, 'c'), false);
    const outside = last.map((one) =>
      one.role === 'escalation' ? { ...one, standing: 'asked' as const } : one,
    );
    assert.equal(canStepBack(outside, 'c'), true);
  });
});
