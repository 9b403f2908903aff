/**
 * How much says that somebody named is somebody known, field by field. Source: 60-linking.md, "Score", "Three bands" and "The
 * page shows the waterfall: which field gave how much". A proposal only: a person decides.
 */
import type { MentionAsGiven, PersonAsGiven } from '../../../kernel/mention.ts';
import { isNhsNumber, isPupilNumber } from './account-and-number.ts';
import { type Birth, readBirth } from './birth.ts';
import {
  DATES_THE_SAME,
  type Given,
  LESS_THAN_STRONG,
  NAMES_NEARLY_SAME,
  NAMES_SOUND_ALIKE,
  type PairScore,
  type ReadingAids,
  scorePair,
} from './matching/index.ts';
import { listNames } from './name.ts';

/** Somebody or something as given, and when it was said: ages are counted from that day. */
export interface Said {
  readonly given: MentionAsGiven | null;
  readonly at: Temporal.Instant;
}

/** Things known of a record that are tried; the best counts. */
const MOST_FACTS = 6;

const isPerson = (given: MentionAsGiven | null): given is PersonAsGiven =>
  given?.kind === 'child' || given?.kind === 'adult';

function readNumbers({ identifiers = {} }: PersonAsGiven): Given {
  const plain = Object.values(identifiers).map((value) => value.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  const nhsNumber = plain.find(isNhsNumber);
  const upn = plain.find(isPupilNumber);
  return { ...(nhsNumber && { nhsNumber }), ...(upn && { upn }) };
}

/** A person as a concern gives them, as the matcher reads people; `born` is their date or year of birth. */
function toGiven(person: PersonAsGiven, born: string): Given {
  const { name, sex, address, postcode, phone, school } = person;
  // "MARROWBY, Jay" as registers and police logs write it.
  const fullName = name?.replace(/^([^,]+),\s*([^,]+)$/, '$2 $1');
  const said = { fullName, dateOfBirth: born, sex, address, postcode, phone, 'other:school': school };
  return {
    ...Object.fromEntries(Object.entries(said).flatMap(([key, value]) => (value ? [[key, value]] : []))),
    ...readNumbers(person),
  };
}

/** The date of birth; of an age, that of its years which fits the other best, for an age says one or two or more of them. */
function sayBirth(own: Birth, other: Birth): string {
  if (own.date) return own.date.toString();
  const [first] = own.years;
  if (first === undefined) return '';
  const away = (year: number) => Math.min(...other.years.map((one) => Math.abs(one - year)), 200);
  return String(own.years.reduce((best, year) => (away(year) < away(best) ? year : best), first));
}

const birthOf = (person: PersonAsGiven, at: Temporal.Instant) =>
  readBirth(person, at.toZonedDateTimeISO('UTC').toPlainDate());

type Reasons = PairScore['reasons'];
const find = (reasons: Reasons, field: string) => reasons.find((reason) => reason.field === field);
const speaksFor = (reasons: Reasons, ...fields: readonly string[]) =>
  fields.some((field) => (find(reasons, field)?.bits ?? 0) > 0);
const speaksAgainst = (reasons: Reasons, ...fields: readonly string[]) =>
  fields.some((field) => (find(reasons, field)?.bits ?? 0) < 0);

const HOUSEHOLD = ['postcode', 'street', 'house', 'phone'] as const;
const HOME: ReadonlySet<string> = new Set(HOUSEHOLD);
const THE_SAME = 'the same';

/** Two at least of the names in both begin with the same letter: slips of the pen are rarely in the first. */
function beginAlike(a: PersonAsGiven, b: PersonAsGiven): boolean {
  const others = listNames(b.name ?? '').map((name) => name[0]);
  const both = listNames(a.name ?? '').filter((name) => {
    const at = others.indexOf(name[0]);
    if (at >= 0) others.splice(at, 1);
    return at >= 0;
  });
  return both.length >= 2;
}

/**
 * The forenames are one name and not two that are alike: twins are given such (Jayden and Hayden, Mia and Maya), and share all
 * the rest.
 */
function isOneForename(a: PersonAsGiven, b: PersonAsGiven, reasons: Reasons): boolean {
  const forename = find(reasons, 'givenName');
  if (!forename || forename.bits <= 0 || forename.says === NAMES_SOUND_ALIKE) return false;
  return forename.says !== NAMES_NEARLY_SAME || beginAlike(a, b);
}

/** Born in the same year or the next to it: a father and a son of one name are not. */
const areOfOneAge = ([a, b]: readonly [Birth, Birth]) =>
  a.years.some((year) => b.years.some((other) => Math.abs(year - other) <= 1));

/**
 * Whether a pair may be called "very probably the same", whatever its fields add up to. Families are the hard negatives: twins
 * share a birthday, a home and a family name; a father and a son may share both their names and a home. So births or numbers
 * that differ, a forename that is not one, or names alone keep a pair a mere possibility; and where an adult is one of the two,
 * so does it that nothing tells which generation they are of.
 */
function mayBeStrong(
  a: PersonAsGiven,
  b: PersonAsGiven,
  births: readonly [Birth, Birth],
  reasons: Reasons,
): boolean {
  if (speaksAgainst(reasons, 'born', 'nhsNumber', 'upn')) return false;
  if (!isOneForename(a, b, reasons) || !speaksFor(reasons, 'familyName')) return false;
  if (speaksFor(reasons, 'nhsNumber', 'upn')) return true;
  const children = a.kind === 'child' && b.kind === 'child';
  if (children) return speaksFor(reasons, 'born', 'other:school', ...HOUSEHOLD);
  return areOfOneAge(births) && speaksFor(reasons, 'born');
}

/** Without what says which household somebody is of. */
function withoutHousehold({ address: _, postcode: __, phone: ___, ...rest }: PersonAsGiven): PersonAsGiven {
  return rest;
}

/**
 * Scores two people. A home that both share makes a family name no coincidence, which is right for two of one family; but it
 * never says less that they are one than if nobody had said where they live, so the better of the two counts.
 */
function scoreTwo(
  a: PersonAsGiven,
  b: PersonAsGiven,
  births: readonly [Birth, Birth],
  aids: ReadingAids,
): PairScore {
  const [x, y] = births;
  const score = (one: PersonAsGiven, other: PersonAsGiven) =>
    scorePair(toGiven(one, sayBirth(x, y)), toGiven(other, sayBirth(y, x)), aids);
  const whole = score(a, b);
  const may = mayBeStrong(a, b, births, whole.reasons);
  if (whole.band === 'strong') return may ? whole : { ...whole, band: 'possible' };
  if (!may || !speaksFor(whole.reasons, ...HOUSEHOLD)) return whole;
  const apart = score(withoutHousehold(a), withoutHousehold(b));
  if (apart.bits <= whole.bits) return whole;
  // The home agrees as well; it is said, and not counted.
  const home = whole.reasons.filter(({ field }) => HOME.has(field)).map((reason) => ({ ...reason, bits: 0 }));
  const reasons = [...apart.reasons, ...home];
  // Sure but for a date or a narrower place (`strong-band.ts`): here the home is one, and its name and age are one person's.
  return apart.probability >= LESS_THAN_STRONG
    ? { ...apart, reasons, band: 'strong' }
    : { ...apart, reasons };
}

const BANDS = ['none', 'possible', 'strong'] as const;
const isLess = (a: PairScore, b: PairScore) =>
  a.band === b.band ? a.bits < b.bits : BANDS.indexOf(a.band) < BANDS.indexOf(b.band);

/**
 * The score of `named` against what is known of the other, at its best; `null` for things, which are matched by what they
 * are called and not by likeness, and where one of the two says nothing. Never in the strong band: what a family shares.
 */
export function scoreProposal(
  named: Said,
  known: readonly Said[],
  readPhone: (text: string) => string | null,
): PairScore | null {
  const { given: mine, at } = named;
  if (!isPerson(mine)) return null;
  const aids = { thisYear: at.toZonedDateTimeISO('UTC').year, readPhone };
  const birth = birthOf(mine, at);
  let best: PairScore | null = null;
  for (const other of known.filter(({ given }) => isPerson(given)).slice(-MOST_FACTS)) {
    if (!isPerson(other.given)) continue;
    const score = scoreTwo(mine, other.given, [birth, birthOf(other.given, other.at)], aids);
    if (score.reasons.length > 0 && (!best || isLess(best, score))) best = score;
  }
  return best;
}

/** In what two people can be said to agree, in a few words. */
export const AGREED_IN = {
  number: 'NHS or other number',
  name: 'name',
  birth: 'date of birth',
  age: 'age',
  address: 'address',
  phone: 'phone number',
  school: 'school',
} as const;
export type AgreedIn = keyof typeof AGREED_IN;

const AREA_OF: Readonly<Record<string, AgreedIn>> = {
  nhsNumber: 'number',
  upn: 'number',
  givenName: 'name',
  familyName: 'name',
  otherNames: 'name',
  born: 'birth',
  postcode: 'address',
  street: 'address',
  house: 'address',
  phone: 'phone',
  'other:school': 'school',
};

/** What is said of two dates that are one day, or a slip apart; all else that agrees is an age. */
const DAYS: ReadonlySet<string> = new Set(DATES_THE_SAME);

/** In what a score says that two agree, in the order of `AGREED_IN`; nothing that one field says for and another against. */
export function listAgreedIn({ reasons }: PairScore): readonly AgreedIn[] {
  const sum = new Map<AgreedIn, number>();
  for (const { field, bits, says } of reasons) {
    const area = field === 'born' && !DAYS.has(says) ? 'age' : AREA_OF[field];
    const worth = bits === 0 && says === THE_SAME ? 1 : bits;
    if (area) sum.set(area, (sum.get(area) ?? 0) + worth);
  }
  return (Object.keys(AGREED_IN) as AgreedIn[]).filter((area) => (sum.get(area) ?? 0) > 0);
}
