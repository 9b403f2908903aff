import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AccountId, type AgencyId, asId, type PostId } from '../../../kernel/ids.ts';
import { getCalendar } from './calendar.ts';
import {
  checkLadder,
  deriveDefaultLadders,
  isInsideOneAgency,
  type Ladder,
  type PostFacts,
} from './ladder.ts';
import { applyStep, type DutyOnLadder, deriveCaughtUp, deriveNextStep, type Step } from './next-step.ts';
import { clockHours, clockMinutes, workingDays, workingHours } from './span.ts';

const england = getCalendar('england-and-wales');
const local = (text: string) => Temporal.ZonedDateTime.from(`${text}[Europe/London]`).toInstant();
let made = 0;
function id<B extends string>(): ReturnType<typeof asId<B>> {
  made += 1;
  return asId<B>(`00000000-0000-7000-8000-${String(made).padStart(12, '0')}`);
}

const council: AgencyId = id<'agency'>();
const police: AgencyId = id<'agency'>();
const panel: AgencyId = id<'agency'>();

function post(agency: AgencyId, reportsTo: PostId | null, holders = 1): PostFacts {
  const people: AccountId[] = Array.from({ length: holders }, () => id<'account'>());
  return { id: id<'post'>(), agency, reportsTo, holders: people };
}

const chief = post(council, null);
const director = post(council, chief.id);
const head = post(council, director.id);
const manager = post(council, head.id);
const screener = post(council, manager.id, 2);
const partner = post(police, null);
const scrutineer = post(panel, null);
const national = post(panel, null);
const everyone = [chief, director, head, manager, screener, partner, scrutineer, national];

function lookup(changed: readonly PostFacts[] = []) {
  const known = new Map([...everyone, ...changed].map((facts) => [facts.id, facts]));
  return (which: PostId) => known.get(which);
}
const vacant = (facts: PostFacts): PostFacts => ({ ...facts, holders: [] });

const ladders = deriveDefaultLadders({
  headOfService: head.id,
  director: director.id,
  chiefExecutive: chief.id,
  partner: partner.id,
  scrutineer: scrutineer.id,
  national: national.id,
});
function ladder(key: Ladder['key']): Ladder {
  const found = ladders.find((one) => one.key === key);
  assert.ok(found);
  return found;
}

function duty(change: Partial<DutyOnLadder> = {}): DutyOnLadder {
  const from = change.from ?? local('2026-11-16T10:00');
  return {
    owner: screener.id,
    from,
    dueAt: local('2026-11-18T00:00'),
    skipPosts: [],
    skipHolders: [],
    warned: 0,
    missed: false,
    rung: 0,
    reachedAt: from,
    standing: [screener.id],
    noticeAt: from,
    noticeOpened: true,
    resent: false,
    exhausted: false,
    ...change,
  };
}

/** Lives through time, looking exactly when asked to; every notice is opened the moment it arrives, or none is. */
function live(start: DutyOnLadder, on: Ladder, until: Temporal.Instant, opened: boolean, posts = lookup()) {
  const steps: Step[] = [];
  let state = start;
  let now = start.from;
  for (;;) {
    const next = deriveNextStep(state, on, posts, england, now);
    if (next.step) {
      steps.push(next.step);
      state = applyStep(state, next.step, now);
      if (opened) state = { ...state, noticeOpened: true };
    } else if (next.nextAt && Temporal.Instant.compare(next.nextAt, until) <= 0) now = next.nextAt;
    else return { steps, state };
  }
}
const climbs = (steps: readonly Step[]) => steps.filter((step) => step.kind === 'reached');

describe('a duty nobody meets', () => {
  it('climbs from the manager to outside the organisation, on working days', () => {
    const { steps } = live(duty(), ladder('front-door'), local('2026-12-31T00:00'), true);
    assert.deepEqual(
      steps.map((step) => step.kind),
      ['warned', 'warned', 'missed', 'reached', 'reached', 'reached', 'reached', 'reached'],
    );
    assert.deepEqual(
      climbs(steps).map((step) => [
        step.at.toZonedDateTimeISO('Europe/London').toPlainDate().toString(),
        step.acts,
      ]),
      [
        ['2026-11-18', [manager.id]],
        ['2026-11-19', [head.id]],
        ['2026-11-20', [director.id]],
        ['2026-11-21', [chief.id, partner.id]],
        ['2026-11-25', [national.id]],
      ],
    );
    assert.deepEqual(climbs(steps)[3]?.informs, [scrutineer.id]);
  });

  it('climbs in minutes when it is red, at night too', () => {
    const from = local('2026-11-21T02:00');
    const start = duty({ from, dueAt: from.add({ minutes: 30 }), reachedAt: from, noticeAt: from });
    const { steps } = live(start, ladder('front-door-red'), from.add({ hours: 5 }), true);
    assert.deepEqual(
      climbs(steps).map((step) => step.at.since(from).total('minutes')),
      [30, 60, 90, 270],
    );
  });

  it('warns the owner at half and four fifths of the time', () => {
    const from = local('2026-11-16T10:00');
    const start = duty({ dueAt: from.add({ hours: 10 }) });
    const { steps } = live(start, ladder('front-door'), from.add({ hours: 9 }), true);
    assert.deepEqual(
      steps.map((step) => [step.kind, step.at.since(from).total('hours')]),
      [
        ['warned', 5],
        ['warned', 8],
      ],
    );
  });
});

describe('delivery is checked', () => {
  it('sends an unopened notice again by the next means, then climbs early', () => {
    const from = local('2026-11-21T02:00');
    const start = duty({ from, dueAt: from.add({ minutes: 30 }), reachedAt: from, noticeAt: from });
    const { steps } = live(start, ladder('front-door-red'), from.add({ minutes: 55 }), false);
    const told = steps
      .filter((step) => step.kind === 'resent' || step.kind === 'reached')
      .map((step) => [step.kind, step.at.since(from).total('minutes')]);
    assert.deepEqual(told, [
      ['reached', 30],
      ['resent', 40],
      ['reached', 50],
    ]);
    const early = climbs(steps)[1];
    assert.equal(early?.why, 'unopened');
    assert.deepEqual(early?.acts, [head.id]);
  });

  it('leaves an opened notice to its own clock', () => {
    const start = duty({
      rung: 1,
      missed: true,
      standing: [manager.id],
      noticeAt: local('2026-11-18T00:00'),
    });
    const next = deriveNextStep(start, ladder('front-door'), lookup(), england, local('2026-11-18T20:00'));
    assert.equal(next.step, null);
  });
});

describe('vacant and named posts', () => {
  it('passes a vacant post at once, and says so', () => {
    const posts = lookup([vacant(screener)]);
    const { steps } = deriveCaughtUp(duty(), ladder('front-door'), posts, england, duty().from);
    assert.deepEqual(
      steps.map((step) => step.kind),
      ['reached'],
    );
    const [step] = climbs(steps);
    assert.equal(step?.why, 'vacant');
    assert.deepEqual(step?.acts, [manager.id]);
  });

  it('passes two vacant posts in a row at the same instant', () => {
    const posts = lookup([vacant(screener), vacant(manager)]);
    const { steps } = deriveCaughtUp(duty(), ladder('front-door'), posts, england, duty().from);
    assert.deepEqual(
      climbs(steps).map((step) => [step.rung, step.why, step.acts, step.passedOver]),
      [
        [1, 'vacant', [], [{ post: manager.id, why: 'vacant' }]],
        [2, 'vacant', [head.id], []],
      ],
    );
  });

  it('never tells somebody named in the matter, and tells the next rung that they were skipped', () => {
    const start = duty({ skipPosts: [manager.id] });
    const { steps } = live(start, ladder('front-door'), local('2026-11-18T01:00'), true);
    const [skipped, next] = climbs(steps);
    assert.deepEqual(skipped?.passedOver, [{ post: manager.id, why: 'named' }]);
    assert.deepEqual(skipped?.acts, []);
    assert.equal(next?.why, 'named');
    assert.deepEqual(next?.acts, [head.id]);
    assert.ok(next && skipped && next.at.equals(skipped.at));
  });

  it('still tells the other holder of a shared post when one of them is named', () => {
    const [named] = screener.holders;
    assert.ok(named);
    const next = deriveNextStep(
      duty({ skipHolders: [named] }),
      ladder('front-door'),
      lookup(),
      england,
      duty().from,
    );
    assert.equal(next.step, null);
  });

  it('says once when nobody at all is left to climb to', () => {
    const posts = lookup(everyone.map(vacant));
    const { steps, nextAt } = deriveCaughtUp(
      duty(),
      ladder('front-door'),
      posts,
      england,
      local('2027-01-31T00:00'),
    );
    assert.equal(steps.filter((step) => step.kind === 'exhausted').length, 1);
    assert.equal(nextAt, null);
  });
});

describe('after an outage', () => {
  it('reaches in order every rung that should have been reached, each with its own time', () => {
    const back = local('2026-11-30T09:00');
    const { steps, duty: after } = deriveCaughtUp(duty(), ladder('front-door'), lookup(), england, back);
    const lived = live(duty(), ladder('front-door'), back, true).steps;
    assert.deepEqual(steps, lived);
    assert.equal(after.noticeAt, back);
    assert.equal(after.rung, 5);
  });
});

describe('ladders', () => {
  it('are all accepted as shipped', () => {
    for (const one of ladders) assert.equal(checkLadder(one, lookup(), screener.id).ok, true, one.key);
  });

  it('are refused when everybody on them works for the organisation that is failing to answer', () => {
    const inside: Ladder = {
      key: 'front-door',
      rungs: [
        { after: clockMinutes(0), acts: [{ to: 'line', up: 1 }], informs: [] },
        {
          after: workingDays(1),
          acts: [{ to: 'post', post: chief.id }],
          informs: [{ to: 'post', post: scrutineer.id }],
        },
      ],
      weekly: [],
      unopened: workingHours(4),
    };
    const refused = checkLadder(inside, lookup());
    assert.equal(refused.ok, false);
    assert.equal(!refused.ok && refused.refusal.code, 'duties.ladder-inside-one-agency');
    assert.equal(
      isInsideOneAgency({ ...inside, weekly: [{ to: 'post', post: partner.id }] }, lookup(), screener.id),
      false,
    );
  });

  it('are refused when a later rung is reached sooner, or a rung asks nothing of anybody', () => {
    const [first] = ladder('front-door').rungs;
    assert.ok(first);
    const disordered = { ...ladder('front-door'), rungs: [{ ...first, after: clockHours(2) }, first] };
    const code = (one: Ladder) => {
      const answer = checkLadder(one, lookup());
      return answer.ok ? null : answer.refusal.code;
    };
    assert.equal(code(disordered), 'duties.ladder-out-of-order');
    assert.equal(code({ ...ladder('front-door'), rungs: [] }), 'duties.ladder-empty');
  });
});

describe('whatever happens (properties)', () => {
  const worlds = fc.record({
    key: fc.constantFrom(...ladders.map((one) => one.key)),
    hours: fc.integer({ min: 1, max: 400 }),
    start: fc.integer({ min: 1_700_000_000_000, max: 1_800_000_000_000 }),
    vacantOnes: fc.subarray(everyone.slice(0, 6)),
    named: fc.subarray(everyone.slice(0, 6)),
    looks: fc.array(fc.integer({ min: 1, max: 2_000_000_000 }), { maxLength: 12 }),
  });

  it('an open duty is always waiting for a moment, or has climbed as far as there is to climb; rungs go up by one', () => {
    fc.assert(
      fc.property(worlds, ({ key, hours, start, vacantOnes, named, looks }) => {
        const from = Temporal.Instant.fromEpochMilliseconds(start);
        const posts = lookup(vacantOnes.map(vacant));
        const on = ladder(key);
        let state = duty({
          from,
          dueAt: from.add({ hours }),
          reachedAt: from,
          noticeAt: from,
          skipPosts: named.map((facts) => facts.id),
        });
        let rung = 0;
        let now = from;
        for (const gap of looks) {
          now = now.add({ milliseconds: gap });
          const caught = deriveCaughtUp(state, on, posts, england, now);
          for (const step of caught.steps) {
            assert.ok(Temporal.Instant.compare(step.at, now) <= 0);
            if (step.kind !== 'reached') continue;
            assert.equal(step.rung, rung + 1);
            rung = step.rung;
            for (const told of [...step.acts, ...step.informs])
              assert.ok(!state.skipPosts.includes(told), 'somebody named was told');
          }
          state = caught.duty;
          if (caught.nextAt) assert.ok(Temporal.Instant.compare(caught.nextAt, now) > 0);
          else assert.ok(state.missed && state.rung === on.rungs.length);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('looking often or seldom reaches the same rungs when every notice is opened', () => {
    fc.assert(
      fc.property(worlds, ({ key, hours, start, vacantOnes }) => {
        const from = Temporal.Instant.fromEpochMilliseconds(start);
        const posts = lookup(vacantOnes.map(vacant));
        const begin = duty({ from, dueAt: from.add({ hours }), reachedAt: from, noticeAt: from });
        const until = from.add({ hours: hours + 300 });
        const often = live(begin, ladder(key), until, true, posts).steps;
        const once = deriveCaughtUp(begin, ladder(key), posts, england, until).steps;
        assert.deepEqual(climbs(once), climbs(often));
      }),
      { numRuns: 150 },
    );
  });
});
