import type { MentionAsGiven, PersonAsGiven } from '../../kernel/mention.ts';
import {
  type CarriedConcern,
  INDICATORS,
  type Indicator,
  NAMINGS,
  type Naming,
  OUTCOMES,
  type OutcomeKind,
  REPORTER_KINDS,
  type ReporterKind,
} from '../../modules/concerns/index.ts';
import { type ConcernMapping, type Field, readField, readFields, UnknownValue } from './read-mapping.ts';
import { readMoment } from './read-moment.ts';
import type { Row } from './read-rows.ts';

/** One thing that is wrong with a row, in words for whoever mends it. */
export type Problem = string;

/** What a row comes to: a concern decided there, or one that nobody had decided yet and that is owed here. */
export type MappedConcern = Omit<CarriedConcern, 'before'> & {
  readonly before: CarriedConcern['before'] | null;
};

/** `decided` in a mapping's table of outcomes: dealt with there, without one of our outcomes. */
const DEALT_WITH = 'decided';
const LONGEST_WORRY = 100_000;

type Wanted = Partial<Record<string, Field | undefined>>;

function given(row: Row, wanted: Wanted): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted)
      .map(([name, of]) => [name, readField(row, of)] as const)
      .filter(([, text]) => text !== ''),
  );
}

type PersonMapping = NonNullable<ConcernMapping['children']>[number];

function readPerson(
  row: Row,
  kind: 'child' | 'adult',
  { identifiers, ...wanted }: PersonMapping,
): PersonAsGiven[] {
  const said = given(row, wanted);
  const numbers = given(row, identifiers ?? {});
  if (Object.keys(said).length + Object.keys(numbers).length === 0) return [];
  return [{ kind, ...said, ...(Object.keys(numbers).length > 0 ? { identifiers: numbers } : {}) }];
}

function readThings(row: Row, mapping: ConcernMapping): MentionAsGiven[] {
  const read = (kind: string, wanted: readonly Wanted[] | undefined, needs: string | null) =>
    (wanted ?? []).flatMap((one) => {
      const said = given(row, one);
      const enough = needs === null ? Object.keys(said).length > 0 : said[needs] !== undefined;
      return enough ? [{ kind, ...said } as MentionAsGiven] : [];
    });
  return [
    ...read('phone', mapping.phones, 'number'),
    ...read('vehicle', mapping.vehicles, 'registration'),
    ...read('place', mapping.places, null),
    ...read('account', mapping.accounts, 'handle'),
    ...read('organisation', mapping.organisations, 'name'),
  ];
}

/** Everything of the row, word for word, as questions and answers: nothing of it is lost for want of a place. */
function tell(row: Row, mapping: ConcernMapping) {
  return {
    questions: `earlier-system/${mapping.source}`,
    language: 'en-GB',
    answers: Object.entries(row.cells).map(([name, answer]) => ({ question: name, asked: name, answer })),
  };
}

interface Read {
  readonly problems: Problem[];
  /** A value by the mapping, or the problem that there is. */
  value(of: Field | undefined): string;
  oneOf<T extends string>(of: Field | undefined, known: readonly T[], what: string): T | null;
  moment(of: Field | undefined, what: string, latest: Temporal.Instant): Temporal.Instant | null;
}

function reading(row: Row): Read {
  const problems: Problem[] = [];
  const value = (of: Field | undefined): string => {
    try {
      return readField(row, of);
    } catch (error) {
      if (!(error instanceof UnknownValue)) throw error;
      problems.push(error.message);
      return '';
    }
  };
  return {
    problems,
    value,
    oneOf: (of, known, what) => {
      const text = value(of);
      const found = known.find((one) => one === text) ?? null;
      if (text !== '' && !found) problems.push(`"${text}" is no ${what} of Heed (${known.join(', ')})`);
      return found;
    },
    moment: (of, what, latest) => {
      const text = value(of);
      if (text === '') return null;
      const at = readMoment(text);
      if (!at) problems.push(`${what}: "${text}" is not a date such as 31/05/2016 or 2016-05-31 14:05`);
      else if (Temporal.Instant.compare(at, latest) > 0) problems.push(`${what}: ${text} is in the future`);
      return at;
    },
  };
}

function readIndicators(row: Row, of: Field | undefined, problems: Problem[]): readonly Indicator[] {
  try {
    const said = readFields(row, of);
    const known = said.filter((one): one is Indicator => one in INDICATORS);
    for (const one of said)
      if (!known.includes(one as Indicator)) problems.push(`"${one}" is no sign that Heed knows`);
    return [...new Set(known)];
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    problems.push(error.message);
    return [];
  }
}

function readReporter(read: Read, mapping: ConcernMapping) {
  const kind = read.oneOf<ReporterKind>(mapping.reporterKind, REPORTER_KINDS, 'kind of reporter') ?? 'other';
  const named = {
    name: read.value(mapping.reporterName),
    role: read.value(mapping.reporterRole),
    organisation: read.value(mapping.reporterOrganisation),
  };
  const naming =
    read.oneOf<Naming>(mapping.naming, NAMINGS, 'way of being named') ??
    (named.name === '' ? 'anonymous' : 'confidential');
  return { kind, naming, ...Object.fromEntries(Object.entries(named).filter(([, text]) => text !== '')) };
}

/** What it had decided: `null` where nothing was. */
function readBefore(
  read: Read,
  mapping: ConcernMapping,
  now: Temporal.Instant,
): CarriedConcern['before'] | null {
  const decidedAt = read.moment(mapping.decidedAt, 'the date of the decision', now);
  const kinds = [...(Object.keys(OUTCOMES) as OutcomeKind[]), DEALT_WITH] as const;
  const outcome = read.oneOf(mapping.outcome, kinds, 'outcome');
  if (outcome === null && decidedAt === null) return null;
  return {
    outcome: outcome === null || outcome === DEALT_WITH ? null : (outcome as OutcomeKind),
    decidedAt: decidedAt?.toString() ?? null,
  };
}

/**
 * One row of an earlier system as a concern, by the mapping; or everything that is wrong with it. A confidential name is the
 * least that a system's reporter is given: whether they wanted to be named is not known.
 */
export function mapConcern(
  row: Row,
  mapping: ConcernMapping,
  now: Temporal.Instant,
): { readonly concern: MappedConcern | null; readonly problems: readonly Problem[] } {
  const read = reading(row);
  const id = read.value(mapping.id);
  if (id === '') read.problems.push('its own number is missing, so it could not be told from other rows');
  const receivedAt = read.moment(mapping.receivedAt, 'the date it was received', now);
  if (receivedAt === null && read.value(mapping.receivedAt) === '')
    read.problems.push('the date it was received is missing');
  const reporter = readReporter(read, mapping);
  const before = readBefore(read, mapping, now);
  const indicators = readIndicators(row, mapping.indicators, read.problems);
  const worry = read.value(mapping.worry).slice(0, LONGEST_WORRY);
  const mentions = readMentions(row, mapping, read.problems);
  if (worry === '' && mentions.length === 0)
    read.problems.push('it says nothing: no words, and nobody and nothing named');
  const aboutWorker = ['y', 'yes', 'true', '1'].includes(read.value(mapping.aboutWorker).toLowerCase());
  if (read.problems.length > 0 || receivedAt === null) return { concern: null, problems: read.problems };
  const told = {
    channel: 'earlier-system',
    reporter,
    told: tell(row, mapping),
    worry: worry === '' ? 'The earlier system kept no words of this.' : worry,
    when: 'not-said',
    danger: 'not-sure',
    indicators,
    aboutWorker: { yes: aboutWorker },
    parents: 'not-sure',
    mentions,
    receiptDeclined: true,
    attachments: [],
    idempotencyKey: `earlier system ${mapping.source} ${id}`,
    saidAt: receivedAt.toString(),
  } as const;
  return { concern: { told, receivedAt, before }, problems: [] };
}

function readMentions(row: Row, mapping: ConcernMapping, problems: Problem[]): MentionAsGiven[] {
  try {
    return [
      ...(mapping.children ?? []).flatMap((one) => readPerson(row, 'child', one)),
      ...(mapping.adults ?? []).flatMap((one) => readPerson(row, 'adult', one)),
      ...readThings(row, mapping),
    ];
  } catch (error) {
    if (!(error instanceof UnknownValue)) throw error;
    problems.push(error.message);
    return [];
  }
}
