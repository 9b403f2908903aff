/** A log with its sequencer, and a superuser to change it, for benchmarks. */
import pg from 'pg';
import { createLedger, createSequencer, openLogKey } from '../../src/modules/ledger/index.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { makeSecrets } from '../../test/support/heed.ts';
import { openKillableWorld } from '../../test/support/killable.ts';

/** Says what went wrong beside the measuring, which then has failed. */
export function onError(error: unknown): void {
  process.stderr.write(`  ${String(error)}\n`);
  process.exitCode = 1;
}

/** Opens an empty one, on a PostgreSQL of its own that syncs to disk. Close it. */
export async function openLog() {
  const world = await openKillableWorld();
  const superuser = new pg.Client({ connectionString: world.postgres.urls.superuser });
  await superuser.connect();
  const pool = openPool({ url: world.postgres.urls.app, name: 'heed bench', max: 8 });
  const secrets = makeSecrets();
  const key = openLogKey('log.example.org/ledger', secrets.ledgerSigningKey);
  let moved: Temporal.DurationLike = { hours: 0 };
  const wall = () => machineClock.wall().add(moved);
  const spine = {
    db: openDb(pool),
    ledger: createLedger(secrets.ledgerKey).append,
    outbox: { put: async () => undefined },
    clock: { domain: wall, wall },
    ids: machineIds,
  };
  return {
    ...{ superuser, secrets, key, spine, wall },
    setClock: (by: Temporal.DurationLike) => {
      moved = by;
    },
    createSequencer: () => createSequencer({ spine, key, onError }),
    /** Does it as whoever owns the server: nothing refuses what it changes. */
    tamper: async (statement: string) => {
      await superuser.query('begin');
      await superuser.query('set local session_replication_role = replica');
      await superuser.query(statement);
      await superuser.query('commit');
    },
    close: async () => {
      await pool.end();
      await superuser.end();
      await world.close();
    },
  };
}

export type Log = Awaited<ReturnType<typeof openLog>>;
