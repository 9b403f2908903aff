import type { PersonAsGiven } from '../../src/kernel/mention.ts';
import type { Calendar } from './calendar.ts';
import { hearName, type Origin, pickFamily, pickGiven, pickGrown, pickOrigin, type Sex } from './names.ts';
import { pickAddress, REFUGE, SCHOOLS } from './places.ts';
import type { Chance } from './random.ts';

/** A child as they really are in Wrenfold; tellers know only some of it. */
export interface Child {
  readonly given: string;
  readonly family: string;
  readonly sex: Sex;
  readonly born: Temporal.PlainDate;
  readonly school: string;
  /** Begins with 999, a range the NHS keeps for tests. */
  readonly nhsNumber: string;
}

export interface Family {
  readonly origin: Origin;
  readonly address: string;
  readonly postcode: string;
  readonly children: readonly Child[];
  /** The grown-ups a teller may name: the parent first. */
  readonly adults: readonly { readonly name: string; readonly relationship: string }[];
}

/** A valid NHS number that nobody has: it begins with 999. */
export function pickNhsNumber(chance: Chance): string {
  for (;;) {
    const digits = `999${String(chance.int(0, 999999)).padStart(6, '0')}`;
    const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (10 - index), 0);
    const check = (11 - (sum % 11)) % 11;
    if (check < 10) return `${digits}${check}`;
  }
}

/**
 * How many of each age are told about, 0 to 17: the shape of published children-in-need ages. The youngest weigh
 * double, because only some worries are told of them.
 */
const AGES: readonly (readonly [number, number])[] = [
  14, 12, 12, 11, 11, 5.5, 5.5, 5.5, 5.6, 5.7, 6, 6.3, 7, 7.5, 7.6, 7, 5, 3,
].map((weight, age) => [age, weight] as const);

function schoolFor(chance: Chance, age: number): string {
  if (age < 4) return '';
  return chance.pick(SCHOOLS.filter((school) => school.kind === (age < 11 ? 'primary' : 'secondary'))).name;
}

function makeChild(
  chance: Chance,
  origin: Origin,
  family: string,
  age: number,
  today: Temporal.PlainDate,
): Child {
  const sex: Sex = chance.chance(0.5) ? 'female' : 'male';
  return {
    given: pickGiven(chance, origin, sex),
    family,
    sex,
    born: today.subtract({ years: age, days: chance.int(1, 364) }),
    school: schoolFor(chance, age),
    nhsNumber: pickNhsNumber(chance),
  };
}

function makeAdults(chance: Chance, origin: Origin, family: string): Family['adults'] {
  const parent = chance.weighted([
    ['mother', 78],
    ['father', 14],
    ['grandmother', 8],
  ] as const);
  const sex: Sex = parent === 'father' ? 'male' : 'female';
  const first = { name: `${pickGrown(chance, origin, sex)} ${family}`, relationship: parent };
  if (!chance.chance(0.45)) return [first];
  const other = chance.chance(0.7) ? origin : pickOrigin(chance);
  const partner: Sex = sex === 'female' ? 'male' : 'female';
  const relationship = chance.pick(['partner of parent', 'parent, lives elsewhere', 'step-parent']);
  return [first, { name: `${pickGrown(chance, other, partner)} ${pickFamily(chance, other)}`, relationship }];
}

/** A new household with a child whose age is from `youngest` to `oldest` on `today`. The first child is the one told about. */
export function makeFamily(
  chance: Chance,
  today: Temporal.PlainDate,
  youngest: number,
  oldest: number,
): Family {
  const origin = pickOrigin(chance);
  const name = pickFamily(chance, origin);
  const age = chance.weighted(AGES.filter(([years]) => years >= youngest && years <= oldest));
  const others = chance.weighted([
    [0, 44],
    [1, 33],
    [2, 16],
    [3, 7],
  ] as const);
  const children = [makeChild(chance, origin, name, age, today)];
  while (children.length <= others) {
    const sibling = makeChild(chance, origin, name, chance.weighted(AGES), today);
    if (!children.some((child) => child.given === sibling.given)) children.push(sibling);
  }
  const at = chance.chance(0.006) ? REFUGE : pickAddress(chance);
  return {
    origin,
    address: at.address,
    postcode: at.postcode,
    children,
    adults: makeAdults(chance, origin, name),
  };
}

/** Whole years of age on a day. */
export function ageOn(child: Child, date: Temporal.PlainDate): number {
  return child.born.until(date, { largestUnit: 'years' }).years;
}

/** How well a teller knows a child: by the record, by name, by ear, or by sight. */
export type Knowing = 'record' | 'name' | 'ear' | 'sight';

/** `child` as somebody who knows them so well would put it down. */
export function giveChild(
  chance: Chance,
  calendar: Calendar,
  at: number,
  household: Family,
  child: Child,
  knowing: Knowing,
): PersonAsGiven {
  const age = Math.max(0, ageOn(child, calendar.dayOf(at).date));
  const home = { address: household.address, postcode: household.postcode };
  const sex = child.sex;
  if (knowing === 'record') {
    const full = chance.chance(0.12) ? `${child.family}, ${child.given}` : `${child.given} ${child.family}`;
    return {
      kind: 'child',
      name: full,
      dateOfBirth: child.born.toString(),
      sex,
      ...home,
      ...(child.school ? { school: child.school } : {}),
    };
  }
  if (knowing === 'name') {
    return { kind: 'child', name: `${child.given} ${child.family}`, age: String(age), sex, ...home };
  }
  const about = Math.max(0, age + chance.int(-1, 1));
  const said = SCHOOLS.find((school) => school.name === child.school)?.said;
  const school = said && chance.chance(0.35) ? { school: said } : {};
  if (knowing === 'ear') {
    const name = hearName(chance, chance.chance(0.35) ? `${child.given} ${child.family}` : child.given);
    const street = chance.chance(0.6) ? { address: household.address } : {};
    return { kind: 'child', name, age: `about ${about}`, sex, ...street, ...school };
  }
  const word = child.sex === 'female' ? 'girl' : 'boy';
  return { kind: 'child', age: `about ${about}`, sex, description: `a ${word} of ${about} or so`, ...school };
}
