/**
 * The ledger, on a PostgreSQL that syncs to disk: how fast commands append with the sequencer at work beside them, how long
 * until a checkpoint covers what was committed, how fast an export verifies offline, how large a proof is and how long it
 * takes, all at 1,000,000 entries and, for the growth, at a tenth; and what the sequencer costs those who raise concerns.
 * `HEED_BENCH_ENTRIES` sets another number.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import {
  createLedger,
  createSequencer,
  findNewestCheckpoint,
  openLogKey,
  proveEntry,
  verifyExport,
  writeExport,
} from '../src/modules/ledger/index.ts';
import { machineClock } from '../src/platform/clock.ts';
import { openDb, openPool } from '../src/platform/db.ts';
import { machineIds } from '../src/platform/ids.ts';
import { makeSecrets } from '../test/support/heed.ts';
import { openKillableWorld } from '../test/support/killable.ts';
import { fillWrenfold } from '../test/support/wrenfold.ts';
import { type Figure, percentile, report, reportGrowth } from './support/figure.ts';
import { appendFor, fillEntries } from './support/ledger-load.ts';
import { addSystems, createSender, neverRest } from './support/send-concerns.ts';

const bench = 'ledger';
const ENTRIES = Number(process.env.HEED_BENCH_ENTRIES ?? 1_000_000);
const SECONDS = Number(process.env.HEED_BENCH_SECONDS ?? 20);
const CLIENTS = 16;
const CONCERN_CLIENTS = 20;
/** Rounds with the sequencer and without it in turn: a machine is never the same from one minute to the next. */
const ROUNDS = 3;
const PROOFS = 500;
/** The sequencer's own lock: whoever holds it is the only one that may number, and this benchmark numbers nothing. */
const LOCK = [0x48454544, 0x4c4f4753] as const;

const say = (text: string) => process.stderr.write(`  ${text}\n`);
const world = await openKillableWorld();
const superuser = new pg.Client({ connectionString: world.postgres.urls.superuser });
await superuser.connect();
const pool = openPool({ url: world.postgres.urls.app, name: 'heed bench', max: CLIENTS + 2 });
const db = openDb(pool);
const secrets = makeSecrets();
const key = openLogKey('demo.heed.invalid/ledger', secrets.ledgerSigningKey);
const { append } = createLedger(secrets.ledgerKey);
const outbox = { put: async () => undefined };
const spine = { db, ledger: append, outbox, clock: machineClock, ids: machineIds };
const onError = (error: unknown) => say(String(error));
const folder = mkdtempSync(join(tmpdir(), 'heed-bench-ledger-'));

/** How long after its commit an entry is covered by a checkpoint, in milliseconds, while others append. */
async function watchCheckpoints(): Promise<readonly number[]> {
  const delays: number[] = [];
  const until = performance.now() + SECONDS * 1_000;
  while (performance.now() < until) {
    await appendFor(spine, 1, 0.001);
    const committed = performance.now();
    const { rows } = await superuser.query<{ id: string }>(
      'select id from ledger.entries order by id desc limit 1',
    );
    for (let covered = false; !covered; ) {
      const found = await superuser.query<{ covered: boolean }>(
        `select exists (select from ledger.positions p where p.id = $1
           and p.index < (select max(size) from ledger.checkpoints)) as covered`,
        [rows[0]?.id],
      );
      covered = found.rows[0]?.covered ?? false;
      if (!covered) await wait(5);
    }
    delays.push(performance.now() - committed);
  }
  return delays;
}

async function measureProofs(): Promise<{ readonly times: readonly number[]; readonly bytes: number }> {
  const { rows } = await superuser.query<{ id: string }>(
    'select id from ledger.positions where index = any(select (random() * (select max(index) from ledger.positions))::bigint from generate_series(1, $1::int))',
    [PROOFS],
  );
  const times: number[] = [];
  let bytes = 0;
  for (const { id } of rows) {
    const began = performance.now();
    const found = await db
      .transaction()
      .execute((tx) => proveEntry(tx, id, { names: [], quorum: 0, now: Temporal.Now.instant() }));
    times.push(performance.now() - began);
    if (found === null || found === 'not-yet') throw new Error('an entry has no proof');
    bytes = Math.max(bytes, found.proof.length);
  }
  return { times, bytes };
}

/** Exports and verifies; gives entries a second of each. */
async function measureVerify(name: string) {
  const checkpoint = await db.transaction().execute(findNewestCheckpoint);
  if (!checkpoint) throw new Error('nothing is signed');
  const to = join(folder, name);
  const began = performance.now();
  await writeExport(db, {
    folder: to,
    key: key.verifier,
    checkpoint,
    from: 0,
    wrappingKey: null,
    names: null,
  });
  const exported = performance.now();
  const trusted = { key: key.verifier, witnesses: [], quorum: 0 };
  const { faults } = verifyExport(to, { trusted, earlier: [checkpoint.note] });
  if (faults.length > 0) throw new Error(faults[0]);
  const verified = performance.now();
  rmSync(to, { recursive: true });
  const rate = (ms: number) => (checkpoint.size * 1_000) / ms;
  return { exportRate: rate(exported - began), verifyRate: rate(verified - exported), size: checkpoint.size };
}

async function measureAt(size: number) {
  say(`filling up to ${size} entries`);
  await fillEntries(superuser, size);
  const sequencer = createSequencer({ spine, key, onError });
  const began = performance.now();
  const numbered = await sequencer.runOnce();
  const numberRate = (numbered * 1_000) / (performance.now() - began);
  await superuser.query('vacuum (analyze) ledger.positions, ledger.pending');
  await superuser.query('checkpoint');
  const proofs = await measureProofs();
  const verify = await measureVerify(`of-${size}`);
  sequencer.start();
  await appendFor(spine, CLIENTS, 2);
  const [appended, delays] = await Promise.all([appendFor(spine, CLIENTS, SECONDS), watchCheckpoints()]);
  await sequencer.stop();
  await sequencer.runOnce();
  return { size: verify.size, numberRate, proofs, verify, appended, delays };
}

/** Concerns a second over HTTP: with the sequencer, and kept from numbering anything. */
async function measureConcerns(): Promise<{ readonly on: number; readonly off: number }> {
  const tokens = await addSystems(superuser);
  const heed = await world.startHeed();
  const { send } = createSender(heed.url, tokens, () => []);
  await neverRest(send, CONCERN_CLIENTS, 5);
  const rates = { on: [] as number[], off: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.on.push((await neverRest(send, CONCERN_CLIENTS, SECONDS)).perSecond);
    await superuser.query('select pg_advisory_lock($1, $2)', [...LOCK]);
    rates.off.push((await neverRest(send, CONCERN_CLIENTS, SECONDS)).perSecond);
    await superuser.query('select pg_advisory_unlock($1, $2)', [...LOCK]);
  }
  await heed.stop();
  return { on: percentile(rates.on, 0.5), off: percentile(rates.off, 0.5) };
}

try {
  await fillWrenfold({ urls: world.postgres.urls, secrets, clock: machineClock });
  const small = await measureAt(Math.round(ENTRIES / 10));
  const large = await measureAt(ENTRIES);
  const under = { entries: large.size };
  const figure = (what: string, value: number, unit: string, target: Figure['target'], more = {}) =>
    report({ bench, what, value, unit, target, under: { ...under, ...more } });
  const load = { clients: CLIENTS, seconds: SECONDS };
  figure(
    'entries appended a second, each by a command of its own',
    large.appended.perSecond,
    '/s',
    { atLeast: 2_000 },
    load,
  );
  figure('appending, p99', percentile(large.appended.times, 0.99), 'ms', { atMost: 50 }, load);
  figure(
    'from the commit to a checkpoint that covers it, p99',
    percentile(large.delays, 0.99),
    'ms',
    { atMost: 1_000 },
    load,
  );
  figure(
    'from the commit to a checkpoint that covers it, p50',
    percentile(large.delays, 0.5),
    'ms',
    null,
    load,
  );
  figure('entries numbered a second, of those that wait', large.numberRate, '/s', null);
  figure('entries exported a second', large.verify.exportRate, '/s', null);
  figure('entries verified a second, offline', large.verify.verifyRate, '/s', { atLeast: 250_000 });
  figure('largest proof of filing', large.proofs.bytes, 'bytes', { atMost: 2_048 });
  figure('making a proof of filing, p99', percentile(large.proofs.times, 0.99), 'ms', null);
  const data = { bench, of: 'entries', from: small.size, to: large.size };
  const p50 = (times: readonly number[]) => percentile(times, 0.5);
  reportGrowth({
    ...data,
    what: 'appending, p50',
    small: p50(small.appended.times),
    large: p50(large.appended.times),
  });
  reportGrowth({
    ...data,
    what: 'the delay of a checkpoint, p50',
    small: p50(small.delays),
    large: p50(large.delays),
  });
  reportGrowth({
    ...data,
    what: 'making a proof, p50',
    small: p50(small.proofs.times),
    large: p50(large.proofs.times),
  });
  reportGrowth({
    ...data,
    what: 'the time to verify one entry',
    small: 1 / small.verify.verifyRate,
    large: 1 / large.verify.verifyRate,
  });
  const concerns = await measureConcerns();
  figure(
    'concerns a second with the sequencer, as a share of those without it',
    concerns.on / concerns.off,
    '',
    { atLeast: 0.9 },
    { on: Math.round(concerns.on), off: Math.round(concerns.off), rounds: ROUNDS },
  );
} finally {
  await pool.end();
  await superuser.end();
  await world.close();
  rmSync(folder, { recursive: true, force: true });
}
