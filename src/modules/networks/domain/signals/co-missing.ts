/**
 * Children of different homes who were missing on the same nights. Frequently missing children share a night by chance, so
 * what is shared is laid beside how often each was away and how many others could have been compared. Absences come from
 * concerns that say so; missing episodes are the same thing with another source.
 * Source: 60-linking.md ("co-missing (absent the same nights)").
 */
import { sharedTail } from './chance.ts';
import type { FoundSignal } from './signal.ts';

/** A child was missing on a night, by this concern or episode. */
export interface Absence {
  readonly child: string;
  readonly home: string;
  /** The day on which the night began, London: "2031-03-05". */
  readonly night: string;
  /** The concern, or the episode, that says so. */
  readonly concern: string;
  readonly source: string;
}

/** How far back nights are compared, in days, and how unlikely by chance a pair must be, among all it was compared with. */
export const CO_MISSING = { days: 180, chance: 0.01, least: 2 } as const;

const NOON = 12;

/** The night that somebody means who says now that a child is missing: before noon in London, the one that just passed. */
export function nightOf(at: Temporal.Instant): string {
  const there = at.toZonedDateTimeISO('Europe/London');
  const day = there.toPlainDate();
  return (there.hour < NOON ? day.subtract({ days: 1 }) : day).toString();
}

function nightsOf(absences: readonly Absence[], child: string): ReadonlySet<string> {
  return new Set(absences.filter((one) => one.child === child).map(({ night }) => night));
}

/**
 * Which children of other homes were missing on the same nights as `child`. `compared`: how many children were missing at
 * all in these days, at least those given. Strength: the most nights shared with one of them. Null where nobody was, more than
 * by chance.
 */
export function decideCoMissing(
  absences: readonly Absence[],
  child: string,
  compared: number,
): FoundSignal | null {
  const own = nightsOf(absences, child);
  if (own.size < CO_MISSING.least) return null;
  const homeOf = new Map(absences.map((one) => [one.child, one.home]));
  const others = [...new Set(absences.map((one) => one.child))].filter(
    (one) => homeOf.get(one) !== homeOf.get(child),
  );
  const among = Math.max(compared - 1, others.length, 1);
  const together = others.flatMap((other) => {
    const theirs = nightsOf(absences, other);
    const shared = [...own].filter((night) => theirs.has(night));
    if (shared.length < CO_MISSING.least) return [];
    const chance = sharedTail(CO_MISSING.days, own.size, theirs.size, shared.length);
    return chance * among <= CO_MISSING.chance ? [{ other, shared }] : [];
  });
  if (together.length === 0) return null;
  const nights = new Set(together.flatMap(({ shared }) => shared));
  const children = new Set([child, ...together.map(({ other }) => other)]);
  const said = absences.filter((one) => children.has(one.child) && nights.has(one.night));
  return {
    rule: 'co-missing',
    strength: Math.max(...together.map(({ shared }) => shared.length)),
    counts: {
      children: children.size,
      homes: new Set([...children].map((one) => homeOf.get(one))).size,
      nights: nights.size,
      sources: new Set(said.map(({ source }) => source)).size,
    },
    edges: said.map(({ concern, child: node }) => ({ concern, node })),
  };
}
