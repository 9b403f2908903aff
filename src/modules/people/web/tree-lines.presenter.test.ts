import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deriveFamilyTree } from '../domain/family-tree.ts';
import type { Relationship, RelationshipKindName } from '../domain/relationship.ts';
import { BOX, pathOf, type Spot, sizeOf, spotsOf } from './tree-lines.presenter.ts';

const person = (n: number) =>
  ({
    kind: 'person',
    id: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  }) as Relationship['record'];
const tie = (a: number, kind: RelationshipKindName, b: number): Relationship => ({
  id: `${a} ${kind} ${b}`,
  record: person(a),
  other: person(b),
  at: Temporal.Instant.from('2026-03-28T10:00:00Z'),
  kind,
  source: 'Her aunt',
});

/** The corners that a path goes by. */
function cornersOf(path: string): readonly Spot[] {
  let [x, y] = [0, 0];
  return [...path.matchAll(/([MVHv])(-?[\d.]+)(?: (-?[\d.]+))?/g)].map(([, letter, one, two]) => {
    if (letter === 'M') [x, y] = [Number(one), Number(two)];
    if (letter === 'H') x = Number(one);
    if (letter === 'V') y = Number(one);
    if (letter === 'v') y += Number(one);
    return { x, y };
  });
}

function goesThrough(corners: readonly Spot[], box: Spot): boolean {
  return corners.slice(1).some((to, n) => {
    const from = corners[n] ?? to;
    const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
    const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
    return right > box.x && left < box.x + BOX.width && bottom > box.y && top < box.y + BOX.height;
  });
}

/** A mother and a father of so many, who are each known as the first one's brother or sister. */
function familyOf(children: number): readonly Relationship[] {
  const ids = Array.from({ length: children }, (_, n) => n + 10);
  return [
    tie(1, 'partner', 2),
    tie(3, 'mother', 1),
    ...ids.flatMap((id) => [tie(1, 'mother', id), tie(2, 'father', id)]),
    ...ids.slice(1).map((id) => tie(10, 'sibling', id)),
    tie(ids.at(-1) ?? 10, 'mother', 5),
  ];
}

for (const children of [2, 8, 9, 30])
  test(`${children} brothers and sisters stand at most eight abreast, and no line runs through a box`, () => {
    const tree = deriveFamilyTree(person(10).id, familyOf(children));
    assert.ok(tree.widest <= 8, `${tree.widest} abreast`);
    const spots = spotsOf(tree);
    const { width, height } = sizeOf(tree);
    const boxes = [...spots.of.values()];
    assert.ok(boxes.every(({ x, y }) => x >= 0 && x + BOX.width <= width && y + BOX.height <= height));
    for (const line of tree.lines) {
      const corners = cornersOf(pathOf(line, spots) ?? '');
      assert.ok(corners.length > 3, `${line.kind} is not drawn`);
      assert.ok(corners.every(({ x, y }) => x >= 0 && x <= width && y >= 0 && y <= height));
      assert.ok(!boxes.some((box) => goesThrough(corners, box)), `${line.kind}: ${pathOf(line, spots)}`);
    }
  });
