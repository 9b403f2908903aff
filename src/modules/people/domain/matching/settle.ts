/**
 * From pairs that may be one person to what is said: which pairs, how probable, and who is one person. Source: 60-linking.md,
 * "Three bands", "Clusters ... re-score on cluster evidence".
 */
import { type Edges, groupRecords, inOrder } from './cluster.ts';
import { createComparer } from './compare.ts';
import type { People } from './encode.ts';
import { createPairList, type SaidPairs } from './pair-list.ts';
import { rankRows } from './row-order.ts';
import { LESS_THAN_STRONG, readStrength } from './strong-band.ts';
import { probabilityOf, type Weights, weigh } from './weights.ts';

/** A pair is said from this probability on: as likely as not. */
export const POSSIBLE = 0.5;
/** From this probability on a pair is in the strong band: "this is very probably". */
export const STRONG = 0.9999;

export type Band = 'strong' | 'possible' | 'none';

/** Which of the three bands a probability is in. */
export function bandOf(probability: number): Band {
  return probability >= STRONG ? 'strong' : probability >= POSSIBLE ? 'possible' : 'none';
}

export interface Settled {
  /** Pairs said, those that say most first: the earlier record, the later, the pair's own odds in bits, probability. */
  readonly pairs: SaidPairs;
  /** For each record the first record of its group. */
  readonly groups: Int32Array;
}

/** Largest group of which every pair is said; of larger ones, those that were compared. */
const WHOLE = 64;

type Score = (a: number, b: number) => number;

/** A probability as it is said: what does not show enough for the strong band stays below it. */
type Say = (a: number, b: number, probability: number) => number;

/** One file: groups, and every pair within a group. */
function settleGroups(rows: number, edges: Edges, score: Score, say: Say, ranks: Int32Array): Settled {
  const groups = groupRecords(rows, edges, score, ranks);
  const sizes = new Int32Array(rows);
  for (const first of groups) sizes[first] = (sizes[first] as number) + 1;
  /** Members of the groups of which some are still to come; most records are in no group. */
  const members = new Map<number, number[]>();
  const said = createPairList();
  for (let row = 0; row < rows; row += 1) {
    const first = groups[row] as number;
    const size = sizes[first] as number;
    if (size < 2 || size > WHOLE) continue;
    const group = members.get(first) ?? [];
    group.push(row);
    if (group.length === 1) members.set(first, group);
    if (group.length < size) continue;
    members.delete(first);
    const between = group.map((a, i) => group.map((b, j) => (i < j ? score(a, b) : 0)));
    const bitsOf = (i: number, j: number) => between[Math.min(i, j)]?.[Math.max(i, j)] ?? 0;
    const means = group.map(
      (_, i) => group.reduce((sum, _other, j) => sum + (i === j ? 0 : bitsOf(i, j)), 0) / (group.length - 1),
    );
    for (const [i, a] of group.entries())
      for (const [j, b] of group.entries()) {
        if (j <= i) continue;
        const bits = bitsOf(i, j);
        // What all records of the group say of the two stands in where the two alone say little.
        const together = Math.max(bits, Math.min(means[i] ?? 0, means[j] ?? 0), 0.01);
        said.add(a, b, bits, say(a, b, probabilityOf(together)));
      }
  }
  for (let edge = 0; edge < edges.count; edge += 1) {
    const [a, b, bits] = [edges.a[edge] as number, edges.b[edge] as number, edges.bits[edge] as number];
    if (groups[a] !== groups[b] || (sizes[groups[a] as number] as number) <= WHOLE) continue;
    said.add(a, b, bits, say(a, b, probabilityOf(Math.max(bits, 0.01))));
  }
  return { pairs: said.finish(ranks), groups };
}

/** Share of linked records with a second, equally sure partner, up to which two files are taken to name everybody once. */
const RIVALS = 0.03;

/** Two files: each record with its partners; with one partner at most where the files look as if they name everybody once. */
function settleLinks(rows: number, edges: Edges, say: Say, ranks: Int32Array): Settled {
  const sure = new Uint8Array(rows);
  let [linked, rivals] = [0, 0];
  for (let edge = 0; edge < edges.count; edge += 1) {
    if ((edges.bits[edge] as number) < 6) continue;
    for (const row of [edges.a[edge] as number, edges.b[edge] as number]) {
      if (sure[row] === 0) linked += 1;
      if (sure[row] === 1) rivals += 1;
      sure[row] = Math.min(2, (sure[row] as number) + 1);
    }
  }
  const once = rivals <= RIVALS * linked;
  const odds = new Float64Array(rows);
  if (once)
    for (let edge = 0; edge < edges.count; edge += 1) {
      const of = 2 ** Math.min(edges.bits[edge] as number, 60);
      for (const row of [edges.a[edge] as number, edges.b[edge] as number])
        odds[row] = (odds[row] as number) + of;
    }
  const groups = new Int32Array(rows).map((_, i) => i);
  const rootOf = (row: number): number => {
    let root = row;
    while (groups[root] !== root) root = groups[root] as number;
    return root;
  };
  const taken = new Uint8Array(rows);
  const said = createPairList();
  for (const edge of inOrder(edges, ranks)) {
    const [a, b, bits] = [edges.a[edge] as number, edges.b[edge] as number, edges.bits[edge] as number];
    if (bits <= 0) break;
    if (once && (taken[a] === 1 || taken[b] === 1)) continue;
    const own = 2 ** Math.min(bits, 60);
    // Partners exclude each other: what speaks for another one speaks against this.
    const others = once ? Math.max((odds[a] as number) - own, (odds[b] as number) - own, 0) : 0;
    const probability = own / (1 + own + others);
    if (once && probability < POSSIBLE && others > own) continue;
    taken[a] = 1;
    taken[b] = 1;
    const [x, y] = [rootOf(a), rootOf(b)];
    groups[Math.max(x, y)] = Math.min(x, y);
    said.add(a, b, bits, say(a, b, Math.max(probability, POSSIBLE)));
  }
  for (let row = 0; row < rows; row += 1) groups[row] = rootOf(row);
  return { pairs: said.finish(ranks), groups };
}

/**
 * Whether what was compared can be settled in parts (`partEdges`): not across two files, where it is asked of all together
 * whether they name everybody once.
 */
export function canBeParted({ rows, split }: People): boolean {
  return split >= rows;
}

/**
 * Settles what was compared. The order of rows changes nothing but which record a group is called after. `ranks` are
 * `rankRows` of these people, where they were counted before.
 */
export function settle(
  people: People,
  weights: Weights,
  edges: Edges,
  ranks: Int32Array = rankRows(people),
): Settled {
  const { rows, split } = people;
  const comparer = createComparer(people);
  const showsStrength = readStrength(comparer.comparisons);
  const say: Say = (a, b, probability) => {
    if (probability < STRONG) return probability;
    comparer.compare(a, b);
    return showsStrength(comparer.found, comparer.shares) ? probability : LESS_THAN_STRONG;
  };
  if (split < rows) return settleLinks(rows, edges, say, ranks);
  const score: Score = (a, b) => {
    comparer.compare(a, b);
    return weigh(weights, comparer.found, comparer.shares);
  };
  return settleGroups(rows, edges, score, say, ranks);
}
