/** How well a world's people were told apart. */
import { matching } from '../../../src/modules/people/index.ts';
import { matchPeople } from '../../../src/operate/people/match-people.ts';
import { createProgressBar } from '../../../src/operate/people/progress-bar.ts';
import type { World } from './worlds.ts';

export interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface Judged {
  readonly rows: number;
  readonly weights: matching.Weights;
  readonly comparisons: readonly string[];
  /** Of the pairs said. */
  readonly pairs: Scores;
  /** Of all pairs within the groups. */
  readonly groups: Scores;
  /**
   * Precision of the strong band; without pairs of two people of whom the same is true (`World.persons`), and how many such there
   * are; the share of pairs said that are in it.
   */
  readonly strong: {
    readonly precision: number;
    readonly toldApart: number;
    readonly alike: number;
    readonly share: number;
  };
  /** Of what plain chaining of pairs scored one by one would give: every pair with even odds joins its groups. */
  readonly chained: Scores;
  /** Recall of the pairs said for each origin. */
  readonly byOrigin: ReadonlyMap<string, number>;
  readonly seconds: number;
}

const QUIET = { write: () => true };

export function encodeWorld(world: World): matching.EncodedPeople {
  const encoder = matching.createEncoder(world.keys, { thisYear: 2026, readPhone: () => null });
  for (const [row, cells] of world.rows.entries()) {
    if (row === world.split) encoder.startSecond();
    encoder.add(cells);
  }
  return encoder.finish();
}

function scores(right: number, said: number, all: number): Scores {
  const [precision, recall] = [said === 0 ? 1 : right / said, all === 0 ? 1 : right / all];
  return { precision, recall, f1: (2 * right) / Math.max(said + all, 1) };
}

const pairsIn = (count: number) => (count * (count - 1)) / 2;

function countBy<T>(list: Iterable<T>): Map<T, number> {
  const counts = new Map<T, number>();
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
}

/** Pairs within groups that are right, and all of them; across the two files only, where there are two. */
function judgeGroups(world: World, groups: Int32Array, all: number): Scores {
  const members = new Map<number, number[]>();
  for (const [row, group] of groups.entries()) members.set(group, [...(members.get(group) ?? []), row]);
  const pairs = (rows: readonly number[]): number => {
    if (world.split === undefined) return pairsIn(rows.length);
    const left = rows.filter((row) => row < (world.split ?? 0)).length;
    return left * (rows.length - left);
  };
  let [right, said] = [0, 0];
  for (const rows of members.values()) {
    if (rows.length < 2) continue;
    said += pairs(rows);
    for (const who of new Set(rows.map((row) => world.truth[row])))
      right += pairs(rows.filter((row) => world.truth[row] === who));
  }
  return scores(right, said, all);
}

export function countTruePairs(world: World): number {
  if (world.split === undefined)
    return [...countBy(world.truth).values()].reduce((sum, count) => sum + pairsIn(count), 0);
  const left = countBy(world.truth.slice(0, world.split));
  return world.truth.slice(world.split).reduce((sum, who) => sum + (left.get(who) ?? 0), 0);
}

function chain(rows: number, { count, a, b, bits }: matching.Edges): Int32Array {
  const root = new Int32Array(rows).map((_, i) => i);
  const find = (row: number): number => {
    let at = row;
    while (root[at] !== at) at = root[at] ?? at;
    root[row] = at;
    return at;
  };
  for (let edge = 0; edge < count; edge += 1)
    if ((bits[edge] ?? 0) > 0) root[find(a[edge] ?? 0)] = find(b[edge] ?? 0);
  return root.map((_, row) => find(row));
}

/** Matches a world and judges the answer. */
export async function judge(world: World): Promise<Judged> {
  const people = encodeWorld(world);
  const began = performance.now();
  const { pairs, groups, edges, weights } = await matchPeople(people, QUIET_BAR);
  const seconds = (performance.now() - began) / 1000;
  const all = countTruePairs(world);
  let [right, strong, strongRight, alike] = [0, 0, 0, 0];
  const found = new Map<string, number>();
  for (let i = 0; i < pairs.count; i += 1) {
    const [x, y] = [pairs.a[i] ?? 0, pairs.b[i] ?? 0];
    const same = world.truth[x] === world.truth[y];
    const isStrong = matching.bandOf(pairs.probability[i] ?? 0) === 'strong';
    if (isStrong) strong += 1;
    if (isStrong && !same && world.persons !== undefined && world.persons[x] === world.persons[y]) alike += 1;
    if (!same) continue;
    right += 1;
    if (isStrong) strongRight += 1;
    const origin = world.origin?.[x] ?? '';
    found.set(origin, (found.get(origin) ?? 0) + 1);
  }
  const byOrigin = new Map<string, number>();
  if (world.origin)
    for (const origin of new Set(world.origin)) {
      const mine = countBy(world.truth.filter((_, row) => world.origin?.[row] === origin));
      const there = [...mine.values()].reduce((sum, count) => sum + pairsIn(count), 0);
      byOrigin.set(origin, (found.get(origin) ?? 0) / there);
    }
  return {
    weights,
    comparisons: matching.planComparisons(people.fields).map(({ name }) => name),
    rows: world.rows.length,
    pairs: scores(right, pairs.count, all),
    groups: judgeGroups(world, groups, all),
    strong: {
      precision: strong === 0 ? 1 : strongRight / strong,
      toldApart: strong === alike ? 1 : strongRight / (strong - alike),
      alike,
      share: strong / Math.max(pairs.count, 1),
    },
    chained: judgeGroups(world, chain(people.rows, edges), all),
    byOrigin,
    seconds,
  };
}

const QUIET_BAR = createProgressBar(QUIET, () => 0);
