/**
 * An adult who is named again and again near a child who is looked after, and whom nobody has called family, carer or
 * professional. It says that the adult was named, by whom; not that they did something.
 * Source: 60-linking.md ("an adult linked to a looked-after child").
 */
import type { ConcernLine } from '../concern-line.ts';
import { countHomes, countSources, type FoundSignal, naming, readHomes } from './signal.ts';

export const ADULT_IN_CARE = { least: 2, sources: 2, mostHomes: 12 } as const;

/** What is known of those whom concerns name, as far as this rule asks. */
export interface Standings {
  /** True for a child whose record says that they are looked after now. */
  readonly isLookedAfter: (child: string) => boolean;
  /** True for an adult whom a concern or a record calls family, carer or professional. */
  readonly isKnownWhy: (adult: string) => boolean;
}

/**
 * Strength: the concerns that name the adult beside a child who is looked after; one less where no child of another home was
 * ever named with them, since a parent whom nobody called one is named like that.
 */
export function decideAdultInCare(
  lines: readonly ConcernLine[],
  adult: string,
  standings: Standings,
): FoundSignal | null {
  const named = naming(lines, adult);
  if (named.some(({ mentions }) => mentions.some(({ ref, institution }) => ref === adult && institution)))
    return null;
  const near = named.filter(({ children }) => children.some(({ ref }) => standings.isLookedAfter(ref)));
  if (near.length < ADULT_IN_CARE.least || countSources(near) < ADULT_IN_CARE.sources) return null;
  const homes = countHomes(named, readHomes(named));
  if (homes > ADULT_IN_CARE.mostHomes || standings.isKnownWhy(adult)) return null;
  const children = new Set(near.flatMap(({ children: all }) => all.map(({ ref }) => ref)));
  return {
    rule: 'adult-in-care',
    strength: near.length - (homes > 1 ? 0 : 1),
    counts: {
      concerns: near.length,
      lookedAfter: [...children].filter(standings.isLookedAfter).length,
      homes,
      sources: countSources(near),
    },
    edges: near.flatMap(({ id, children: all }) => [
      { concern: id, node: adult },
      ...all.flatMap(({ ref }) => (standings.isLookedAfter(ref) ? [{ concern: id, node: ref }] : [])),
    ]),
  };
}
