/**
 * Access rules as data. Source: 50-access.md: rules are Cedar text in policies/, permit by legitimate relationship,
 * and forbid always wins. Lists and searches are filtered by the same rules in SQL, so a rule may only ask what SQL can
 * ask too: which relations to the record, which functions of one's posts, which scopes. A rule that asks anything else
 * is refused when Heed starts, rather than being right on a page and wrong in a list.
 */

/** Every relation to a record that a rule may speak of. A relation that is not here is refused, wherever it comes from. */
export const RELATIONS = {
  'front-door': 'holds a post at the front door',
  'duty-owner': 'holds a post that owes something on it',
  'ladder-reached': 'holds a post that it has climbed to',
  'manager-in-line': 'manages, near or far, the post that owns it',
  'handed-to': 'holds the post it was handed to',
  'asked-agency': 'holds the post in another agency that was asked about it',
  lado: 'is the designated officer, and it is about somebody who works with children',
  'broke-glass': 'opened it in an emergency, in the last four hours',
  'allocated-manager': 'manages the post that owns it',
  'pattern-owner': 'holds the post that owes a pattern review with it in',
  'recorded-it': 'wrote it down when it was told',
  'police-post': 'holds a police post',
  locked: 'is looking at an attachment that somebody locked',
  'raised-by-system': 'is the agency’s system that raised it',
  'own-agency': 'works for the agency that raised it',
  allocated: 'is the allocated worker, or in the team',
  scrutineer: 'is the independent scrutineer',
  named: 'is named in it',
  'named-line': 'manages, near or far, somebody named in it',
  'related-to-named': 'is recorded as related to somebody named in it',
  'declared-interest': 'declared an interest in it',
  restricted: 'is shut out of it by a restriction',
  protects: 'holds a post that may see past its protection',
  'protected-from': 'is not among those who may see who this protected person is',
} as const;

/** One of the relations that rules speak of. */
export type Relation = keyof typeof RELATIONS;

/** True when `text` is a relation that rules know. */
export function isRelation(text: string): text is Relation {
  return Object.hasOwn(RELATIONS, text);
}

/** What a rule may ask about. */
export type Asked = 'relations' | 'functions' | 'scopes';

/** A rule's condition: one of some words is among what is asked about, and, or, not. */
export type Condition =
  | { readonly op: 'any-of'; readonly asked: Asked; readonly words: readonly string[] }
  | { readonly op: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly op: 'not'; readonly part: Condition };

/** One rule. */
export interface AccessRule {
  /** Goes into the ledger as the basis of what it allowed or refused. */
  readonly id: string;
  readonly effect: 'permit' | 'forbid';
  /** "Account" or "Client"; null for either. */
  readonly principal: string | null;
  /** Never empty: a rule about every action there will ever be is refused. */
  readonly actions: readonly string[];
  /** "Concern"...; null for any or none. */
  readonly resource: string | null;
  readonly condition: Condition;
}

/** What is true of somebody and a record. */
export type Facts = Readonly<Record<Asked, readonly string[]>>;

/** Whether a condition holds of these facts. */
export function holds(condition: Condition, facts: Facts): boolean {
  switch (condition.op) {
    case 'any-of':
      return condition.words.some((word) => facts[condition.asked].includes(word));
    case 'and':
      return condition.parts.every((part) => holds(part, facts));
    case 'or':
      return condition.parts.some((part) => holds(part, facts));
    case 'not':
      return !holds(condition.part, facts);
  }
}

/** Every word of one sort that a condition speaks of. */
export function wordsIn(condition: Condition, asked: Asked): readonly string[] {
  if (condition.op === 'any-of') return condition.asked === asked ? condition.words : [];
  if (condition.op === 'not') return wordsIn(condition.part, asked);
  return condition.parts.flatMap((part) => wordsIn(part, asked));
}

/** The rules that speak of this kind of actor doing this to this kind of record. */
export function rulesFor(
  rules: readonly AccessRule[],
  principal: string,
  action: string,
  resource: string,
): readonly AccessRule[] {
  return rules.filter(
    (rule) =>
      rule.actions.includes(action) &&
      (rule.principal === null || rule.principal === principal) &&
      (rule.resource === null || rule.resource === resource),
  );
}
