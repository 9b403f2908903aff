import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { asId } from '../../../kernel/ids.ts';
import { deriveFamilyTree } from './family-tree.ts';
import { deriveHouseholds } from './household.ts';
import {
  decideRelationship,
  RELATIONSHIP_KINDS,
  type Relationship,
  type RelationshipKindName,
  sayFrom,
} from './relationship.ts';

const person = (n: number) =>
  ({ kind: 'person', id: asId<'person'>(`00000000-0000-7000-8000-${String(n).padStart(12, '0')}`) }) as const;
const at = Temporal.Instant.from('2026-03-28T10:00:00Z');
const tie = (a: number, kind: RelationshipKindName, b: number, more: object = {}): Relationship => ({
  id: `${a} ${kind} ${b}`,
  record: person(a),
  other: person(b),
  at,
  kind,
  source: 'Her aunt',
  ...more,
});

describe('a family tree', () => {
  test('puts parents above, children below, siblings and partners beside', () => {
    const tree = deriveFamilyTree(person(1).id, [
      tie(2, 'mother', 1),
      tie(3, 'partner', 2, { until: '2024' }),
      tie(1, 'sibling', 4),
      tie(5, 'child', 1),
      tie(6, 'grandparent', 1),
      tie(7, 'mother', 2),
    ]);
    const generation = new Map(tree.nodes.map((node) => [Number(node.id.slice(-3)), node.generation]));
    assert.deepEqual([...generation].sort(), [
      [1, 0],
      [2, -1],
      [3, -1],
      [4, 0],
      [5, 1],
      [7, -2],
    ]);
    assert.equal(tree.lines.find(({ kind }) => kind === 'partner')?.over, true);
    assert.equal(tree.widest, 2);
  });

  test('told from the other side is the same line, drawn once', () => {
    const told = deriveFamilyTree(person(1).id, [
      tie(2, 'mother', 1),
      tie(1, 'child', 2),
      tie(1, 'sibling', 3),
      tie(3, 'sibling', 1),
    ]);
    assert.equal(told.lines.length, 2);
  });

  test('ends, holds everybody once and nobody twice in one place, whatever is on record', () => {
    const kinds = fc.constantFrom(...(Object.keys(RELATIONSHIP_KINDS) as RelationshipKindName[]));
    const ties = fc.array(fc.tuple(fc.integer({ min: 1, max: 8 }), kinds, fc.integer({ min: 1, max: 8 })), {
      maxLength: 25,
    });
    fc.assert(
      fc.property(ties, (all) => {
        const tree = deriveFamilyTree(
          person(1).id,
          all.filter(([a, , b]) => a !== b).map(([a, kind, b]) => tie(a, kind, b)),
        );
        assert.equal(new Set(tree.nodes.map(({ id }) => id)).size, tree.nodes.length);
        assert.equal(new Set(tree.nodes.map((n) => `${n.row} ${n.place}`)).size, tree.nodes.length);
        assert.ok(tree.nodes.every((n) => Math.abs(n.generation) <= 2 && n.place < tree.widest));
        const there = new Set(tree.nodes.map(({ id }) => id));
        assert.ok(tree.lines.every(({ from, to }) => there.has(from) && there.has(to)));
      }),
    );
  });
});

describe('a household over time', () => {
  test('says who lived there in each stretch, and when somebody moved in', () => {
    const stretches = deriveHouseholds([
      { who: 'mother' },
      { who: 'step-father', from: '2025-03' },
      { who: 'brother', until: '2026-01-10' },
    ]);
    assert.deepEqual(stretches, [
      { from: '', until: '2025-03', who: ['brother', 'mother'] },
      { from: '2025-03', until: '2026-01-10', who: ['brother', 'mother', 'step-father'] },
      { from: '2026-01-10', until: '', who: ['mother', 'step-father'] },
    ]);
    assert.deepEqual(deriveHouseholds([]), []);
  });
});

describe('a relationship', () => {
  const typed = { kind: 'mother', from: '', until: '', source: 'School' };
  test('is refused without its kind, its source, or with dates in the wrong order', () => {
    const codeOf = (over: object, to: 'person' | 'thing' = 'person') => {
      const read = decideRelationship({ ...typed, ...over }, to);
      return read.ok ? 'taken' : read.refusal.code;
    };
    assert.equal(codeOf({}), 'taken');
    assert.equal(codeOf({ kind: '__proto__' }), 'people.relationship-missing');
    assert.equal(codeOf({}, 'thing'), 'people.relationship-missing');
    assert.equal(codeOf({ source: '' }), 'people.source-missing');
    assert.equal(codeOf({ from: '2025', until: '2024' }), 'people.dates-backwards');
  });
  test('reads from both ends', () => {
    const mother = tie(2, 'mother', 1);
    assert.equal(sayFrom(mother, person(1).id), 'mother of');
    assert.equal(sayFrom(mother, person(2).id), 'child of');
  });
});
