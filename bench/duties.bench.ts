/**
 * The duty engine, on a real PostgreSQL that syncs to disk, with the real ledger and outbox: how late a missed clock
 * climbs while 20 a second fall due among 1,000,000 open duties, how long 10,000 due at once take, and how both grow
 * from 100,000 open duties. `HEED_BENCH_DUTIES` sets another number.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { toMillis } from '../src/kernel/clock.ts';
import { createDutyEngine } from '../src/modules/duties/index.ts';
import { createOutbox } from '../src/platform/jobs/outbox.ts';
import { openQueue } from '../src/platform/jobs/queue.ts';
import { silentLog } from '../src/platform/log.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { type DutyWorld, openDutyWorld } from '../test/support/duty-world.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';

const MOST = Number(process.env.HEED_BENCH_DUTIES ?? 1_000_000);
const AT_ONCE = 10_000;
const PER_SECOND = 20;
const SECONDS = 30;

const now = () => toMillis(Temporal.Now.instant());
const say = (text: string) => process.stderr.write(`  ${text}\n`);

/** Open duties, due over the coming month, each with its notice; written by SQL, as only their number matters here. */
async function fill(world: DutyWorld, superuser: pg.Client, upTo: number): Promise<void> {
  const { rows } = await superuser.query<{ n: string }>('select count(*) as n from duties.duties');
  const missing = upTo - Number(rows[0]?.n ?? 0);
  await superuser.query(
    `with made as (
       insert into duties.duties (id, rule_id, rule_version, about_kind, about_id, key, reference, post_id, red, from_at,
         due_at, original_due_at, covered, earlier_warnings, skip_posts, skip_holders, warned, reached_at, standing,
         notice_at, next_at)
       select uuidv7(), 'front-door.decide', 1, 'concern', uuidv7(), '', 'HD-7K2M-94', $1, false, $2::timestamptz, at, at,
         true, 0, '{}', '{}', 80, $2::timestamptz, array[$1::uuid], $2::timestamptz, at
       from (select $2::timestamptz + interval '1 hour' + random() * interval '30 days' as at
         from generate_series(1, $3::int)) as spread
       returning id, post_id)
     insert into duties.notices (id, duty_id, post_id, kind, means, reference, at)
     select uuidv7(), id, post_id, 'raised', '{}', 'HD-7K2M-94', $2::timestamptz from made`,
    [world.posts.screener.id, now().toString(), missing],
  );
  await superuser.query('vacuum (analyze) duties.duties, duties.notices');
}

/** Makes `count` of the duties that have not been missed fall due at `at` seconds from now, given which one it is. */
async function makeDue(superuser: pg.Client, count: number, at: string): Promise<void> {
  await superuser.query(
    `update duties.duties d set due_at = p.at, original_due_at = p.at, next_at = p.at
     from (select id, $1::timestamptz + (${at}) * interval '1 second' as at
       from (select id, row_number() over () - 1 as i from
         (select id from duties.duties where state = 'open' and missed_at is null order by due_at desc limit $2) as last
       ) as numbered) as p
     where d.id = p.id`,
    [now().toString(), count],
  );
}

/** Clears what is due with one engine; gives the seconds it took. */
async function clearAtOnce(world: DutyWorld, superuser: pg.Client): Promise<number> {
  await makeDue(superuser, AT_ONCE, '-1');
  await superuser.query('checkpoint');
  const from = performance.now();
  let done = 0;
  for (let batch = 1; batch > 0; done += batch) batch = (await world.engine.runOnce()).duties;
  const seconds = (performance.now() - from) / 1000;
  if (done < AT_ONCE) throw new Error(`only ${done} of ${AT_ONCE} were cleared`);
  return seconds;
}

/** Lets `PER_SECOND` duties fall due each second while the engine runs by itself; gives how late each climbed, in ms. */
async function watchLateness(world: DutyWorld, superuser: pg.Client): Promise<readonly number[]> {
  const count = PER_SECOND * SECONDS;
  await makeDue(superuser, count, `3 + i::float8 / ${PER_SECOND}`);
  const began = now();
  const engine = createDutyEngine({ spine: world.spine, onError: (error) => say(String(error)) });
  engine.start();
  await new Promise((resolve) => setTimeout(resolve, (SECONDS + 6) * 1000));
  await engine.stop();
  const { rows } = await sql<{ ms: number }>`
    select (extract(epoch from at - should_at) * 1000)::float8 as ms from duties.rungs_reached
    where rung = 1 and should_at > ${began}::timestamptz`.execute(world.db);
  if (rows.length !== count) throw new Error(`${rows.length} of ${count} climbed`);
  return rows.map((row) => row.ms);
}

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-duties-'));
const server = await startEmbeddedPostgres({
  dataDir: folder,
  log: () => undefined,
  fsync: true,
  purpose: 'heed bench',
});
try {
  const on = (url: string) => {
    const changed = new URL(url);
    changed.pathname = '/bench';
    return changed.toString();
  };
  const maintenance = new pg.Client({ connectionString: server.urls.superuser });
  await maintenance.connect();
  await maintenance.query('create database bench owner heed_owner');
  await maintenance.end();
  await migrate({ ownerUrl: on(server.urls.owner), now: now() });
  const urls = {
    owner: on(server.urls.owner),
    app: on(server.urls.app),
    sealed: on(server.urls.sealed),
    reader: on(server.urls.reader),
    superuser: on(server.urls.superuser),
  };
  const boss = await openQueue({ url: urls.app, log: silentLog, supervise: false });
  const database = { urls, name: 'bench', drop: async () => undefined };
  const world = await openDutyWorld(now(), database, {
    outbox: createOutbox(boss),
    clock: { domain: now, wall: now },
  });
  const superuser = new pg.Client({ connectionString: urls.superuser });
  await superuser.connect();
  const less = MOST / 10;
  say(`${less} open duties`);
  await fill(world, superuser, less);
  const smaller = await clearAtOnce(world, superuser);
  say(`${PER_SECOND} a second for ${SECONDS} s`);
  const lateSmaller = await watchLateness(world, superuser);
  say(`${MOST} open duties`);
  await fill(world, superuser, MOST);
  const whole = await clearAtOnce(world, superuser);
  say(`${PER_SECOND} a second for ${SECONDS} s`);
  const late = await watchLateness(world, superuser);
  const under = { openDuties: MOST, dueAtOnce: AT_ONCE };
  const bench = 'duties';
  report({
    bench,
    what: 'duties due at once, cleared',
    value: whole,
    unit: 's',
    target: { atMost: 20 },
    under,
  });
  report({
    bench,
    what: 'duties due at once, cleared among a tenth of the open duties',
    value: smaller,
    unit: 's',
    target: { atMost: 20 },
    under: { openDuties: less, dueAtOnce: AT_ONCE },
  });
  const data = { of: 'open duties', from: less, to: MOST };
  reportGrowth({ bench, what: 'duties due at once, cleared', small: smaller, large: whole, ...data });
  const load = { openDuties: MOST, duePerSecond: PER_SECOND, seconds: SECONDS };
  report({
    bench,
    what: 'lateness of a rung, p99',
    value: percentile(late, 0.99),
    unit: 'ms',
    target: { atMost: 5000 },
    under: load,
  });
  report({
    bench,
    what: 'lateness of a rung, p50',
    value: percentile(late, 0.5),
    unit: 'ms',
    target: null,
    under: load,
  });
  reportGrowth({
    bench,
    what: 'lateness of a rung, p50',
    small: percentile(lateSmaller, 0.5),
    large: percentile(late, 0.5),
    ...data,
  });
  await superuser.end();
  await boss.stop();
  await world.close();
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
