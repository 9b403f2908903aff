/**
 * kill -9 of a Heed that numbers and signs, and of PostgreSQL, while two Heeds do so at once under load. Afterwards the log has
 * no gap, no double and no fork: every checkpoint that somebody outside was ever given is one that the newest log begins
 * with, and every concern that was acknowledged is in it exactly once. Source: 90-quality.md (Reliability), 40-ledger.md.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { type Checkpoint, parseCheckpoint } from '../../src/modules/ledger/domain/checkpoint.ts';
import { createFrontier } from '../../src/modules/ledger/domain/frontier.ts';
import { parseNote } from '../../src/modules/ledger/domain/signed-note.ts';
import { createTreeHasher } from '../../src/modules/ledger/domain/tree-hasher.ts';
import { parseVerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import { verifyNote } from '../../src/modules/ledger/domain/verify-note.ts';
import { createSelfCheck, openLogKey } from '../../src/modules/ledger/index.ts';
import { sha256 } from '../../src/modules/ledger/store/log-tree.store.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { verifySignature } from '../../src/platform/crypto.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createChance } from '../builders/raise-bodies.ts';
import { makeSecrets } from '../support/heed.ts';
import { type KillableHeed, type KillableWorld, openKillableWorld } from '../support/killable.ts';
import { isReady, type LoadOptions, type Raised, raiseAll, raiseRest, until } from '../support/raise-load.ts';
import { fillWrenfold } from '../support/wrenfold.ts';

const CYCLES = process.env.HEED_TEST_LONG === '1' ? 10 : 1;
const CONCERNS = 100;

/** Somebody outside who fetches the newest checkpoint again and again, and keeps every one. */
function watchCheckpoints(urls: () => readonly string[]) {
  const seen = new Map<string, Uint8Array>();
  let watching = true;
  const watch = async () => {
    for (let turn = 0; watching; turn += 1) {
      const all = urls();
      const url = all[turn % all.length] ?? '';
      const note = await fetch(`${url}/ledger/checkpoint`)
        .then(async (answer) => (answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null))
        .catch(() => null);
      if (note) seen.set(note.toBase64(), note);
      await delay(25);
    }
  };
  const done = watch();
  return {
    notes: () => [...seen.values()],
    stop: async () => {
      watching = false;
      await done;
    },
  };
}

describe('kill -9 while the log is numbered and signed', () => {
  let world: KillableWorld;
  const heeds: KillableHeed[] = [];
  let load: LoadOptions;
  let database: pg.Pool;
  let outside: ReturnType<typeof watchCheckpoints>;
  let sent = 0;
  const everRaised = new Map<number, Raised>();

  before(async () => {
    world = await openKillableWorld();
    const area = await fillWrenfold({
      urls: world.postgres.urls,
      secrets: makeSecrets(),
      clock: machineClock,
    });
    heeds.push(...(await Promise.all([world.startHeed(), world.startHeed()])));
    let turn = 0;
    const url = () => {
      turn += 1;
      return heeds[turn % heeds.length]?.url ?? '';
    };
    load = { url, token: area.apiToken, key: 'ledger-kill' };
    database = new pg.Pool({ connectionString: world.postgres.urls.superuser, max: 2 });
    database.on('error', () => undefined);
    outside = watchCheckpoints(() => heeds.map((heed) => heed.url));
  });
  after(async () => {
    await outside?.stop();
    await database?.end();
    for (const heed of heeds) await heed.kill();
    await world?.close();
  });

  async function runCycle(seed: number, kill: () => Promise<void>, back: () => Promise<void>): Promise<void> {
    const numbers = Array.from({ length: CONCERNS }, (_, i) => sent + i);
    const acknowledged = new Map<number, Raised>();
    const when = 10 + createChance(seed).whole(CONCERNS - 40);
    let gone: Promise<void> | null = null;
    await raiseAll(load, numbers, acknowledged, () => {
      if (acknowledged.size >= when) gone ??= kill();
    });
    await gone;
    await back();
    for (const heed of heeds) await until('Heed is back', () => isReady(heed.url));
    await raiseRest(load, numbers, acknowledged);
    sent += CONCERNS;
    for (const [number, raised] of acknowledged) everRaised.set(number, raised);
    await until('everything has its number and is signed', async () => {
      const { rows } = await database.query(
        `select not exists (select from ledger.pending)
           and (select max(size) from ledger.heads) = (select max(size) from ledger.checkpoints) as done`,
      );
      return rows[0].done;
    });
    await checkLog();
  }

  /** Every root the log has had, by size, from nothing but its entries in the order of their numbers. */
  async function readRoots(sizes: ReadonlySet<number>): Promise<ReadonlyMap<number, Uint8Array>> {
    const { rows } = await database.query<{ index: string; entry: string }>(
      'select p.index, e.entry from ledger.positions p join ledger.entries e on e.id = p.id order by p.index',
    );
    const hasher = createTreeHasher(sha256);
    const tree = createFrontier(hasher);
    const roots = new Map<number, Uint8Array>();
    for (const [i, { index, entry }] of rows.entries()) {
      assert.equal(Number(index), i, 'a number is missing, or there twice');
      tree.append(hasher.leaf(new TextEncoder().encode(entry)));
      if (sizes.has(tree.size)) roots.set(tree.size, tree.root());
    }
    return roots;
  }

  async function checkLog(): Promise<void> {
    const line = await fetch(`${heeds[0]?.url}/ledger/key`).then((answer) => answer.text());
    const key = parseVerifierKey(line.trim(), sha256);
    const published: Checkpoint[] = outside.notes().map((bytes) => {
      const note = parseNote(bytes);
      assert.ok(
        verifyNote(note, [key], verifySignature).ok,
        'a checkpoint not signed by the log was given out',
      );
      return parseCheckpoint(note.text);
    });
    assert.ok(published.length >= 2, `only ${published.length} checkpoints were seen from outside`);
    const roots = await readRoots(new Set(published.map(({ size }) => size)));
    for (const { size, root } of published)
      assert.equal(roots.get(size)?.toHex(), root.toHex(), `the log was forked at ${size} entries`);

    // Heed goes on working by itself meanwhile, so some of its entries may just wait for their number: none may do neither.
    const numbers = await database.query(
      `select (select count(*)::int from ledger.entries) as entries, (select count(*)::int from ledger.positions) as numbers,
        (select count(distinct id)::int from ledger.positions) as once, (select count(*)::int from ledger.pending) as waiting`,
    );
    const { entries, numbers: numbered, once, waiting } = numbers.rows[0];
    assert.deepEqual({ known: numbered + waiting, once }, { known: entries, once: numbered });

    const references = [...everRaised.values()].map(({ reference }) => reference);
    const found = await database.query(
      `select c.reference, count(p.index)::int as times from concerns.concerns c
        join ledger.refs r on r.kind = 'concern' and r.id = c.id::text
        join ledger.entries e on e.subject_ref = r.ref and e.act = 'concerns.concern-received'
        left join ledger.positions p on p.id = e.id
       where c.reference = any($1) group by c.reference`,
      [references],
    );
    assert.equal(found.rows.length, references.length, 'an acknowledged concern is not in the log');
    for (const { reference, times } of found.rows)
      assert.equal(times, 1, `${reference} is in the log ${times} times`);
  }

  for (let cycle = 0; cycle < CYCLES; cycle += 1) {
    test(`of one of two Heeds leaves one log (${cycle + 1})`, () =>
      runCycle(
        cycle + 1,
        async () => heeds[cycle % 2]?.kill(),
        async () => {
          heeds[cycle % 2] = await world.startHeed();
        },
      ));

    test(`of PostgreSQL leaves one log (${cycle + 1})`, () =>
      runCycle(
        1000 + cycle,
        async () => world.killPostgres(),
        async () => undefined,
      ));
  }

  test('and the log’s check of itself finds nothing wrong with what real work left behind', async () => {
    const pool = openPool({ url: world.postgres.urls.app, name: 'check', max: 2 });
    const secrets = makeSecrets();
    const errors: unknown[] = [];
    const check = createSelfCheck({
      spine: { db: openDb(pool), clock: machineClock },
      key: openLogKey('demo.heed.invalid/ledger', secrets.ledgerSigningKey),
      wrappingKey: secrets.ledgerKey,
      folder: null,
      alarms: { raise: async () => undefined, clear: async () => undefined },
      pause: { rest: async () => undefined, end: () => undefined },
      onError: (error) => errors.push(error),
    });
    assert.deepEqual(await check.checkNewestDay(), []);
    let found: Awaited<ReturnType<typeof check.checkEverything>> = null;
    await until('no other process is at it', async () => {
      // A Heed that was killed while at it keeps it to itself for two minutes, which nobody waits for here.
      await database.query('update ledger.checks set held_by = null, held_until = null');
      found = await check.checkEverything();
      return found !== null;
    });
    assert.deepEqual(found, []);
    assert.deepEqual(errors, []);
    await pool.end();
  });
});
