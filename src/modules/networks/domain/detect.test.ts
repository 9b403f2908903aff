import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ConcernLine, NamedThing } from './concern-line.ts';
import { type Alert, NetworkWatch } from './detect.ts';

const DAY = 86_400_000;
const START = Temporal.Instant.from('2031-03-01T09:00:00Z').epochMilliseconds;

interface Told {
  readonly day: number;
  readonly about: readonly (string | readonly [string, string | null])[];
  readonly names: readonly string[];
  readonly agency?: string;
  readonly area?: string;
  readonly id?: string;
}

/** "vehicle grey" or "place hall!": a thing, and with an exclamation mark an institution. */
function thing(text: string): NamedThing {
  const [kind = '', ref = ''] = text.replace('!', '').split(' ');
  return { kind: kind as NamedThing['kind'], ref, institution: text.endsWith('!') };
}

function line(told: Told, number: number): ConcernLine {
  return {
    id: told.id ?? `k${number}`,
    at: START + told.day * DAY,
    agency: told.agency ?? ['school', 'police', 'health'][number % 3] ?? '',
    area: told.area ?? 'north',
    children: told.about.map((child) =>
      typeof child === 'string'
        ? { ref: child, household: `home of ${child}` }
        : { ref: child[0], household: child[1] },
    ),
    mentions: told.names.map(thing),
  };
}

function watch(stream: readonly Told[]): { readonly alerts: readonly Alert[]; readonly on: NetworkWatch } {
  const on = new NetworkWatch();
  return { alerts: stream.flatMap((told, number) => on.take(line(told, number)) ?? []), on };
}

/** Three children of three homes, told of by three agencies: a grey car, and a man called Baz with his telephone. */
const GREY_CAR: readonly Told[] = [
  { day: 0, about: ['ava'], names: ['vehicle grey', 'adult baz'] },
  { day: 9, about: ['ben'], names: ['vehicle grey', 'adult baz', 'phone burner'] },
  { day: 15, about: ['cal'], names: ['vehicle grey', 'phone burner'] },
  { day: 22, about: ['ava', 'ben'], names: ['adult baz', 'phone burner'] },
  { day: 30, about: ['cal'], names: ['adult baz', 'vehicle grey'] },
];
const CLUB = ['place club', 'adult coach'];

const same = (stream: readonly Told[], change: (told: Told) => Partial<Told>) =>
  stream.map((told) => ({ ...told, ...change(told) }));

describe('a network', () => {
  test('of three children of three homes is said before its last concern, with every source', () => {
    const { alerts } = watch(GREY_CAR);
    const first = alerts[0];
    assert.ok(first, 'three children were named with one car and one man, and nobody was told');
    assert.equal(first.concern, 'k3');
    assert.deepEqual([...first.children].sort(), ['ava', 'ben', 'cal']);
    assert.deepEqual([...first.via].sort(), ['baz', 'burner', 'grey']);
    assert.match(first.why, /Three children of three homes/);
    assert.match(first.why, /Vehicle grey: .*ava \(k0\)/);
    for (const concern of ['k0', 'k1', 'k2', 'k3']) assert.match(first.why, new RegExp(`\\b${concern}\\b`));
  });

  test('grows as one alert, and says nothing when nothing is new', () => {
    const grown = [
      ...GREY_CAR,
      { day: 40, about: ['ava'], names: ['vehicle grey'] },
      { day: 41, about: ['ava'], names: ['vehicle grey'] },
      { day: 44, about: ['dan'], names: ['vehicle grey', 'adult baz'] },
      { day: 45, about: ['dan'], names: ['adult baz', 'phone burner'] },
    ];
    const { alerts, on } = watch(grown);
    assert.equal(on.patterns, 1);
    assert.deepEqual(new Set(alerts.map(({ pattern }) => pattern)), new Set(['network-1']));
    assert.ok(alerts.at(-1)?.children.includes('dan'), 'a fourth child came and the alert stayed as it was');
    assert.ok(!alerts.some(({ concern }) => concern === 'k6'), 'nothing new was said again');
  });

  test('is said where one child is in every telling, as long as what they share reaches two more', () => {
    const { alerts } = watch([
      { day: 0, about: ['ava'], names: ['vehicle grey', 'adult baz'] },
      { day: 9, about: ['ava', 'ben'], names: ['vehicle grey', 'adult baz'] },
      { day: 15, about: ['ava', 'cal'], names: ['vehicle grey', 'adult baz'] },
      { day: 22, about: ['ava', 'ben', 'cal'], names: ['vehicle grey'] },
    ]);
    assert.ok(alerts[0], 'the car and the man were taken for her family’s own');
    assert.deepEqual([...alerts[0].children].sort(), ['ava', 'ben', 'cal']);
  });

  test('does not take in a family that goes to the same club', () => {
    const club = same(GREY_CAR, ({ day, names }) => (day === 22 ? { names: [...names, ...CLUB] } : {}));
    const { alerts } = watch([...club, { day: 40, about: ['dan'], names: CLUB }]);
    assert.equal(alerts.length > 0, true);
    assert.ok(!alerts.some(({ children }) => children.includes('dan')), 'dan plays there');
  });

  test('is found across two areas, and says so', () => {
    const { alerts } = watch(
      same(GREY_CAR, ({ about }) => ({ area: about.includes('cal') ? 'south' : 'north' })),
    );
    assert.match(alerts[0]?.why ?? '', /in two areas \(north and south\)/);
  });

  test('of which each half was watched for itself becomes one, and the alert says so', () => {
    const other = same(GREY_CAR, ({ about, names }) => ({
      about: about.map((child) => `other-${String(child)}`),
      names: names.map((name) => `${name}2`),
    }));
    const joined: readonly Told[] = [
      { day: 50, about: ['ava', 'other-ava'], names: ['vehicle grey', 'adult baz2'] },
      { day: 51, about: ['ben', 'other-cal'], names: ['adult baz', 'vehicle grey2'] },
      { day: 52, about: ['other-ben'], names: ['adult baz', 'vehicle grey', 'adult baz2'] },
      { day: 53, about: ['cal'], names: ['adult baz2', 'vehicle grey2'] },
    ];
    const { alerts } = watch([...GREY_CAR, ...other, ...joined]);
    const merged = alerts.find((alert) => alert.merged.length > 0);
    assert.ok(merged, 'two networks with the same men stayed two');
    assert.deepEqual([merged.pattern, merged.merged], ['network-1', ['network-2']]);
    assert.match(merged.why, /What was watched as network-2 is part of this now\./);
  });
});

describe('what is no network', () => {
  const quiet = (stream: readonly Told[], why: string) => assert.deepEqual(watch(stream).alerts, [], why);

  test('brothers and sisters, under one household or in two homes by turns', () => {
    quiet(
      same(GREY_CAR, ({ about }) => ({ about: about.map((child) => [String(child), 'one home'] as const) })),
      'a family',
    );
    quiet(
      [
        ...GREY_CAR.slice(0, 2),
        { day: 10, about: [['ava', 'home of ben']], names: [] },
        { day: 11, about: [['ben', 'home of cal']], names: [] },
        ...GREY_CAR.slice(2),
      ],
      'children who lived together once',
    );
  });

  test('children named beside each other whose household nobody gave', () => {
    quiet(
      [
        {
          day: 0,
          about: [
            ['ava', null],
            ['ben', null],
            ['cal', null],
          ],
          names: ['adult mother', 'phone home'],
        },
        { day: 5, about: [['ava', null]], names: ['adult mother', 'phone home', 'vehicle family'] },
        { day: 6, about: [['ben', null]], names: ['adult mother', 'vehicle family'] },
        { day: 7, about: [['cal', null]], names: ['phone home', 'vehicle family'] },
      ],
      'brothers and sisters without a household',
    );
  });

  test('brothers and sisters in two homes, with another family of their social worker’s', () => {
    const worker = ['adult worker', 'phone office'];
    quiet(
      [
        { day: 0, about: ['ava', 'ben'], names: ['adult mother', ...worker] },
        { day: 6, about: ['ava', 'ben'], names: ['adult mother', 'phone home', ...worker] },
        { day: 9, about: ['cal'], names: worker },
        { day: 12, about: ['ava', 'ben'], names: ['adult mother', 'phone home'] },
      ],
      'ava is at her father’s, ben at their mother’s',
    );
  });

  test('children placed with one carer, each told of with their brothers and sisters', () => {
    const siblings = (name: string) => [1, 2].map((n) => [`${name} ${n}`, `home of ${name}`] as const);
    const carer = ['adult carer', 'phone carer', 'vehicle carer'];
    const told = ['ava', 'ben', 'cal', 'ava', 'ben', 'cal'];
    quiet(
      told.map((name, n) => ({ day: n * 8, about: siblings(name), names: carer })),
      'a carer of whom no address is known',
    );
  });

  test('what an institution has in common, marked once', () => {
    quiet(
      same(GREY_CAR, ({ names }) => ({ names: names.map((name) => `${name}!`) })),
      'the minibus of a children’s home',
    );
  });

  test('two things of everybody’s, however many come back to them', () => {
    const crowd: Told[] = [];
    for (let n = 0; n < 60; n += 1)
      crowd.push({
        day: n,
        about: [`child${n % 20}`],
        names: ['adult teacher', 'phone office', 'place hall'],
      });
    assert.ok(watch(crowd).alerts.length <= 1, 'a school that nobody marked alarmed again and again');
    const late = watch([
      ...crowd,
      { day: 70, about: ['new', 'child3'], names: ['adult teacher', 'phone office'] },
    ]);
    assert.ok(!late.alerts.some(({ concern }) => concern === 'k60'), 'known to be everybody’s by then');
  });

  test('a chain of families, each with something of the next one’s', () => {
    quiet(
      [
        { day: 0, about: ['ava'], names: ['adult one', 'phone one'] },
        { day: 1, about: ['ben'], names: ['adult one', 'phone one', 'adult two', 'vehicle two'] },
        { day: 2, about: ['cal'], names: ['adult two', 'vehicle two'] },
        { day: 3, about: ['ava'], names: ['adult one'] },
        { day: 4, about: ['ben'], names: ['phone one', 'vehicle two'] },
        { day: 5, about: ['cal'], names: ['vehicle two'] },
      ],
      'ben’s family knows two others; nothing joins those',
    );
  });

  test('one source alone, or mentions of more than eighteen months ago', () => {
    quiet(
      same(GREY_CAR, () => ({ agency: 'school' })),
      'one agency told everything',
    );
    quiet(
      GREY_CAR.map((told, number) => ({ ...told, day: number * 300 })),
      'years apart',
    );
  });
});

describe('a stream as it comes', () => {
  test('counts a concern once however often it is sent', () => {
    const twice = GREY_CAR.flatMap((told, number) => [
      { ...told, id: `k${number}`, agency: `agency-${number}` },
      { ...told, id: `k${number}`, agency: `agency-${number}` },
    ]);
    const once = GREY_CAR.map((told, number) => ({ ...told, agency: `agency-${number}` }));
    assert.deepEqual(watch(twice).alerts, watch(once).alerts);
  });

  test('finds the same children when lines come out of order', () => {
    const { alerts } = watch([...GREY_CAR].reverse());
    assert.deepEqual([...(alerts.at(-1)?.children ?? [])].sort(), ['ava', 'ben', 'cal']);
  });

  test('is not slowed by a thing with thousands of mentions, nor by a child', () => {
    const on = new NetworkWatch();
    for (let n = 0; n < 6_000; n += 1)
      on.take(line({ day: n / 120, about: ['busy', `c${n}`], names: ['adult busy', `phone p${n}`] }, n));
    const began = performance.now();
    for (let n = 0; n < 200; n += 1)
      on.take(line({ day: 51, about: ['busy'], names: ['adult busy', `phone q${n}`] }, 6_000 + n));
    const each = (performance.now() - began) / 200;
    assert.ok(each < 25, `${each.toFixed(1)} ms a concern: something walks all of its mentions`);
  });
});
