/**
 * kill -9 of Heed, and of PostgreSQL, in the middle of 200 concerns sent at once. Source: 90-quality.md (Reliability).
 * Whoever was told "received" must find it there afterwards, with its ledger entry, its duties and their notices, once
 * each; whoever was told nothing sends again with the same key, and it must not be there twice.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { machineClock } from '../../src/platform/clock.ts';
import { createChance } from '../builders/raise-bodies.ts';
import { makeSecrets } from '../support/heed.ts';
import { type KillableHeed, type KillableWorld, openKillableWorld } from '../support/killable.ts';
import {
  checkExactlyOnce,
  isReady,
  type LoadOptions,
  type Raised,
  raiseAll,
  raiseRest,
  until,
} from '../support/raise-load.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const CYCLES = process.env.HEED_TEST_LONG === '1' ? 20 : 2;
const CONCERNS = 200;

describe('kill -9', () => {
  let world: KillableWorld;
  let heed: KillableHeed;
  let load: LoadOptions;
  let database: pg.Pool;
  let sent = 0;

  before(async () => {
    world = await openKillableWorld();
    const secrets = makeSecrets();
    const area = await fillWrenfold({ urls: world.postgres.urls, secrets, clock: machineClock });
    heed = await world.startHeed();
    load = { url: () => heed.url, token: area.apiToken, key: 'kill-nine' };
    database = new pg.Pool({ connectionString: world.postgres.urls.superuser, max: 2 });
    database.on('error', () => undefined);
  });
  after(async () => {
    await database?.end();
    await heed?.kill();
    await world?.close();
  });

  async function runCycle(cycle: number, kill: () => void, back: () => Promise<void>): Promise<void> {
    const numbers = Array.from({ length: CONCERNS }, (_, i) => sent + i);
    const acknowledged = new Map<number, Raised>();
    const when = 10 + createChance(cycle + 1).whole(CONCERNS - 40);
    let killed = false;
    await raiseAll(load, numbers, acknowledged, () => {
      if (killed || acknowledged.size < when) return;
      killed = true;
      kill();
    });
    assert.ok(acknowledged.size >= when, `only ${acknowledged.size} were acknowledged before the kill`);
    await back();
    await until('Heed is back', () => isReady(heed.url));
    await raiseRest(load, numbers, acknowledged);
    sent += CONCERNS;
    await checkExactlyOnce(database, acknowledged, sent);
  }

  for (let cycle = 0; cycle < CYCLES; cycle++) {
    test(`of Heed loses nothing it said it had (${cycle + 1})`, async () => {
      let gone: Promise<void> = Promise.resolve();
      await runCycle(
        cycle,
        () => {
          gone = heed.kill();
        },
        async () => {
          await gone;
          heed = await world.startHeed();
        },
      );
    });

    test(`of PostgreSQL loses nothing Heed said it had (${cycle + 1})`, async () => {
      await runCycle(
        1000 + cycle,
        () => world.killPostgres(),
        async () => undefined,
      );
    });
  }
});
