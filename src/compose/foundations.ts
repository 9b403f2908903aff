import { availableParallelism } from 'node:os';
import type pg from 'pg';
import type { PgBoss } from 'pg-boss';
import type { Config } from '../config.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Vault } from '../kernel/vault.ts';
import { createLedger, type EntryReader } from '../modules/ledger/index.ts';
import { followClock, machineClock } from '../platform/clock.ts';
import { openDb, openPool } from '../platform/db.ts';
import { machineIds } from '../platform/ids.ts';
import { createOutbox } from '../platform/jobs/outbox.ts';
import { openQueue } from '../platform/jobs/queue.ts';
import type { Log } from '../platform/log.ts';
import type { Secrets } from '../platform/secrets.ts';
import type { Spine } from '../platform/transaction.ts';

type Ledger = ReturnType<typeof createLedger>;

/** What everything else stands on. */
export interface Foundations {
  readonly spine: Spine;
  readonly vault: Vault;
  readonly entries: EntryReader;
  /** What shows that the head of a day of the log of sealed disclosures is in the ledger. */
  readonly showClosedDay: Ledger['showClosedDay'];
  readonly pool: pg.Pool;
  readonly boss: PgBoss;
  close(): Promise<void>;
}

export interface FoundationOptions {
  readonly config: Config;
  /** PostgreSQL as the role that serves. */
  readonly url: string;
  readonly secrets: Secrets;
  readonly log: Log;
  /** This process also does the queue's housekeeping and reacts to events. */
  readonly works: boolean;
  /** Instead of the machine's clock (production) or the database's (demo). */
  readonly clock?: Clock | undefined;
}

/**
 * Most connections one process holds for pages and commands. Few: more than keep the processors busy only make each
 * transaction slower. On two processors, 8 in place of 12 took a fifth off what the slowest in twenty waited (0303).
 */
const CONNECTIONS = Math.max(8, 4 * availableParallelism());

/** Opens the database, the queue, the ledger and the clock. */
export async function layFoundations(options: FoundationOptions): Promise<Foundations> {
  const { config, url, secrets, log } = options;
  const pool = openPool({ url, name: 'heed', max: CONNECTIONS });
  const db = openDb(pool);
  const movable = options.clock || config.mode === 'production' ? null : await followClock(db);
  const boss = await openQueue({ url, log, supervise: options.works });
  const ledger = createLedger(secrets.ledgerKey);
  return {
    spine: {
      db,
      ledger: ledger.append,
      outbox: createOutbox(boss),
      clock: options.clock ?? movable ?? machineClock,
      ids: machineIds,
    },
    vault: ledger.vault,
    entries: ledger.entries,
    showClosedDay: ledger.showClosedDay,
    pool,
    boss,
    close: async () => {
      movable?.stop();
      await boss.stop({ graceful: true, timeout: 10_000 });
      await pool.end();
    },
  };
}
