/** Nothing can be taken out of the log, put in or changed without a copy of it noticing, whatever is written anew with it. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { addDays } from './day.ts';
import { type Judging, judgeLog, type ShownLog } from './judge-log.ts';
import { type ChainedEvent, type DayHead, encodeEvent, encodeHead, NO_HASH } from './logged-event.ts';

const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const START = '2026-02-26';
const ID = '00000000-0000-4000-8000-000000000001';

type Draft = Pick<ChainedEvent, 'kind' | 'report' | 'keyId' | 'day'>;

/** A log of these events, and a head for each day before `today`. */
function logOf(drafts: readonly Draft[], today: string): ShownLog {
  const events: ChainedEvent[] = [];
  for (const draft of drafts) {
    const event = { ...draft, seq: events.length + 1, previous: events.at(-1)?.hash ?? NO_HASH };
    events.push({ ...event, hash: sha256(encodeEvent(event)) });
  }
  const heads: DayHead[] = [];
  for (let day = events[0]?.day ?? today; day < today; day = addDays(day, 1)) {
    const last = events.findLast((one) => one.day <= day);
    const hash = sha256(encodeHead(day, last?.hash ?? NO_HASH, last?.seq ?? 0));
    heads.push({ day, seq: last?.seq ?? 0, hash, signature: new Uint8Array(64) });
  }
  return { events, heads, gone: [] };
}

const judging = (today: string): Judging => ({
  today,
  addDays,
  dueOf: (kind, since) => addDays(since, kind === 'feedback' ? 90 : 7),
  sha256,
  isSigned: () => true,
});
const plain = (kind: string, day: string): Draft => ({ kind, report: null, keyId: null, day });

/** Some events on days that never go back, over a leap year's end of February too. */
const drafts = fc
  .array(
    fc.record({ step: fc.integer({ min: 0, max: 2 }), kind: fc.constantFrom('a.one', 'a.two', 'a.three') }),
    {
      minLength: 3,
      maxLength: 12,
    },
  )
  .map((steps) => {
    let day = START;
    return steps.map(({ step, kind }) => {
      day = addDays(day, step);
      return plain(kind, day);
    });
  });

describe('a log that is judged by a copy of its beginning', () => {
  it('is whole as it grows, and all of it may be taken in', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (all, cut) => {
        const today = addDays(all.at(-1)?.day ?? START, 3);
        const shown = logOf(all, today);
        const own = { events: shown.events.slice(0, cut % all.length), heads: shown.heads.slice(0, cut % 3) };
        const judged = judgeLog(own, shown, judging(today));
        assert.deepEqual(judged, {
          faults: [],
          soundEvents: shown.events.length,
          soundHeads: shown.heads.length,
        });
      }),
    );
  });

  it('is found out whichever event of the copy is taken out or changed, though all of it is hashed and headed anew', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), fc.boolean(), (all, which, takeOut) => {
        const today = addDays(all.at(-1)?.day ?? START, 1);
        const own = logOf(all, today);
        const at = which % all.length;
        const other = takeOut
          ? all.toSpliced(at, 1)
          : all.with(at, plain('a.changed', all[at]?.day ?? START));
        const judged = judgeLog(own, logOf(other, today), judging(today));
        assert.ok(judged.faults.length > 0);
        assert.ok(judged.soundEvents <= own.events.length, 'nothing false is taken into the copy');
      }),
    );
  });

  it('is found out by a copy that holds nothing, where the rest was not written anew', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (all, which) => {
        const today = addDays(all.at(-1)?.day ?? START, 1);
        const { events, heads } = logOf(all, today);
        const at = which % (events.length - 1);
        const shown = { events: events.toSpliced(at, 1), heads, gone: [] };
        const judged = judgeLog({ events: [], heads: [] }, shown, judging(today));
        assert.ok(judged.faults.length > 0);
        assert.equal(judged.soundEvents, at);
      }),
    );
  });

  it('is found out where days go back, which would put something into a day that was closed', () => {
    const days = ['2026-02-26', '2026-02-27', '2026-02-26'].map((day) => plain('a.one', day));
    const judged = judgeLog({ events: [], heads: [] }, logOf(days, '2026-02-27'), judging('2026-02-27'));
    assert.match(judged.faults.join(), /Event 3 does not follow/);
    assert.equal(judged.soundEvents, 2);
  });

  it('is found out where a head is missing, comes late, or is of other events', () => {
    const all = ['2026-02-26', '2026-02-26', '2026-03-01'].map((day) => plain('a.one', day));
    const { events, heads } = logOf(all, '2026-03-02');
    const faultsOf = (given: readonly DayHead[], today = '2026-03-02') =>
      judgeLog({ events: [], heads: [] }, { events, heads: given, gone: [] }, judging(today)).faults.join();
    assert.equal(faultsOf(heads), '');
    assert.match(faultsOf(heads.toSpliced(1, 1)), /The head of 2026-02-27 is missing/);
    assert.match(faultsOf(heads.slice(0, 3)), /There is no head for 2026-03-01/);
    assert.match(faultsOf(heads, '2026-03-03'), /There is no head for 2026-03-02/);
    const [first, second] = heads;
    assert.ok(first && second);
    const swapped = [{ ...first, hash: second.hash }, ...heads.slice(1)];
    assert.match(faultsOf(swapped), /The head of 2026-02-26 is not of what happened/);
  });
});

const of = (kind: string, day: string, key = 0): Draft => ({
  ...plain(`disclosures.${kind}`, day),
  report: ID,
  keyId: new Uint8Array(16).fill(key),
});

describe('what was to be done by a day', () => {
  const faultsOn = (today: string, ...all: readonly Draft[]) =>
    judgeLog({ events: [], heads: [] }, logOf(all, today), judging(today)).faults.join();
  const came = of('report-received', '2026-01-01');

  it('is found out where it was neither done nor said to be missed: a clock was taken away', () => {
    assert.equal(faultsOn('2026-01-08', came), '');
    assert.match(
      faultsOn('2026-01-09', came),
      /to be acknowledged by 2026-01-08. It was not, and its clock did not run/,
    );
    assert.equal(faultsOn('2026-01-09', came, of('missed-acknowledging', '2026-01-09')), '');
    const acknowledged = of('acknowledged', '2026-01-05', 1);
    assert.equal(faultsOn('2026-01-09', came, acknowledged), '');
    assert.match(faultsOn('2026-04-02', came, acknowledged), /to be answered by 2026-04-01/);
    assert.equal(faultsOn('2026-04-02', came, acknowledged, of('closed', '2026-03-01', 1)), '');
    assert.equal(faultsOn('2026-04-02', came, of('taken-back', '2026-01-03')), '');
  });
});

describe('what was removed', () => {
  const faultsOf = (...all: readonly Draft[]) =>
    judgeLog({ events: [], heads: [] }, logOf(all, START), judging(START)).faults.join();
  const came = of('report-received', '2026-01-01');

  it('could go thirty days after two asked, or after six years', () => {
    const asked = [of('removal-asked', '2026-01-02', 1), of('removal-asked', '2026-01-10', 2)];
    assert.equal(faultsOf(came, ...asked, of('removed', '2026-02-09')), '');
    assert.match(faultsOf(came, ...asked, of('removed', '2026-02-08')), /without two people/);
    assert.equal(faultsOf(came, of('removed', '2031-12-24')), '');
    assert.match(faultsOf(came, of('removed', '2031-12-20')), /without two people/);
  });

  it('could not where one asked twice, or one of two no longer asked', () => {
    const one = [of('removal-asked', '2026-01-02', 1), of('removal-asked', '2026-01-03', 1)];
    assert.match(faultsOf(came, ...one, of('removed', '2026-03-01')), /without two people/);
    const back = [...one, of('removal-asked', '2026-01-03', 2), of('removal-taken-back', '2026-01-09', 2)];
    assert.match(faultsOf(came, ...back, of('removed', '2026-03-01')), /without two people/);
  });
});
