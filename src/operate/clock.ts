import { sql } from 'kysely';
import { LONDON, toMillis } from '../kernel/clock.ts';
import { createLedger } from '../modules/ledger/index.ts';
import { moveClock, readClockMoved } from '../platform/clock.ts';
import { type Db, openDb, openPool } from '../platform/db.ts';
import { machineIds } from '../platform/ids.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { runCommand } from '../platform/run-command.ts';
import type { Call, OperatorCommand } from './command.ts';
import {
  type OpenedDatabase,
  openDatabase,
  openSecrets,
  refuseUnmigrated,
  requireOwner,
} from './open-database.ts';

const DAY = 86_400_000;
const MOST = 366 * DAY;

/** Milliseconds in "+3d", "12h" or "1d12h30m". Throws `OperatorError` on anything else, nothing, or over a year. */
export function parseStep(text: string): number {
  const found = /^\+?(?:(\d{1,2})w)?(?:(\d{1,3})d)?(?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(text);
  const [weeks = 0, days = 0, hours = 0, minutes = 0] = (found ?? [])
    .slice(1)
    .map((part) => Number(part ?? 0));
  const step = weeks * 7 * DAY + days * DAY + hours * 3_600_000 + minutes * 60_000;
  if (!found || step === 0 || step > MOST)
    throw new OperatorError(
      `"${text}" is not a time to move by: write +30m, +12h, +3d or +1d12h, up to a year. The clock never goes back.`,
    );
  return step;
}

function sayTime(ms: number): string {
  return toMillis(Temporal.Now.instant()).add({ milliseconds: ms }).toLocaleString('en-GB', {
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: LONDON,
  });
}

function sayAhead(ms: number): string {
  if (ms === 0) return 'as the machine';
  const days = Math.floor(ms / 86_400_000);
  const hours = Math.floor((ms % 86_400_000) / 3_600_000);
  const minutes = Math.floor((ms % 3_600_000) / 60_000);
  const parts = [
    days > 0 && `${days} day${days === 1 ? '' : 's'}`,
    hours > 0 && `${hours} hour${hours === 1 ? '' : 's'}`,
    minutes > 0 && `${minutes} minute${minutes === 1 ? '' : 's'}`,
  ].filter(Boolean);
  return `${parts.join(', ')} ahead of the machine`;
}

/** Says in the ledger that the clock is about to be moved; if that can't be written, it is not moved. */
async function recordMove(call: Call, db: Db, ms: number, moved: number): Promise<void> {
  const now = () => toMillis(Temporal.Now.instant());
  const spine = {
    db,
    ledger: createLedger(openSecrets(call.config()).ledgerKey).append,
    outbox: { put: async () => undefined },
    clock: { domain: () => now().add({ milliseconds: moved }), wall: now },
    ids: machineIds,
  };
  const done = await runCommand(spine, { actor: { kind: 'operator' }, basis: null }, async () => ({
    ok: true,
    value: null,
    entries: [
      {
        act: 'duties.clock-moved',
        subject: { kind: 'configuration', id: 'duties.clock' },
        body: { byMs: ms, aheadMs: moved + ms },
      },
    ],
    events: [],
  }));
  if (!done.ok) throw new OperatorError(`The move was refused: ${done.refusal.code}.`);
}

async function sayOpen(call: Call, db: Db): Promise<void> {
  const { rows } = await sql<{ open: number; missed: number; outside: number }>`
    select count(*)::int as open, count(missed_at)::int as missed, count(*) filter (where rung > 3)::int as outside
    from duties.duties where state = 'open'`.execute(db);
  const [row] = rows;
  if (row)
    call.say(
      `Duties open: ${row.open}. Past their clock: ${row.missed}. Climbed to the fourth rung or beyond: ${row.outside}.`,
    );
}

async function move(call: Call, database: OpenedDatabase, db: Db, ms: number): Promise<void> {
  const pool = openPool({ url: requireOwner(database.urls), name: 'heed clock', max: 1 });
  try {
    await recordMove(call, db, ms, await readClockMoved(db));
    await moveClock(openDb(pool), ms);
  } finally {
    await pool.end();
  }
}

async function run(call: Call): Promise<number> {
  const config = call.config();
  const [word = 'show'] = call.words;
  const ms = word === 'show' ? null : parseStep(word);
  if (config.mode === 'production')
    throw new OperatorError(
      'The clock can be moved in the demo only: in production it is the machine’s own.',
    );
  const database = await openDatabase(config, { purpose: 'heed clock', whenServed: 'share', log: call.log });
  const pool = openPool({ url: database.urls.app, name: 'heed clock', max: 1 });
  try {
    await refuseUnmigrated(database.urls);
    const db = openDb(pool);
    if (ms !== null) await move(call, database, db, ms);
    const moved = await readClockMoved(db);
    call.say(`In Heed it is ${sayTime(moved)} (${sayAhead(moved)}).`);
    if (ms !== null)
      call.say('A running Heed sees it within a second, and what has come due climbs by itself.');
    await sayOpen(call, db);
  } finally {
    await pool.end();
    await database.close();
  }
  return 0;
}

export const clock: OperatorCommand = {
  name: 'clock',
  takes: '[show | +TIME]',
  summary: "Shows or moves forward the demo's clock, so that you can watch an unanswered concern climb.",
  help: `heed clock show      what time it is in Heed, and how many duties are open and past their clock
heed clock +3d       three days on; also +30m, +12h, +2w, +1d12h. Forward only; a year at most at a time.

Only the demo's clock can be moved. The move is written in the ledger. Sessions and one-time codes keep the machine's time.`,
  words: [0, 1],
  options: {},
  run,
};
