/**
 * Somebody or something put on record whom no concern names. Source: the front door's work (a midwife's call about a baby who is
 * not born yet; a car that three people asked about); 20-domain.md, "unborn allowed", "each fact carries its source and date".
 */
import type { MentionKind } from '../../../kernel/mention.ts';
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { decideFact, type FactValue } from './decide-fact.ts';
import { describeFactKind, type FactKindName } from './fact-kinds.ts';

/** What is asked for of each kind; all of it may be left empty but one. */
const ASKED: Readonly<Record<MentionKind, readonly FactKindName[]>> = {
  child: ['name', 'birth', 'sex', 'nhs-number', 'upn', 'address', 'phone', 'school'],
  adult: ['name', 'birth', 'sex', 'nhs-number', 'police-reference', 'address', 'phone'],
  phone: ['phone'],
  vehicle: ['registration', 'look'],
  place: ['called', 'address'],
  account: ['account'],
  organisation: ['called', 'address', 'phone'],
};

/** The kinds of fact that a new record of this kind is asked for, in the form's order. */
export function listAsked(kind: MentionKind): readonly FactKindName[] {
  return ASKED[kind];
}

/** True for a kind of person or thing that can be put on record. */
export function isRecordKind(text: unknown): text is MentionKind {
  return typeof text === 'string' && Object.hasOwn(ASKED, text);
}

/** Of kinds that have sorts, the one that is meant unless it was chosen. */
const USUAL: Partial<Record<FactKindName, string>> = { name: 'known-as', address: 'home', birth: 'exact' };

/** A new record as typed: a value for each kind of fact, how sure the birth is, and who or what says so. */
export interface NewRecordAsTyped {
  readonly kind: MentionKind;
  readonly values: Readonly<Partial<Record<FactKindName, string>>>;
  /** A sort of birth; empty for an exact date. */
  readonly birthSort: string;
  readonly source: string;
}

/**
 * Reads a new record. Refuses `people.record-empty` where nothing is known of it, and what `decideFact` refuses, naming the field
 * that is at fault: the kind of fact, `birthSort` or `source`.
 */
export function decideNewRecord(
  typed: NewRecordAsTyped,
  today: Temporal.PlainDate,
): Outcome<readonly [FactValue, ...FactValue[]]> {
  const facts: FactValue[] = [];
  for (const kind of ASKED[typed.kind]) {
    const value = (typed.values[kind] ?? '').trim();
    if (value === '') continue;
    const chosen = kind === 'birth' && typed.birthSort !== '' ? typed.birthSort : (USUAL[kind] ?? '');
    const sort = describeFactKind(kind).sorts ? chosen : '';
    const read = decideFact(
      { kind, value, sort, from: '', until: '', source: typed.source },
      typed.kind,
      today,
    );
    if (!read.ok) {
      const { field } = read.refusal;
      const at = field === 'value' ? kind : field === 'sort' ? 'birthSort' : (field ?? kind);
      return refuse(read.refusal.code, at);
    }
    facts.push(read.value);
  }
  const [first, ...rest] = facts;
  return first ? accept([first, ...rest]) : refuse('people.record-empty', ASKED[typed.kind][0]);
}

/** What the search for those who may be the same is asked, one term each: names with a date, and each number, mark and place. */
export function listTerms(facts: readonly FactValue[]): readonly string[] {
  const of = (kind: FactKindName) => facts.filter((fact) => fact.kind === kind).map(({ value }) => value);
  const [born = ''] = facts
    .filter(({ kind, sort }) => kind === 'birth' && sort === 'exact')
    .map(({ value }) => value);
  const names = of('name').flatMap((name) => (born === '' ? [name] : [`${name} ${born}`, name]));
  const others = (
    ['nhs-number', 'upn', 'phone', 'registration', 'account', 'called', 'address'] as const
  ).flatMap(of);
  return [...names, ...others];
}
