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

/** Compares two records. */
interface Scorer {
  readonly score: Score;
  /** Whether the two that were compared last show enough for the strong band. */
  shows(): boolean;
  readonly say: Say;
}

/** One file: groups, and every pair within a group. */
function settleGroups(rows: number, edges: Edges, { score, shows, say }: Scorer, ranks: Int32Array): Settled {
  const { firsts, groups } = groupRecords(rows, edges, score, ranks);
  const said = createPairList();
  const large = new Set<number>();
  /** Of each two records of a group: their odds, and whether they show enough. */
  const between = new Float64Array(WHOLE * WHOLE);
  const shown = new Uint8Array(WHOLE * WHOLE);
  const means = new Float64Array(WHOLE);
  for (const records of groups) {
    const size = records.length;
    if (size > WHOLE) {
      large.add(firsts[records[0] as number] as number);
      continue;
    }
    const group = records.toSorted((p, q) => p - q);
    for (let i = 0; i < size; i += 1)
      for (let j = i + 1; j < size; j += 1) {
        between[i * WHOLE + j] = score(group[i] as number, group[j] as number);
        shown[i * WHOLE + j] = shows() ? 1 : 0;
      }
    for (let i = 0; i < size; i += 1) {
      let sum = 0;
      for (let j = 0; j < size; j += 1)
        if (j !== i) sum += between[Math.min(i, j) * WHOLE + Math.max(i, j)] as number;
      means[i] = sum / (size - 1);
    }
    for (let i = 0; i < size; i += 1)
      for (let j = i + 1; j < size; j += 1) {
        const bits = between[i * WHOLE + j] as number;
        // What all records of the group say of the two stands in where the two alone say little.
        const together = Math.max(bits, Math.min(means[i] as number, means[j] as number), 0.01);
        const probability = probabilityOf(together);
        const sure = probability < STRONG || shown[i * WHOLE + j] === 1;
        said.add(group[i] as number, group[j] as number, bits, sure ? probability : LESS_THAN_STRONG);
      }
  }
  for (let edge = 0; large.size > 0 && edge < edges.count; edge += 1) {
    const [a, b, bits] = [edges.a[edge] as number, edges.b[edge] as number, edges.bits[edge] as number];
    if (firsts[a] !== firsts[b] || !large.has(firsts[a] as number)) continue;
    said.add(a, b, bits, say(a, b, probabilityOf(Math.max(bits, 0.01))));
  }
  return { pairs: said.finish(ranks), groups: firsts };
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
  const shows = () => showsStrength(comparer.found, comparer.shares);
  const score: Score = (a, b) => {
    comparer.compare(a, b);
    return weigh(weights, comparer.found, comparer.shares);
  };
  const say: Say = (a, b, probability) => {
    if (probability < STRONG) return probability;
    comparer.compare(a, b);
    return shows() ? probability : LESS_THAN_STRONG;
  };
  if (split < rows) return settleLinks(rows, edges, say, ranks);
  return settleGroups(rows, edges, { score, shows, say }, ranks);
}
