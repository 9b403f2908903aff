/**
 * What an earlier system's record of a person says, read into facts of ours. Source: 20-domain.md ("each fact carries its source
 * and date; conflicting facts stand side by side"). One thing that can't be is left out and said; it does not lose the child the
 * rest. What protects is the exception: a row whose protection is not understood is not taken at all.
 */
import type { Outcome, Refusal } from '../../../kernel/refusal.ts';
import { MONTHS } from './birth.ts';
import { decideFact, type FactAsTyped, type FactValue } from './decide-fact.ts';
import { FACT_KINDS } from './fact-kinds.ts';
import {
  checkReason,
  PROTECTION_COVERS,
  PROTECTION_KINDS,
  type ProtectionCovers,
  type ProtectionKind,
} from './protection.ts';
import { PEOPLE_REFUSALS } from './refusals.ts';
import {
  decideRelationship,
  describeRelationshipKind,
  isRelationshipKind,
  type RelationshipAsTyped,
  type RelationshipValue,
} from './relationship.ts';

/** What one row is to another, by that one's number. */
export interface EarlierTie extends RelationshipAsTyped {
  readonly number: string;
  /** The other is so and so of this one. */
  readonly reversed: boolean;
}

/** A person as an earlier system's row tells of them. */
export interface EarlierPersonAsTold {
  /** Which system's numbers these are: "ssd-person". */
  readonly system: string;
  /** That system's number for the person. */
  readonly number: string;
  /** `null` where the row does not say: then by the date of birth. */
  readonly kind: 'child' | 'adult' | null;
  /** The row may tell of somebody not yet on record; otherwise it only adds to somebody who is. */
  readonly mayBeNew: boolean;
  readonly facts: readonly FactAsTyped[];
  readonly ties: readonly EarlierTie[];
  /** That system's number for their family; empty for none. */
  readonly family: string;
  /** As read; `null` for none. */
  readonly protection: { readonly kind: string; readonly covers: string; readonly reason: string } | null;
  /** Who or what says so. */
  readonly source: string;
}

/** One relationship, decided. */
export interface DecidedTie {
  readonly number: string;
  readonly reversed: boolean;
  readonly value: RelationshipValue;
}

/** A person of an earlier system, decided: what is put on record as it stands here. */
export interface EarlierPerson {
  readonly system: string;
  readonly number: string;
  readonly kind: 'child' | 'adult';
  readonly mayBeNew: boolean;
  readonly facts: readonly FactValue[];
  readonly ties: readonly DecidedTie[];
  readonly family: string;
  readonly protection: {
    readonly kind: ProtectionKind;
    readonly covers: ProtectionCovers;
    readonly reason: string;
  } | null;
  readonly source: string;
}

/** What a row comes to: `null` where nothing of it can be taken; what is wrong with it, in words for whoever mends it. */
export interface ReadEarlierPerson {
  readonly person: EarlierPerson | null;
  readonly problems: readonly string[];
}

/** From this age on somebody is an adult, where the row does not say. */
const ADULT = 18;

const sentenceOf = ({ code }: Refusal): string =>
  PEOPLE_REFUSALS[code as keyof typeof PEOPLE_REFUSALS]?.sentence ?? code;

/** Adult or child by the exact or estimated date of birth; a child where that is not known: what is owed to a child is more. */
function deriveKind(facts: readonly FactValue[], today: Temporal.PlainDate): 'child' | 'adult' {
  const births = facts.filter(({ kind, sort }) => kind === 'birth' && sort !== 'expected');
  const years = births.map(({ value }) => Number(/\d{4}(?!.*\d{4})/.exec(value)?.[0] ?? Number.NaN));
  const exact = births.find(({ value }) => /^\d{4}-\d\d-\d\d$/.test(value));
  if (exact) {
    const age = Temporal.PlainDate.from(exact.value).until(today, { largestUnit: 'years' }).years;
    return age >= ADULT ? 'adult' : 'child';
  }
  return years.length > 0 && years.every((year) => today.year - year > ADULT) ? 'adult' : 'child';
}

/** A birth that was expected and is long past, with no later word: the child was born about then. */
function settleExpected(fact: FactAsTyped, refused: Outcome<FactValue>): FactAsTyped | null {
  const late = !refused.ok && refused.refusal.code === 'people.expected-wrong';
  if (!late || fact.kind !== 'birth' || fact.sort !== 'expected') return null;
  const [, year, month] = /^(\d{4})-(\d\d)/.exec(fact.value) ?? [];
  if (year === undefined || month === undefined) return null;
  return { ...fact, sort: 'estimated', value: `${MONTHS[Number(month) - 1] ?? ''} ${year}` };
}

function readFacts(told: EarlierPersonAsTold, today: Temporal.PlainDate, problems: string[]) {
  return told.facts.flatMap((fact): FactValue[] => {
    const first = decideFact(fact, told.kind ?? 'child', today);
    const settled = settleExpected(fact, first);
    const decided = settled ? decideFact(settled, told.kind ?? 'child', today) : first;
    if (decided.ok) return [decided.value];
    problems.push(`${FACT_KINDS[fact.kind].label} "${fact.value}": ${sentenceOf(decided.refusal)}`);
    return [];
  });
}

function readTies(told: EarlierPersonAsTold, problems: string[]) {
  return told.ties.flatMap((tie): DecidedTie[] => {
    const { number, reversed, kind } = tie;
    if (number === told.number) {
      problems.push(`"${kind}" of ${number} is of the person themself`);
      return [];
    }
    const other = isRelationshipKind(kind) && describeRelationshipKind(kind).to === 'person';
    const decided = decideRelationship(tie, 'person');
    if (other && decided.ok) return [{ number, reversed, value: decided.value }];
    problems.push(
      decided.ok || decided.refusal.code === 'people.relationship-missing'
        ? `"${kind}" is nothing that people are to each other in Heed`
        : `"${kind}" of ${number}: ${sentenceOf(decided.refusal)}`,
    );
    return [];
  });
}

/** The protection of a row; `false` where there is one that can't be read: then nothing of the row is taken. */
function readProtection(
  { protection }: EarlierPersonAsTold,
  problems: string[],
): EarlierPerson['protection'] | false {
  if (!protection) return null;
  const { kind, covers } = protection;
  const known = Object.hasOwn(PROTECTION_KINDS, kind) && Object.hasOwn(PROTECTION_COVERS, covers);
  const reason = checkReason(protection.reason);
  if (known && reason.ok)
    return { kind: kind as ProtectionKind, covers: covers as ProtectionCovers, reason: reason.value };
  problems.push(
    `what protects this person is not understood ("${kind}", "${covers}"), so nothing of the row was taken`,
  );
  return false;
}

/**
 * Reads a row of an earlier system as facts of ours, on `today` in London. What can't be is left out, with what to mend; nothing
 * is taken where the number is missing or the protection is not understood, nor of somebody new of whom nothing is left.
 */
export function readEarlierPerson(told: EarlierPersonAsTold, today: Temporal.PlainDate): ReadEarlierPerson {
  const problems: string[] = [];
  if (told.number === '')
    problems.push('the person’s own number is missing, so they could not be told from others');
  const facts = readFacts(told, today, problems);
  const ties = readTies(told, problems);
  const protection = readProtection(told, problems);
  if (told.number === '' || protection === false) return { person: null, problems };
  const nothing = facts.length === 0 && ties.length === 0 && told.family === '' && protection === null;
  if (nothing) {
    if (problems.length === 0) problems.push('it says nothing of the person');
    return { person: null, problems };
  }
  const { system, number, mayBeNew, family, source } = told;
  const kind = told.kind ?? deriveKind(facts, today);
  return {
    person: { system, number, kind, mayBeNew, facts, ties, family, protection, source },
    problems,
  };
}
