import { LONDON } from '../../kernel/clock.ts';
import {
  type EarlierPersonAsTold,
  type FactAsTyped,
  type ReadEarlierPerson,
  readEarlierPerson,
} from '../../modules/people/index.ts';
import { type Field, readField, readFields, UnknownValue } from './read-mapping.ts';
import { readMoment } from './read-moment.ts';
import type { Dated, PersonMapping, Several } from './read-person-mapping.ts';
import type { Row } from './read-rows.ts';

type FactKind = FactAsTyped['kind'];
type Put = Omit<FactAsTyped, 'source'>;
interface Dates {
  readonly from?: Field | undefined;
  readonly until?: Field | undefined;
}

const YES = new Set(['y', 'yes', 'true', '1', 't']);

/** A day as systems write it, with its time left off; what is no moment is left as it is, to be read or refused later. */
function dayOf(text: string): string {
  const at = /\d{4}.*[ T]\d{1,2}:\d\d/.test(text) ? readMoment(text) : null;
  return at ? at.toZonedDateTimeISO(LONDON).toPlainDate().toString() : text;
}

function listOf(several: Several | undefined): readonly Dated[] {
  if (several === undefined) return [];
  const isList = Array.isArray(several) && several.some((one) => typeof one !== 'string');
  return isList ? (several as readonly Dated[]) : [several as Dated];
}

/** A row, read by the mapping, with everything that is wrong with it. */
class Reader {
  readonly #row: Row;
  readonly problems: string[] = [];

  constructor(row: Row) {
    this.#row = row;
  }

  #try<T>(read: () => T, none: T): T {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      this.problems.push(error.message);
      return none;
    }
  }

  one(of: Field | undefined): string {
    return this.#try(() => readField(this.#row, of), '');
  }

  many(of: Field | undefined): readonly string[] {
    return this.#try(() => readFields(this.#row, of), []);
  }

  day(of: Field | undefined): string {
    return dayOf(this.one(of));
  }

  dates({ from, until }: Dates) {
    return { from: this.day(from), until: this.day(until) };
  }
}

/** Every value of a mapped thing as facts of one kind. `sort` is what each is where the mapping does not say. */
function readSeveral(
  read: Reader,
  kind: FactKind,
  several: Several | undefined,
  sort: (at: number) => string = () => '',
): readonly Put[] {
  return listOf(several).flatMap((one, at) => {
    const spoken = typeof one === 'object' && !Array.isArray(one) && 'value' in one ? one : { value: one };
    const dated: { value: Field; sort?: Field | undefined } & Dates = spoken as { value: Field };
    return read.many(dated.value).map((value) => ({
      kind,
      value,
      sort: dated.sort === undefined ? sort(at) : read.one(dated.sort),
      ...read.dates(dated),
    }));
  });
}

const NUMBERS: Readonly<Record<string, FactKind>> = {
  nhs: 'nhs-number',
  upn: 'upn',
  uln: 'uln',
  police: 'police-reference',
};
const nameOf = (system: string) =>
  system
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-$/g, '')
    .slice(0, 31);

/** A number of the person's in some system: one of ours by its kind, any other as "system: number". */
function numberOf(system: string, value: string, dates: { from: string; until: string }): readonly Put[] {
  if (value === '' || system === '') return [];
  const kind = NUMBERS[system] ?? 'own-reference';
  return [
    { kind, sort: '', ...dates, value: kind === 'own-reference' ? `${nameOf(system)}: ${value}` : value },
  ];
}

function readNumbers(read: Reader, { identifiers, identifier }: PersonMapping): readonly Put[] {
  const none = { from: '', until: '' };
  return [
    ...Object.entries(identifiers ?? {}).flatMap(([system, of]) => numberOf(system, read.one(of), none)),
    ...(identifier
      ? numberOf(read.one(identifier.system), read.one(identifier.value), read.dates(identifier))
      : []),
  ];
}

function readBirths(read: Reader, mapping: PersonMapping): readonly Put[] {
  const [born, expected] = [read.day(mapping.dateOfBirth), read.day(mapping.expectedDateOfBirth)];
  const estimated =
    YES.has(read.one(mapping.birthIsEstimated).toLowerCase()) || /^\d{4}(-\d\d)?$|^\D/.test(born);
  const none = { kind: 'birth', from: '', until: '' } as const;
  if (born !== '') return [{ ...none, value: born, sort: estimated ? 'estimated' : 'exact' }];
  return expected === '' ? [] : [{ ...none, value: expected, sort: 'expected' }];
}

/** Long before today, in the form that dates are compared in: what ended is a former address. */
const isOver = (until: string, today: Temporal.PlainDate) => {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(until) ? until : null;
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(until) ?? [];
  const plain = iso ?? (year ? `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}` : null);
  return plain !== null && plain < today.toString();
};

/** Twelve digits: so that it is never taken for the number of a house. */
const sayUprn = (uprn: string) => (/^\d{1,12}$/.test(uprn) ? ` (UPRN ${uprn.padStart(12, '0')})` : '');

function readAddresses(read: Reader, mapping: PersonMapping, today: Temporal.PlainDate): readonly Put[] {
  return (mapping.addresses ?? []).flatMap((one) => {
    const [address, postcode] = [read.one(one.address), read.one(one.postcode)];
    const parts = [address, ...(address.includes(postcode) ? [] : [postcode])].filter((part) => part !== '');
    if (parts.length === 0) return [];
    const dates = read.dates(one);
    const sort = read.one(one.sort) || (isOver(dates.until, today) ? 'former' : 'home');
    const value = `${parts.join(', ')}${sayUprn(read.one(one.uprn))}`;
    return [{ kind: 'address' as const, value, sort, ...dates }];
  });
}

function readFacts(read: Reader, mapping: PersonMapping, today: Temporal.PlainDate): readonly Put[] {
  const account = (handle: string, site: string) => (site === '' ? handle : `${handle} on ${site}`);
  const accounts = (mapping.accounts ?? []).flatMap((one): Put[] => {
    const handle = read.one(one.handle);
    const value = account(handle, read.one(one.site));
    return handle === '' ? [] : [{ kind: 'account', value, sort: '', ...read.dates(one) }];
  });
  const other = (mapping.other ?? []).flatMap((one): Put[] =>
    read
      .many(one.value)
      .map((value) => ({ kind: 'other', value: `${one.label}: ${value}`, sort: '', ...read.dates(one) })),
  );
  return [
    ...readSeveral(read, 'name', mapping.names, (at) => (at === 0 ? 'legal' : 'known-as')),
    ...readBirths(read, mapping),
    ...readSeveral(read, 'sex', mapping.sex),
    ...readSeveral(read, 'ethnicity', mapping.ethnicity),
    ...readSeveral(read, 'language', mapping.languages, (at) => (at === 0 ? 'first' : 'speaks')),
    ...readSeveral(read, 'communication', mapping.communication),
    ...readSeveral(read, 'disability', mapping.disability),
    ...readNumbers(read, mapping),
    ...readAddresses(read, mapping, today),
    ...readSeveral(read, 'phone', mapping.phones),
    ...accounts,
    ...readSeveral(read, 'school', mapping.school),
    ...readSeveral(read, 'gp', mapping.gp),
    ...readSeveral(read, 'legal-status', mapping.legalStatus),
    ...readSeveral(read, 'immigration-status', mapping.immigrationStatus),
    ...other,
  ];
}

/** `false` where the mapping finds that there is one and not which: then nothing of the row may be taken. */
function readProtection(read: Reader, mapping: PersonMapping): EarlierPersonAsTold['protection'] | false {
  if (!mapping.protection) return null;
  const before = read.problems.length;
  const kind = read.one(mapping.protection.kind);
  const covers = read.one(mapping.protection.covers) || 'identity';
  const reason = read.one(mapping.protection.reason) || `Protected in ${mapping.source}`;
  if (read.problems.length > before) return false;
  return kind === '' ? null : { kind, covers, reason };
}

function withoutEmpty(row: Row, { empty }: PersonMapping): Row {
  if (!empty) return row;
  const nothing = new Set(empty.map((text) => text.toLowerCase()));
  const cells = Object.entries(row.cells).filter(([, text]) => !nothing.has(text.toLowerCase()));
  return { line: row.line, cells: Object.fromEntries(cells) };
}

/**
 * One row of an earlier system as a person, by the mapping, on `today` in London. What of it can't be is left out, each with a
 * sentence of what to mend; `person` is `null` where nothing of it can be taken.
 */
export function mapPerson(given: Row, mapping: PersonMapping, today: Temporal.PlainDate): ReadEarlierPerson {
  const read = new Reader(withoutEmpty(given, mapping));
  const asOf = read.day(mapping.asOf);
  const source = asOf === '' ? mapping.source : `${mapping.source}, ${asOf}`;
  const said = read.one(mapping.kind).toLowerCase();
  if (said !== '' && said !== 'child' && said !== 'adult')
    read.problems.push(`"${said}" is neither child nor adult`);
  const protection = readProtection(read, mapping);
  const told: EarlierPersonAsTold = {
    system: mapping.system,
    number: read.one(mapping.number),
    kind: said === 'child' || said === 'adult' ? said : null,
    mayBeNew: mapping.mayBeNew ?? (mapping.names ?? mapping.dateOfBirth) !== undefined,
    facts: readFacts(read, mapping, today).map((fact) => ({ ...fact, source })),
    ties: (mapping.relationships ?? []).flatMap((one) => {
      const [number, kind] = [read.one(one.to), read.one(one.is)];
      const tie = { number, kind, source, reversed: one.reversed ?? false, ...read.dates(one) };
      return number === '' || kind === '' ? [] : [tie];
    }),
    family: read.one(mapping.family),
    protection: protection === false ? null : protection,
    source,
  };
  if (protection === false)
    return {
      person: null,
      problems: [...read.problems, 'what protects this person is not understood, so nothing was taken'],
    };
  const { person, problems } = readEarlierPerson(told, today);
  return { person, problems: [...read.problems, ...problems] };
}
