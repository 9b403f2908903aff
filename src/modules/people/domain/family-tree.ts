/**
 * Where each relative stands in a family tree's picture: a row for each generation, parents above; a generation of more than
 * eight stands in several rows, which fit on a screen or a sheet of paper where thirty in one do not. Source: 20-domain.md
 * (relationships); social work's own genograms. Pure geometry: who may be seen was decided before.
 */
import { RELATIONSHIP_KINDS, type Relationship } from './relationship.ts';

/** Somebody in the picture. */
export interface TreeNode {
  readonly id: string;
  /** 0 is the person's own generation; parents are -1, children 1. */
  readonly generation: number;
  /** The picture's row, from 0 at the top. */
  readonly row: number;
  /** Place in the row, from 0; the person themself stands as near its middle as order lets them. */
  readonly place: number;
}

/** A line in the picture: from a parent down to a child, or between partners or siblings. */
export interface TreeLine {
  readonly kind: 'parent' | 'partner' | 'sibling';
  readonly from: string;
  readonly to: string;
  /** The relationship has an end date: the line is broken. */
  readonly over: boolean;
}

export interface FamilyTree {
  readonly nodes: readonly TreeNode[];
  readonly lines: readonly TreeLine[];
  /** How many stand in the fullest row. */
  readonly widest: number;
  readonly rows: number;
  /** A generation stands in several rows. */
  readonly isWrapped: boolean;
}

/** Generations above and below that are drawn. */
const FAR = 2;
/** How many of one generation stand beside each other at most. */
const BESIDE = 8;

function lineOf({ kind, record, other, until }: Relationship): TreeLine | null {
  const means = RELATIONSHIP_KINDS[kind];
  if (!('tree' in means)) return null;
  const over = until !== undefined;
  switch (means.tree) {
    case 'parent':
      return { kind: 'parent', from: record.id, to: other.id, over };
    case 'child':
      return { kind: 'parent', from: other.id, to: record.id, over };
    default:
      return { kind: means.tree, from: record.id, to: other.id, over };
  }
}

/** How many generations below `from` the other end of a line stands, seen from `id`. */
function stepOf(line: TreeLine, id: string): { readonly to: string; readonly by: number } | null {
  if (line.from === id) return { to: line.to, by: line.kind === 'parent' ? 1 : 0 };
  if (line.to === id) return { to: line.from, by: line.kind === 'parent' ? -1 : 0 };
  return null;
}

/** A generation in as few rows as hold it, each about as full as the others. */
function wrap(generation: readonly string[]): readonly (readonly string[])[] {
  const rows = Math.ceil(generation.length / BESIDE);
  const each = Math.ceil(generation.length / rows);
  return Array.from({ length: rows }, (_, row) => generation.slice(row * each, (row + 1) * each));
}

/**
 * Everybody reached from `self` by ties of family within two generations, each once, and the lines between them. The first
 * way somebody is reached says their generation, so that a mistake in one relationship can't make the picture endless.
 */
export function deriveFamilyTree(self: string, relationships: readonly Relationship[]): FamilyTree {
  const known = new Map<string, TreeLine>();
  for (const line of relationships.flatMap((one) => lineOf(one) ?? [])) {
    const ends = line.kind === 'parent' ? [line.from, line.to] : [line.from, line.to].sort();
    const key = `${line.kind} ${ends.join(' ')}`;
    const before = known.get(key);
    known.set(key, before ? { ...before, over: before.over && line.over } : line);
  }
  const all = [...known.values()];
  const generations = new Map([[self, 0]]);
  for (const [id, generation] of generations) {
    for (const line of all) {
      const step = stepOf(line, id);
      if (step && !generations.has(step.to) && Math.abs(generation + step.by) <= FAR)
        generations.set(step.to, generation + step.by);
    }
  }
  const ids = Map.groupBy(generations.keys(), (id) => generations.get(id) ?? 0);
  const rows = [...ids]
    .sort(([a], [b]) => a - b)
    .flatMap(([generation, own]) => wrap(own).map((row) => ({ generation, ids: row })));
  const nodes = rows.flatMap(({ generation, ids: own }, row) =>
    own.map((id, place) => ({ id, generation, row, place })),
  );
  return {
    nodes,
    lines: all.filter(({ from, to }) => generations.has(from) && generations.has(to)),
    widest: Math.max(...rows.map((row) => row.ids.length)),
    rows: rows.length,
    isWrapped: rows.length > ids.size,
  };
}
