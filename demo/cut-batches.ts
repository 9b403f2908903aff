import type { DemoAct } from './wrenfold/index.ts';

/** Acts played in one transaction. Always holds a raise, whose being there says that the whole batch is. */
export interface Batch {
  readonly acts: readonly DemoAct[];
  readonly first: Extract<DemoAct, { kind: 'raise' }>;
  readonly raises: number;
  /** Where domain time stands afterwards (epoch milliseconds): the engine then does what had come due. */
  readonly until: number;
}

const HOUR = 3_600_000;
/** How far apart the engine looks in the past, and in the last days, which visitors look at closely. */
const STEP = 6 * HOUR;
const FINE_STEP = HOUR;
const FINE_FROM = 12 * 24 * HOUR;
/** Most acts in one transaction: so many hold no lock for long. */
const MOST = 150;

/** Cuts acts, in order of time, into batches that each end on a step of the clock and hold at least one raise. */
export function cutBatches(acts: readonly DemoAct[], now: number): readonly Batch[] {
  const batches: Batch[] = [];
  let waiting: DemoAct[] = [];
  const close = (until: number) => {
    const raises = waiting.filter((act) => act.kind === 'raise');
    const [first] = raises;
    if (first?.kind !== 'raise') return;
    batches.push({ acts: waiting, first, raises: raises.length, until });
    waiting = [];
  };
  const stepOf = (at: number) => {
    const step = now - at > FINE_FROM ? STEP : FINE_STEP;
    return Math.floor(at / step) * step + step;
  };
  let ends = acts[0] ? stepOf(acts[0].at) : now;
  for (const act of acts) {
    if (act.at >= ends || waiting.length >= MOST) {
      close(Math.min(ends, act.at));
      ends = stepOf(act.at);
    }
    waiting.push(act);
  }
  close(now);
  // What comes after the last raise belongs with it: a batch without a raise could not be told from one not played.
  const last = batches.at(-1);
  if (last && waiting.length > 0)
    batches[batches.length - 1] = { ...last, acts: [...last.acts, ...waiting], until: now };
  return batches;
}
