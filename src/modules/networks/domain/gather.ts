/**
 * The neighbourhood of a concern: the children it is about, the live things they were named with, the children of other
 * homes those things reach, and once more. Institutions, things of one home and things that too many homes share lead
 * nowhere. Source: 60-linking.md ("Networks").
 */
import type { ThingKind } from './concern-line.ts';
import type { Neighbourhood, Sighting } from './evidence.ts';
import { tieHomes } from './homes.ts';
import type { Sightings } from './sightings.ts';

export interface Reach {
  /** How long a mention stays live, in days: 18 months. */
  readonly liveDays: number;
  /** A thing that more homes share than this is everybody's. */
  readonly homes: number;
  readonly hops: number;
  /** The newest mentions of one node that are looked at. */
  readonly mentions: number;
  /** The things looked at in all, and the children started from: a concern about a whole school is not about a few. */
  readonly things: number;
  readonly children: number;
}

export const REACH: Reach = { liveDays: 548, homes: 12, hops: 2, mentions: 64, things: 80, children: 40 };

const DAY = 86_400;

/**
 * True when more homes than `reach.homes` share the thing, counting children of unknown homes as one each. Remembered until
 * the first of the mentions it was seen by is no longer live, so that what everybody shares costs nothing.
 */
function isEverybodys(on: Sightings, thing: number, concerns: readonly number[], reach: Reach): boolean {
  const homes = new Set<number>();
  let first = Number.POSITIVE_INFINITY;
  for (const concern of concerns) {
    first = Math.min(first, on.atOf(concern));
    for (const child of on.childrenOf(concern)) homes.add(on.householdsOf(child)[0] ?? -2 - child);
    if (homes.size <= reach.homes) continue;
    on.setEverybodysUntil(thing, first + reach.liveDays * DAY);
    return true;
  }
  return false;
}

/** An address that leads nowhere still says who may live there together. */
function addRoof(on: Sightings, roofs: Map<number, Set<number>>, thing: number, child: number): void {
  if (on.kindOf(thing) === 'address') roofs.set(thing, (roofs.get(thing) ?? new Set()).add(child));
}

/** The neighbourhood of the concern numbered `concern`; of several told together, by `others` besides. */
export function gather(
  on: Sightings,
  concern: number,
  others: readonly number[] = [],
  reach: Reach = REACH,
): Neighbourhood {
  const now = on.atOf(concern);
  const since = now - reach.liveDays * DAY;
  const about = [concern, ...others].flatMap((one) => on.childrenOf(one));
  const focus = [...new Set(about)].slice(0, reach.children);
  const children = new Set(focus);
  const kindOf = new Map<number, ThingKind>();
  const seen = new Set<number>();
  const sightings: Sighting[] = [];
  const together: (readonly number[])[] = [];
  const roofs = new Map<number, Set<number>>();
  const leadsNowhere = new Set<number>();
  let frontier = focus;
  for (let hop = 0; hop < reach.hops && frontier.length > 0; hop += 1) {
    const next: number[] = [];
    for (const child of frontier)
      for (const told of on.concernsOf(child, since, reach.mentions)) {
        together.push(on.childrenOf(told));
        for (const thing of on.thingsOf(told)) {
          if (leadsNowhere.has(thing)) addRoof(on, roofs, thing, child);
          if (seen.has(thing) || kindOf.size >= reach.things) continue;
          seen.add(thing);
          const concerns = on.concernsOf(thing, since, reach.mentions);
          if (
            on.isInstitution(thing) ||
            on.isEverybodysAt(thing, now) ||
            isEverybodys(on, thing, concerns, reach)
          ) {
            leadsNowhere.add(thing);
            addRoof(on, roofs, thing, child);
            continue;
          }
          const reached: number[] = [];
          for (const one of concerns) {
            const named = on.childrenOf(one);
            if (named.length > 1) together.push(named);
            for (const other of named) {
              reached.push(other);
              sightings.push({
                child: other,
                thing,
                concern: one,
                at: on.atOf(one),
                agency: on.agencyOf(one),
                area: on.areaOf(one),
              });
            }
          }
          kindOf.set(thing, on.kindOf(thing));
          for (const other of reached)
            if (!children.has(other)) {
              children.add(other);
              next.push(other);
            }
        }
      }
    frontier = next;
  }
  return {
    focus,
    sightings,
    homeOf: tieHomes(children, (child) => on.householdsOf(child), together),
    kindOf,
    roofs,
    now,
  };
}
