/** How many refusals of one caller are each an entry, in how long. */
const MOST = 30;
const WINDOW = 10 * 60_000;
/** Callers remembered at once; more than there are sessions in an area. */
const MOST_CALLERS = 5_000;

interface Counted {
  readonly from: number;
  readonly entered: number;
  readonly leftOut: number;
}

/**
 * Bounds what refusals add to the ledger: of one caller, thirty in ten minutes are entries of their own. Those beyond are
 * counted, and the next entry says how many were left out. Past failure: a script asking for what it may not have could
 * fill the disk that concerns are kept on. `now` is in milliseconds. Gives, for each refusal, how many before it were
 * left out, or null where it is left out itself.
 */
export function createRefusalBound(now: () => number): (caller: string) => number | null {
  const callers = new Map<string, Counted>();
  return (caller) => {
    const at = now();
    const known = callers.get(caller);
    const begun = known && at - known.from < WINDOW;
    if (begun && known.entered >= MOST) {
      callers.set(caller, { ...known, leftOut: known.leftOut + 1 });
      return null;
    }
    callers.delete(caller);
    const [oldest] = callers.keys();
    if (callers.size >= MOST_CALLERS && oldest !== undefined) callers.delete(oldest);
    callers.set(
      caller,
      begun ? { ...known, entered: known.entered + 1 } : { from: at, entered: 1, leftOut: 0 },
    );
    return begun ? 0 : (known?.leftOut ?? 0);
  };
}
