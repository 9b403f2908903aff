/**
 * When a witness is asked, and how long to leave one alone that does not answer. Pure; times are milliseconds of a clock that never
 * goes back. Source: 40-ledger.md, Witnesses.
 */

/** Settings of the asking, in milliseconds. */
export interface AskingTimes {
  /** How often it is looked whether there is anything to ask. */
  readonly lookEvery: number;
  /** A checkpoint that does not grow is cosigned again this often, to show that nothing was hidden meanwhile. */
  readonly refresh: number;
  /** Longest that one witness may take over one answer. */
  readonly answer: number;
  /** After so long without enough cosignatures it is an alarm: the third missed minute. */
  readonly missed: number;
  /** Shortest and longest time that all witnesses are given the same checkpoint, so that they come to the same ones. */
  readonly leastTarget: number;
  readonly mostTarget: number;
}

export const ASKING: AskingTimes = {
  lookEvery: 500,
  refresh: 60_000,
  answer: 10_000,
  missed: 180_000,
  leastTarget: 1_000,
  mostTarget: 5_000,
};

/** One witness as the asking knows it. */
export interface AskedState {
  readonly busy: boolean;
  /** Failed answers in a row. */
  readonly failures: number;
  readonly notBefore: number;
  /** The size it last cosigned for this process, and when; null before. */
  readonly cosigned: { readonly size: number; readonly at: number } | null;
}

export const UNASKED: AskedState = { busy: false, failures: 0, notBefore: 0, cosigned: null };

/** Whether this witness is to be asked about the checkpoint of `size` now. */
export function isToBeAsked(state: AskedState, size: number, now: number, { refresh }: AskingTimes): boolean {
  if (state.busy || now < state.notBefore) return false;
  // A larger size than this is one that another process had it cosign.
  return !state.cosigned || state.cosigned.size < size || now - state.cosigned.at >= refresh;
}

/** After a failure: 1, 2, 4 ... 60 seconds, counted from its end. A witness that comes back is found within the minute. */
export function deriveFailed(state: AskedState, now: number): AskedState {
  const wait = Math.min(60_000, 1_000 * 2 ** Math.min(state.failures, 6));
  return { ...state, busy: false, failures: state.failures + 1, notBefore: now + wait };
}

/** After a cosignature of `size`. */
export function deriveCosigned(size: number, now: number): AskedState {
  return { busy: false, failures: 0, notBefore: 0, cosigned: { size, at: now } };
}

/** What all witnesses are given, since when. */
export interface Target {
  readonly size: number;
  readonly since: number;
}

/**
 * Whether a newer checkpoint takes the target's place. Not before enough witnesses cosigned this one, or it is given up waiting:
 * if each took the newest at its own pace, no checkpoint might ever have enough cosignatures.
 */
export function isTargetOver(
  target: Target | null,
  newest: number,
  cosigned: number,
  quorum: number,
  now: number,
  { leastTarget, mostTarget }: AskingTimes,
): boolean {
  if (!target) return true;
  const age = now - target.since;
  return newest !== target.size && age >= (cosigned >= quorum ? leastTarget : mostTarget);
}
