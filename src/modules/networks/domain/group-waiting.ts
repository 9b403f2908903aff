/**
 * Which of the concerns that wait are judged together: those that name somebody or something in common, so that a burst of
 * concerns about the same few children is one look and not many. Source: docs/decisions/0331.
 */

/** One thing that one concern names and another may. */
export interface Named<Concern extends string> {
  readonly concern: Concern;
  readonly handle: string;
}

/** The concerns joined to the first of `waiting` by what they name, itself first, at most `most`, in the order they wait. */
export function chooseGroup<Concern extends string>(
  waiting: readonly Concern[],
  named: readonly Named<Concern>[],
  most: number,
): readonly Concern[] {
  const [first] = waiting;
  if (first === undefined) return [];
  const byConcern = Map.groupBy(named, ({ concern }) => concern);
  const byHandle = Map.groupBy(named, ({ handle }) => handle);
  const reached = new Set([first]);
  for (const concern of reached)
    for (const { handle } of byConcern.get(concern) ?? [])
      for (const other of byHandle.get(handle) ?? []) reached.add(other.concern);
  return waiting.filter((one) => reached.has(one)).slice(0, most);
}
