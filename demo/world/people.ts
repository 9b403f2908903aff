/**
 * Households of the invented country. Each is made by itself from the seed and its number, so that ten million people
 * need no memory, and one can be made again later. Nobody in it is or was anybody; names are put together by chance.
 * Postcodes begin with Q, which the postal service gives to no town; phone numbers with 071, which nobody has been given;
 * NHS numbers with 9, which are not issued to patients; pupil numbers name local authority 100, which is none.
 */
import { drawFamily, drawGiven, drawOrigin } from './coin-names.ts';
import { type Draw, drawFor } from './draw.ts';
import type { Origin } from './name-lists.ts';

/** The day on which the country is looked at. */
export const YEAR = 2026;

export interface Person {
  /** Unlike that of everybody else in the country of this seed. */
  readonly id: number;
  readonly household: number;
  readonly origin: Origin;
  readonly sex: 'F' | 'M';
  readonly given: string;
  readonly family: string;
  /** Another family name that some records have: the one before marriage, or the other parent's. */
  readonly otherFamily: string | null;
  readonly born: { readonly year: number; readonly month: number; readonly day: number };
  readonly nhsNumber: string;
  /** Of those who are or were at school lately. */
  readonly upn: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** Numbers of dwellings, the present one first. */
  readonly dwellings: readonly number[];
}

export interface Dwelling {
  readonly address: string;
  readonly street: string;
  readonly town: string;
  readonly postcode: string;
  readonly uprn: string;
}

/** Households that share streets, and where they keep together, family names. */
const COMMUNITY = 300;
/** Most people in one household: ids leave that many places. */
const MOST = 8;

const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';
const letter = (n: number) => LETTERS.charAt(n % LETTERS.length);
const TREES =
  'Alder Ash Aspen Beech Birch Bramble Cedar Cherry Chestnut Clover Elder Elm Fern Furze Gorse Hawthorn Hazel Heather Holly Hornbeam Ivy Juniper Larch Laurel Lime Linden Maple Oak Orchard Pine Poplar Privet Reed Rowan Rush Sedge Sorrel Spruce Thistle Willow'.split(
    ' ',
  );
const WAYS = 'Street Road Lane Close Avenue Drive Terrace Grove Crescent Way Court Gardens Rise Walk'.split(
  ' ',
);
const TOWNS = 'Nether Upper Great Little Market Long Over Temple Abbots Kings'.split(' ');
const TOWN_ENDS = 'ford ham ley by wick stead thorpe combe worth den'.split(' ');

/** The dwelling with this number: one for each household, and others move in later. */
export function dwellingAt(number: number): Dwelling {
  const community = Math.floor(number / COMMUNITY);
  const within = number % COMMUNITY;
  const [road, house] = [Math.floor(within / 30), 1 + (within % 30)];
  const [tree, way] = [(community * 7 + road * 3) % TREES.length, (community + road * 5) % WAYS.length];
  const street = `${TREES[tree]} ${WAYS[way]}`;
  const town = `${TOWNS[Math.floor(community / 20) % 10]} ${TREES[Math.floor(community / 200) % 40]}${TOWN_ENDS[Math.floor(community / 50) % 10]}`;
  const unit = community * 20 + road * 2 + (house > 15 ? 1 : 0);
  const district = Math.floor(unit / 4_000);
  const area = `Q${letter(Math.floor(district / 60))}${1 + (district % 60)}`;
  const postcode = `${area} ${Math.floor(unit / 400) % 10}${letter(Math.floor(unit / 20))}${letter(unit)}`;
  const flat = number % 9 === 0 ? `Flat ${1 + (number % 4)}, ` : '';
  return {
    address: `${flat}${house} ${street}`,
    street,
    town,
    postcode,
    uprn: String(900_000_000_000 + number),
  };
}

/** A number of ten digits whose last is the modulus-11 check of the others (NHS Data Dictionary). */
export function nhsNumberFor(id: number): string {
  for (let body = 900_000_000 + id * 2; ; body += 1) {
    const digits = String(body);
    let sum = 0;
    for (let i = 0; i < 9; i += 1) sum += (digits.charCodeAt(i) - 48) * (10 - i);
    const check = (11 - (sum % 11)) % 11;
    // Two that follow each other differ by 2 in their sum: never are both without a check digit.
    if (check !== 10) return `${digits}${check}`;
  }
}

/** A pupil number with its check letter (DfE guide to unique pupil numbers: modulus 23). */
export function pupilNumberFor(id: number): string {
  const digits = `100${String(id).padStart(9, '0')}`;
  let sum = 0;
  for (let i = 0; i < 12; i += 1) sum += (digits.charCodeAt(i) - 48) * (i + 2);
  return `${'ABCDEFGHJKLMNPQRTUVWXYZ'.charAt(sum % 23)}${digits}`;
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function bornIn(draw: Draw, year: number, origin: Origin): Person['born'] {
  // Where births were not written down, papers often say the first of January.
  const unwritten = origin === 'African' || origin === 'Arabic' || origin === 'South Asian';
  if (unwritten && year < 2005 && draw.happens(0.06)) return { year, month: 1, day: 1 };
  const month = 1 + draw.below(12);
  return { year, month, day: 1 + draw.below(MONTH_DAYS[month - 1] ?? 28) };
}

/** Which family names and origins live close together. */
function communityOf(
  seed: number,
  household: number,
): { readonly origin: Origin | null; readonly families: string[] } {
  const draw = drawFor(seed + 1, Math.floor(household / COMMUNITY));
  const close = draw.happens(0.12);
  const origin = close ? drawOrigin(draw) : null;
  const families = origin === null ? [] : Array.from({ length: 12 }, () => drawFamily(draw, origin));
  return { origin, families };
}

interface Draft {
  readonly sex: 'F' | 'M';
  readonly given: string;
  readonly family: string;
  readonly otherFamily: string | null;
  readonly origin: Origin;
  readonly born: Person['born'];
}

/** Adults and children of one household: couples, step families, grandparents, twins, two of one name. */
function draftHousehold(seed: number, household: number, draw: Draw): readonly Draft[] {
  const near = communityOf(seed, household);
  const origin = near.origin !== null && draw.happens(0.7) ? near.origin : drawOrigin(draw);
  const [first, ...others] = near.families;
  const familyOf = () =>
    first !== undefined && origin === near.origin && draw.happens(0.6)
      ? draw.pick([first, ...others])
      : drawFamily(draw, origin);
  const person = (
    sex: 'F' | 'M',
    year: number,
    family: string,
    otherFamily: string | null = null,
  ): Draft => ({
    sex,
    given: drawGiven(draw, origin, sex, year),
    family,
    otherFamily,
    origin,
    born: bornIn(draw, year, origin),
  });
  const sexOf = () => (draw.happens(0.5) ? 'F' : 'M');
  const kind = draw.next();
  const family = familyOf();
  if (kind < 0.27) return [person(sexOf(), 1938 + draw.below(68), family)];
  const withChildren = kind > 0.55;
  const year = withChildren ? 1968 + draw.below(36) : 1938 + draw.below(66);
  const members: Draft[] = [];
  const alone = withChildren && draw.happens(0.22);
  if (!alone) members.push(person('M', year - draw.below(5), family));
  const takes = draw.happens(origin === 'English' ? 0.7 : 0.4);
  const before = familyOf();
  members.push(takes ? person('F', year, family, before) : person('F', year, before));
  if (!withChildren) return members;
  const step = !alone && draw.happens(0.12) ? familyOf() : null;
  const many = 1 + draw.below(origin === 'English' || origin === 'Chinese' ? 3 : 4);
  let birth = Math.max(year + 19, 2008) + draw.below(4);
  for (let n = 0; n < many && birth <= YEAR && members.length < MOST - 2; n += 1) {
    const sex = sexOf();
    const child = person(sex, birth, step ?? family, step === null ? (takes ? null : before) : family);
    const father = members[0];
    const named =
      father?.sex === 'M' && sex === 'M' && draw.happens(0.04) ? { ...child, given: father.given } : child;
    members.push(named);
    if (draw.happens(0.016)) {
      const twin = person(sexOf(), birth, named.family, named.otherFamily);
      members.push({ ...twin, born: named.born });
    }
    birth += 1 + draw.below(4);
  }
  if (draw.happens(origin === 'South Asian' || origin === 'Roma' ? 0.25 : 0.04))
    members.push(person(sexOf(), year - 27, family));
  return members;
}

/** Everybody of the household with this number, from 0, in the country of `seed`. */
export function householdAt(seed: number, household: number): readonly Person[] {
  const draw = drawFor(seed, household);
  const dwellings = [household];
  while (dwellings.length < 4 && draw.happens(0.35))
    dwellings.push(
      draw.happens(0.7) ? Math.max(0, household - draw.below(3_000)) : draw.below(household + 1),
    );
  return draftHousehold(seed, household, draw).map((draft, index) => {
    const id = household * MOST + index;
    const { year } = draft.born;
    const mail = `${draft.given}.${draft.family}`
      .normalize('NFKD')
      .replace(/[^A-Za-z.]/g, '')
      .toLowerCase();
    return {
      ...draft,
      id,
      household,
      nhsNumber: nhsNumberFor(id),
      upn: year >= 2000 && year <= YEAR - 4 ? pupilNumberFor(id) : null,
      phone: year < 2015 && draw.happens(0.85) ? `071${String(id).padStart(8, '0')}` : null,
      email: year < 2008 && draw.happens(0.6) ? `${mail}${id % 1000}@example.org` : null,
      dwellings,
    };
  });
}
