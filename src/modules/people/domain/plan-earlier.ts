/**
 * What rows of an earlier system add to what is on record: each thing once, whoever brings it how often. Source:
 * 20-domain.md (facts stand side by side); what was said before is known by its hash, so nothing has to be opened to compare.
 */
import type { PersonId } from '../../../kernel/ids.ts';
import type { FactValue } from './decide-fact.ts';
import type { DecidedTie, EarlierPerson } from './earlier-person.ts';
import { describeRelationshipKind, type RelationshipValue } from './relationship.ts';

/** Hashes parts of a text under a key that is not in the database. */
export type HashEarlier = (...parts: readonly string[]) => string;

/** What is known of the rows of a batch. */
export interface EarlierKnown {
  /** Who is on record by the hash of which number; of a family's number, the one whom the others are tied to. */
  readonly people: ReadonlyMap<string, PersonId>;
  /** Hashes of what was said before. */
  readonly said: ReadonlySet<string>;
  /** Those of the people known whose record was erased by law. */
  readonly erased: ReadonlySet<string>;
  /** Those of the people known whose identity is protected: no family is tied to them. */
  readonly hidden: ReadonlySet<string>;
}

/** What comes of one row. */
export interface PlannedRow {
  readonly person: EarlierPerson;
  readonly outcome: 'new' | 'changed' | 'already' | 'unknown' | 'erased';
  readonly record: PersonId | null;
  readonly facts: readonly FactValue[];
  readonly protect: boolean;
  readonly ties: readonly PlannedTie[];
  /** Numbers of others that nobody on record has, yet. */
  readonly missing: readonly string[];
}

export interface PlannedTie {
  readonly from: PersonId;
  readonly to: PersonId;
  readonly value: RelationshipValue;
}

export interface EarlierPlan {
  readonly rows: readonly PlannedRow[];
  /** Who becomes known by which number, families' too. */
  readonly numbers: readonly { readonly number: string; readonly person: PersonId }[];
  /** Hashes of what is now said. */
  readonly said: readonly string[];
}

const numberOf = (hash: HashEarlier, system: string, number: string) => hash(system, 'person', number);
const familyOf = (hash: HashEarlier, { system, family }: EarlierPerson) => hash(system, 'family', family);

function factOf(hash: HashEarlier, { system, number }: EarlierPerson, fact: FactValue): string {
  const { kind, sort = '', value, from = '', until = '' } = fact;
  return hash(system, 'fact', number, kind, sort, value, from, until);
}

/** One relationship is one, from whichever side it is told: "A is the sibling of B" is "B is the sibling of A". */
function tieOf(hash: HashEarlier, { system, number }: EarlierPerson, tie: DecidedTie): string {
  const { kind, from = '', until = '' } = tie.value;
  const [a, b] = tie.reversed ? [tie.number, number] : [number, tie.number];
  const { words, inverse } = describeRelationshipKind(kind);
  const ends = words === inverse ? [a, b].toSorted() : [a, b];
  return hash(system, 'tie', kind, ...ends, from, until);
}

const protectionOf = (hash: HashEarlier, { system, number, protection }: EarlierPerson) =>
  hash(system, 'protection', number, protection?.kind ?? '', protection?.covers ?? '');
const memberOf = (hash: HashEarlier, { system, number, family }: EarlierPerson) =>
  hash(system, 'member', number, family);

/** The hashes of every number that these rows speak of, and of everything they say. */
export function listEarlierHashes(hash: HashEarlier, people: readonly EarlierPerson[]) {
  return {
    numbers: people.flatMap((one) => [
      numberOf(hash, one.system, one.number),
      ...one.ties.map((tie) => numberOf(hash, one.system, tie.number)),
      ...(one.family === '' ? [] : [familyOf(hash, one)]),
    ]),
    said: people.flatMap((one) => [
      ...one.facts.map((fact) => factOf(hash, one, fact)),
      ...one.ties.map((tie) => tieOf(hash, one, tie)),
      ...(one.protection ? [protectionOf(hash, one)] : []),
      ...(one.family === '' ? [] : [memberOf(hash, one)]),
    ]),
  };
}

/** The batch as it is planned: what it adds to what is known. */
function openPlan(known: EarlierKnown) {
  const people = new Map(known.people);
  const said = new Set(known.said);
  const hidden = new Set(known.hidden);
  const numbers: { number: string; person: PersonId }[] = [];
  const added: string[] = [];
  return {
    people,
    hidden,
    numbers,
    added,
    know(number: string, person: PersonId) {
      people.set(number, person);
      numbers.push({ number, person });
    },
    /** True the first time that this is said. */
    say(fact: string): boolean {
      if (said.has(fact)) return false;
      said.add(fact);
      added.push(fact);
      return true;
    },
  };
}

type Open = ReturnType<typeof openPlan>;

function planTies(open: Open, hash: HashEarlier, person: EarlierPerson, record: PersonId) {
  const missing: string[] = [];
  const ties = person.ties.flatMap((tie): PlannedTie[] => {
    const other = open.people.get(numberOf(hash, person.system, tie.number));
    if (!other) {
      missing.push(tie.number);
      return [];
    }
    if (other === record || !open.say(tieOf(hash, person, tie))) return [];
    const [from, to] = tie.reversed ? [other, record] : [record, other];
    return [{ from, to, value: tie.value }];
  });
  return { ties: [...ties, ...planFamily(open, hash, person, record)], missing };
}

/**
 * One of a family is tied to the first of it that came, and so to all of them. Nobody is tied by a family's number across a
 * protected identity: an adopted child's earlier family is not to be read off it.
 */
function planFamily(
  open: Open,
  hash: HashEarlier,
  person: EarlierPerson,
  record: PersonId,
): readonly PlannedTie[] {
  if (person.family === '' || open.hidden.has(record)) return [];
  const family = familyOf(hash, person);
  const first = open.people.get(family);
  if (first !== undefined && open.hidden.has(first)) return [];
  if (!open.say(memberOf(hash, person))) return [];
  if (first === undefined) open.know(family, record);
  if (first === undefined || first === record) return [];
  return [{ from: record, to: first, value: { kind: 'family', source: person.source } }];
}

/**
 * Plans a batch of rows. `nextId` makes the id of a new record. A row about somebody who is not on record and that may not tell
 * of somebody new is `unknown`; about somebody erased by law, `erased`: neither adds anything.
 */
export function planEarlier(
  people: readonly EarlierPerson[],
  known: EarlierKnown,
  hash: HashEarlier,
  nextId: () => PersonId,
): EarlierPlan {
  const open = openPlan(known);
  const begun = people.map((person) => {
    const number = numberOf(hash, person.system, person.number);
    const found = open.people.get(number) ?? null;
    if (found !== null && known.erased.has(found))
      return { person, outcome: 'erased' as const, record: null, facts: [], protect: false };
    if (found === null && !person.mayBeNew)
      return { person, outcome: 'unknown' as const, record: null, facts: [], protect: false };
    const record = found ?? nextId();
    if (found === null) open.know(number, record);
    const facts = person.facts.filter((fact) => open.say(factOf(hash, person, fact)));
    const protect = person.protection !== null && open.say(protectionOf(hash, person));
    if (protect && person.protection?.covers === 'identity') open.hidden.add(record);
    const own: FactValue = {
      kind: 'own-reference',
      value: `${person.system}: ${person.number}`,
      source: person.source,
    };
    const isNew = found === null;
    return {
      person,
      outcome: isNew ? ('new' as const) : null,
      record,
      facts: isNew ? [own, ...facts] : facts,
      protect,
    };
  });
  // Whom a row is tied to may come after it in the batch: all are known before the first is tied.
  const rows = begun.map((row): PlannedRow => {
    const { record, outcome } = row;
    if (record === null) return { ...row, outcome: outcome ?? 'unknown', ties: [], missing: [] };
    const { ties, missing } = planTies(open, hash, row.person, record);
    const adds = row.facts.length > 0 || row.protect || ties.length > 0;
    return { ...row, outcome: outcome ?? (adds ? 'changed' : 'already'), ties, missing };
  });
  return { rows, numbers: open.numbers, said: open.added };
}
