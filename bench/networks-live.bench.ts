/**
 * The watch for networks over PostgreSQL: keeping what a concern names and looking for the networks it is part of, in one
 * transaction, in a graph of an invented county; again with ten times as many concerns, and again beside a thing that fifty
 * thousand others name. What concerns name is handed in as the people module would: finding who is who is `people-lookup`'s.
 * `HEED_BENCH_CONCERNS` sets another number.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type ConcernLine, writeStream } from '../demo/networks/stream.ts';
import { toMillis } from '../src/kernel/clock.ts';
import { asId, type ConcernId } from '../src/kernel/ids.ts';
import { createNetworks, type NamedIdentity } from '../src/modules/networks/index.ts';
import { openDb, openPool } from '../src/platform/db.ts';
import { migrate } from '../src/platform/migrate.ts';
import { startEmbeddedPostgres } from '../src/platform/postgres/embedded.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';

const BENCH = 'networks-live';
const MOST = Number(process.env.HEED_BENCH_CONCERNS ?? 200_000);
const ROUNDS = 1_000;
const SUPERNODE = 50_000;
const AT_ONCE = 500;

const handle = (text: string) => createHash('sha256').update(text).digest().readBigInt64BE(0).toString();

interface Told {
  readonly concern: ConcernId;
  readonly source: string;
  readonly at: Temporal.Instant;
  readonly watchFrom: Temporal.Instant;
  readonly related: boolean;
  readonly identities: readonly NamedIdentity[];
}

/** A line of the stream as the people module would give it: homes by address, things by one key each. */
function toTold(line: ConcernLine): Told {
  const concern = asId<'concern'>(randomUUID());
  const at = Temporal.Instant.from(line.at);
  const of = (kind: NamedIdentity['kind'], ref: string, homes: readonly string[]): NamedIdentity => ({
    mention: randomUUID(),
    concern,
    kind,
    at,
    record: null,
    keys: [handle(`${kind} ${ref}`)],
    homes,
  });
  const identities = [
    ...line.children.map(({ ref, household }) =>
      of('child', ref, household ? [handle(`home ${household}`)] : []),
    ),
    ...line.mentions.map(({ kind, ref }) => of(kind === 'address' ? 'place' : kind, ref, [])),
  ];
  return { concern, source: line.agency, at, watchFrom: at, related: false, identities };
}

const known = new Map<string, readonly NamedIdentity[]>();
const networks = createNetworks(
  {
    list: async (_tx, concerns) => concerns.flatMap((concern) => known.get(concern) ?? []),
    listSaidOtherwise: async () => ({ different: [], institutions: [] }),
  },
  { listLookedAfter: async () => new Set(), listKnownAdults: async () => new Set() },
);

const folder = mkdtempSync(join(tmpdir(), 'heed-bench-networks-'));
const server = await startEmbeddedPostgres({
  dataDir: folder,
  log: () => undefined,
  fsync: true,
  purpose: 'heed bench',
});
const superuser = new pg.Client({ connectionString: server.urls.superuser });
const pool = openPool({ url: server.urls.app, name: 'bench' });
try {
  await migrate({ ownerUrl: server.urls.owner, now: toMillis(Temporal.Now.instant()) });
  await superuser.connect();
  const db = openDb(pool);
  const stream = writeStream({
    concerns: MOST + 5 * ROUNDS,
    rings: Math.round(MOST / 2000),
    seed: '9',
    world: 'ordinary',
  });
  const next = () => {
    const { value, done } = stream.next();
    if (done) throw new Error('the stream is over');
    return toTold(value);
  };

  async function fill(count: number): Promise<void> {
    for (let left = count; left > 0; left -= AT_ONCE) {
      const batch = Array.from({ length: Math.min(left, AT_ONCE) }, next);
      for (const one of batch) known.set(one.concern, one.identities);
      const named = batch.flatMap((one) => one.identities);
      await db.transaction().execute((tx) => networks.recordNew(tx, batch, named));
      known.clear();
    }
    await superuser.query('vacuum (analyze) networks.sightings');
  }

  async function measure(what: string, concerns: number, told: readonly Told[]) {
    const took: number[] = [];
    let found = 0;
    for (const one of told) {
      known.set(one.concern, one.identities);
      const began = performance.now();
      await db.transaction().execute(async (tx) => {
        await networks.recordNew(tx, [one], one.identities);
        found += (await networks.find(tx, one.concern, one.at)).length;
      });
      took.push(performance.now() - began);
    }
    known.clear();
    for (const [name, share, atMost] of [
      ['p50', 0.5, 15],
      ['p99', 0.99, 60],
    ] as const)
      report({
        bench: BENCH,
        what: `${what}, ${name}`,
        value: percentile(took, share),
        unit: 'ms',
        target: { atMost },
        under: { concerns, rounds: told.length, found },
      });
    return took;
  }

  const WHAT = 'a concern kept in the graph and its networks looked for';
  await fill(MOST / 10);
  const small = await measure(WHAT, MOST / 10, Array.from({ length: ROUNDS }, next));
  await fill(MOST - MOST / 10 - ROUNDS);
  const large = await measure(WHAT, MOST, Array.from({ length: ROUNDS }, next));
  const beside = Array.from({ length: ROUNDS }, next).filter(({ identities }) =>
    identities.some(({ kind }) => kind === 'adult'),
  );
  const alone = await measure('of those that name an adult', MOST, beside.slice(0, beside.length / 2));
  const rest = beside.slice(beside.length / 2);
  const busy = handle('adult everybody');
  const [first] = rest;
  await superuser.query(
    `insert into networks.sightings (concern_id, mention_id, role, handle, record, at, source)
     select made.id, gen_random_uuid(), role, case when role = 'adult' then $1::bigint else n::bigint end, false,
       $2::timestamptz - n * interval '1 second', 'x'
     from (select gen_random_uuid() as id, n from generate_series(1, ${SUPERNODE}) n) made
       cross join unnest(array['adult', 'child']) role`,
    [busy, first?.at.toString()],
  );
  await superuser.query('vacuum (analyze) networks.sightings');
  const crowded = await measure(
    `of those, with an adult whom ${SUPERNODE} others name`,
    MOST,
    rest.map((one) => ({
      ...one,
      identities: one.identities.map((named, n) =>
        named.kind === 'adult' && one.identities.findIndex(({ kind }) => kind === 'adult') === n
          ? { ...named, keys: [busy] }
          : named,
      ),
    })),
  );
  report({
    bench: BENCH,
    what: `what the ${SUPERNODE} others cost, p50`,
    value: percentile(crowded, 0.5) - percentile(alone, 0.5),
    unit: 'ms',
    target: { atMost: 5 },
    under: { alone: Math.round(1000 * percentile(alone, 0.5)) / 1000 },
  });
  for (const [name, share] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const)
    reportGrowth({
      bench: BENCH,
      what: `${WHAT}, ${name}`,
      small: percentile(small, share),
      large: percentile(large, share),
      of: 'concerns',
      from: MOST / 10,
      to: MOST,
      informs: name === 'p99',
    });
} finally {
  await pool.end();
  await superuser.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
