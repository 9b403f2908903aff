/**
 * Who is what to whom. Source: 20-domain.md ("relationships (typed, dated, with source), household"). Written once, from the
 * side it was told on, and read from both. Kinds are stored: never rename one.
 */
import { accept, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { firstDayOf, readDay, readSource } from './decide-fact.ts';
import type { KnownRecord } from './record.ts';

interface RelationshipKind {
  /** "Ama is the mother of Jay": said of the first record. */
  readonly words: string;
  /** The same, said of the other. */
  readonly inverse: string;
  readonly to: KnownRecord['kind'];
  /** What it means for a family tree. */
  readonly tree?: 'parent' | 'child' | 'partner' | 'sibling';
  readonly household?: true;
  /** It says where somebody can be found. */
  readonly where?: true;
}

export const RELATIONSHIP_KINDS = {
  mother: { words: 'mother of', inverse: 'child of', to: 'person', tree: 'parent' },
  father: { words: 'father of', inverse: 'child of', to: 'person', tree: 'parent' },
  parent: { words: 'parent of', inverse: 'child of', to: 'person', tree: 'parent' },
  'step-parent': { words: 'step-parent of', inverse: 'stepchild of', to: 'person', tree: 'parent' },
  'adoptive-parent': {
    words: 'adoptive parent of',
    inverse: 'adopted child of',
    to: 'person',
    tree: 'parent',
  },
  child: { words: 'child of', inverse: 'parent of', to: 'person', tree: 'child' },
  sibling: { words: 'sibling of', inverse: 'sibling of', to: 'person', tree: 'sibling' },
  'half-sibling': { words: 'half-sibling of', inverse: 'half-sibling of', to: 'person', tree: 'sibling' },
  partner: { words: 'partner of', inverse: 'partner of', to: 'person', tree: 'partner' },
  grandparent: { words: 'grandparent of', inverse: 'grandchild of', to: 'person' },
  'aunt-or-uncle': { words: 'aunt or uncle of', inverse: 'niece or nephew of', to: 'person' },
  cousin: { words: 'cousin of', inverse: 'cousin of', to: 'person' },
  guardian: { words: 'guardian of', inverse: 'in the care of', to: 'person' },
  'foster-carer': { words: 'foster carer of', inverse: 'fostered by', to: 'person', where: true },
  family: { words: 'of one family with', inverse: 'of one family with', to: 'person' },
  friend: { words: 'friend of', inverse: 'friend of', to: 'person' },
  'spends-time-with': { words: 'spends time with', inverse: 'spends time with', to: 'person' },
  'worry-about': {
    words: 'an adult there is worry about near',
    inverse: 'there is worry about',
    to: 'person',
  },
  'lives-with': { words: 'lives with', inverse: 'lives with', to: 'person', household: true, where: true },
  uses: { words: 'uses', inverse: 'used by', to: 'thing' },
  owns: { words: 'owns', inverse: 'owned by', to: 'thing' },
  attends: { words: 'attends', inverse: 'attended by', to: 'thing', where: true },
  'works-at': { words: 'works or volunteers at', inverse: 'workplace of', to: 'thing', where: true },
} as const satisfies Record<string, RelationshipKind>;

export type RelationshipKindName = keyof typeof RELATIONSHIP_KINDS;

/** True for a kind of relationship there is. */
export function isRelationshipKind(text: unknown): text is RelationshipKindName {
  return typeof text === 'string' && Object.hasOwn(RELATIONSHIP_KINDS, text);
}

/** What there is to know of a kind of relationship, whichever it is. */
export function describeRelationshipKind(kind: RelationshipKindName): RelationshipKind {
  return RELATIONSHIP_KINDS[kind];
}

/** True for a kind that says where somebody can be found. */
export function tellsWhere(kind: RelationshipKindName): boolean {
  return describeRelationshipKind(kind).where ?? false;
}

/** The kinds from a person to a record of this kind, in the order the form offers them. */
export function listRelationshipKinds(to: KnownRecord['kind']): readonly RelationshipKindName[] {
  const all = Object.keys(RELATIONSHIP_KINDS) as RelationshipKindName[];
  return all.filter((kind) => RELATIONSHIP_KINDS[kind].to === to);
}

/** A relationship as kept, sealed: the record it is written on is so and so of the other. */
export interface RelationshipValue {
  readonly kind: RelationshipKindName;
  readonly from?: string;
  readonly until?: string;
  readonly source: string;
}

/** One relationship, with what both ends are. */
export interface Relationship extends RelationshipValue {
  readonly id: string;
  readonly record: KnownRecord;
  readonly other: KnownRecord;
  readonly at: Temporal.Instant;
}

/** A relationship as typed. */
export interface RelationshipAsTyped {
  readonly kind: string;
  readonly from: string;
  readonly until: string;
  readonly source: string;
}

/** Reads a relationship from a person to a record of kind `to`. Refuses, naming the field, what is missing or can't be. */
export function decideRelationship(
  typed: RelationshipAsTyped,
  to: KnownRecord['kind'],
): Outcome<RelationshipValue> {
  const { kind } = typed;
  if (!isRelationshipKind(kind) || RELATIONSHIP_KINDS[kind].to !== to)
    return refuse('people.relationship-missing', 'kind');
  const from = typed.from.trim() === '' ? undefined : readDay(typed.from);
  if (from === null) return refuse('people.date-wrong', 'from');
  const until = typed.until.trim() === '' ? undefined : readDay(typed.until);
  if (until === null) return refuse('people.date-wrong', 'until');
  if (from && until && firstDayOf(until) < firstDayOf(from).slice(0, until.length))
    return refuse('people.dates-backwards', 'until');
  const source = readSource(typed.source);
  if (!source.ok) return source;
  return accept({ kind, ...(from ? { from } : {}), ...(until ? { until } : {}), source: source.value });
}

/** What `other` is to `self` by this relationship, in words that follow a name: "mother of", said of the other. */
export function sayFrom(relationship: Relationship, self: string): string {
  const kind = RELATIONSHIP_KINDS[relationship.kind];
  return relationship.record.id === self ? kind.inverse : kind.words;
}
