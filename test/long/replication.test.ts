/**
 * The leader of a replicated PostgreSQL loses its power in the middle of concurrent concerns, and the standby takes over.
 * With synchronous replication no acknowledged concern is lost, and Heed goes on by itself. Source: 90-quality.md
 * (Reliability). The same drill with Patroni, by hand, is in docs/operating/replication.md.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { machineClock } from '../../src/platform/clock.ts';
import { loadSecrets } from '../../src/platform/secrets.ts';
import { createChance } from '../builders/raise-bodies.ts';
import { type Forwarder, openForwarder } from '../support/forwarder.ts';
import { type HeedProcess, killHeeds, startHeedProcess, THIS_HEED } from '../support/heed-process.ts';
import {
  checkExactlyOnce,
  isReady,
  type LoadOptions,
  type RaiseAnswer,
  type Raised,
  raiseAll,
  raiseOne,
  raiseRest,
  until,
} from '../support/raise-load.ts';
import { openReplicatedPostgres, type ReplicatedPostgres } from '../support/replicated-postgres.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const CYCLES = 5;
const CONCERNS = 120;
const NO_FILES = {
  pepper: null,
  totpKey: null,
  fileKey: null,
  cookieKey: null,
  ledgerKey: null,
  ledgerSigningKey: null,
};
/** Processes are listed and stopped through /proc. */
const skip = process.platform === 'linux' ? false : 'this drill needs Linux';

describe('a replicated PostgreSQL', { skip, timeout: 15 * 60_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'heed-drill-'));
  let pair: ReplicatedPostgres;
  let forwarder: Forwarder;
  let heed: HeedProcess;
  let load: LoadOptions;
  let sent = 0;

  before(async () => {
    pair = await openReplicatedPostgres();
    forwarder = await openForwarder(pair.leader.socket);
    const app = pair.urlBy(forwarder, 'app');
    const secrets = loadSecrets({ folder: join(dataDir, 'secrets'), files: NO_FILES, mode: 'demo' });
    const urls = { app, superuser: pair.urlBy(forwarder, 'superuser') };
    const area = await fillWrenfold({ urls, secrets, clock: machineClock });
    heed = await startHeedProcess(THIS_HEED, 'start', { HEED_DATA_DIR: dataDir, HEED_DATABASE_URL: app });
    load = { url: () => heed.url, token: area.apiToken, key: 'failover' };
  });
  after(async () => {
    await killHeeds();
    await forwarder?.close();
    await pair?.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function check(acknowledged: ReadonlyMap<number, Raised>): Promise<void> {
    const client = await pair.leader.open();
    try {
      await checkExactlyOnce(client, acknowledged, sent);
    } finally {
      await client.end();
    }
  }

  test('acknowledges nothing that only the leader has', async () => {
    pair.standby.signalAll('SIGSTOP');
    let answered: RaiseAnswer | null = null;
    const asking = raiseOne(load, sent).then((answer) => {
      answered = answer;
      return answer;
    });
    const client = await pair.leader.open();
    try {
      await until('the commit waits for the standby', async () => {
        const { rows } = await client.query("select 1 from pg_stat_activity where wait_event = 'SyncRep'");
        return rows.length > 0;
      });
      assert.equal(answered, null, 'somebody was told "received" for what one machine alone has');
    } finally {
      pair.standby.signalAll('SIGCONT');
      await client.end();
    }
    const { raised } = await asking;
    assert.ok(raised);
    sent += 1;
    await check(new Map([[0, raised]]));
  });

  for (let cycle = 1; cycle <= CYCLES; cycle += 1)
    test(`whose leader dies loses nothing Heed said it had (${cycle})`, async () => {
      const numbers = Array.from({ length: CONCERNS }, (_, i) => sent + i);
      const acknowledged = new Map<number, Raised>();
      const when = 10 + createChance(cycle).whole(CONCERNS - 50);
      let failover: Promise<void> | null = null;
      let unheard = 0;
      await raiseAll(load, numbers, acknowledged, (answer) => {
        if (!answer.raised) unheard += 1;
        if (acknowledged.size >= when)
          failover ??= pair.leader
            .cutPower()
            .then(() => pair.promote())
            .then(() => forwarder.pointTo(pair.leader.socket));
      });
      assert.ok(failover, 'the leader lived');
      assert.ok(unheard > 0, 'nobody was in the middle of it');
      await failover;
      await until('Heed goes on by itself', () => isReady(heed.url));
      sent += CONCERNS;
      // First without sending anything again: what was acknowledged is there now.
      const client = await pair.leader.open();
      const { rows } = await client.query<{ n: number }>(
        'select count(*)::int as n from concerns.concerns where reference = any($1)',
        [[...acknowledged.values()].map(({ reference }) => reference)],
      );
      await client.end();
      assert.equal(rows[0]?.n, acknowledged.size, 'an acknowledged concern went with the leader');
      await raiseRest(load, numbers, acknowledged);
      await check(acknowledged);
      await pair.addStandby();
      assert.doesNotMatch(heed.output(), /"broken"/);
    });
});
