import { sql } from 'kysely';
import { type Clock, toMillis } from '../kernel/clock.ts';
import type { Db } from './db.ts';

function machineNow(): Temporal.Instant {
  return toMillis(Temporal.Now.instant());
}

/** Production's clock: both times are the machine's. */
export const machineClock: Clock = { domain: machineNow, wall: machineNow };

/** The demo's clock, and how to stop following the database. */
export interface MovableClock extends Clock {
  /** Reads at once how far the clock has been moved. */
  refresh(): Promise<void>;
  stop(): void;
}

/** How far the demo's clock stands ahead of the machine's, in milliseconds. */
export async function readClockMoved(db: Db): Promise<number> {
  const { rows } = await sql<{ byMs: number }>`select by_ms as "byMs" from clock.moved`.execute(db);
  return rows[0]?.byMs ?? 0;
}

/**
 * Moves the demo's clock forward by `milliseconds`, for every process; gives how far ahead it now stands. Needs a
 * connection of the owner. Throws `RangeError` on a move backwards: what has happened stays happened.
 */
export async function moveClock(owner: Db, milliseconds: number): Promise<number> {
  if (!(milliseconds >= 0)) throw new RangeError('the clock only moves forward');
  const { rows } = await sql<{ byMs: number }>`
    update clock.moved set by_ms = by_ms + ${Math.floor(milliseconds)} returning by_ms as "byMs"`.execute(
    owner,
  );
  return rows[0]?.byMs ?? 0;
}

/**
 * The demo's clock: domain time stands as far ahead of the machine's as the database says, looked at every second.
 * While the database is away the last distance holds.
 */
export async function followClock(db: Db): Promise<MovableClock> {
  let moved = await readClockMoved(db);
  const refresh = async () => {
    moved = await readClockMoved(db);
  };
  const timer = setInterval(() => {
    refresh().catch(() => {
      // The database is away: whoever needs it says so; the clock goes on as it was.
    });
  }, 1_000).unref();
  return {
    domain: () => machineNow().add({ milliseconds: moved }),
    wall: machineNow,
    refresh,
    stop: () => clearInterval(timer),
  };
}
