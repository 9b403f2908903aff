/**
 * A stream of concerns of an invented world in the order told, with planted rings and what is easily taken for one. The
 * same seed gives the same stream wherever it is made.
 */
import { type Chance, createChance } from '../wrenfold/random.ts';
import { type Child, type Household, makeTown, pickPopular, type Thing, type Town } from './population.ts';
import { makeRing, type Ring } from './rings.ts';
import { drawWorld, ORDINARY, type WorldShape } from './world.ts';

export interface ConcernLine {
  readonly id: string;
  readonly at: string;
  readonly agency: string;
  readonly area: string;
  readonly children: readonly { readonly ref: string; readonly household?: string }[];
  readonly mentions: readonly Thing[];
}

/** What was planted: who is in each ring, by which things, and the concerns it caused in the order told. */
export interface PlantedRing {
  readonly ring: string;
  readonly shape: string;
  readonly children: readonly string[];
  readonly things: readonly string[];
  readonly concerns: readonly string[];
}

export interface StreamOptions {
  readonly concerns: number;
  readonly rings: number;
  readonly seed: string;
  /** `ordinary` for the county as it stands; `varied` for a world drawn from the seed. */
  readonly world: 'ordinary' | 'varied';
}

const START = Temporal.Instant.from('2031-01-06T08:00:00Z').epochMilliseconds;
const MONTH_MS = 30.4 * 24 * 3_600_000;

/** What else is named with nothing to do with the child: each for its ordinary reason. */
function nameOrdinary(chance: Chance, world: WorldShape, town: Town, home: Household): Thing[] {
  const named: Thing[] = [];
  const some = (bundle: readonly Thing[]) =>
    chance.chance(world.apart)
      ? bundle.filter(() => chance.chance(0.5))
      : bundle.filter((_, n) => n === 0 || chance.chance(0.4));
  const professional = () =>
    chance.chance(world.ownProfessional)
      ? (town.professionals[Math.floor(home.professional * town.professionals.length)] ?? [])
      : pickPopular(chance, town.professionals);
  if (chance.chance(world.namesPlace)) named.push(pickPopular(chance, town.places));
  if (chance.chance(world.namesTaxi)) named.push(...some(chance.pick(town.taxis)));
  if (chance.chance(world.namesProfessional)) named.push(...some(professional()));
  if (chance.chance(world.namesClub)) named.push(...some(chance.pick(town.clubs)));
  if (chance.chance(world.namesStreet)) named.push(chance.pick(town.streets));
  if (chance.chance(world.misread)) named.push(chance.pick(town.commonMarks));
  if (chance.chance(world.recycled)) named.push(chance.pick(chance.pick(town.households).phones));
  if (chance.chance(world.namesOther)) named.push(chance.pick(chance.pick(town.households).parents));
  if (home.feud && chance.chance(0.6)) {
    named.push(chance.pick(home.feud.parents));
    if (home.feud.car && chance.chance(0.5)) named.push(home.feud.car);
    if (chance.chance(0.3)) named.push(home.feud.home);
  }
  return named;
}

function nameFamily(chance: Chance, world: WorldShape, home: Household): Thing[] {
  const named: Thing[] = [];
  if (home.carer.length > 0 && chance.chance(0.8)) return home.carer.filter(() => chance.chance(0.5));
  for (const parent of home.parents) if (chance.chance(world.namesParent)) named.push(parent);
  if (home.other && chance.chance(0.5)) named.push(chance.pick(home.other.parents));
  if (chance.chance(world.namesHome)) named.push(home.home);
  if (chance.chance(world.namesPhone)) named.push(chance.pick(home.phones));
  if (home.car && chance.chance(world.namesCar)) named.push(home.car);
  if (chance.chance(world.namesSchool)) named.push(home.school);
  return named;
}

function sayChildren(
  chance: Chance,
  world: WorldShape,
  children: readonly Child[],
  homes: readonly Household[],
) {
  return children.map(({ ref, household }, n) => {
    if (chance.chance(world.noHousehold)) return { ref };
    const other = homes[n]?.other;
    return {
      ref,
      household: other && chance.chance(0.4) ? (other.children[0]?.household ?? household) : household,
    };
  });
}

interface Telling {
  readonly at: number;
  readonly area: number;
  readonly children: ConcernLine['children'];
  readonly mentions: readonly Thing[];
}

function tellFamily(chance: Chance, world: WorldShape, town: Town, home: Household, at: number): Telling {
  const children = chance.chance(0.5) ? chance.some(home.children, chance.int(1, 3)) : home.children;
  const mentions = [...nameFamily(chance, world, home), ...nameOrdinary(chance, world, town, home)];
  return {
    at,
    area: home.area,
    children: sayChildren(
      chance,
      world,
      children,
      children.map(() => home),
    ),
    mentions,
  };
}

function tellRing(chance: Chance, world: WorldShape, town: Town, ring: Ring, at: number): Telling {
  const about = chance.some(
    ring.members,
    chance.weighted([
      [1, 70],
      [2, 22],
      [3, 8],
    ]),
  );
  const there = new Set(about.flatMap(({ things }) => things));
  const named = [...there].filter(() => !chance.chance(ring.missing));
  const homes = about.map(({ home }) => home);
  const first = homes[0] as Household;
  const own = chance.chance(0.6) ? nameFamily(chance, world, first) : [];
  const mentions = [
    ...named,
    ...own,
    ...(chance.chance(0.4) ? nameOrdinary(chance, world, town, first) : []),
  ];
  const children = about.map(({ child }) => child);
  return { at, area: first.area, children: sayChildren(chance, world, children, homes), mentions };
}

/** Each thing once, in the order named. */
function once(things: readonly Thing[]): Thing[] {
  return [...new Map(things.map((one) => [`${one.kind} ${one.ref}`, one])).values()];
}

function describeRing(ring: Ring, concerns: readonly string[]): PlantedRing {
  const things = ring.members.flatMap((member) => member.things.map(({ ref }) => ref));
  return {
    ring: ring.id,
    shape: ring.shape,
    children: ring.members.map(({ child }) => child.ref),
    things: [...new Set(things)],
    concerns,
  };
}

/** Each concern in the order told, and at the end what was planted. */
export function* writeStream(options: StreamOptions): Generator<ConcernLine, readonly PlantedRing[]> {
  const chance = createChance(`networks/${options.seed}`);
  const world = options.world === 'ordinary' ? ORDINARY : drawWorld(chance.fork('world'));
  const town = makeTown(chance.fork('town'), world, options.concerns);
  const draw = chance.fork('rings');
  const rings = Array.from({ length: options.rings }, (_, n) =>
    makeRing(draw, world, `ring${n}`, town.households),
  );
  const ofRings = rings.flatMap((ring) => ring.times.map((at) => ({ at, ring })));
  const when = chance.fork('times');
  const ordinary = Math.max(0, options.concerns - ofRings.length);
  const schedule = [...ofRings, ...Array.from({ length: ordinary }, () => ({ at: when.next(), ring: null }))];
  schedule.sort((a, b) => a.at - b.at);
  const caused = new Map<Ring, string[]>(rings.map((ring) => [ring, []]));
  const tell = chance.fork('telling');
  for (const [n, { at, ring }] of schedule.entries()) {
    const told = ring
      ? tellRing(tell, world, town, ring, at)
      : tellFamily(tell, world, town, tell.pick(town.households), at);
    const id = `k${n + 1}`;
    if (ring) caused.get(ring)?.push(id);
    yield {
      id,
      at: Temporal.Instant.fromEpochMilliseconds(Math.round(START + at * world.months * MONTH_MS)).toString(),
      agency: `agency-${tell.int(1, world.agencies)}`,
      area: `area-${told.area + 1}`,
      children: told.children,
      mentions: once(told.mentions),
    };
  }
  return rings.map((ring) => describeRing(ring, caused.get(ring) ?? []));
}
