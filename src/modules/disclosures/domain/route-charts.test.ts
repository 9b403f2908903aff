/**
 * Routing over organisations of every shape. Source: 70-disclosures.md 10.10 (no excluded person is ever chosen, two organisations,
 * a fallback outside).
 */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  draftRoster,
  organisationEntry,
  recipientEntry,
  rosterOf,
  TODAY,
  unitEntry,
} from '../../../../test/support/rosters.ts';
import type { Recipient, Roster } from './roster.ts';
import type { Marks } from './route-conflicts.ts';
import { type Chance, type Route, routeDisclosure, routeReprisal } from './route-disclosure.ts';
import { checkSpread, type SpreadReader } from './route-spread.ts';

function listTold(route: Route): readonly Recipient[] {
  return route.kind === 'recipients' ? [...route.recipients, ...route.reserves] : [];
}

/** Organisation charts, people and marks, whatever comes. */
const charts = fc
  .record({ organisations: fc.integer({ min: 1, max: 6 }), units: fc.integer({ min: 0, max: 12 }) })
  .chain(({ organisations, units }) => {
    const organisation = fc.nat({ max: organisations - 1 }).map((n) => `o${n}`);
    const unit =
      units === 0
        ? fc.constant(null)
        : fc.option(
            fc.nat({ max: units - 1 }).map((n) => `u${n}`),
            { freq: 3 },
          );
    const some = (one: fc.Arbitrary<string | null>) =>
      fc.array(one, { maxLength: 2 }).map((list) => list.filter((id) => id !== null));
    const person = fc.record({
      organisation,
      unit,
      manages: some(unit),
      interests: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, some(fc.oneof(unit, organisation))),
      kind: fc.constantFrom('recipient', 'recipient', 'recipient', 'protection', 'escalation'),
      until: fc.constantFrom(null, null, null, '2026-11-25'),
      away: fc.constantFrom([], [], [], [{ from: '2026-11-20', until: '2026-11-30' }]),
      seen: fc.constantFrom(null, '2026-11-20'),
    });
    const named = fc.nat({ max: 24 }).map((n) => `r${n}`);
    return fc.record({
      small: fc.array(fc.boolean(), { minLength: organisations, maxLength: organisations }),
      parents: fc.array(fc.record({ organisation, above: fc.option(fc.nat()) }), {
        minLength: units,
        maxLength: units,
      }),
      people: fc.array(person, { maxLength: 24 }),
      employer: fc.option(organisation, { freq: 4 }),
      unit,
      about: fc.array(named, { maxLength: 3 }),
      mustNotSee: fc.array(named, { maxLength: 2 }),
      told: fc.array(named, { maxLength: 3 }),
      chances: fc.infiniteStream(fc.nat()),
    });
  });
type Chart = typeof charts extends fc.Arbitrary<infer T> ? T : never;

function buildRoster({ small, parents, people }: Chart): Roster {
  const units = parents.map(({ organisation, above }, n) =>
    unitEntry(`u${n}`, organisation, above === null || n === 0 ? null : `u${above % n}`),
  );
  const organisations = small.map((is, n) => organisationEntry(`o${n}`, is));
  const recipients = people.map((over, n) => recipientEntry(`r${n}`, over));
  return rosterOf(draftRoster({ organisations, units, recipients }));
}

/** Told again by other means: whether `one` has a part in what the marks say. */
function hasPart(roster: Roster, marks: Marks, one: Recipient): boolean {
  const parentOf = (id: string) => roster.units.find((unit) => unit.id === id)?.parent ?? null;
  const isAbove = (upper: string, lower: string | null): boolean =>
    lower !== null && (upper === lower || isAbove(upper, parentOf(lower)));
  const related = (id: string) => marks.unit !== null && (isAbove(id, marks.unit) || isAbove(marks.unit, id));
  const owner = roster.units.find(({ id }) => id === marks.unit)?.organisation;
  const ofEmployer = (id: string) =>
    marks.unit === null &&
    roster.units.some((unit) => unit.id === id && unit.organisation === marks.employer);
  return (
    marks.about.includes(one.id) ||
    marks.mustNotSee.includes(one.id) ||
    (one.unit !== null && related(one.unit)) ||
    one.manages.some((id) => related(id) || ofEmployer(id)) ||
    (marks.unit === null && one.organisation === marks.employer && one.manages.length > 0) ||
    one.interests.some((id) => related(id) || ofEmployer(id) || id === marks.employer || id === owner) ||
    one.until === '2026-11-25' ||
    one.away.length > 0
  );
}

/** Every choice of `size` of these. */
function choose<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  if (size === 0) return [[]];
  return list.flatMap((one, at) => choose(list.slice(at + 1), size - 1).map((others) => [one, ...others]));
}

describe('in whatever organisation', () => {
  const runs = { numRuns: 1_500 };
  const drawFrom = ({ chances }: Chart): Chance => {
    const stream = chances[Symbol.iterator]();
    return (below) => (stream.next().value ?? 0) % below;
  };
  const readersOf = (route: Route): readonly SpreadReader[] => {
    const as = (role: SpreadReader['role'], list: readonly Recipient[]) =>
      list.map(({ keyId }) => ({ keyId, role }));
    if (route.kind === 'nobody') return [];
    if (route.kind === 'outside') return as('escalation', route.escalation);
    const { recipients, reserves, escalation } = route;
    return [
      ...as('recipient', recipients),
      ...as('reserve', reserves),
      ...as('escalation', escalation ? [escalation] : []),
    ];
  };

  test('nobody who has a part is told, three are left whoever steps back, and nobody is passed over for nothing', () => {
    const kinds = new Map<string, number>();
    fc.assert(
      fc.property(charts, (chart) => {
        const roster = buildRoster(chart);
        const { employer, unit, about, mustNotSee } = chart;
        const marks = { employer, unit, about, mustNotSee };
        const route = routeDisclosure(roster, marks, TODAY, drawFrom(chart));
        const owner = roster.units.find(({ id }) => id === unit)?.organisation;
        const isInside = (one: Recipient) => one.organisation === employer || one.organisation === owner;
        const isSmall = roster.organisations.some(
          ({ id, small }) => small && (id === employer || id === owner),
        );
        const mayBeTold = (one: Recipient) =>
          !hasPart(roster, marks, one) && !(isInside(one) && (isSmall || one.kind === 'escalation'));

        const told = listTold(route);
        const bodies = route.kind === 'nobody' ? [] : [route.escalation].flat().filter((one) => one !== null);
        assert.ok([...told, ...bodies].every(mayBeTold));
        assert.ok(
          told.every(({ kind }) => kind === 'recipient') && bodies.every(({ kind }) => kind === 'escalation'),
        );
        for (const three of choose(told, 3)) {
          assert.ok(new Set(three.map(({ organisation }) => organisation)).size >= 2);
          assert.ok(three.some((one) => !isInside(one)));
        }
        const able = roster.recipients.filter((one) => one.kind !== 'protection' && mayBeTold(one));
        const kept = new Set(route.keptAway.map(({ recipient }) => recipient.id));
        assert.deepEqual(
          roster.recipients.filter(({ id, kind }) => kind !== 'protection' && !kept.has(id)),
          able,
        );
        const keeps = (group: readonly Recipient[]) =>
          new Set(group.map(({ organisation }) => organisation)).size >= 2 &&
          group.some((one) => !isInside(one));
        const possible = choose(
          able.filter(({ kind }) => kind === 'recipient'),
          3,
        ).some(keeps);
        assert.equal(route.kind === 'recipients', possible);
        if (!possible)
          assert.equal(
            route.kind === 'nobody',
            able.every(({ kind }) => kind !== 'escalation'),
          );
        if (route.kind === 'recipients') assert.equal(route.recipients.length, 3);
        if (route.kind !== 'nobody')
          assert.equal(
            checkSpread(roster, { policy: 'disclosure', readers: readersOf(route), today: TODAY }),
            null,
          );
        kinds.set(route.kind, (kinds.get(route.kind) ?? 0) + 1);
      }),
      runs,
    );
    for (const kind of ['recipients', 'outside', 'nobody'])
      assert.ok((kinds.get(kind) ?? 0) > runs.numRuns / 50, `${kind}: ${kinds.get(kind)}`);
  });

  test('reprisals are told to leads who have no part and were not told before, one of them outside', () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const roster = buildRoster(chart);
        const { employer, unit, about, mustNotSee, told } = chart;
        const route = routeReprisal(
          roster,
          { employer, unit, about, mustNotSee },
          told,
          TODAY,
          drawFrom(chart),
        );
        if (route.kind === 'nobody') return;
        assert.equal(
          checkSpread(roster, { policy: 'reprisal', readers: readersOf(route), today: TODAY }),
          null,
        );
        const leads = listTold(route);
        assert.ok(leads.length <= 3);
        assert.ok(leads.every((one) => one.kind === 'protection' && !told.includes(one.id)));
        assert.ok(leads.every((one) => !hasPart(roster, { employer, unit, about, mustNotSee }, one)));
        const owner = roster.units.find(({ id }) => id === unit)?.organisation;
        if (route.kind === 'recipients')
          assert.ok(leads.some(({ organisation }) => organisation !== employer && organisation !== owner));
      }),
      runs,
    );
  });
});
