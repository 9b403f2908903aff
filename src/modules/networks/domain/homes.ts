/**
 * Which children are to be taken as living together: a shared household, now or once, ties them; and a child whose household
 * nobody gave is taken to live with those named beside it. It is better to count two homes as one than to call brothers and
 * sisters a network.
 */

/** Each child's home, as a number: the same for children who are tied. */
export function tieHomes(
  children: Iterable<number>,
  householdsOf: (child: number) => readonly number[],
  together: readonly (readonly number[])[],
): ReadonlyMap<number, number> {
  const parent = new Map<number, number>();
  const find = (one: number): number => {
    let at = one;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const tie = (one: number, two: number) => {
    const [a, b] = [find(one), find(two)];
    if (a !== b) parent.set(Math.max(a, b), Math.min(a, b));
  };
  const unknown = new Set<number>();
  const firstOf = new Map<number, number>();
  const all = [...children];
  for (const child of all) {
    parent.set(child, child);
    const households = householdsOf(child);
    if (households.length === 0) unknown.add(child);
  }
  for (const child of all)
    for (const household of householdsOf(child)) {
      const first = firstOf.get(household);
      if (first === undefined) firstOf.set(household, child);
      else tie(first, child);
    }
  if (unknown.size > 0)
    for (const named of together) {
      const [beside] = named.filter((child) => parent.has(child) && !unknown.has(child));
      for (const child of named)
        if (unknown.has(child)) tie(beside ?? named.find((n) => parent.has(n)) ?? child, child);
    }
  return new Map(all.map((child) => [child, find(child)]));
}
