/**
 * The households of an invented world and all they have in common with others for ordinary reasons: schools, clubs,
 * takeaways, taxis, professionals, neighbours, foster carers. None of it is a network, and all of it can look like one.
 */
import type { Chance } from '../wrenfold/random.ts';
import type { WorldShape } from './world.ts';

export type ThingKind = 'adult' | 'phone' | 'vehicle' | 'address' | 'place' | 'account' | 'organisation';

export interface Thing {
  readonly kind: ThingKind;
  readonly ref: string;
  readonly institution?: true;
}

export interface Child {
  readonly ref: string;
  readonly household: string;
}

export interface Household {
  readonly area: number;
  readonly children: readonly Child[];
  readonly parents: readonly Thing[];
  readonly home: Thing;
  readonly phones: readonly Thing[];
  readonly car: Thing | null;
  readonly school: Thing;
  /** Which of the town's professionals is theirs, as a share of the list. */
  readonly professional: number;
  /** Set once the households are all there: the other home, the neighbours they report, the carer. */
  other: Household | null;
  feud: Household | null;
  readonly carer: readonly Thing[];
}

export interface Town {
  readonly households: readonly Household[];
  readonly places: readonly Thing[];
  readonly taxis: readonly (readonly Thing[])[];
  readonly professionals: readonly (readonly Thing[])[];
  readonly clubs: readonly (readonly Thing[])[];
  readonly streets: readonly Thing[];
  readonly commonMarks: readonly Thing[];
}

const thing = (kind: ThingKind, ref: string): Thing => ({ kind, ref });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: Math.max(1, Math.round(count)) }, (_, index) => make(index));

/** One of a list in which the first are named far oftener than the last. */
export function pickPopular<T>(chance: Chance, list: readonly T[]): T {
  return list[Math.floor(list.length * chance.next() ** 2.5)] as T;
}

function makeHousehold(
  chance: Chance,
  world: WorldShape,
  index: number,
  schools: readonly Thing[],
): Household {
  const id = `h${index}`;
  const children = chance.chance(0.03)
    ? chance.int(5, 10)
    : chance.weighted([
        [1, 45],
        [2, 35],
        [3, 15],
        [4, 5],
      ]);
  return {
    area: index % world.areas,
    children: times(children, (n) => ({ ref: `c${index}.${n}`, household: id })),
    parents: times(chance.chance(0.6) ? 2 : 1, (n) => thing('adult', `a${index}.${n}`)),
    home: thing('address', `home${index}`),
    phones: times(chance.chance(0.5) ? 2 : 1, (n) => thing('phone', `p${index}.${n}`)),
    car: chance.chance(0.6) ? thing('vehicle', `v${index}`) : null,
    school: chance.pick(schools),
    professional: chance.next(),
    other: null,
    feud: null,
    carer: [],
  };
}

/** Children placed with a carer, each from a family of its own: the carer, their telephone, car and home in common. */
function placeWithCarer(chance: Chance, world: WorldShape, households: Household[], n: number): void {
  const carer = [
    thing('adult', `carer${n}`),
    thing('phone', `carer-phone${n}`),
    thing('address', `carer-home${n}`),
    ...(chance.chance(0.5) ? [thing('vehicle', `carer-car${n}`)] : []),
  ];
  for (let placed = chance.int(3, 14); placed > 0; placed -= 1) {
    const at = chance.int(0, households.length - 1);
    const own = households[at];
    if (!own || own.carer.length > 0) continue;
    const household = world.carerIsHousehold ? `carer${n}` : null;
    households[at] = {
      ...own,
      carer,
      children: own.children
        .slice(0, 2)
        .map((child) => ({ ...child, household: household ?? child.household })),
    };
  }
}

/** The households of a world in which about `concerns` concerns are told. */
export function makeTown(chance: Chance, world: WorldShape, concerns: number): Town {
  const count = Math.max(60, Math.round(concerns / world.concernsPerHousehold));
  const schools = times(count / 250, (n) => ({
    kind: 'organisation' as const,
    ref: `school${n}`,
    ...(chance.chance(world.marked) ? { institution: true as const } : {}),
  }));
  const households = times(count, (index) => makeHousehold(chance, world, index, schools));
  for (let n = (count * world.carers) / 1000; n > 0; n -= 1)
    placeWithCarer(chance, world, households, Math.ceil(n));
  const pair = (share: number, tie: (one: Household, two: Household) => void) => {
    for (let n = (count * share) / 2; n > 0; n -= 1) {
      const at = chance.int(0, count - 2);
      tie(households[at] as Household, households[at + 1] as Household);
    }
  };
  pair(world.step, (one, two) => {
    one.other = two;
    two.other = one;
  });
  pair(world.feuding, (one, two) => {
    one.feud = two;
    two.feud = one;
  });
  return {
    households,
    places: times(count / 60, (n) => thing(chance.chance(0.8) ? 'place' : 'organisation', `place${n}`)),
    taxis: times(count / 700, (n) => [
      thing('vehicle', `taxi${n}`),
      thing('adult', `driver${n}`),
      thing('place', 'rank'),
    ]),
    professionals: times(count / 150, (n) => [thing('adult', `prof${n}`), thing('phone', `prof-phone${n}`)]),
    clubs: times(count / 500, (n) => [
      thing('place', `club${n}`),
      thing('adult', `coach${n}`),
      thing('phone', `coach-phone${n}`),
    ]),
    streets: times(count / 400, (n) => thing('address', `street${n}`)),
    commonMarks: times(count / 500, (n) => thing('vehicle', `common${n}`)),
  };
}
