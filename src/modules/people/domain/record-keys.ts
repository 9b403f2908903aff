/**
 * The match keys of a record from everything that is known of it: each name beside each birth, place and school, and each
 * number by itself. A name from one concern and a date of birth put on record later find together what neither finds alone.
 * Source: 60-linking.md ("candidates by keys").
 */
import type { MentionAsGiven, MentionKind, PersonAsGiven } from '../../../kernel/mention.ts';
import type { FactValue } from './decide-fact.ts';
import type { Fact } from './record.ts';

/** Something to derive keys from, and the day from which an age in it is counted. */
export interface Derivable {
  readonly given: MentionAsGiven;
  readonly at: Temporal.Instant;
}

/** What is known of a record: facts put on it (none that ended), and what concerns gave it. */
export interface Known {
  readonly kind: MentionKind;
  readonly details: readonly { readonly at: Temporal.Instant; readonly value: FactValue }[];
  readonly facts: readonly Fact[];
}

/** Most names, births, places and schools that are put beside each other: a record has that many ways to be found, no more. */
const NAMES = 6;
const BESIDE = 3;

type Part = Pick<PersonAsGiven, 'dateOfBirth' | 'age' | 'address' | 'postcode' | 'school'>;
interface Dated {
  readonly part: Part;
  readonly at: Temporal.Instant;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A birth that was put on record, as somebody would have said it: what is not exact is an age with "about". */
export function sayBirthAsGiven({ value, sort }: FactValue, at: Temporal.Instant): Part | null {
  const year = at.toZonedDateTimeISO('Europe/London').year;
  const [first, last = first] = (value.match(/\d{4}/g) ?? []).map(Number);
  if (sort === 'expected' || first === undefined || last === undefined) return null;
  if (sort === 'exact') return { dateOfBirth: value };
  if (sort === 'range') return { age: `about ${year - last}-${year - first}` };
  const month = /^\d{4}-(\d\d)$/.exec(value)?.[1];
  return month ? { dateOfBirth: `${MONTHS[Number(month) - 1]} ${first}` } : { age: `about ${year - first}` };
}

/** The systems that numbers put on record are of, as a concern names them. */
export const NUMBERS: Readonly<Record<string, string>> = {
  'nhs-number': 'NHS',
  upn: 'UPN',
  uln: 'ULN',
  'police-reference': 'police',
  'own-reference': 'own',
};

/** "star.fish_9 on Instagram", "star.fish_9 (Instagram)": the name there, and the site. */
function accountOf(text: string): MentionAsGiven {
  const [, handle = text, site] = /^(\S+)(?:\s+on\s+|\s*[(,]\s*)([^()]+)\)?$/i.exec(text.trim()) ?? [];
  return { kind: 'account', handle, ...(site ? { site } : {}) };
}

function thingOf(kind: MentionKind, { value, kind: fact }: FactValue): MentionAsGiven | null {
  if (kind === 'phone' && fact === 'phone') return { kind, number: value };
  if (kind === 'vehicle' && fact === 'registration') return { kind, registration: value };
  if (kind === 'place' && fact === 'address') return { kind, address: value };
  if (kind === 'place' && fact === 'called') return { kind, name: value };
  if (kind === 'account' && fact === 'account') return accountOf(value);
  if (kind === 'organisation' && fact === 'called') return { kind, name: value };
  return null;
}

function listNames({ details, facts }: Known): readonly string[] {
  const put = details.flatMap(({ value }) => (value.kind === 'name' ? [value.value] : []));
  const given = facts.flatMap(({ given: g }) =>
    (g.kind === 'child' || g.kind === 'adult') && g.name ? [g.name] : [],
  );
  return [...new Set([...put, ...given])].slice(0, NAMES);
}

function listParts(
  known: Known,
  pick: (given: PersonAsGiven) => Part,
  put: readonly Dated[],
): readonly Dated[] {
  const said = known.facts.flatMap(({ given, at }) =>
    given.kind === 'child' || given.kind === 'adult' ? [{ part: pick(given), at }] : [],
  );
  const different = new Map([...put, ...said].map((one) => [JSON.stringify(one.part), one]));
  different.delete('{}');
  return [...different.values()].slice(0, BESIDE);
}

/** The pairs of names and births, places and schools, and each number and account, from which keys are derived. */
function derivePersonParts(known: Known): readonly Derivable[] {
  const { details } = known;
  const of = (kind: FactValue['kind']) => details.filter(({ value }) => value.kind === kind);
  const births = listParts(
    known,
    ({ dateOfBirth, age }) => ({ ...(dateOfBirth ? { dateOfBirth } : {}), ...(age ? { age } : {}) }),
    of('birth').flatMap(({ value, at }) => {
      const part = sayBirthAsGiven(value, at);
      return part ? [{ part, at }] : [];
    }),
  );
  const places = listParts(
    known,
    ({ address, postcode }) => ({ ...(address ? { address } : {}), ...(postcode ? { postcode } : {}) }),
    of('address').map(({ value, at }) => ({ part: { address: value.value }, at })),
  );
  const schools = listParts(
    known,
    ({ school }) => (school ? { school } : {}),
    of('school').map(({ value, at }) => ({ part: { school: value.value }, at })),
  );
  const named = listNames(known).flatMap((name) =>
    [...births, ...places, ...schools].map(
      ({ part, at }): Derivable => ({ given: { kind: 'child', name, ...part }, at }),
    ),
  );
  const alone = listNames(known).flatMap((name) =>
    details.slice(0, 1).map(({ at }): Derivable => ({ given: { kind: 'child', name }, at })),
  );
  const numbers = details.flatMap(({ value, at }): Derivable[] => {
    const system = NUMBERS[value.kind];
    if (system) return [{ given: { kind: 'child', identifiers: { [system]: value.value } }, at }];
    if (value.kind === 'phone') return [{ given: { kind: 'phone', number: value.value }, at }];
    return value.kind === 'account' ? [{ given: accountOf(value.value), at }] : [];
  });
  return [...numbers, ...named, ...alone];
}

/** What the record's own keys are derived from. Nothing, where nothing was put on it and nothing joined to it. */
export function listDerivable(known: Known): readonly Derivable[] {
  if (known.kind === 'child' || known.kind === 'adult') return derivePersonParts(known);
  return known.details.flatMap(({ value, at }) => {
    const given = thingOf(known.kind, value);
    return given ? [{ given, at }] : [];
  });
}
