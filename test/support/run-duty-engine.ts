/**
 * A duty engine in a process of its own, there to be killed: works off what is due in small batches and says so, one
 * line a batch, until nothing is. `HEED_TEST_ENGINE` is `{app, now}`: the database and the domain time it lives in.
 */
import { createDutyEngine } from '../../src/modules/duties/index.ts';
import { createLedger } from '../../src/modules/ledger/index.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { TEST_LEDGER_KEY } from './duty-world.ts';

const given = JSON.parse(process.env.HEED_TEST_ENGINE ?? '{}') as { app: string; now: string };
const pool = openPool({ url: given.app, name: 'heed test engine', max: 2 });
const now = Temporal.Instant.from(given.now);
const engine = createDutyEngine({
  spine: {
    db: openDb(pool),
    ledger: createLedger(TEST_LEDGER_KEY).append,
    outbox: { put: async () => undefined },
    clock: { domain: () => now, wall: () => now },
    ids: machineIds,
  },
  onError: (error) => {
    throw error;
  },
});
for (let done = 1; done > 0; ) {
  done = (await engine.runOnce(4)).duties;
  process.stdout.write(`${done}\n`);
}
await pool.end();
