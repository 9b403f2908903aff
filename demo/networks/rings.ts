/**
 * The planted rings: children of different homes whom the same adults, cars, phones and places reach. Each ring's children
 * come from ordinary households of the world, so that their families' own concerns go on beside it.
 */
import type { Chance } from '../wrenfold/random.ts';
import type { Child, Household, Thing } from './population.ts';
import type { WorldShape } from './world.ts';

export const RING_SHAPES = ['hub', 'car-and-place', 'two-each', 'slow', 'two-areas', 'scattered'] as const;
export type RingShape = (typeof RING_SHAPES)[number];

export interface RingMember {
  readonly child: Child;
  readonly home: Household;
  /** What reaches this child. */
  readonly things: readonly Thing[];
}

export interface Ring {
  readonly id: string;
  readonly shape: RingShape;
  readonly members: readonly RingMember[];
  /** How often each thing that was there goes unmentioned. */
  readonly missing: number;
  /** When its concerns are told, as shares of the world's time. */
  readonly times: readonly number[];
}

/** What a ring of this shape has, and which of it reaches its n-th child. */
function drawThings(
  chance: Chance,
  shape: RingShape,
  id: string,
  children: number,
): (n: number) => readonly Thing[] {
  const of = (kind: Thing['kind'], count: number): Thing[] =>
    Array.from({ length: count }, (_, n) => ({ kind, ref: `${id}.${kind}${n}` }));
  const hub = [...of('adult', 1), ...of('phone', 2), ...of('vehicle', 1), ...of('place', 1)];
  switch (shape) {
    case 'hub':
    case 'two-areas':
      return () => hub;
    case 'car-and-place':
      return () => [...of('vehicle', 1), ...of('place', 1), ...of('adult', 1)];
    case 'two-each': {
      const round = [...of('adult', 2), ...of('vehicle', 2), ...of('phone', Math.max(1, children - 4))];
      return (n) => [0, 1, 2].flatMap((step) => round[(n + step) % round.length] ?? []);
    }
    case 'slow':
      return () => [...of('adult', 2), ...of('phone', 1), ...of('vehicle', 1)];
    case 'scattered': {
      const many = [
        ...of('adult', 3),
        ...of('vehicle', 2),
        ...of('phone', 2),
        ...of('place', 2),
        ...of('account', 1),
      ];
      const drawn = Array.from({ length: children }, () => chance.some(many, chance.int(3, 5)));
      return (n) => drawn[n] ?? [];
    }
  }
}

/** One ring, its children taken from `households`, no household twice but for the odd sibling. */
export function makeRing(
  chance: Chance,
  world: WorldShape,
  id: string,
  households: readonly Household[],
): Ring {
  const shape = chance.pick(RING_SHAPES);
  const size = chance.weighted([
    [3, 15],
    [4, 20],
    [5, 20],
    [6, 15],
    [8, 12],
    [10, 10],
    [12, 8],
  ]);
  const area = chance.int(0, world.areas - 1);
  const second = shape === 'two-areas' ? (area + 1) % world.areas : area;
  const homes = new Set<Household>();
  for (let tries = 0; homes.size < size && tries < 2000; tries += 1) {
    const home = chance.pick(households);
    if (home.carer.length === 0 && (home.area === area || home.area === second)) homes.add(home);
  }
  const thingsOf = drawThings(chance, shape, id, homes.size);
  const members = [...homes].flatMap((home, n) => {
    const children = chance.chance(0.1) ? home.children.slice(0, 2) : home.children.slice(0, 1);
    return children.map((child) => ({ child, home, things: thingsOf(n) }));
  });
  const months = shape === 'slow' ? chance.int(10, 16) : chance.int(2, 9);
  const lasts = Math.min(0.9, months / world.months);
  const from = chance.next() * (1 - lasts);
  const told = Math.max(5, Math.round(members.length * world.concernsPerRingChild));
  return {
    id,
    shape,
    members,
    missing: Math.min(0.6, world.missing + (chance.next() - 0.5) * 0.2),
    times: Array.from({ length: told }, () => from + chance.next() * lasts).sort((a, b) => a - b),
  };
}
