/**
 * Laying a concern beside everything known: keeping what it names and finding every concern about the same, in one
 * transaction, among 1,000,000 mentions (about as many people and things as a county hears of in many years), and again
 * among 100,000 for the growth; then the proposals of the concern page, and the search box.
 * `HEED_BENCH_PEOPLE` sets another number.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { toMillis } from '../src/kernel/clock.ts';
import type { CommandContext } from '../src/kernel/command.ts';
import type { RecordRef } from '../src/kernel/entry.ts';
import type { MentionAsGiven } from '../src/kernel/mention.ts';
import type { Tx } from '../src/kernel/tx.ts';
import type { Vault } from '../src/kernel/vault.ts';
import { createLedger } from '../src/modules/ledger/index.ts';
import { createKeyHasher, createPeople, type MentionId } from '../src/modules/people/index.ts';
import { openDb, openPool } from '../src/platform/db.ts';
import { machineIds } from '../src/platform/ids.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';
import { FILLER, type Filled, fillPeople } from './support/fill-people.ts';
import { createPopulation } from './support/population.ts';

const MOST = Number(process.env.HEED_BENCH_PEOPLE ?? 1_000_000);
const ROUNDS = 2_000;
const WARM_UP = 200;
const BENCH = 'people-lookup';

const now = () => toMillis(Temporal.Now.instant());
const matchKey = randomBytes(32);
const hashKeys = createKeyHasher(matchKey);
const population = createPopulation(7);

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-people-'));
const server = await startEmbeddedPostgres({
  dataDir: folder,
  log: () => undefined,
  fsync: true,
  purpose: 'heed bench',
});
const superuser = new pg.Client({ connectionString: server.urls.superuser });
const pool = openPool({ url: server.urls.app, name: 'bench' });
try {
  await migrate({ ownerUrl: server.urls.owner, now: now() });
  await superuser.connect();
  const db = openDb(pool);
  const { vault: real } = createLedger(randomBytes(32));
  const vault: Vault = {
    ...real,
    // Words written straight into the tables were never sealed; opening them would only fail.
    openJson: async <T>(tx: Tx, subject: RecordRef, purpose: string, sealed: Uint8Array) =>
      sealed.length === FILLER.length
        ? ({ kind: 'child', name: 'Filler' } as T)
        : real.openJson<T>(tx, subject, purpose, sealed),
  };
  const people = createPeople({ vault, matchKey });
  const context: CommandContext = {
    actor: { kind: 'public' },
    now: now(),
    wall: now(),
    ids: machineIds,
    basis: null,
  };

  /** One arrival: what it names is kept and laid beside the rest. Gives milliseconds, related concerns, mention ids. */
  async function arrive(mentions: readonly MentionAsGiven[]) {
    const ids = mentions.map(() => machineIds.next<'mention'>());
    const concern = machineIds.next<'concern'>();
    return db.transaction().execute(async (tx) => {
      const began = performance.now();
      await people.saveMentions(tx, context, { concern, at: context.now, mentions, ids });
      const saved = performance.now();
      const related = await people.listRelated(tx, concern);
      const find = performance.now() - saved;
      const sure = related.filter(({ via }) => via.some(({ strength }) => strength !== 'possible')).length;
      return { save: saved - began, find, related: related.length, sure, ids };
    });
  }

  async function measure(under: Filled) {
    const runs: Awaited<ReturnType<typeof arrive>>[] = [];
    for (let round = 0; round < ROUNDS + WARM_UP; round += 1) {
      const run = await arrive(population.concern());
      if (round >= WARM_UP) runs.push(run);
    }
    const both = runs.map(({ save, find }) => save + find);
    const facts = { mentions: under.mentions, concerns: under.concerns, rounds: ROUNDS };
    const say99 = (what: string, values: readonly number[], atMost: number | null) => {
      for (const [name, share] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const)
        report({
          bench: BENCH,
          what: `${what}, ${name}`,
          value: percentile(values, share),
          unit: 'ms',
          target: atMost === null ? null : { atMost: name === 'p50' ? atMost / 4 : atMost },
          under: facts,
        });
    };
    say99('mentions of a concern kept and every related concern found', both, 60);
    say99(
      'of that, keeping',
      runs.map(({ save }) => save),
      null,
    );
    say99(
      'of that, finding',
      runs.map(({ find }) => find),
      null,
    );
    for (const [what, count] of [
      ['arrivals that found an earlier concern about the same', runs.filter(({ sure }) => sure > 0).length],
      ['arrivals shown something that is perhaps the same', runs.filter((r) => r.related > r.sure).length],
    ] as const)
      report({ bench: BENCH, what, value: (100 * count) / ROUNDS, unit: '%', target: null, under: facts });

    const page: number[] = [];
    for (const { ids } of runs.slice(0, 500)) {
      const began = performance.now();
      await db.transaction().execute((tx) => people.listProposals(tx, ids as readonly MentionId[]));
      page.push(performance.now() - began);
    }
    say99('proposals for everything a concern names', page, 60);
    const searches: number[] = [];
    for (let round = 0; round < 500; round += 1) {
      const term = population.searchTerm();
      const began = performance.now();
      await db.transaction().execute((tx) => people.findByTerm(tx, term, 20));
      searches.push(performance.now() - began);
    }
    say99('search box, misspelt name, number or mark', searches, under.mentions > 1_000_000 ? 30 : 15);
    return { both, page, searches };
  }

  const nobody = { mentions: 0, concerns: 0 };
  const less = await fillPeople(superuser, { hashKeys, population }, nobody, Math.round(MOST / 10));
  const small = await measure(less);
  const filled = await fillPeople(superuser, { hashKeys, population }, less, MOST);
  const large = await measure(filled);
  for (const [what, part] of [
    ['laying a concern beside the rest', 'both'],
    ['proposals', 'page'],
    ['the search box', 'searches'],
  ] as const)
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const)
      reportGrowth({
        bench: BENCH,
        what: `${what}, ${name}`,
        small: percentile(small[part], share),
        large: percentile(large[part], share),
        of: 'mentions',
        from: less.mentions,
        to: filled.mentions,
        informs: name === 'p99',
      });

  const size = await superuser.query<{ bytes: string }>(
    `select (pg_total_relation_size('people.match_keys') + pg_total_relation_size('people.mentions')) as bytes`,
  );
  report({
    bench: BENCH,
    what: 'storage for each mention, its keys and indexes included',
    value: Number(size.rows[0]?.bytes ?? 0) / filled.mentions,
    unit: 'bytes',
    target: null,
    under: { mentions: filled.mentions },
  });
} finally {
  await pool.end();
  await superuser.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
