import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  draftRoster,
  organisationEntry,
  recipientEntry,
  rosterOf,
  TODAY,
  unitEntry,
} from '../../../../test/support/rosters.ts';
import type { Recipient, Roster } from './roster.ts';
import type { Marks, WhyNot } from './route-conflicts.ts';
import { type Chance, type Route, routeDisclosure, routeReprisal } from './route-disclosure.ts';

const NO_MARKS: Marks = { employer: null, unit: null, about: [], mustNotSee: [] };
const chance: Chance = (below) => Math.floor(Math.random() * below);

/**
 * Wrenfold council with two lines of management, police, a trust, a small home, an inspectorate and an ombudsman.
 *
 *     council: dept > north > north-1      police: cid      home (small): house
 *                   > south
 */
const ORGANISATIONS = ['council', 'police', 'trust', 'home', 'insp', 'omb'].map((id) =>
  organisationEntry(id, id === 'home'),
);
const UNITS = [
  unitEntry('dept', 'council'),
  unitEntry('north', 'council', 'dept'),
  unitEntry('north-1', 'council', 'north'),
  unitEntry('south', 'council', 'dept'),
  unitEntry('cid', 'police'),
  unitEntry('house', 'home'),
];
const at = (id: string, organisation: string, over: Readonly<Record<string, unknown>> = {}) =>
  recipientEntry(id, { organisation, ...over });
const BODY = at('watch', 'insp', { kind: 'escalation' });

const rosterWith = (recipients: readonly unknown[]): Roster =>
  rosterOf(draftRoster({ organisations: ORGANISATIONS, units: UNITS, recipients }));

const WIDE = [
  at('c1', 'council'),
  at('c2', 'council'),
  at('p1', 'police'),
  at('t1', 'trust'),
  at('h1', 'home'),
];

const ids = (list: readonly Recipient[]) => list.map(({ id }) => id).sort();

function listTold(route: Route): readonly Recipient[] {
  return route.kind === 'recipients' ? [...route.recipients, ...route.reserves] : [];
}

/** Why `one` alone is kept away, among enough others; `null` when they are not. */
function whyNot(over: Readonly<Record<string, unknown>>, marks: Partial<Marks>): WhyNot | null {
  const roster = rosterWith([at('one', 'council', over), at('p1', 'police'), at('t1', 'trust'), BODY]);
  const route = routeDisclosure(roster, { ...NO_MARKS, ...marks }, TODAY, chance);
  return route.keptAway.find(({ recipient }) => recipient.id === 'one')?.why ?? null;
}

describe('somebody is kept away', () => {
  const NORTH = { employer: 'council', unit: 'north' };
  const cases: readonly (readonly [
    string,
    Readonly<Record<string, unknown>>,
    Partial<Marks>,
    WhyNot | null,
  ])[] = [
    ['who is ticked as what it is about', {}, { about: ['one'] }, 'about'],
    ['whose post is', {}, { about: ['Post of one'] }, 'about'],
    ['who must not see it', {}, { mustNotSee: ['one'] }, 'must-not-see'],
    ['who works in the unit', { unit: 'north' }, NORTH, 'line'],
    ['who works above it', { unit: 'dept' }, NORTH, 'line'],
    ['who works below it', { unit: 'north-1' }, NORTH, 'line'],
    ['not who works beside it', { unit: 'south' }, NORTH, null],
    ['who manages the unit from elsewhere', { manages: ['south', 'north'] }, NORTH, 'manages'],
    ['who manages above it', { manages: ['dept'] }, NORTH, 'manages'],
    ['who manages below it', { manages: ['north-1'] }, NORTH, 'manages'],
    ['not who manages beside it', { manages: ['south'] }, NORTH, null],
    ['who has an interest in it', { interests: ['north'] }, NORTH, 'interest'],
    ['who has an interest above it', { interests: ['dept'] }, NORTH, 'interest'],
    ['who has an interest below it', { interests: ['north-1'] }, NORTH, 'interest'],
    ['who has an interest in the employer', { interests: ['council'] }, NORTH, 'interest'],
    ['not who has an interest elsewhere', { interests: ['south', 'police'] }, NORTH, null],
    [
      'who manages something there, where no unit is named',
      { manages: ['south'] },
      { employer: 'council' },
      'manages',
    ],
    ['who manages something at all', { manages: ['cid'] }, { employer: 'council' }, 'manages'],
    ['who manages something of it from outside', { manages: ['cid'] }, { employer: 'police' }, 'manages'],
    ['who has an interest in a unit of it', { interests: ['cid'] }, { employer: 'police' }, 'interest'],
    ['not who manages at another employer', { manages: ['south'] }, { employer: 'police' }, null],
    ['whose unit is named without its employer', { unit: 'north' }, { unit: 'north' }, 'line'],
    ['not who only works for the same employer', { unit: 'south' }, { employer: 'council' }, null],
    ['whose keys are not valid yet', { from: '2026-11-27' }, {}, 'not-valid'],
    ['whose keys ended', { until: '2026-11-25' }, {}, 'not-valid'],
    ['not whose keys end today', { until: TODAY }, {}, null],
    ['who is away', { away: [{ from: TODAY, until: TODAY }] }, {}, 'away'],
    ['not who was', { away: [{ from: '2026-11-01', until: '2026-11-25' }] }, {}, null],
    ['who was not seen for 91 days', { from: '2026-01-01', seen: '2026-08-27' }, {}, 'unseen'],
    ['not who was seen 90 days ago', { from: '2026-01-01', seen: '2026-08-28' }, {}, null],
    ['who never used keys of 91 days', { from: '2026-08-27' }, {}, 'unseen'],
    ['not who never used keys of 90 days', { from: '2026-08-28' }, {}, null],
  ];
  for (const [what, over, marks, why] of cases) test(what, () => assert.equal(whyNot(over, marks), why));

  test('by an employer or unit that the roster knows, or not at all: another is a mistake', () => {
    const roster = rosterWith(WIDE);
    for (const marks of [{ employer: 'nowhere' }, { unit: 'nowhere' }])
      assert.throws(() => routeDisclosure(roster, { ...NO_MARKS, ...marks }, TODAY, chance), TypeError);
  });
});

describe('a disclosure goes to', () => {
  test('three, two more in reserve, and a body outside', () => {
    const route = routeDisclosure(rosterWith([...WIDE, BODY]), NO_MARKS, TODAY, chance);
    assert.ok(route.kind === 'recipients');
    assert.equal(route.recipients.length, 3);
    assert.equal(new Set(route.recipients.map(({ organisation }) => organisation)).size, 3);
    assert.equal(route.reserves.length, 2);
    assert.equal(route.escalation?.id, 'watch');
  });

  test('those outside alone, where the employer is small', () => {
    const roster = rosterWith([...WIDE, BODY]);
    const route = routeDisclosure(roster, { ...NO_MARKS, employer: 'home' }, TODAY, chance);
    assert.deepEqual(ids(listTold(route)), ['c1', 'c2', 'p1', 't1']);
    assert.deepEqual(
      route.keptAway.map(({ recipient, why }) => [recipient.id, why]),
      [['h1', 'small']],
    );
  });

  test('three where no fourth keeps the rules: no reserve is better than one that breaks them', () => {
    const three = [at('c1', 'council'), at('c2', 'council'), at('c3', 'council'), at('p1', 'police')];
    const route = routeDisclosure(rosterWith([...three, BODY]), NO_MARKS, TODAY, chance);
    assert.ok(route.kind === 'recipients');
    assert.equal(route.reserves.length, 0);
    assert.ok(ids(route.recipients).includes('p1'));
  });

  test('one outside both, where the unit belongs to another than the employer', () => {
    const inside = [at('c1', 'council'), at('c2', 'council'), at('p1', 'police'), at('p2', 'police')];
    const marks = { ...NO_MARKS, employer: 'police', unit: 'north-1' };
    assert.equal(routeDisclosure(rosterWith([...inside, BODY]), marks, TODAY, chance).kind, 'outside');
    const route = routeDisclosure(rosterWith([...inside, at('t1', 'trust'), BODY]), marks, TODAY, chance);
    assert.ok(route.kind === 'recipients');
    assert.ok(ids(route.recipients).includes('t1'));
  });

  test('bodies outside alone where three can’t be had, and to nobody where there is none', () => {
    const few = [at('c1', 'council'), at('p1', 'police')];
    const all = [...few, BODY, at('omb1', 'omb', { kind: 'escalation' })];
    const outside = routeDisclosure(rosterWith(all), NO_MARKS, TODAY, chance);
    assert.ok(outside.kind === 'outside');
    assert.deepEqual(ids(outside.escalation), ['omb1', 'watch']);
    assert.equal(routeDisclosure(rosterWith(few), NO_MARKS, TODAY, chance).kind, 'nobody');
    const about = routeDisclosure(
      rosterWith(all),
      { ...NO_MARKS, employer: 'insp', about: ['omb1'] },
      TODAY,
      chance,
    );
    assert.equal(about.kind, 'nobody');
    assert.deepEqual(
      about.keptAway.map(({ why }) => why),
      ['inside', 'about'],
    );
  });

  test('each of those who may be told now and then, and to none always', () => {
    const all = ['council', 'police', 'trust', 'home'].flatMap((one) => [
      at(`${one}-1`, one),
      at(`${one}-2`, one),
    ]);
    const roster = rosterWith([...all, BODY, at('omb1', 'omb', { kind: 'escalation' })]);
    const counts = new Map<string, number>();
    // A generator with a fixed beginning: the counts below are the same on every run.
    let state = 7;
    const fixed: Chance = (below) => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return Math.floor((state / 2 ** 32) * below);
    };
    const rounds = 2_000;
    for (let n = 0; n < rounds; n += 1) {
      const route = routeDisclosure(roster, NO_MARKS, TODAY, fixed);
      assert.ok(route.kind === 'recipients' && route.escalation);
      for (const { id } of [...route.recipients, route.escalation]) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    // Three of eight alike: 750 of 2,000 each; one of two bodies: 1,000.
    for (const { id } of all)
      assert.ok(Math.abs((counts.get(id) ?? 0) - 750) < 100, `${id}: ${counts.get(id)}`);
    for (const id of ['watch', 'omb1']) assert.ok(Math.abs((counts.get(id) ?? 0) - 1_000) < 110, id);
  });
});

describe('reprisals go to', () => {
  const lead = (id: string, organisation: string) => at(id, organisation, { kind: 'protection' });

  test('protection leads who did not receive the first disclosure', () => {
    const roster = rosterWith([
      lead('l1', 'council'),
      lead('l2', 'police'),
      lead('l3', 'trust'),
      at('c1', 'council'),
      BODY,
    ]);
    const key = roster.recipients.find(({ id }) => id === 'l2')?.keyId ?? '';
    const route = routeReprisal(roster, { ...NO_MARKS, employer: 'council' }, [key, 'c1'], TODAY, chance);
    assert.ok(route.kind === 'recipients');
    assert.deepEqual(ids(route.recipients), ['l1', 'l3']);
    assert.equal(route.escalation?.id, 'watch');
    assert.deepEqual(
      route.keptAway.map(({ recipient, why }) => [recipient.id, why]),
      [['l2', 'told-before']],
    );
  });

  test('one lead alone, when they are outside; else bodies outside', () => {
    const roster = rosterWith([lead('l1', 'council'), BODY]);
    assert.equal(
      routeReprisal(roster, { ...NO_MARKS, employer: 'police' }, [], TODAY, chance).kind,
      'recipients',
    );
    const inside = routeReprisal(roster, { ...NO_MARKS, employer: 'council' }, [], TODAY, chance);
    assert.ok(inside.kind === 'outside');
    assert.deepEqual(ids(inside.escalation), ['watch']);
  });
});
