import type { DemoAct } from './wrenfold/index.ts';

/** The acts of one stretch of time that one lane plays in one transaction. */
export interface Part {
  /** Names it for ever: the same seed, size and moment cut the same parts. */
  readonly name: string;
  readonly acts: readonly DemoAct[];
  readonly raises: number;
}

/**
 * A stretch of time. Its parts are played side by side; then the engine does what had come due by its end. In the last
 * weeks there are windows in which nobody did anything: that is when clocks climb.
 */
export interface Window {
  readonly parts: readonly Part[];
  /** Epoch milliseconds. */
  readonly until: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far apart the engine looks: daily long ago, hourly in the last days, which visitors look at closely. */
function stepAt(ago: number): number {
  if (ago > 60 * DAY) return DAY;
  return ago > 12 * DAY ? 6 * HOUR : HOUR;
}

/** From here on the engine looks at every step, whether or not somebody did something. */
const QUIET_FROM = 60 * DAY;

/** The lane that plays a concern: all of its acts, so that their order holds. */
export function laneOf(concern: string, lanes: number): number {
  let sum = 0;
  for (const letter of concern) sum = (sum * 31 + letter.charCodeAt(0)) >>> 0;
  return sum % lanes;
}

/** Cuts acts, in order of time, into windows that end on a step of the clock, each with at most `lanes` parts. */
export function cutWindows(acts: readonly DemoAct[], now: number, lanes: number): readonly Window[] {
  const endOf = (at: number) => {
    // One step for a whole day, so that no window reaches over the beginning of a shorter one.
    const step = stepAt(now - Math.floor(at / DAY) * DAY);
    return Math.min(Math.floor(at / step) * step + step, now);
  };
  const byEnd = Map.groupBy(acts, (act) => endOf(act.at));
  for (let at = Math.max(now - QUIET_FROM, acts[0]?.at ?? now); at < now; at = endOf(at))
    if (!byEnd.has(endOf(at))) byEnd.set(endOf(at), []);
  return [...byEnd]
    .sort(([a], [b]) => a - b)
    .map(([until, inside]) => ({
      until,
      parts: [...Map.groupBy(inside, (act) => laneOf(act.concern, lanes))].map(([lane, own]) => ({
        name: `until ${until} lane ${lane}`,
        acts: own,
        raises: own.filter((act) => act.kind === 'raise').length,
      })),
    }));
}
