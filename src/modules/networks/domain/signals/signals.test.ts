import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ConcernLine, NamedThing } from '../concern-line.ts';
import { decideAdultInCare } from './adult-in-care.ts';
import { poissonTail, sharedTail } from './chance.ts';
import { type Absence, decideCoMissing, nightOf } from './co-missing.ts';
import { decidePlaceRise } from './place-rise.ts';
import { decideVehicleOutside } from './vehicle-outside.ts';

const DAY = 86_400_000;
const START = Temporal.Instant.from('2031-01-06T09:00:00Z').epochMilliseconds;

/** "place arcade" or "place school!": a thing, and with an exclamation mark an institution. */
function thing(text: string): NamedThing {
  const [kind = '', ref = ''] = text.replace('!', '').split(' ');
  return { kind: kind as NamedThing['kind'], ref, institution: text.endsWith('!') };
}

function told(
  day: number,
  children: readonly string[],
  names: readonly string[],
  agency: string,
): ConcernLine {
  return {
    id: `k${day}-${children.join('-')}-${agency}`,
    at: START + day * DAY,
    agency,
    area: '',
    children: children.map((ref) => ({ ref, household: `home of ${ref}` })),
    mentions: names.map(thing),
  };
}

const agencies = ['school', 'police', 'health'];
const at = (day: number) => START + day * DAY;
/** Children of `count` homes each named with the arcade, one a day from `day` on. */
const rise = (day: number, count: number, place = 'place arcade') =>
  Array.from({ length: count }, (_, n) => told(day + n, [`child${day + n}`], [place], agencies[n % 3] ?? ''));

describe('a place’s sudden rise', () => {
  test('is found where a place nobody spoke of is named for children of six homes in a fortnight', () => {
    const found = decidePlaceRise(rise(300, 6), 'arcade', at(306), START);
    assert.equal(found?.strength, 6);
    assert.deepEqual(found?.edges.length, 6, 'every telling is a source');
  });

  test('is not found where the same place is named as often all year: it is popular, not sudden', () => {
    const year = Array.from({ length: 11 }, (_, n) => rise(n * 28, 6)).flat();
    assert.equal(decidePlaceRise(year, 'arcade', at(10 * 28 + 6), START), null);
  });

  test('is not found at a marked school, nor where one home or one teller names it again and again', () => {
    assert.equal(decidePlaceRise(rise(300, 8, 'place arcade!'), 'arcade', at(308), START), null);
    const one = rise(300, 8).map((line) => ({ ...line, children: [{ ref: 'ava', household: 'one' }] }));
    assert.equal(decidePlaceRise(one, 'arcade', at(308), START), null);
    const teller = rise(300, 8).map((line) => ({ ...line, agency: 'school' }));
    assert.equal(decidePlaceRise(teller, 'arcade', at(308), START), null);
  });

  test('is not found before there is a past to lay it beside', () => {
    assert.equal(decidePlaceRise(rise(60, 6), 'arcade', at(66), START), null);
  });

  test('never turns on what is older than the past that is looked at, nor on the order of what is read', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(400), { maxLength: 25 }),
        fc.integer({ min: 150, max: 420 }),
        (days, now) => {
          const lines = days.map((day, n) => told(day, [`c${n}`], ['place arcade'], agencies[n % 3] ?? ''));
          const found = decidePlaceRise(lines, 'arcade', at(now), START);
          assert.deepEqual(decidePlaceRise([...lines].reverse(), 'arcade', at(now), START), found);
          if (found) {
            const recent = days.filter((day) => day <= now && day > now - 28).length;
            assert.ok(found.strength <= recent && found.strength >= 5);
          }
        },
      ),
    );
  });
});

describe('an adult near a looked-after child', () => {
  const lines = [
    told(0, ['ava'], ['adult baz'], 'school'),
    told(9, ['ava'], ['adult baz'], 'police'),
    told(20, ['ava', 'ben'], ['adult baz'], 'health'),
  ];
  const standings = { isLookedAfter: (child: string) => child === 'ava', isKnownWhy: () => false };

  test('is found when two agencies name them together more than once', () => {
    const found = decideAdultInCare(lines, 'baz', standings);
    assert.equal(found?.strength, 3);
    assert.deepEqual(found?.counts, { concerns: 3, lookedAfter: 1, homes: 2, sources: 3 });
    assert.ok(
      found?.edges.every(({ node }) => node !== 'ben'),
      'another child is not drawn in',
    );
  });

  test('counts one less where only one home is told of, as of a parent whom nobody called one', () => {
    assert.equal(decideAdultInCare(lines.slice(0, 2), 'baz', standings)?.strength, 1);
  });

  test('is not found for a carer, for a child who lives at home, for one teller, or for who meets everybody', () => {
    assert.equal(decideAdultInCare(lines, 'baz', { ...standings, isKnownWhy: () => true }), null);
    assert.equal(decideAdultInCare(lines, 'baz', { ...standings, isLookedAfter: () => false }), null);
    const one = lines.map((line) => ({ ...line, agency: 'school' }));
    assert.equal(decideAdultInCare(one, 'baz', standings), null);
    const many = [
      ...lines,
      ...Array.from({ length: 13 }, (_, n) => told(n, [`c${n}`], ['adult baz'], 'school')),
    ];
    assert.equal(decideAdultInCare(many, 'baz', standings), null);
  });
});

describe('a vehicle at several homes and schools', () => {
  const lines = [
    told(0, ['ava'], ['vehicle grey', 'organisation north!'], 'school'),
    told(9, ['ben'], ['vehicle grey', 'organisation south!'], 'police'),
    told(20, [], ['vehicle grey', 'place lodge!'], 'health'),
  ];
  const none = () => false;

  test('is found, with each telling as a source', () => {
    const found = decideVehicleOutside(lines, 'grey', at(21), none);
    assert.equal(found?.strength, 3);
    assert.deepEqual(
      found?.edges.map(({ concern }) => concern),
      lines.map(({ id }) => id),
    );
  });

  test('counts a children’s home that a child lives in', () => {
    const [first, second] = lines as [ConcernLine, ConcernLine];
    const bare = { ...second, mentions: [thing('vehicle grey')] };
    const found = decideVehicleOutside([first, bare], 'grey', at(21), (home) => home === 'home of ben');
    assert.equal(found?.strength, 2);
  });

  test('is not found for a taxi: named everywhere, and with a school now and then', () => {
    const fares = Array.from({ length: 6 }, (_, n) =>
      told(n, [`c${n % 3}`], ['vehicle grey'], agencies[n % 3] ?? ''),
    );
    assert.equal(decideVehicleOutside([...lines, ...fares], 'grey', at(21), none), null);
  });

  test('is not found for a family’s car at its own schools, for unmarked places, or after four months', () => {
    const family = lines.slice(0, 2).map((line) => ({
      ...line,
      children: line.children.map(({ ref }) => ({ ref, household: 'one' })),
    }));
    assert.equal(decideVehicleOutside(family, 'grey', at(21), none), null);
    const unmarked = lines.map((line) => ({
      ...line,
      mentions: line.mentions.map((one) => ({ ...one, institution: false })),
    }));
    assert.equal(decideVehicleOutside(unmarked, 'grey', at(21), none), null);
    assert.equal(decideVehicleOutside(lines, 'grey', at(400), none), null);
  });
});

describe('missing on the same nights', () => {
  const away = (child: string, ...nights: readonly number[]): Absence[] =>
    nights.map((night) => ({
      child,
      home: `home of ${child}`,
      night: `2031-03-${String(night).padStart(2, '0')}`,
      concern: `${child}-${night}`,
      source: 'police',
    }));

  test('is found for children of two homes who were away on the same two nights and few others', () => {
    const found = decideCoMissing([...away('ava', 3, 9), ...away('ben', 3, 9), ...away('cal', 4)], 'ava', 20);
    assert.equal(found?.strength, 2);
    assert.deepEqual(found?.counts, { children: 2, homes: 2, nights: 2, sources: 1 });
    assert.deepEqual(found?.edges.map(({ concern }) => concern).sort(), ['ava-3', 'ava-9', 'ben-3', 'ben-9']);
  });

  test('is not found for brothers, for one night, or for children who are away so often that it means nothing', () => {
    const brothers = [...away('ava', 3, 9), ...away('ben', 3, 9)].map((one) => ({ ...one, home: 'one' }));
    assert.equal(decideCoMissing(brothers, 'ava', 20), null);
    assert.equal(decideCoMissing([...away('ava', 3), ...away('ben', 3)], 'ava', 20), null);
    const often = [
      ...away('ava', ...Array.from({ length: 20 }, (_, n) => n + 1)),
      ...away('ben', 1, 3, 25, 27, 28, 29, 30, 31),
    ];
    assert.equal(decideCoMissing(often, 'ava', 20), null);
  });

  test('asks for more where more children could have been away together by chance', () => {
    const pair = [...away('ava', 3, 9), ...away('ben', 3, 9)];
    assert.ok(decideCoMissing(pair, 'ava', 100));
    assert.equal(decideCoMissing(pair, 'ava', 1_000), null);
    assert.ok(decideCoMissing([...pair, ...away('ava', 12), ...away('ben', 12)], 'ava', 1_000));
  });

  test('means by "now", before noon, the night that just passed, in London’s own time', () => {
    assert.equal(nightOf(Temporal.Instant.from('2031-07-01T10:30:00Z')), '2031-06-30');
    assert.equal(nightOf(Temporal.Instant.from('2031-07-01T11:30:00Z')), '2031-07-01');
    assert.equal(nightOf(Temporal.Instant.from('2031-07-01T23:30:00Z')), '2031-07-01');
  });

  test('is the same from both children', () => {
    const nights = fc.uniqueArray(fc.integer({ min: 1, max: 31 }), { maxLength: 8 });
    fc.assert(
      fc.property(nights, nights, fc.integer({ min: 2, max: 200 }), (a, b, compared) => {
        const both = [...away('ava', ...a), ...away('ben', ...b)];
        const one = decideCoMissing(both, 'ava', compared);
        const other = decideCoMissing(both, 'ben', compared);
        assert.deepEqual(one?.counts, other?.counts);
      }),
    );
  });
});

describe('chance', () => {
  test('is what a table of the Poisson distribution says, far out too', () => {
    assert.ok(Math.abs(poissonTail(5, 1) - 0.00366) < 1e-5);
    assert.ok(Math.abs(poissonTail(20, 2) / 6.449e-14 - 1) < 0.01);
    assert.equal(poissonTail(0, 2), 1);
  });

  test('is what drawing without replacement gives: both of two nights, among six months', () => {
    assert.ok(Math.abs(sharedTail(180, 2, 2, 2) - 1 / 16_110) < 1e-9);
    assert.equal(sharedTail(180, 2, 2, 0), 1);
  });

  test('is a probability, and falls as more is shared', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.double({ min: 0.1, max: 30, noNaN: true }),
        (count, mean) => {
          const [less, more] = [poissonTail(count, mean), poissonTail(count + 1, mean)];
          assert.ok(less >= more && more >= 0 && less <= 1, `${less} ${more}`);
        },
      ),
    );
  });
});
