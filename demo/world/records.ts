/** What agencies have on record of the people of the invented country, each with its own habits of getting it wrong. */
import { type Draw, drawFor } from './draw.ts';
import { dwellingAt, type Person, YEAR } from './people.ts';
import { mishear, misread, mistype, mistypeDigits, shorten, transliterate } from './slips.ts';

export const SOURCES = ['gp', 'school', 'helpline', 'police'] as const;
export type Source = (typeof SOURCES)[number];

/** One row of the people file: everything as that agency has it; empty where it has nothing. */
export interface PersonRecord {
  readonly id: string;
  readonly source: Source;
  readonly givenName: string;
  readonly familyName: string;
  readonly dateOfBirth: string;
  readonly sex: string;
  readonly address: string;
  readonly street: string;
  readonly town: string;
  readonly postcode: string;
  readonly uprn: string;
  readonly phone: string;
  readonly email: string;
  readonly nhsNumber: string;
  readonly upn: string;
}

/** A record with the truth about it. */
export interface ToldRecord {
  readonly record: PersonRecord;
  readonly person: Person;
  /** What went wrong, in the order it did. */
  readonly errors: readonly string[];
}

/** How often, out of one record, each thing goes wrong with an agency. */
interface Habits {
  readonly mistyped: number;
  readonly misheard: number;
  readonly scanned: number;
  readonly written: number;
  readonly short: number;
  readonly otherName: number;
  readonly namesSwapped: number;
  readonly dateMissing: number;
  readonly dateWrong: number;
  readonly dateSwapped: number;
  readonly addressMissing: number;
  readonly addressOld: number;
  readonly numbersMissing: number;
}

const HABITS: Readonly<Record<Source, Habits>> = {
  gp: {
    mistyped: 0.015,
    misheard: 0,
    scanned: 0.02,
    written: 0.03,
    short: 0.01,
    otherName: 0.15,
    namesSwapped: 0.01,
    dateMissing: 0.001,
    dateWrong: 0.01,
    dateSwapped: 0.005,
    addressMissing: 0.01,
    addressOld: 0.3,
    numbersMissing: 0.02,
  },
  school: {
    mistyped: 0.03,
    misheard: 0,
    scanned: 0,
    written: 0.03,
    short: 0.15,
    otherName: 0.2,
    namesSwapped: 0.005,
    dateMissing: 0.005,
    dateWrong: 0.01,
    dateSwapped: 0.01,
    addressMissing: 0.03,
    addressOld: 0.1,
    numbersMissing: 0.6,
  },
  helpline: {
    mistyped: 0.05,
    misheard: 0.3,
    scanned: 0,
    written: 0.1,
    short: 0.2,
    otherName: 0.15,
    namesSwapped: 0.02,
    dateMissing: 0.5,
    dateWrong: 0.06,
    dateSwapped: 0.02,
    addressMissing: 0.4,
    addressOld: 0.1,
    numbersMissing: 0.97,
  },
  police: {
    mistyped: 0.1,
    misheard: 0.05,
    scanned: 0,
    written: 0.1,
    short: 0.05,
    otherName: 0.15,
    namesSwapped: 0.03,
    dateMissing: 0.08,
    dateWrong: 0.04,
    dateSwapped: 0.03,
    addressMissing: 0.15,
    addressOld: 0.3,
    numbersMissing: 1,
  },
};

/** How likely an agency is to have somebody of this age on record. */
function knownTo(source: Source, age: number): number {
  if (source === 'gp') return 0.93;
  if (source === 'school') return age >= 4 && age <= 18 ? 0.93 : 0;
  if (source === 'helpline') return age < 18 ? 0.05 : 0.01;
  return age < 10 ? 0.02 : 0.08;
}

const pad = (n: number) => String(n).padStart(2, '0');

function tellDate(draw: Draw, { born }: Person, habits: Habits, errors: string[]): string {
  let { year, month, day } = born;
  if (draw.happens(habits.dateMissing)) {
    errors.push('date-missing');
    return '';
  }
  if (draw.happens(habits.dateSwapped) && day <= 12 && day !== month) {
    errors.push('day-and-month-swapped');
    [day, month] = [month, day];
  } else if (draw.happens(habits.dateWrong)) {
    errors.push('date-wrong');
    const roll = draw.below(3);
    if (roll === 0) day = 1 + ((day + draw.below(26)) % 28);
    else if (roll === 1) [month, day] = [1 + ((month + draw.below(10)) % 12), Math.min(day, 28)];
    else year += draw.happens(0.5) ? 1 : -1;
    if (month === 2 && day > 28) day = 28;
  }
  return `${year}-${pad(month)}-${pad(day)}`;
}

function tellName(draw: Draw, person: Person, habits: Habits, errors: string[]): [string, string] {
  let { given, family } = person;
  const change = (kind: string, how: (draw: Draw, name: string) => string) => {
    const first = draw.happens(0.5);
    const was = first ? given : family;
    const is = how(draw, was);
    if (is === was) return;
    errors.push(kind);
    if (first) given = is;
    else family = is;
  };
  if (person.otherFamily !== null && draw.happens(habits.otherName)) {
    errors.push('other-family-name');
    family = person.otherFamily;
  }
  if (draw.happens(habits.short) && shorten(given) !== given) {
    errors.push('short-name');
    given = shorten(given);
  }
  if (person.origin !== 'English' && draw.happens(habits.written * 3))
    change('transliterated', transliterate);
  if (draw.happens(habits.misheard)) change('misheard', mishear);
  if (draw.happens(habits.scanned)) change('scanned', misread);
  if (draw.happens(habits.mistyped)) change('mistyped', mistype);
  if (!draw.happens(habits.namesSwapped)) return [given, family];
  errors.push('names-swapped');
  return [family, given];
}

function tellRecord(draw: Draw, person: Person, source: Source, id: string): ToldRecord {
  const habits = HABITS[source];
  const errors: string[] = [];
  const [givenName, familyName] = tellName(draw, person, habits, errors);
  const dateOfBirth = tellDate(draw, person, habits, errors);
  const old = person.dwellings.length > 1 && draw.happens(habits.addressOld);
  if (old) errors.push('address-old');
  const away = draw.happens(habits.addressMissing);
  if (away) errors.push('address-missing');
  const home = away ? null : dwellingAt(person.dwellings[old ? 1 : 0] ?? person.household);
  const numbered = !draw.happens(habits.numbersMissing);
  let phone = person.phone !== null && draw.happens(0.6) ? person.phone : '';
  if (phone !== '' && draw.happens(0.02)) {
    errors.push('phone-mistyped');
    phone = mistypeDigits(draw, phone);
  }
  const schooled = source === 'school' && person.upn !== null;
  return {
    person,
    errors,
    record: {
      id,
      source,
      givenName,
      familyName,
      dateOfBirth,
      sex: draw.happens(0.97) ? person.sex : '',
      address: home?.address ?? '',
      street: home?.street ?? '',
      town: home?.town ?? '',
      postcode: home?.postcode ?? '',
      uprn: home !== null && draw.happens(0.5) ? home.uprn : '',
      phone,
      email: person.email !== null && draw.happens(0.4) ? person.email : '',
      nhsNumber: numbered && source !== 'police' ? person.nhsNumber : '',
      upn: schooled ? (person.upn ?? '') : '',
    },
  };
}

/** Everything on record of one person, in the country of `seed`; at least one record. */
export function recordsOf(seed: number, person: Person): readonly ToldRecord[] {
  const draw = drawFor(seed + 2, person.id);
  const age = YEAR - person.born.year;
  const known = SOURCES.filter((source) => draw.happens(knownTo(source, age)));
  const sources = known.length === 0 ? (['gp'] as const) : known;
  return sources.map((source, number) => {
    // An id that says nothing about who it is.
    const scrambled = (person.id * 4 + number + seed * 7919) ^ 0x2a5a5a5;
    return tellRecord(draw, person, source, `r${(scrambled >>> 0).toString(36)}`);
  });
}
