import { LONDON } from '../kernel/clock.ts';
import { moveClock, readClockMoved } from '../platform/clock.ts';
import { openDb, openPool } from '../platform/db.ts';
import { OperatorError } from '../platform/operator-error.ts';
import type { Call, OperatorCommand } from './command.ts';
import { openDatabase, requireOwner } from './open-database.ts';

const LONGEST_DAYS = 366;

/** "2h", "3d" or "1d12h30m" in milliseconds. Refuses anything else, nothing, and more than a year. */
export function parseStep(text: string): number {
  const found = /^(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text);
  const [days, hours, minutes] = (found ?? []).slice(1).map((part) => Number(part ?? 0));
  const step = (((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60_000;
  if (!found || step === 0 || step > LONGEST_DAYS * 24 * 3_600_000)
    throw new OperatorError(`"${text}" is not a time to move by: write 30m, 2h, 3d or 1d12h, up to a year.`);
  return step;
}

function describeNow(movedMs: number): string {
  const now = Temporal.Now.instant().add({ milliseconds: movedMs }).toZonedDateTimeISO(LONDON);
  return now.toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  if (config.mode !== 'demo') throw new OperatorError('Only the demo has a clock that can be moved.');
  const [text] = call.words;
  const step = text === undefined ? 0 : parseStep(text);
  const database = await openDatabase(config, {
    purpose: 'heed clock',
    whenServed: 'share',
    log: call.log,
  });
  try {
    const pool = openPool({ url: requireOwner(database.urls), name: 'heed clock', max: 1 });
    try {
      const db = openDb(pool);
      const moved = step === 0 ? await readClockMoved(db) : await moveClock(db, step);
      call.say(`In the demo it is now ${describeNow(moved)}.`);
    } finally {
      await pool.end();
    }
  } finally {
    await database.close();
  }
  return 0;
}

export const clock: OperatorCommand = {
  name: 'clock',
  takes: '[STEP]',
  summary: "Moves the demo's clock forward by STEP, such as 30m, 2h or 3d; without it says what time it is.",
  help: `For watching a concern that nobody decides climb, rung by rung, to a post outside the organisation. It moves forward only:
what has happened stays happened. A running Heed follows within a second. Refused in production.`,
  words: [0, 1],
  options: {},
  run,
};
