/**
 * What the other rules cost where a concern is judged, in a graph of a million rows: one that names what was named before,
 * one about a child who is looked after, one at a school that twenty thousand others name, and one that says a child is missing.
 * `HEED_BENCH_ROWS` sets another number; a tenth of it is measured too. A step that is not by index is a miss.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { toMillis } from '../src/kernel/clock.ts';
import { asId } from '../src/kernel/ids.ts';
import { createNetworks } from '../src/modules/networks/index.ts';
import { openDb, openPool } from '../src/platform/db.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';

const BENCH = 'networks-signals-live';
const MOST = Number(process.env.HEED_BENCH_ROWS ?? 1_000_000);
const ROWS_EACH = 5;
const ROUNDS = 200;
const NOW = Temporal.Instant.from('2031-06-02T09:00:00Z');
const BUSY = 900_000_000_000;

/** Whether every child is looked after, so that every adult has to be looked at. */
let inCare = false;

const networks = createNetworks(
  {
    list: async () => [],
    listSaidOtherwise: async () => ({ different: [], institutions: [] }),
  },
  {
    listLookedAfter: async (_tx, mentions) => new Set(inCare ? mentions : []),
    listKnownAdults: async () => new Set(),
  },
);

/**
 * Concerns over eighteen months, `from` to `to`: each a child with a home, an adult, a vehicle and a place, each of these named
 * by about eight others; one in ten at the busy school; one in thirty with a child missing that night.
 */
async function fill(on: pg.Client, from: number, to: number): Promise<void> {
  await on.query(
    `with told as (
       select md5('k' || n)::uuid as concern, n, $3::timestamptz - ((hashint4(n) & 2147483647) % 540) * interval '1 day' as at
       from generate_series($1::int, $2::int) n
     ), named as (
       select concern, n, at, role, md5(role || n)::uuid as mention,
         case role when 'child' then 1e10::bigint + (hashint4(n * 7) & 2147483647) % ($2 / 2)
           when 'home' then 2e10::bigint + ((hashint4(n * 7) & 2147483647) % ($2 / 2)) / 2
           when 'adult' then 3e10::bigint + (hashint4(n * 11) & 2147483647) % ($2 / 8)
           when 'vehicle' then 4e10::bigint + (hashint4(n * 13) & 2147483647) % ($2 / 8)
           else case when n % 10 = 0 then $4::bigint else 5e10::bigint + (hashint4(n * 17) & 2147483647) % ($2 / 8) end end as handle
       from told cross join unnest(array['child', 'home', 'adult', 'vehicle', 'place']) role
     )
     insert into networks.sightings (concern_id, mention_id, role, handle, record, at, source)
     select concern, case role when 'home' then md5('child' || n)::uuid else mention end, role, handle, false, at,
       'agency-' || n % 7 from named`,
    [from, to, NOW.toString(), BUSY],
  );
  await on.query(
    `insert into networks.absences (mention_id, night, concern_id, source)
     select s.mention_id, (s.at - interval '12 hours')::date, s.concern_id, s.source from networks.sightings s
     where s.role = 'child' and hashint8(s.handle) % 30 = 0 on conflict do nothing`,
  );
  await on.query('vacuum (analyze) networks.sightings');
  await on.query('vacuum (analyze) networks.absences');
}

const BESIDE_CARE = 'beside a child who is looked after';

const KINDS = {
  'that names what was named before': `select concern_id as id from networks.sightings where role = 'vehicle' and at > $1
     order by mention_id limit $2`,
  [BESIDE_CARE]: `select concern_id as id from networks.sightings where role = 'adult' and at > $1
     order by mention_id limit $2`,
  'at a school that many others name': `select concern_id as id from networks.sightings where role = 'place' and handle = ${BUSY}
     order by at desc, mention_id limit $2 + 0 * extract(epoch from $1::timestamptz)::int`,
  'that says a child is missing': `select concern_id as id from networks.absences where night > $1::date
     order by mention_id limit $2`,
} as const;

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-signals-'));
const server = await startEmbeddedPostgres({
  dataDir: folder,
  log: () => undefined,
  fsync: true,
  purpose: 'heed bench',
});
const superuser = new pg.Client({ connectionString: server.urls.superuser });
const pool = openPool({ url: server.urls.app, name: 'bench' });
const db = openDb(pool);

async function measure(rows: number): Promise<ReadonlyMap<string, readonly number[]>> {
  const all = new Map<string, readonly number[]>();
  for (const [kind, find] of Object.entries(KINDS)) {
    inCare = kind === BESIDE_CARE;
    const recent = NOW.subtract({ hours: 24 * 25 }).toString();
    const { rows: concerns } = await superuser.query<{ id: string }>(find, [recent, ROUNDS]);
    const took: number[] = [];
    let found = 0;
    const warm = concerns.slice(0, 10);
    for (const [n, { id }] of [...warm, ...concerns].entries()) {
      const began = performance.now();
      const ask = {
        concern: asId<'concern'>(id),
        now: NOW,
        saysMissing: true,
        since: async () => NOW.subtract({ hours: 24 * 540 }),
      };
      found += (await db.transaction().execute((tx) => networks.findSignals(tx, ask))).length;
      if (n >= warm.length) took.push(performance.now() - began);
    }
    all.set(kind, took);
    for (const [name, share, atMost] of [
      ['p50', 0.5, 10],
      ['p99', 0.99, 40],
    ] as const)
      report({
        bench: BENCH,
        what: `looking for what rules point out, in a concern ${kind}, ${name}`,
        value: percentile(took, share),
        unit: 'ms',
        target: { atMost },
        under: { rows, rounds: took.length, found },
      });
  }
  return all;
}

/** How often either table was read from end to end: never, if every step is by index. */
async function countScans(): Promise<number> {
  await superuser.query('select pg_stat_force_next_flush()');
  const { rows } = await superuser.query<{ scans: string }>(
    `select coalesce(sum(seq_scan), 0) as scans from pg_stat_user_tables
     where schemaname = 'networks' and relname in ('sightings', 'absences')`,
  );
  return Number(rows[0]?.scans ?? 0);
}

try {
  await migrate({ ownerUrl: server.urls.owner, now: toMillis(Temporal.Now.instant()) });
  await superuser.connect();
  await fill(superuser, 1, MOST / 10 / ROWS_EACH);
  const small = await measure(MOST / 10);
  await fill(superuser, MOST / 10 / ROWS_EACH + 1, MOST / ROWS_EACH);
  const large = await measure(MOST);
  const before = await countScans();
  const { rows: some } = await superuser.query<{ id: string }>(
    'select concern_id as id from networks.absences order by mention_id limit 20',
  );
  const scansOfOurs = (await countScans()) - before;
  for (const { id } of some) {
    const ask = {
      concern: asId<'concern'>(id),
      now: NOW,
      saysMissing: true,
      since: async () => NOW.subtract({ hours: 24 * 540 }),
    };
    await db.transaction().execute((tx) => networks.findSignals(tx, ask));
  }
  report({
    bench: BENCH,
    what: 'tables read from end to end while rules looked',
    value: (await countScans()) - before - scansOfOurs,
    unit: 'scans',
    target: { atMost: 0 },
    under: { rows: MOST, concerns: some.length },
  });
  for (const [kind, took] of large)
    reportGrowth({
      bench: BENCH,
      what: `looking in a concern ${kind}, p50`,
      small: percentile(small.get(kind) ?? [], 0.5),
      large: percentile(took, 0.5),
      of: 'rows',
      from: MOST / 10,
      to: MOST,
      informs: true,
    });
} finally {
  await superuser.end();
  await pool.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
