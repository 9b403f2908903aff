/**
 * Looking people up among 1,000,000 people of an invented country (`demo/world`) as several agencies have them on record,
 * and among 100,000 for the growth: the search box by misspelt name with a date of birth and without, wrong dates, swapped
 * names, identifiers, and whether the right person is among those given; laying a concern beside everything known; what
 * each mention may be; how fast such records are taken in. `HEED_BENCH_PEOPLE` sets another number of people.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ORIGINS } from '../demo/world/name-lists.ts';
import { toMillis } from '../src/kernel/clock.ts';
import type { CommandContext } from '../src/kernel/command.ts';
import type { RecordRef } from '../src/kernel/entry.ts';
import type { MentionAsGiven } from '../src/kernel/mention.ts';
import type { Tx } from '../src/kernel/tx.ts';
import type { Vault } from '../src/kernel/vault.ts';
import { createLedger } from '../src/modules/ledger/index.ts';
import { createPeople, type MentionId } from '../src/modules/people/index.ts';
import { openDb, openPool } from '../src/platform/db.ts';
import { machineIds } from '../src/platform/ids.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { askAbout, KINDS, type QueryKind } from './support/ask-country.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';
import { type CountryFilled, fillCountry, mentionOf } from './support/fill-country.ts';
import { FILLER } from './support/filler.ts';
import { FoundByOrigin } from './support/found-by-origin.ts';

const MOST = Number(process.env.HEED_BENCH_PEOPLE ?? 1_000_000);
const LARGE = MOST > 1_000_000;
/** People in one household of the invented country, on average. */
const PER_HOUSEHOLD = 2.6;
const SEED = 1;
const ROUNDS = 1_000;
/** Questions thought of, at most, until enough were asked about people of each origin of names. */
const FAIR_ROUNDS = 15_000;
const ARRIVALS = 500;
const WARM_UP = 100;
const BENCH = 'people-lookup';
/** Most concerns that the search box shows. */
const SHOWN = 50;

interface Target {
  readonly p50: number | null;
  readonly p99: number;
  readonly recall: number;
}
const dated: Target = { p50: LARGE ? 2 : 1, p99: LARGE ? 10 : 5, recall: 0.99 };
/** From 60-linking.md. */
const TARGETS: Readonly<Record<QueryKind, Target>> = {
  'misspelt name and date of birth': dated,
  'names swapped, and date of birth': dated,
  'misspelt name and wrong date of birth': { ...dated, recall: LARGE ? 0.95 : 0.97 },
  'misspelt name alone': { p50: LARGE ? 5 : 3, p99: LARGE ? 20 : 10, recall: 0.95 },
  identifier: { p50: null, p99: 1, recall: 1 },
};
const MOST_GROWTH = 2.5;

const now = () => toMillis(Temporal.Now.instant());
const matchKey = randomBytes(32);
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

  /** One statement's waiting time: its transaction is begun before, as a page's is. */
  async function timed<T>(
    work: (tx: Tx) => Promise<T>,
  ): Promise<{ readonly took: number; readonly value: T }> {
    return db.transaction().execute(async (tx) => {
      await people.findByTerm(tx, 'nobody', 1);
      const began = performance.now();
      const value = await work(tx);
      return { took: performance.now() - began, value };
    });
  }

  function say(
    what: string,
    values: readonly number[],
    target: { p50: number | null; p99: number | null },
    under: Under,
  ) {
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const)
      report({
        bench: BENCH,
        what: `${what}, ${name}`,
        value: percentile(values, share),
        unit: 'ms',
        target: target[name] === null ? null : { atMost: target[name] },
        under,
      });
  }
  type Under = Readonly<Record<string, string | number>>;

  /** Asks one kind of question of the search box. */
  async function ask(kind: QueryKind, filled: CountryFilled, under: Under): Promise<readonly number[]> {
    const times: number[] = [];
    const origins = new FoundByOrigin();
    let [found, places] = [0, 0];
    for (let round = -WARM_UP; round < ROUNDS; round += 1) {
      const asked = askAbout(SEED, filled.households, kind, round + WARM_UP);
      const { took, value } = await timed((tx) => people.findByTerm(tx, asked.term, SHOWN));
      if (round < 0) continue;
      times.push(took);
      places += value.length;
      const right = (value as readonly string[]).includes(asked.concern);
      origins.add(asked.person.origin, right);
      if (right) found += 1;
      else if (process.env.HEED_BENCH_SHOW)
        process.stderr.write(`${kind}: ${asked.term} <> ${JSON.stringify(asked.record)}\n`);
    }
    // Of an origin that few have, more are asked about, untimed.
    for (let round = ROUNDS; round < FAIR_ROUNDS && origins.lacksAny(ORIGINS); round += 1) {
      const asked = askAbout(SEED, filled.households, kind, round + WARM_UP);
      if (!origins.lacks(asked.person.origin)) continue;
      const { value } = await timed((tx) => people.findByTerm(tx, asked.term, SHOWN));
      origins.add(asked.person.origin, (value as readonly string[]).includes(asked.concern));
    }
    const target = TARGETS[kind];
    say(kind, times, target, under);
    report({
      bench: BENCH,
      what: `${kind}: the right one among at most ${SHOWN} given`,
      value: found / ROUNDS,
      unit: 'of 1',
      target: { atLeast: target.recall },
      under: { ...under, given: Math.round((10 * places) / ROUNDS) / 10 },
    });
    origins.report(BENCH, kind);
    return times;
  }

  /** A concern about somebody known, misspelt: kept, laid beside the rest, and its proposals as the page shows them. */
  async function arrive(filled: CountryFilled, round: number) {
    const asked = askAbout(SEED, filled.households, 'misspelt name and date of birth', 50_000 + round);
    const said = {
      ...mentionOf(asked.record),
      name: `${asked.givenName} ${asked.familyName}`,
      identifiers: {},
    };
    const other = askAbout(SEED, filled.households, 'misspelt name and date of birth', 80_000 + round);
    const mentions: readonly MentionAsGiven[] = [
      said,
      mentionOf(other.record),
      { kind: 'vehicle', registration: `QA${10 + (round % 80)} XQ${String.fromCharCode(65 + (round % 26))}` },
    ];
    const ids = mentions.map(() => machineIds.next<'mention'>());
    const concern = machineIds.next<'concern'>();
    const laid = await db.transaction().execute(async (tx) => {
      const began = performance.now();
      await people.saveMentions(tx, context, { concern, at: context.now, mentions, ids });
      const saved = performance.now();
      await people.listRelated(tx, concern);
      return { keep: saved - began, find: performance.now() - saved };
    });
    const page = await timed((tx) => people.listProposals(tx, ids as readonly MentionId[]));
    const proposed = page.value.get(ids[0] as MentionId) ?? [];
    const right = proposed.some(
      ({ is }) => is.what === 'mention' && (is.mention.concern as string) === asked.concern,
    );
    return { ...laid, page: page.took, right };
  }

  async function measure(filled: CountryFilled) {
    const under: Under = { records: filled.records, rounds: ROUNDS };
    const times = new Map<string, readonly number[]>();
    for (const kind of KINDS) times.set(kind, await ask(kind, filled, under));
    const runs: Awaited<ReturnType<typeof arrive>>[] = [];
    for (let round = -WARM_UP; round < ARRIVALS; round += 1) {
      const run = await arrive(filled, round + WARM_UP);
      if (round >= 0) runs.push(run);
    }
    const both = runs.map(({ keep, find }) => keep + find);
    const pages = runs.map(({ page }) => page);
    say(
      'three mentions of a concern kept and every related concern found',
      both,
      { p50: 15, p99: 60 },
      under,
    );
    say('proposals for them', pages, { p50: 15, p99: 60 }, under);
    report({
      bench: BENCH,
      what: 'a misspelt child with a date of birth: the right one among at most ten proposals',
      value: runs.filter(({ right }) => right).length / runs.length,
      unit: 'of 1',
      target: null,
      under,
    });
    times.set('laying a concern beside the rest', both).set('proposals', pages);
    return times;
  }

  const households = Math.round(MOST / PER_HOUSEHOLD);
  const order = { seed: SEED, matchKey, url: server.urls.superuser };
  const less = await fillCountry(superuser, order, { from: 0, to: Math.round(households / 10) });
  const small = await measure(less);
  const more = await fillCountry(superuser, order, { from: less.households, to: households });
  const all = { ...more, records: less.records + more.records };
  report({
    bench: BENCH,
    what: 'records taken in, their keys derived, hashed and indexed',
    value: (1000 * more.records) / more.milliseconds,
    unit: 'a second',
    target: { atLeast: 50_000 },
    under: { records: more.records },
  });
  const large = await measure(all);
  for (const [what, values] of large)
    for (const [name, share] of [
      ['p50', 0.5],
      ['p99', 0.99],
    ] as const)
      reportGrowth({
        bench: BENCH,
        what: `${what}, ${name}`,
        small: percentile(small.get(what) ?? [], share),
        large: percentile(values, share),
        of: 'records',
        from: less.records,
        to: all.records,
        atMost: MOST_GROWTH,
        informs: name === 'p99',
      });

  for (const table of ['key_rows', 'mentions', 'name_words']) {
    const size = await superuser.query<{ bytes: string }>(
      `select pg_total_relation_size('people.${table}') as bytes`,
    );
    report({
      bench: BENCH,
      what: `storage of ${table} for each record, indexes included`,
      value: Number(size.rows[0]?.bytes ?? 0) / all.records,
      unit: 'bytes',
      target: null,
      under: { records: all.records },
    });
  }
} finally {
  await pool.end();
  await superuser.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
