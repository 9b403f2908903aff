/**
 * Worlds made from knobs: how many people and records, what is written down of them, how often it is wrong or missing, and
 * who lives with whom. Each is of another nature than those in `worlds.ts`, so that nothing is fitted to one of them.
 */
import { type Chance, createChance, drawDate, drawPostcode, slip, slipDate } from './chance.ts';
import { NAMINGS, type Naming, rareFamily } from './names.ts';
import { inTwoFiles, type World } from './worlds.ts';

interface Knobs {
  readonly seed: number;
  readonly people: number;
  /** Records of one person. */
  readonly records: (chance: Chance) => number;
  /** Columns, of those in `PERSON`; in this order. */
  readonly keys: readonly string[];
  /** Share of people of a rare family name. */
  readonly rare?: number;
  /** How steeply common names are commoner than others; 1: all alike. */
  readonly steep?: number;
  /** First and last year of birth. */
  readonly years?: readonly [number, number];
  readonly districts?: number;
  /** People of one home, who mostly share family name, address and telephone. */
  readonly home?: (chance: Chance) => number;
  /** Share of people named after, and of a home with, the one before them. */
  readonly namesake?: number;
  /** Share of people of one home born on one day. */
  readonly twins?: number;
  /** Shares of values with a slip, missing, of dates wrong, of names the other way round, of moved homes. */
  readonly slips?: number;
  readonly missing?: number;
  readonly dates?: number;
  readonly swapped?: number;
  readonly moved?: number;
  readonly respelt?: number;
  /** Which of the origins of names there are. */
  readonly origins?: readonly number[];
}

type Person = Readonly<Record<string, string>>;

const JOBS = 'baker clerk driver nurse teacher weaver miner sailor farmer mason tailor printer'.split(' ');
const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
const spelt = (chance: Chance, name: string, change: number) =>
  chance.happens(change) ? chance.pick(name.split('/')) : (name.split('/')[0] ?? '');

function invent(chance: Chance, knobs: Knobs, naming: Naming, kin: Person | undefined): Person {
  const { rare = 0.2, steep = 1.5, years = [1940, 2020], districts = 17, namesake = 0, twins = 0 } = knobs;
  const sex = chance.pick(['M', 'F']);
  const own = chance.happens(rare)
    ? rareFamily(chance.next(), chance.next())
    : chance.pickCommon(naming.family, steep);
  const given = chance.pickCommon(sex === 'M' ? naming.male : naming.female, steep);
  const code = drawPostcode(chance, `WF${1 + chance.below(districts)}`);
  const person: Person = {
    givenName: given,
    familyName: own,
    otherName: chance.pickCommon(sex === 'M' ? naming.male : naming.female, steep),
    dateOfBirth: drawDate(chance, years[0], years[1]),
    sex,
    postcode: code,
    address: `${1 + chance.below(90)} ${capital(rareFamily(chance.next(), chance.next()))} ${chance.pick(['Street', 'Road', 'Lane'])}`,
    town: `Town ${code.split(' ')[0]}`,
    birthPlace: `Place ${chance.pickCommon([...Array(60).keys()], 1.6)}`,
    phone: `07${String(1e8 + chance.below(8e8)).slice(0, 9)}`,
    nationalId: String(1e8 + chance.below(8e8)),
    occupation: chance.pickCommon(JOBS),
  };
  if (!kin) return person;
  const { familyName = '', address = '', postcode = '', town = '', phone = '' } = kin;
  const shared = { familyName: chance.happens(0.85) ? familyName : own, address, postcode, town, phone };
  if (chance.happens(namesake)) {
    // A parent and child, or two cousins, of one name: never of one day.
    const day = (kin.dateOfBirth ?? '').slice(4);
    const year = Number((kin.dateOfBirth ?? '').slice(0, 4)) + chance.pick([-31, -24, -3, 2, 22, 28]);
    const born = chance.happens(0.05) ? `${year}${day}` : drawDate(chance, year, year);
    return { ...person, ...shared, givenName: kin.givenName ?? '', sex: kin.sex ?? '', dateOfBirth: born };
  }
  if (!chance.happens(twins)) return { ...person, ...shared };
  const other = person.givenName === kin.givenName ? person.otherName : person.givenName;
  return { ...person, ...shared, givenName: other ?? '', dateOfBirth: kin.dateOfBirth ?? '' };
}

/** What a clerk writes down of a person. */
function write(chance: Chance, knobs: Knobs, person: Person): readonly string[] {
  const { slips = 0.06, missing = 0.08, dates = 0.06, swapped = 0.02, moved = 0.1, respelt = 0.2 } = knobs;
  const elsewhere = chance.happens(moved);
  const swap = chance.happens(swapped);
  const names: Record<string, string> = {};
  for (const key of ['givenName', 'familyName', 'otherName'])
    names[key] = capital(spelt(chance, person[key] ?? '', respelt));
  const { givenName = '', familyName = '', otherName = '' } = names;
  const first = chance.happens(0.3) ? `${givenName} ${otherName}` : givenName;
  const form = chance.below(8);
  const full = [
    `${familyName.toUpperCase()}, ${first}`,
    `${chance.pick(['Mr', 'Ms', 'Dr'])} ${givenName} ${familyName}`,
    `${givenName.slice(0, 1)}. ${familyName}`,
    `${familyName} ${givenName}`,
  ][form];
  const said: Record<string, string> = {
    ...person,
    givenName: swap ? familyName : givenName,
    familyName: swap ? givenName : familyName,
    fullName: full ?? `${first} ${familyName}`,
    ...(elsewhere && {
      postcode: drawPostcode(chance, `LS${1 + chance.below(9)}`),
      address: `${1 + chance.below(90)} ${capital(rareFamily(chance.next(), chance.next()))} Road`,
      town: `Town LS${1 + chance.below(9)}`,
    }),
    year: (person.dateOfBirth ?? '').slice(0, 4),
  };
  return knobs.keys.map((key) => {
    const value = said[key] ?? '';
    if (chance.happens(key.endsWith('Name') ? missing / 3 : key === 'nationalId' ? 0.5 : missing)) return '';
    if (key === 'dateOfBirth') return chance.happens(dates) ? slipDate(chance, value) : value;
    return key !== 'sex' && chance.happens(slips) ? slip(chance, value) : value;
  });
}

function makeWorld(name: string, knobs: Knobs): World {
  const chance = createChance(knobs.seed);
  const origins = knobs.origins ?? NAMINGS.map((_, i) => i);
  const rows: {
    readonly who: number;
    readonly told: string;
    readonly cells: readonly string[];
    readonly at: number;
  }[] = [];
  let kin: Person | undefined;
  let left = 0;
  let naming = NAMINGS[0] as Naming;
  for (let who = 0; who < knobs.people; who += 1) {
    if (left <= 0) {
      left = knobs.home?.(chance) ?? 1;
      kin = undefined;
      naming = NAMINGS[chance.pick(origins)] as Naming;
    }
    left -= 1;
    const person = invent(chance, knobs, naming, kin);
    kin = person;
    const { givenName, familyName, dateOfBirth, address } = person;
    const told = [givenName, familyName, dateOfBirth, address].join('|');
    const records = knobs.records(chance);
    for (let i = 0; i < records; i += 1)
      rows.push({ who, told, cells: write(chance, knobs, person), at: chance.next() });
  }
  rows.sort((a, b) => a.at - b.at);
  const keys = knobs.keys.map((key) => (key === 'year' ? 'dateOfBirth' : key));
  return {
    name,
    keys,
    rows: rows.map(({ cells }) => cells),
    truth: rows.map(({ who }) => who),
    persons: rows.map(({ told }) => told),
  };
}

/** A part of a world's people in one file, most in another, a third known to only one of them. */
function unevenFiles(world: World, name: string, seed: number): World {
  const chance = createChance(seed);
  const [left, right]: [number[], number[]] = [[], []];
  const roles = new Map<number, number>();
  for (const [row, who] of world.truth.entries()) {
    const role = roles.get(who) ?? chance.next();
    roles.set(who, role);
    if (role < 0.15) left.push(row);
    else if (role < 0.3) (chance.happens(0.4) ? left : right).push(row);
    else right.push(row);
  }
  return inTwoFiles(world, name, left, right);
}

const few = (chance: Chance) => chance.pick([1, 1, 1, 2, 2, 3]);
const PLAIN = ['givenName', 'familyName', 'dateOfBirth', 'sex', 'address', 'postcode', 'phone'];

/** Worlds of other natures, each of about this many rows; another `draw` makes other people of the same natures. */
export function madeWorlds(rows: number, draw = 0): readonly World[] {
  const seed = (own: number) => own + 1000 * draw;
  const some = Math.round(rows / 1.7);
  const two = Math.round(rows / 2);
  const family = (chance: Chance) => 2 + chance.below(4);
  return [
    makeWorld('name and year', {
      seed: seed(21),
      people: some,
      records: few,
      keys: ['givenName', 'familyName', 'year'],
      rare: 0.6,
    }),
    makeWorld('many records each', {
      seed: seed(22),
      people: Math.round(rows / 40),
      records: (c) => 10 + c.below(60),
      slips: 0.12,
      dates: 0.15,
      missing: 0.15,
      keys: ['givenName', 'familyName', 'dateOfBirth', 'postcode', 'occupation'],
    }),
    makeWorld('half missing', {
      seed: seed(23),
      people: some,
      records: few,
      keys: [...PLAIN, 'birthPlace'],
      missing: 0.45,
    }),
    makeWorld('free full names', {
      seed: seed(24),
      people: some,
      records: few,
      keys: ['fullName', 'dateOfBirth', 'town'],
    }),
    makeWorld('number half missing', {
      seed: seed(25),
      people: some,
      records: few,
      keys: ['givenName', 'familyName', 'dateOfBirth', 'nationalId'],
    }),
    makeWorld('small file', {
      seed: seed(26),
      people: 560,
      records: few,
      keys: ['givenName', 'familyName', 'dateOfBirth', 'town', 'phone'],
      slips: 0.1,
    }),
    makeWorld('one address for many', {
      seed: seed(27),
      people: some,
      records: few,
      keys: PLAIN,
      home: (c) => 20 + c.below(40),
      twins: 0.05,
      namesake: 0.03,
      moved: 0.02,
    }),
    makeWorld('families of one name', {
      seed: seed(28),
      people: some,
      records: few,
      keys: PLAIN,
      home: family,
      namesake: 0.3,
      twins: 0.15,
      moved: 0.1,
      years: [1960, 2020],
    }),
    makeWorld('few names, one town', {
      seed: seed(29),
      people: two,
      records: (c) => c.pick([1, 2, 3]),
      origins: [1],
      rare: 0,
      steep: 2.5,
      years: [2004, 2012],
      districts: 1,
      keys: ['givenName', 'familyName', 'dateOfBirth', 'postcode', 'sex'],
    }),
    makeWorld('hardly one twice', {
      seed: seed(30),
      people: Math.round(rows * 0.99),
      records: (c) => (c.happens(0.01) ? 2 : 1),
      keys: ['givenName', 'familyName', 'dateOfBirth', 'postcode'],
    }),
    makeWorld('nobody twice', {
      seed: seed(31),
      people: rows,
      records: () => 1,
      keys: ['givenName', 'familyName', 'dateOfBirth', 'town'],
      home: family,
      twins: 0.1,
      namesake: 0.1,
    }),
    makeWorld('everybody twice, badly', {
      seed: seed(32),
      people: two,
      records: () => 2,
      keys: ['givenName', 'familyName', 'dateOfBirth', 'postcode'],
      slips: 0.25,
      dates: 0.25,
      swapped: 0.1,
      missing: 0.2,
    }),
    makeWorld('births in one year', {
      seed: seed(35),
      people: some,
      records: few,
      keys: PLAIN,
      years: [2014, 2014],
      home: family,
      twins: 0.3,
    }),
    unevenFiles(
      makeWorld('', {
        seed: seed(33),
        people: some,
        records: few,
        keys: PLAIN,
        home: family,
        namesake: 0.1,
        twins: 0.1,
      }),
      'two files, uneven',
      seed(34),
    ),
  ];
}
