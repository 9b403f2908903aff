/**
 * Who lived with somebody, from when to when: stretches between which the household did not change. Source: 20-domain.md
 * ("household over time"); serious case reviews in which nobody knew who had moved in.
 */
import { firstDayOf } from './decide-fact.ts';

/** Somebody lived with the person from a day to a day; ISO days, months or years; left out where not known. */
export interface LivedWith {
  readonly who: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

/** A stretch in which these lived with them; empty `from` is "since before what is known", empty `until` is "now". */
export interface HouseholdStretch {
  readonly from: string;
  readonly until: string;
  readonly who: readonly string[];
}

const EVER = '0000-00-00';
const NEVER = '9999-99-99';

/** The stretches in order, oldest first, without those in which nobody is known to have lived there. */
export function deriveHouseholds(lived: readonly LivedWith[]): readonly HouseholdStretch[] {
  const spans = lived.map(({ who, from, until }) => ({
    who,
    from: from === undefined ? EVER : firstDayOf(from),
    until: until === undefined ? NEVER : firstDayOf(until),
  }));
  // An edge is said as exactly as it is known, and no more: "2012", not the first of January.
  const said = new Map<string, string>();
  for (const day of lived.flatMap(({ from, until }) => [from, until]))
    if (day && (said.get(firstDayOf(day))?.length ?? 0) < day.length) said.set(firstDayOf(day), day);
  const sayEdge = (edge: string) => (edge === EVER || edge === NEVER ? '' : (said.get(edge) ?? edge));
  const edges = [...new Set(spans.flatMap(({ from, until }) => [from, until]))].sort();
  return edges.slice(0, -1).flatMap((from, at) => {
    const until = edges[at + 1] ?? NEVER;
    const who = [
      ...new Set(spans.filter((s) => s.from <= from && s.until >= until).map((s) => s.who)),
    ].sort();
    return who.length === 0 ? [] : [{ from: sayEdge(from), until: sayEdge(until), who }];
  });
}
