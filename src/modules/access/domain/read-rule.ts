import { type AccessRule, type Asked, type Condition, isRelation, wordsIn } from './access-rule.ts';
import { API_SCOPES } from './api-client.ts';
import { isPostFunction } from './post-function.ts';

/**
 * Reads a Cedar policy, in Cedar's own JSON form, as a rule that SQL can apply too. Source: the Cedar policy language's
 * JSON syntax. Anything beyond membership of a set, and, or, not is refused: see access-rule.ts.
 */

/** A policy that Heed won't start with, and why. */
export class RefusedRule extends Error {
  constructor(rule: string, why: string) {
    super(`access rule ${rule}: ${why}`);
  }
}

type Json = { readonly [key: string]: unknown };

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ASKED: readonly string[] = ['relations', 'functions', 'scopes'];

function isAsked(text: unknown): text is Asked {
  return typeof text === 'string' && ASKED.includes(text);
}

function wordOf(rule: string, value: unknown): string {
  if (isObject(value) && typeof value.Value === 'string') return value.Value;
  throw new RefusedRule(rule, 'compares with something that is not a word');
}

function askedOf(rule: string, value: unknown): Asked {
  const access = isObject(value) ? value['.'] : undefined;
  if (isObject(access) && isObject(access.left) && access.left.Var === 'context' && isAsked(access.attr))
    return access.attr;
  throw new RefusedRule(rule, 'asks about something other than relations, functions or scopes');
}

function readExpression(rule: string, body: unknown): Condition {
  if (!isObject(body)) throw new RefusedRule(rule, 'has a condition that cannot be read');
  const [operator = '', ...others] = Object.keys(body);
  const given = body[operator];
  if (others.length > 0 || !isObject(given))
    throw new RefusedRule(rule, 'has a condition that cannot be read');
  switch (operator) {
    case '&&':
    case '||':
      return {
        op: operator === '&&' ? 'and' : 'or',
        parts: [readExpression(rule, given.left), readExpression(rule, given.right)],
      };
    case '!':
      return { op: 'not', part: readExpression(rule, given.arg) };
    case 'contains':
      return { op: 'any-of', asked: askedOf(rule, given.left), words: [wordOf(rule, given.right)] };
    case 'containsAny': {
      const set = isObject(given.right) ? given.right.Set : undefined;
      if (!Array.isArray(set))
        throw new RefusedRule(rule, 'compares with something that is not a list of words');
      return {
        op: 'any-of',
        asked: askedOf(rule, given.left),
        words: set.map((value: unknown) => wordOf(rule, value)),
      };
    }
    default:
      throw new RefusedRule(rule, `uses ${operator}, which a list cannot be filtered by`);
  }
}

function readConditions(rule: string, conditions: unknown): Condition {
  if (!Array.isArray(conditions)) throw new RefusedRule(rule, 'has no list of conditions');
  const parts = conditions.map((one: unknown): Condition => {
    if (!isObject(one)) throw new RefusedRule(rule, 'has a condition that cannot be read');
    const part = readExpression(rule, one.body);
    return one.kind === 'unless' ? { op: 'not', part } : part;
  });
  return { op: 'and', parts };
}

function readActions(rule: string, constraint: unknown): readonly string[] {
  if (!isObject(constraint)) throw new RefusedRule(rule, 'names no action');
  const entities = constraint.op === '==' ? [constraint.entity] : constraint.entities;
  if (!Array.isArray(entities) || entities.length === 0) throw new RefusedRule(rule, 'names no action');
  return entities.map((entity: unknown) => {
    if (isObject(entity) && entity.type === 'Action' && typeof entity.id === 'string') return entity.id;
    throw new RefusedRule(rule, 'names an action that cannot be read');
  });
}

function readType(rule: string, constraint: unknown): string | null {
  if (isObject(constraint) && constraint.op === 'All') return null;
  if (isObject(constraint) && constraint.op === 'is' && typeof constraint.entity_type === 'string')
    return constraint.entity_type;
  throw new RefusedRule(rule, 'speaks of one particular person or record');
}

function checkWords(rule: string, condition: Condition): void {
  const known: Record<Asked, (word: string) => boolean> = {
    relations: isRelation,
    functions: isPostFunction,
    scopes: (word) => Object.hasOwn(API_SCOPES, word),
  };
  for (const asked of ['relations', 'functions', 'scopes'] as const)
    for (const word of wordsIn(condition, asked))
      if (!known[asked](word))
        throw new RefusedRule(rule, `speaks of ${word}, which is not one of the ${asked}`);
}

/** Reads one policy in Cedar's JSON form. Throws `RefusedRule` for one that has no id or that a list can't follow. */
export function readRule(policy: unknown): AccessRule {
  const annotations = isObject(policy) ? policy.annotations : undefined;
  const id = isObject(annotations) ? annotations.id : undefined;
  if (!isObject(policy) || typeof id !== 'string' || !/^[a-z][a-z0-9-]{2,80}$/.test(id))
    throw new RefusedRule(String(id), 'has no @id("...") in lower-case words with hyphens');
  if (policy.effect !== 'permit' && policy.effect !== 'forbid') throw new RefusedRule(id, 'has no effect');
  const condition = readConditions(id, policy.conditions);
  checkWords(id, condition);
  return {
    id,
    effect: policy.effect,
    principal: readType(id, policy.principal),
    actions: readActions(id, policy.action),
    resource: readType(id, policy.resource),
    condition,
  };
}
