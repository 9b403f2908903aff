/**
 * A vehicle named with several children's homes, schools or other institutions. A family's car is named with the one school
 * its children go to, what everybody rides in for many homes, and a mark misread mostly elsewhere; none of them is meant.
 * Source: 60-linking.md ("a vehicle outside several homes or schools").
 */
import type { ConcernLine } from '../concern-line.ts';
import { countHomes, countSources, type FoundSignal, naming, readHomes } from './signal.ts';

const DAY = 86_400_000;

export const VEHICLE_OUTSIDE = { least: 2, sources: 2, days: 120, mostHomes: 12, share: 0.8 } as const;

/** The places marked as institutions that one concern names, or that a child of it lives in. */
function sitesOf(line: ConcernLine, isInstitution: (home: string) => boolean): readonly string[] {
  return [
    ...line.mentions.flatMap(({ ref, kind, institution }) =>
      institution && (kind === 'place' || kind === 'organisation' || kind === 'address') ? [ref] : [],
    ),
    ...line.children.flatMap(({ household }) =>
      household !== null && isInstitution(household) ? [household] : [],
    ),
  ];
}

/**
 * In the 120 days up to `now` (epoch milliseconds). `isInstitution`: of a household, that it is a children's home or the
 * like. Strength: the homes and schools.
 */
export function decideVehicleOutside(
  lines: readonly ConcernLine[],
  vehicle: string,
  now: number,
  isInstitution: (household: string) => boolean,
): FoundSignal | null {
  const all = naming(lines, vehicle);
  if (countHomes(all, readHomes(all)) > VEHICLE_OUTSIDE.mostHomes) return null;
  const named = all.filter(({ at }) => at > now - VEHICLE_OUTSIDE.days * DAY);
  const outside = named.filter((line) => sitesOf(line, isInstitution).length > 0);
  const sites = new Set(outside.flatMap((line) => sitesOf(line, isInstitution)));
  if (sites.size < VEHICLE_OUTSIDE.least || countSources(outside) < VEHICLE_OUTSIDE.sources) return null;
  // One telling about one family that names both of its schools is one telling.
  if (outside.length < sites.size) return null;
  // Of what is told of it, most must be there: a taxi is named everywhere, and with a school now and then.
  if (outside.length < VEHICLE_OUTSIDE.share * named.length) return null;
  const homes = countHomes(outside, readHomes(outside));
  // The same family's car at its own children's schools.
  if (homes === 1 && outside.every(({ children }) => children.length > 0)) return null;
  return {
    rule: 'vehicle-outside',
    strength: sites.size,
    counts: { sites: sites.size, concerns: outside.length, homes, sources: countSources(outside) },
    edges: outside.map(({ id }) => ({ concern: id, node: vehicle })),
  };
}
