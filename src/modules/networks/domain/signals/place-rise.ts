/**
 * A place named for children of far more homes in four weeks than in any four weeks before, there. Sudden is relative to the
 * place's own past: a school that is named every week does not alarm by being named every week. Marked institutions are left
 * out. Source: 60-linking.md ("a place's sudden rise").
 */
import type { ConcernLine } from '../concern-line.ts';
import { poissonTail } from './chance.ts';
import { countHomes, countSources, type FoundSignal, naming, readHomes } from './signal.ts';

const DAY = 86_400_000;

export const PLACE_RISE = {
  /** Four weeks, in days: the time that is looked at, and the stretches of the past it is laid beside. */
  window: 28,
  /** How much of the past is needed before there is a usual rate, and how much is looked at: 18 months. */
  leastWindows: 3,
  mostWindows: 18,
  /** How unlikely the rise must be at the usual rate. */
  chance: 2e-5,
  /** At least so many times the usual rate; and a place nobody named before has this rate, in homes for each four weeks. */
  times: 3,
  floor: 0.5,
  least: 5,
  sources: 2,
} as const;

/**
 * Whether the place rose in the four weeks up to `now`. `from`: since when concerns are known at all, or since when those
 * given are complete, whichever is later; both in epoch milliseconds. Strength: homes in those four weeks.
 */
export function decidePlaceRise(
  lines: readonly ConcernLine[],
  place: string,
  now: number,
  from: number,
): FoundSignal | null {
  const named = naming(lines, place);
  if (named.some(({ mentions }) => mentions.some(({ ref, institution }) => ref === place && institution)))
    return null;
  const span = PLACE_RISE.window * DAY;
  const windows = Math.min(PLACE_RISE.mostWindows, Math.floor((now - span - from) / span));
  if (windows < PLACE_RISE.leastWindows) return null;
  const homeOf = readHomes(named);
  const within = (n: number) => named.filter(({ at }) => at > now - (n + 1) * span && at <= now - n * span);
  const recent = within(0);
  const homes = countHomes(recent, homeOf);
  if (homes < PLACE_RISE.least || countSources(recent) < PLACE_RISE.sources) return null;
  const before = Array.from({ length: windows }, (_, n) => countHomes(within(n + 1), homeOf));
  const usual = before.reduce((sum, count) => sum + count, 0) / windows;
  const mean = Math.max(PLACE_RISE.floor, usual);
  const most = Math.max(...before);
  if (homes < PLACE_RISE.times * mean || homes <= most || poissonTail(homes, mean) > PLACE_RISE.chance)
    return null;
  return {
    rule: 'place-rise',
    strength: homes,
    counts: {
      homes,
      children: new Set(recent.flatMap(({ children }) => children.map(({ ref }) => ref))).size,
      sources: countSources(recent),
      most,
      fourWeeksBefore: windows,
    },
    edges: recent.map(({ id }) => ({ concern: id, node: place })),
  };
}
