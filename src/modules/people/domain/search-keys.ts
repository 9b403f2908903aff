/**
 * What somebody types into the search box, as match keys. Source: the front door's work: one box for a name, with a date of
 * birth or without, a number, a mark or a postcode, in whatever order a caller says them.
 */
import { isNhsNumber, isPupilNumber } from './account-and-number.ts';
import type { KeyKind } from './key-kinds.ts';
import { deriveMatchKeys, type MatchKey, type ReadingAids } from './match-keys.ts';
import { normaliseName, normaliseRareName } from './name.ts';

const TELLING: ReadonlySet<KeyKind> = new Set<KeyKind>([
  'phone',
  'phone-ending',
  'registration',
  'part-of-registration',
  'place-name',
  'uprn',
  'postcode',
  'address',
  'place-name-and-postcode',
  'handle',
  'organisation-name',
]);

/** Of a person by name alone, and with a date of birth: the ways to agree that are looked for. */
const BY_NAME: ReadonlySet<KeyKind> = new Set<KeyKind>(['whole-name', 'sounds-of-name']);
const BY_BIRTH: ReadonlySet<KeyKind> = new Set<KeyKind>([
  'name-and-birth-date',
  'sounds-and-birth-date',
  'sounds-and-birth-year',
  'initials-and-birth-date',
  'name-and-part-of-birth-date',
  'common-name-and-birth-year',
  'whole-name',
]);

/** With an age beside two names: those of that age come first, and nobody is left out for it. */
const BY_AGE: ReadonlySet<KeyKind> = new Set<KeyKind>([
  ...BY_NAME,
  'name-and-birth-year',
  'common-name-and-birth-year',
  'sounds-and-birth-year',
]);

const LONGEST = 200;
/** A date as people type it, with its numbers together: 2012-05-19, 19/5/12, 19.05.2012, 19 May 2012. */
const DATE =
  /(?<![\d/.-])(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,? (?:\d{4}|\d{2}))(?![\d/.-])/i;

/** An age as people type it beside a name: "aged 14", "about 14", "14 years old", "14yo". */
const AGE =
  /\b(?:(?:aged?|about|around|approx)\s+)+\d{1,2}\b(?:\s*(?:years?|yrs?)(?: old)?)?|\b\d{1,2}\s*(?:(?:years?|yrs?)(?: old)?|yo)\b/i;
/** A number alone at the end of names, where what stands before it is no address: "Jay Marrowby 14". */
const AGE_AT_END =
  /^(?=[^\d]*\d{1,2}\s*$)(?!.*\b(?:flat|house|unit|room|block|apartment|plot|no)\b)(\p{L}[^\d]*?)\s+(\d{1,2})\s*$/iu;

/** What was typed, with the date of birth or the age taken out of it. */
export interface ReadTerm {
  readonly text: string;
  readonly dateOfBirth: string | null;
  readonly age: string | null;
}

/** Reads a search of at most 200 characters. */
export function readTerm(term: string): ReadTerm {
  const text = term.slice(0, LONGEST);
  const found = DATE.exec(text);
  const without = (one: RegExpExecArray) =>
    `${text.slice(0, one.index)} ${text.slice(one.index + one[0].length)}`.trim();
  if (found) return { text: without(found), dateOfBirth: found[0], age: null };
  const aged = AGE.exec(text);
  if (aged) return { text: without(aged), dateOfBirth: null, age: aged[0] };
  const last = AGE_AT_END.exec(text);
  return last?.[1] !== undefined && last[2] !== undefined
    ? { text: last[1].trim(), dateOfBirth: null, age: last[2] }
    : { text, dateOfBirth: null, age: null };
}

/** An NHS or pupil number, if that is what was typed. */
function identifiersIn(text: string): Readonly<Record<string, string>> {
  const plain = text.toUpperCase().replace(/[\s-]/g, '');
  return isNhsNumber(plain) ? { nhs: plain } : isPupilNumber(plain) ? { upn: plain } : {};
}

/**
 * Keys of whatever a term can be: an NHS or pupil number, a phone number, a registration mark or part of one, a postcode, an
 * online name, a place, an organisation, or a person: by name and date of birth, each perhaps a little wrong; two names or
 * more, in whatever order; one name as it is written.
 */
export function deriveSearchKeys(
  { text, dateOfBirth, age = null }: Omit<ReadTerm, 'age'> & Partial<ReadTerm>,
  aids: ReadingAids,
): readonly MatchKey[] {
  const things = [
    ...deriveMatchKeys({ kind: 'phone', number: text }, aids),
    ...deriveMatchKeys({ kind: 'vehicle', registration: text }, aids),
    ...deriveMatchKeys({ kind: 'place', name: text, address: text, postcode: text }, aids),
    ...deriveMatchKeys({ kind: 'account', handle: text }, aids),
    ...deriveMatchKeys({ kind: 'organisation', name: text }, aids),
  ].filter(({ kind }) => TELLING.has(kind));
  const person = deriveMatchKeys(
    {
      kind: 'child',
      name: text,
      identifiers: identifiersIn(text),
      ...(dateOfBirth === null ? {} : { dateOfBirth }),
      ...(age === null ? {} : { age }),
    },
    aids,
  );
  const one: ReadonlySet<KeyKind> = new Set<KeyKind>(['one-name']);
  const whole = (normaliseRareName(text) ?? normaliseName(text)).tokens.length > 1;
  const byName = whole ? (age === null ? BY_NAME : BY_AGE) : one;
  const dated = person.some(({ kind }) => BY_BIRTH.has(kind) && kind !== 'whole-name');
  const wanted = dateOfBirth !== null && dated ? BY_BIRTH : byName;
  return [
    ...person.filter(({ kind }) => kind === 'identifier' || wanted.has(kind)),
    ...(dateOfBirth === null ? things : []),
  ];
}
