/**
 * Which homes each thing reaches, once a family's own things are set aside. Past failure: when one concern names two
 * children, the mother of the first is named beside the second as well, and a family looked like a network.
 */
import type { Neighbourhood, Sighting } from './evidence.ts';

/** For each thing, the sightings by home. Only things that reach two homes. */
export type SharedThings = ReadonlyMap<number, ReadonlyMap<number, readonly Sighting[]>>;

/**
 * A thing is a home's own when no concern names it without that home, one names it with that home alone, and it reaches one
 * other home at most: a mother is named beside a stepchild. What reaches two homes more is followed, though one child is in
 * every telling: of children told of together, one is often the one that people know.
 */
function isOwn(homesByConcern: ReadonlyMap<number, ReadonlySet<number>>): boolean {
  const sets = [...homesByConcern.values()];
  const [first] = sets;
  if (!first || !sets.some((homes) => homes.size > 1)) return false;
  const alone = sets.find((homes) => homes.size === 1);
  if (!alone) return false;
  const [home = -1] = alone;
  const reached = new Set(sets.flatMap((homes) => [...homes]));
  return reached.size === 2 && sets.every((homes) => homes.has(home));
}

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The things of a neighbourhood that more than one home shares. */
export function listSharedThings(hood: Neighbourhood): SharedThings {
  const byThing = new Map<number, Sighting[]>();
  for (const sighting of hood.sightings) add(byThing, sighting.thing, sighting);
  const shared = new Map<number, ReadonlyMap<number, readonly Sighting[]>>();
  for (const [thing, sightings] of byThing) {
    const byHome = new Map<number, Sighting[]>();
    const byConcern = new Map<number, Set<number>>();
    for (const sighting of sightings) {
      const home = hood.homeOf.get(sighting.child);
      if (home === undefined) continue;
      add(byHome, home, sighting);
      byConcern.set(sighting.concern, (byConcern.get(sighting.concern) ?? new Set()).add(home));
    }
    if (byHome.size >= 2 && byConcern.size >= 2 && !isOwn(byConcern)) shared.set(thing, byHome);
  }
  return shared;
}
