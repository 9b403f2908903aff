/**
 * The rule: when children of different homes are to be looked at together. At least three children of three homes, two
 * strong things (adult, vehicle, phone), two sources and three concerns, in a block that no single coincidence holds
 * together, and enough points. It says what was told about whom; it names nobody as guilty.
 * Source: 60-linking.md ("Networks").
 */
import { type Block, findBlocks } from './blocks.ts';
import type { Neighbourhood, Sighting } from './evidence.ts';
import { listSharedThings, type SharedThings } from './joining-things.ts';
import { ENOUGH, listEvidence, type Weight, weigh } from './weigh.ts';

export const GRADES = ['emerging', 'clear', 'strong'] as const;
export type Grade = (typeof GRADES)[number];

/** Children to be looked at together, and all that joins them. */
export interface Finding {
  readonly children: readonly number[];
  readonly things: readonly number[];
  /** Every sighting of one of the children with one of the things, the newest first. */
  readonly evidence: readonly Sighting[];
  readonly weight: Weight;
  readonly grade: Grade;
}

const LEAST = { homes: 3, children: 3, strong: 2, agencies: 2, concerns: 3 };
const RECENT_DAYS = 90;
/** How often a block is trimmed at most, and how many of its widest things are tried each time. */
const TRIMS = 10;
const WIDEST = 2;
const DAY = 86_400;

function isWorthPoints({ apart, strong, agencies, concerns }: Weight): boolean {
  return (
    apart >= LEAST.homes && strong >= LEAST.strong && agencies >= LEAST.agencies && concerns >= LEAST.concerns
  );
}

/** Graded by strength, by breadth across areas and agencies, and by how recent it is. */
function gradeOf(weight: Weight, evidence: readonly Sighting[], now: number): Grade {
  const recent = new Set(
    evidence.filter(({ at }) => now - at <= RECENT_DAYS * DAY).map((one) => one.concern),
  );
  const points =
    weight.points -
    ENOUGH +
    (weight.areas > 1 ? 1 : 0) +
    (weight.agencies > 3 ? 1 : 0) +
    (recent.size > 2 ? 1 : 0) +
    (weight.homes > 4 ? 1 : 0);
  if (points >= 6) return 'strong';
  return points >= 2.5 ? 'clear' : 'emerging';
}

/** Of each home the children who were themselves named with most: a brother named once with the family's car stays out. */
function choose(hood: Neighbourhood, evidence: readonly Sighting[]): ReadonlySet<number> {
  const things = new Map<number, Set<number>>();
  for (const { child, thing } of evidence) things.set(child, (things.get(child) ?? new Set()).add(thing));
  const most = new Map<number, number>();
  for (const [child, own] of things) {
    const home = hood.homeOf.get(child) ?? child;
    most.set(home, Math.max(most.get(home) ?? 0, own.size));
  }
  const isChosen = ([child, own]: [number, Set<number>]) =>
    own.size >= Math.min(2, most.get(hood.homeOf.get(child) ?? child) ?? 2);
  return new Set([...things].filter(isChosen).map(([child]) => child));
}

function find(hood: Neighbourhood, block: Block, shared: SharedThings, enough: number): Finding | null {
  const weight = weigh(hood, block, shared);
  if (!isWorthPoints(weight) || weight.points < enough) return null;
  const all = listEvidence(block, shared);
  const children = choose(hood, all);
  if (children.size < LEAST.children) return null;
  const evidence = all.filter(({ child }) => children.has(child)).sort((a, b) => b.at - a.at);
  return {
    children: [...children],
    things: [...block.things],
    evidence,
    weight,
    grade: gradeOf(weight, evidence, hood.now),
  };
}

function stringsOf(shared: SharedThings, within?: Block): Map<number, Set<number>> {
  const strings = new Map<number, Set<number>>();
  for (const [thing, homes] of shared) {
    if (within && !within.things.has(thing)) continue;
    for (const home of homes.keys())
      if (!within || within.homes.has(home)) strings.set(home, (strings.get(home) ?? new Set()).add(thing));
  }
  return strings;
}

interface Weighed {
  readonly block: Block;
  readonly points: number;
}

/** How much joins each home of a block to it: its things in the block, and the concerns that named it with them. */
function joinsByHome(block: Block, shared: SharedThings): readonly (readonly [number, number])[] {
  return [...block.homes].map((home) => {
    const own = [...block.things].flatMap((thing) => shared.get(thing)?.get(home) ?? []);
    const things = new Set(own.map(({ thing }) => thing)).size;
    return [home, things + new Set(own.map(({ concern }) => concern)).size] as const;
  });
}

/** The block without each of these in turn: what reaches furthest, and the home that least joins to the rest. */
function listSmaller(block: Block, shared: SharedThings): readonly Block[] {
  const reach = (thing: number) => shared.get(thing)?.size ?? 0;
  const widest = [...block.things].sort((a, b) => reach(b) - reach(a)).slice(0, WIDEST);
  const loosest = [...joinsByHome(block, shared)].sort((a, b) => a[1] - b[1]).slice(0, 1);
  return [
    ...widest.map((without) => ({
      ...block,
      things: new Set([...block.things].filter((one) => one !== without)),
    })),
    ...loosest.map(([without]) => ({
      ...block,
      homes: new Set([...block.homes].filter((one) => one !== without)),
    })),
  ];
}

/**
 * The part of a block that says most, when what reaches furthest and the homes that least join to the rest are left out one
 * after another: a professional or a popular place that happens to touch a network does not belong to it, and must not
 * glue two networks together. Leaving out a professional may say less until their telephone is left out as well.
 */
function trim(hood: Neighbourhood, block: Block, shared: SharedThings): Block {
  const weighed = (one: Block): Weighed => ({ block: one, points: weigh(hood, one, shared).points });
  let best = weighed(block);
  let at: Weighed | undefined = best;
  for (let left = TRIMS; at && left > 0; left -= 1) {
    [at] = listSmaller(at.block, shared)
      .flatMap((smaller) => findBlocks(stringsOf(shared, smaller)))
      .filter((one) => one.homes.size >= LEAST.homes)
      .map(weighed)
      .sort((a, b) => b.points - a.points);
    if (at && at.points > best.points) best = at;
  }
  return best.block;
}

/**
 * What is to be looked at round the concern just told; nothing, nearly always, and nothing where the part of a block that says
 * most leaves its children out: a family that goes to the same club as a network is not in it. `enough`: how many points are asked for
 * besides the shape, which follows what is unusual there (background.ts).
 */
export function judge(hood: Neighbourhood, enough: number): readonly Finding[] {
  const shared = listSharedThings(hood);
  const focus = new Set(hood.focus.map((child) => hood.homeOf.get(child)));
  const isNear = ({ homes }: Block) => [...homes].some((home) => focus.has(home));
  return findBlocks(stringsOf(shared))
    .filter((block) => block.homes.size >= LEAST.homes && isNear(block))
    .map((block) => trim(hood, block, shared))
    .filter(isNear)
    .flatMap((block) => find(hood, block, shared, enough) ?? []);
}
