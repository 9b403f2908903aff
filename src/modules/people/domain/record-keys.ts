/**
 * The match keys of a record from everything that is known of it: each name beside each birth, place and school, and each
 * number by itself. A name from one concern and a date of birth put on record later find together what neither finds alone.
 * Source: 60-linking.md ("candidates by keys").
 */
import type { MentionAsGiven, MentionKind, PersonAsGiven } from '../../../kernel/mention.ts';
import { rankName } from './called.ts';
import type { FactValue } from './decide-fact.ts';
import type { Fact, KnownRecord } from './record.ts';

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

/** The same, of which record. */
export interface KnownOf extends Known {
  readonly record: KnownRecord;
  /** How many it is: itself and those joined to it. */
  readonly members: number;
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
export function birthPart({ value, sort }: FactValue, at: Temporal.Instant): Part | null {
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

/**
 * "mosaic: 20417" is number 20417 of the system called mosaic, as concerns name it too; a number without its system is only
 * known to be one of ours.
 */
function numberOf({ kind, value }: FactValue): Readonly<Record<string, string>> | null {
  const [, system, number] =
    (kind === 'own-reference' && /^([a-z][a-z0-9-]{0,30}):\s*(\S.*)$/.exec(value)) || [];
  if (system !== undefined && number !== undefined) return { [system]: number };
  const known = NUMBERS[kind];
  return known === undefined ? null : { [known]: value };
}

/** "star.fish_9 on Instagram", "star.fish_9 (Instagram)": the name there, and the site. */
function accountOf(text: string): MentionAsGiven {
  const [, handle = text, site] = /^(\S+)(?:\s+on\s+|\s*[(,]\s*)([^()]+)\)?$/i.exec(text.trim()) ?? [];
  return { kind: 'account', handle, ...(site ? { site } : {}) };
}

function thingOf(kind: MentionKind, { value, kind: fact }: FactValue): MentionAsGiven | null {
  if (kind === 'phone' && fact === 'phone') return { kind, number: value };
  if (kind === 'vehicle' && fact === 'registration') return { kind, registration: value };
  if (kind === 'place' && fact === 'address') return { kind, address: value };
  if (kind === 'place' && fact === 'uprn') return { kind, uprn: value };
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

/** Where they are first, then where they were last: of more than are put beside names, these tell most. */
function newestFirst(details: Known['details']): Known['details'] {
  const when = ({ value: { from = '', until } }: Known['details'][number]) => `${until ?? '9'}|${from}`;
  return details.toSorted((a, b) => (when(a) < when(b) ? 1 : when(a) > when(b) ? -1 : 0));
}

/** The pairs of names and births, places and schools, and each number and account, from which keys are derived. */
function derivePersonParts(known: Known): readonly Derivable[] {
  const { details } = known;
  const of = (kind: FactValue['kind']) => details.filter(({ value }) => value.kind === kind);
  const births = listParts(
    known,
    ({ dateOfBirth, age }) => ({ ...(dateOfBirth ? { dateOfBirth } : {}), ...(age ? { age } : {}) }),
    of('birth').flatMap(({ value, at }) => {
      const part = birthPart(value, at);
      return part ? [{ part, at }] : [];
    }),
  );
  const places = listParts(
    known,
    ({ address, postcode }) => ({ ...(address ? { address } : {}), ...(postcode ? { postcode } : {}) }),
    newestFirst(of('address')).map(({ value, at }) => ({ part: { address: value.value }, at })),
  );
  const schools = listParts(
    known,
    ({ school }) => (school ? { school } : {}),
    newestFirst(of('school')).map(({ value, at }) => ({ part: { school: value.value }, at })),
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
    if (value.kind === 'uprn') return [{ given: { kind: 'child', uprn: value.value }, at }];
    const identifiers = numberOf(value);
    if (identifiers) return [{ given: { kind: 'child', identifiers }, at }];
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

/** Names of a person by which a proposal lays out what was put on their record. */
const SHOWN = 3;

/**
 * Who somebody is by what was put on their record, as a concern would have given it, once for each name: for showing and
 * weighing that a mention may be them. Who, and not where: that is for whoever opens the record. None for things.
 */
export function listPut({ kind, details }: Known): readonly Fact[] {
  if (kind !== 'child' && kind !== 'adult') return [];
  const of = (wanted: FactValue['kind']) => details.filter(({ value }) => value.kind === wanted);
  const at = details.at(-1)?.at;
  if (at === undefined) return [];
  const birth = of('birth')
    .map((one) => birthPart(one.value, one.at))
    .findLast((part) => part !== null);
  const sex = of('sex').at(-1)?.value.value;
  const numbers = Object.assign(
    {},
    ...[...of('nhs-number'), ...of('upn')].map(({ value }) => numberOf(value)),
  );
  const said = {
    ...birth,
    ...(sex === undefined ? {} : { sex }),
    ...(Object.keys(numbers).length > 0 ? { identifiers: numbers } : {}),
  };
  const inLaw = of('name').toSorted((a, b) => rankName(a.value) - rankName(b.value));
  const names = [...new Set(inLaw.map(({ value }) => value.value))].slice(0, SHOWN);
  const each = names.length > 0 ? names.map((name) => ({ name })) : [{}];
  return each.map((name) => ({ at, concern: null, put: true, given: { kind, ...name, ...said } }));
}
