/**
 * How long from an entry's commit until two witnesses of other organisations have cosigned a checkpoint that holds it, at twenty
 * concerns' worth of entries a second, with real witness processes that flush to disk. Target: 5 s. `HEED_BENCH_SECONDS` sets
 * how long.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatVerifierKey } from '../src/modules/ledger/domain/verifier-key.ts';
import {
  createLedger,
  createSequencer,
  createSubmitter,
  findNewestWitnessed,
  openLogKey,
} from '../src/modules/ledger/index.ts';
import { machineClock } from '../src/platform/clock.ts';
import { openDb, openPool } from '../src/platform/db.ts';
import { machineIds } from '../src/platform/ids.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { endWitnesses, startWitness } from '../test/support/witness-process.ts';
import { percentile, report } from './support/figure.ts';

const SECONDS = Number(process.env.HEED_BENCH_SECONDS ?? 20);
const PER_SECOND = 20;
/** Entries that one concern makes. */
const EACH = 5;
const LOOK_MS = 10;

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-witness-'));
/** The witnesses' own: PostgreSQL's folder is its alone. */
const apart = mkdtempSync(join(tmpdir(), 'heed-bench-witnesses-'));
const postgres = await startEmbeddedPostgres({
  dataDir: folder,
  log: () => undefined,
  purpose: 'heed bench',
});
await migrate({ ownerUrl: postgres.urls.owner, now: Temporal.Instant.fromEpochMilliseconds(0) });
const pool = openPool({ url: postgres.urls.app, name: 'heed bench', max: 8 });
const db = openDb(pool);
const key = openLogKey('log.example.org/ledger', new Uint8Array(randomBytes(32)));
const vkey = formatVerifierKey(key.verifier);
const fail = (error: unknown) => {
  process.stderr.write(`  ${String(error)}\n`);
  process.exitCode = 1;
};
const spine = {
  db,
  ledger: createLedger(new Uint8Array(randomBytes(32))).append,
  outbox: { put: async () => undefined },
  clock: machineClock,
  ids: machineIds,
};
const names = ['witness.police.example.net', 'witness.hospital.example.net'];
const witnesses = [];
for (const name of names) witnesses.push(await startWitness(join(apart, name), vkey, ['--name', name]));
const silent = async () => undefined;
const sequencer = createSequencer({ spine, key, onError: fail });
const submitter = createSubmitter({
  spine,
  witnesses: witnesses.map((witness) => ({ key: witness.key, url: witness.url })),
  quorum: 2,
  alarms: { notWitnessed: silent, witnessedAgain: silent, refused: silent, refusedNoMore: silent },
  onError: fail,
  onFailed: (witness, why) => fail(`${witness} ${why}`),
});
sequencer.start();
submitter.start();

/** When each concern's entries were committed, by how many there were then: none has a number above it. */
const committed: { readonly total: number; readonly at: number }[] = [];
let total = 0;
const delays: number[] = [];

async function look(): Promise<void> {
  const size = (await db.transaction().execute((tx) => findNewestWitnessed(tx, names, 2)))?.size ?? 0;
  const now = performance.now();
  while (committed[0] && committed[0].total <= size) delays.push(now - (committed.shift()?.at ?? now));
}

async function add(): Promise<void> {
  await pool.query(
    `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
     select gen_random_uuid(), text, now(), 'bench.happened', gen_random_uuid(), '{}', '' from unnest($1::text[]) as t (text)`,
    [Array.from({ length: EACH }, () => JSON.stringify({ v: 1, id: randomUUID() }))],
  );
  total += EACH;
  committed.push({ total, at: performance.now() });
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
try {
  const began = performance.now();
  for (let i = 0; i < SECONDS * PER_SECOND; ) {
    if (performance.now() - began >= (i * 1_000) / PER_SECOND) {
      await add();
      i += 1;
    } else await wait(LOOK_MS);
    await look();
  }
  const end = performance.now() + 30_000;
  while (committed.length > 0 && performance.now() < end) {
    await wait(LOOK_MS);
    await look();
  }
  const under = {
    witnesses: 2,
    quorum: 2,
    entriesPerSecond: PER_SECOND * EACH,
    entries: total,
    never: committed.length,
  };
  for (const [name, share] of [
    ['median', 0.5],
    ['p99', 0.99],
    ['slowest', 1],
  ] as const)
    report({
      bench: 'ledger-witness',
      what: `commit to cosigned by two witnesses, ${name}`,
      value: committed.length > 0 ? Number.POSITIVE_INFINITY : percentile(delays, share),
      unit: 'ms',
      target: { atMost: 5_000 },
      under,
    });
} finally {
  await submitter.stop();
  await sequencer.stop();
  await endWitnesses();
  await pool.end();
  await postgres.stop();
  for (const one of [folder, apart]) rmSync(one, { recursive: true, force: true });
}
