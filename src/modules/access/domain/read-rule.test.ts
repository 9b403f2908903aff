import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type AccessRule, holds } from './access-rule.ts';
import { RefusedRule, readRule } from './read-rule.ts';

const contains = (asked: string, word: string) => ({
  contains: { left: { '.': { left: { Var: 'context' }, attr: asked } }, right: { Value: word } },
});

function policy(body: unknown, over: Record<string, unknown> = {}): unknown {
  return {
    effect: 'permit',
    principal: { op: 'is', entity_type: 'Account' },
    action: { op: '==', entity: { type: 'Action', id: 'concerns.open-concern' } },
    resource: { op: 'is', entity_type: 'Concern' },
    conditions: [{ kind: 'when', body }],
    annotations: { id: 'front-door-opens' },
    ...over,
  };
}

const none = { relations: [], functions: [], scopes: [] };

describe('reading a rule', () => {
  test('gives what it asks, which is then the same on a page and in a list', () => {
    const rule: AccessRule = readRule(
      policy({
        '&&': {
          left: contains('relations', 'front-door'),
          right: { '!': { arg: contains('relations', 'named') } },
        },
      }),
    );
    assert.deepEqual(rule.actions, ['concerns.open-concern']);
    assert.equal(holds(rule.condition, { ...none, relations: ['front-door'] }), true);
    assert.equal(holds(rule.condition, { ...none, relations: ['front-door', 'named'] }), false);
    assert.equal(holds(rule.condition, none), false);
  });

  test('“unless” turns its condition round', () => {
    const rule = readRule(
      policy(undefined, { conditions: [{ kind: 'unless', body: contains('relations', 'named') }] }),
    );
    assert.equal(holds(rule.condition, none), true);
    assert.equal(holds(rule.condition, { ...none, relations: ['named'] }), false);
  });

  const refused: readonly [string, unknown, RegExp][] = [
    ['has no name for the ledger', policy(contains('relations', 'named'), { annotations: {} }), /no @id/],
    ['speaks of a relation nobody defined', policy(contains('relations', 'a-friend')), /a-friend/],
    ['speaks of a function no post has', policy(contains('functions', 'wizard')), /wizard/],
    [
      'is about every action there will ever be',
      policy(contains('relations', 'named'), { action: { op: 'All' } }),
      /names no action/,
    ],
    [
      'is about one particular person',
      policy(contains('relations', 'named'), {
        principal: { op: '==', entity: { type: 'Account', id: 'a' } },
      }),
      /particular/,
    ],
    [
      'asks what a list could not',
      policy({ '==': { left: { Var: 'principal' }, right: { Var: 'resource' } } }),
      /cannot be filtered/,
    ],
    ['looks at something else', policy(contains('weather', 'rain')), /something other/],
  ];
  for (const [what, given, why] of refused)
    test(`refuses one that ${what}`, () => {
      assert.throws(
        () => readRule(given),
        (error) => error instanceof RefusedRule && why.test(error.message),
      );
    });
});
