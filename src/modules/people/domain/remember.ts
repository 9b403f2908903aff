/**
 * What was derived from a name is kept for the next person of that name: of a thousand people a hundred share ten names, and
 * whoever takes in a country's records derives the same again and again.
 */

/** Texts kept; with one more, all are let go. */
const MOST = 16_384;
/** A longer text is hardly anybody's name, and is derived each time. */
const LONGEST = 40;

/** `derive`, which must give the same for the same text, with what it gave for recent texts kept. Bounded in memory. */
export function remember<T>(derive: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined || text.length > LONGEST) return before ?? derive(text);
    if (known.size === MOST) known.clear();
    const derived = derive(text);
    known.set(text, derived);
    return derived;
  };
}
