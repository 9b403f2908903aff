/** A log in a database of its own, with real entries, its sequencer and its check of itself, and a superuser to change it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { toMillis } from '../../src/kernel/clock.ts';
import {
  createLedger,
  createSelfCheck,
  createSequencer,
  type FoundFault,
  type LedgerAlarms,
  openLogKey,
} from '../../src/modules/ledger/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Spine } from '../../src/platform/transaction.ts';
import { createTestDatabase } from './database.ts';
import { makeSecrets } from './heed.ts';

const MEMORY = 'ledger-published-checkpoint';

/** Opens it, empty. Close it in `after`. */
export async function openCheckedLedger() {
  const database = await createTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'heed-ledger-'));
  const pool = openPool({ url: database.urls.app, name: 'ledger test', max: 8 });
  const superuser = new pg.Pool({ connectionString: database.urls.superuser, max: 2 });
  const secrets = makeSecrets();
  const key = openLogKey('log.example.org/ledger', secrets.ledgerSigningKey);
  let moved: Temporal.DurationLike = { milliseconds: 0 };
  const now = () => toMillis(Temporal.Now.instant()).add(moved);
  const { append, vault } = createLedger(secrets.ledgerKey);
  const spine: Spine = {
    db: openDb(pool),
    ledger: append,
    outbox: { put: async () => undefined },
    clock: { domain: now, wall: now },
    ids: machineIds,
  };
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const raised: FoundFault[][] = [];
  const told = { cleared: 0 };
  const alarms: LedgerAlarms = {
    raise: async (faults) => {
      raised.push([...faults]);
    },
    clear: async () => {
      told.cleared += 1;
    },
  };
  let rest: (milliseconds: number) => Promise<void> = async () => undefined;
  /** The check as a process that has just started has it, also under another name of the log. */
  const startCheck = (by = key) =>
    createSelfCheck({
      spine,
      key: by,
      wrappingKey: secrets.ledgerKey,
      folder,
      alarms,
      pause: { rest: (milliseconds) => rest(milliseconds), end: () => undefined },
      onError,
    });
  const sequencer = createSequencer({ spine, key, onError });
  return {
    urls: database.urls,
    pool,
    superuser,
    spine,
    vault,
    key,
    errors,
    raised,
    told,
    sequencer,
    anotherSequencer: (by = key) => createSequencer({ spine, key: by, onError }),
    wrappingKey: secrets.ledgerKey,
    /** Where what was published is remembered, outside the database. */
    folder,
    check: startCheck(),
    startCheck,
    /** What the check does between two pieces of work. */
    restBy: (work: typeof rest) => {
      rest = work;
    },
    /** The machine's clock from now on, as far from the real one. */
    moveClock: (by: Temporal.DurationLike) => {
      moved = by;
    },
    /** Adds `many` entries as commands do, `perCommand` in each transaction. */
    addEntries: async (many: number, perCommand = 50) => {
      for (let left = many; left > 0; left -= perCommand) {
        const [first, ...others] = Array.from({ length: Math.min(left, perCommand) }, (_, i) => ({
          act: 'tests.happened' as const,
          subject: { kind: 'concern' as const, id: `concern-${i % 7}` },
          about: [{ kind: 'team' as const, id: `team-${i % 3}` }],
          body: { note: `what happened ${left - i}` },
        }));
        if (!first) return;
        await runCommand(spine, { actor: { kind: 'engine' }, basis: null }, async () => ({
          ok: true,
          value: null,
          entries: [first, ...others],
          events: [],
        }));
      }
    },
    /** Changes what may not be changed, as whoever owns the server can: the triggers are switched off for it. */
    tamper: async (...statements: readonly string[]) => {
      const client = await superuser.connect();
      try {
        await client.query('begin');
        await client.query('set local session_replication_role = replica');
        for (const statement of statements) await client.query(statement);
        await client.query('commit');
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    readMemory: () => readFileSync(join(folder, MEMORY), 'utf8'),
    writeMemory: (text: string) => writeFileSync(join(folder, MEMORY), text),
    close: async () => {
      await pool.end();
      await superuser.end();
      rmSync(folder, { recursive: true, force: true });
      await database.drop();
    },
  };
}

export type CheckedLedger = Awaited<ReturnType<typeof openCheckedLedger>>;
