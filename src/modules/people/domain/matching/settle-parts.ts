/**
 * Settles a file in parts that have nothing to do with each other, so that several threads can: records between which no chain
 * of likely pairs leads can't come into one group, whatever else is found.
 */
import { chainsOf, type Edges } from './cluster.ts';
import { mergePairs, type SaidPairs } from './pair-list.ts';
import type { Settled } from './settle.ts';

/** What one part came to. */
export interface SettledPart {
  readonly pairs: SaidPairs;
  /** Records that are in the group of an earlier one, and that one. */
  readonly members: Int32Array;
  readonly firsts: Int32Array;
}

/** Cuts the pairs of `rows` records into `parts` parts; a pair across two chains, which joins nobody, is left out. */
export function partEdges(rows: number, edges: Edges, parts: number): readonly Edges[] {
  const root = chainsOf(rows, edges);
  const partOf = (edge: number): number => {
    const chain = root[edges.a[edge] as number] as number;
    return chain === root[edges.b[edge] as number] ? (Math.imul(chain, 0x9e3779b1) >>> 8) % parts : -1;
  };
  const counts = new Int32Array(parts);
  for (let edge = 0; edge < edges.count; edge += 1) {
    const part = partOf(edge);
    if (part >= 0) counts[part] = (counts[part] as number) + 1;
  }
  const cut = Array.from(counts, (count) => ({
    count,
    a: new Int32Array(count),
    b: new Int32Array(count),
    bits: new Float32Array(count),
  }));
  const filled = new Int32Array(parts);
  for (let edge = 0; edge < edges.count; edge += 1) {
    const part = partOf(edge);
    const into = cut[part];
    if (!into) continue;
    const at = filled[part] as number;
    into.a[at] = edges.a[edge] as number;
    into.b[at] = edges.b[edge] as number;
    into.bits[at] = edges.bits[edge] as number;
    filled[part] = at + 1;
  }
  return cut;
}

/** What a part came to, from what `settle` made of its pairs. */
export function packPart({ pairs, groups }: Settled): SettledPart {
  let count = 0;
  for (let row = 0; row < groups.length; row += 1) if (groups[row] !== row) count += 1;
  const [members, firsts] = [new Int32Array(count), new Int32Array(count)];
  for (let row = 0, at = 0; row < groups.length; row += 1) {
    if (groups[row] === row) continue;
    members[at] = row;
    firsts[at] = groups[row] as number;
    at += 1;
  }
  return { pairs, members, firsts };
}

/** The parts of records, whose `ranks` these are, as one: the same as if they had been settled together by these ranks. */
export function joinParts(parts: readonly SettledPart[], ranks: Int32Array): Settled {
  const rows = ranks.length;
  const groups = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) groups[row] = row;
  for (const { members, firsts } of parts)
    for (let i = 0; i < members.length; i += 1) groups[members[i] as number] = firsts[i] as number;
  return {
    pairs: mergePairs(
      parts.map((part) => part.pairs),
      ranks,
    ),
    groups,
  };
}
