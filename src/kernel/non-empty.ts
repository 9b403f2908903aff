/** A list that the compiler knows has at least one element. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** True when `list` has at least one element, and tells the compiler so. */
export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0;
}
