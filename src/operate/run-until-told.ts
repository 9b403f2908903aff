import type { EventEmitter } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** npm and some shells hand one Ctrl-C on twice; what comes within this is the same one. */
const SAME_PRESS_MS = 1_000;
/** A page or job that won't end can't keep the database from being stopped. PostgreSQL's own limit is a minute. */
const CLOSE_LIMIT_MS = 90_000;

/** Asked to stop while still starting. */
class ToldToStop extends Error {}

/** Something started that must be closed, in the order opposite to starting. */
export interface Opened {
  readonly name: string;
  close(): Promise<void>;
}

/**
 * Runs `start`, which opens things one by one with `open`, then waits for Ctrl-C (or SIGTERM, or the terminal's
 * closing), then closes them, last first. A second Ctrl-C changes nothing: PostgreSQL is always stopped properly.
 * A failure while starting closes what was opened and is thrown.
 */
export async function runUntilTold(
  log: (line: string) => void,
  start: (open: <T extends Opened>(opening: Promise<T>) => Promise<T>) => Promise<void>,
  signals: Pick<EventEmitter, 'on' | 'off'> = process,
): Promise<void> {
  const opened: Opened[] = [];
  const told = Promise.withResolvers<void>();
  let toldAt: number | undefined;
  const onSignal = () => {
    const now = performance.now();
    if (toldAt === undefined) {
      toldAt = now;
      log('Stopping.');
      told.resolve();
    } else if (now - toldAt > SAME_PRESS_MS) log('Still stopping: the database is being closed properly.');
  };
  for (const name of SIGNALS) signals.on(name, onSignal);
  const open = async <T extends Opened>(opening: Promise<T>): Promise<T> => {
    const thing = await opening;
    opened.push(thing);
    if (toldAt !== undefined) throw new ToldToStop();
    return thing;
  };
  try {
    await start(open);
    await told.promise;
  } catch (error) {
    if (!(error instanceof ToldToStop)) throw error;
  } finally {
    for (const thing of opened.reverse()) await closeInTime(thing, log);
    for (const name of SIGNALS) signals.off(name, onSignal);
  }
}

async function closeInTime(thing: Opened, log: (line: string) => void): Promise<void> {
  const timer = new AbortController();
  const late = delay(CLOSE_LIMIT_MS, 'late', { signal: timer.signal }).catch(() => 'closed');
  try {
    const how = await Promise.race([thing.close().then(() => 'closed'), late]);
    if (how === 'late')
      log(`${thing.name} did not close in ${CLOSE_LIMIT_MS / 1000} s; going on without it.`);
  } catch (error) {
    log(`${thing.name} did not close properly: ${(error as Error).message}`);
  } finally {
    timer.abort();
  }
}
