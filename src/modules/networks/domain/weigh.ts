/**
 * How much a block of homes and things says that this is a network and not the daily life of a town. Each figure is one that
 * can be said in words; the points were fitted on some twenty invented worlds and rounded (docs/decisions/0310).
 */

import type { Block } from './blocks.ts';
import { isStrong } from './concern-line.ts';
import type { Neighbourhood, Sighting } from './evidence.ts';
import type { SharedThings } from './joining-things.ts';

export interface Weight {
  readonly homes: number;
  /** Adults, telephones and vehicles among the things. */
  readonly strong: number;
  readonly concerns: number;
  readonly agencies: number;
  readonly areas: number;
  /** How often a home was named with one of the things again, on another day: people come back, passers-by do not. */
  readonly returns: number;
  /** Concerns that name children of two homes at once. */
  readonly together: number;
  /** The part of the concerns that names brothers and sisters: a family's own worries name them, a network reaches one. */
  readonly siblings: number;
  /** Homes, those counted as one that several concerns name and always the same: brothers and sisters in two homes. */
  readonly apart: number;
  /** Pairs of a home and a thing it was named with. */
  readonly joins: number;
  /** Homes in all that the widest of the strong things reaches, inside the block or not. */
  readonly widest: number;
  /** The part of the homes that one address reaches: children placed with one carer share all that is theirs. */
  readonly underOneRoof: number;
  readonly points: number;
}

const DAY = 86_400;

/** The sightings that join a block's homes to its things. */
export function listEvidence(block: Block, shared: SharedThings): readonly Sighting[] {
  return [...block.things].flatMap((thing) =>
    [...(shared.get(thing) ?? [])].flatMap(([home, sightings]) => (block.homes.has(home) ? sightings : [])),
  );
}

function count<T>(evidence: readonly Sighting[], of: (sighting: Sighting) => T): number {
  return new Set(evidence.map(of)).size;
}

/** Who is named beside whom. */
function countBeside(
  hood: Neighbourhood,
  evidence: readonly Sighting[],
): Pick<Weight, 'together' | 'siblings' | 'apart'> {
  const children = new Map<number, Set<number>>();
  const homes = new Map<number, Set<number>>();
  const concernsOf = new Map<number, Set<number>>();
  for (const { concern, child } of evidence) {
    const home = hood.homeOf.get(child) ?? -1;
    children.set(concern, (children.get(concern) ?? new Set()).add(child));
    homes.set(concern, (homes.get(concern) ?? new Set()).add(home));
    concernsOf.set(home, (concernsOf.get(home) ?? new Set()).add(concern));
  }
  const isOfSiblings = ([concern, named]: [number, Set<number>]) =>
    named.size > (homes.get(concern)?.size ?? 0);
  const asOne = ([home, own]: [number, Set<number>]) =>
    own.size < 2 ? `home ${home}` : [...own].sort().join(' ');
  return {
    together: [...homes.values()].filter(({ size }) => size > 1).length,
    siblings: [...children].filter(isOfSiblings).length / Math.max(1, children.size),
    apart: new Set([...concernsOf].map(asOne)).size,
  };
}

function widestOf(things: readonly number[], shared: SharedThings): number {
  return Math.max(3, ...things.map((thing) => shared.get(thing)?.size ?? 0));
}

/** An address that is named for two of the homes may be left out for a third: it counts as one home more. */
function underRoof(named: number, { homes }: Block): number {
  return Math.min(homes.size, named < 2 ? named : named + 1) / homes.size;
}

/** How many homes of the block have a child named with each address that joins nothing: a children's home, a hostel. */
function countRoofs(hood: Neighbourhood, { homes }: Block): readonly number[] {
  return [...hood.roofs.values()].map(
    (children) =>
      new Set([...children].map((child) => hood.homeOf.get(child) ?? -1).filter((home) => homes.has(home)))
        .size,
  );
}

/** The points, from their parts; above `ENOUGH` somebody is to be told. */
function sumPoints(w: Omit<Weight, 'points'>): number {
  const roof = (w.together > 0 ? 2.5 : 5) * w.underOneRoof;
  return (
    0.3 * Math.min(w.returns, 6) +
    1.6 * Math.min(w.returns / w.homes, 1.5) +
    0.7 * Math.min(w.together, 4) +
    (2 * w.together) / w.homes +
    1.6 * (w.joins / w.homes - 2) +
    0.6 * (Math.min(w.agencies, 4) - 2) -
    3.7 * Math.log(w.widest / 3) -
    0.8 * Math.log(w.homes / 3) -
    3 * w.siblings -
    roof -
    1.8
  );
}

/** Points at which the rule is sure wherever it is, from which a grade counts. */
export const ENOUGH = 1.4;

/** Weighs one block. */
export function weigh(hood: Neighbourhood, block: Block, shared: SharedThings): Weight {
  const evidence = listEvidence(block, shared);
  const strong = [...block.things].filter((thing) => isStrong(hood.kindOf.get(thing) ?? 'organisation'));
  const inside = (thing: number) =>
    [...(shared.get(thing)?.keys() ?? [])].filter((home) => block.homes.has(home)).length;
  // Of all addresses, not the block's alone: an address that was trimmed away is still where they live.
  const addresses = [...shared.keys()].filter((thing) => hood.kindOf.get(thing) === 'address');
  const days = count(evidence, ({ child, at }) => `${hood.homeOf.get(child)} ${Math.floor(at / DAY)}`);
  const parts = {
    homes: block.homes.size,
    strong: strong.length,
    concerns: count(evidence, ({ concern }) => concern),
    agencies: count(evidence, ({ agency }) => agency),
    areas: count(evidence, ({ area }) => area),
    returns: days - block.homes.size,
    ...countBeside(hood, evidence),
    joins: [...block.things].reduce((sum, thing) => sum + inside(thing), 0),
    widest: widestOf(strong, shared),
    underOneRoof: underRoof(Math.max(0, ...addresses.map(inside), ...countRoofs(hood, block)), block),
  };
  return { ...parts, points: sumPoints(parts) };
}
