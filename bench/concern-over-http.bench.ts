/**
 * A concern over HTTP, from the request to the answer, on a PostgreSQL that syncs to disk: recognised, parsed, saved, laid
 * beside 1,000,000 known mentions, entered in the ledger, owned with a clock, its notices queued. First twenty arrivals a
 * second, then twenty clients that never rest; then the same rows merely committed again, for what the database alone
 * could do. All of it before among a tenth of the mentions, for the growth. `HEED_BENCH_PEOPLE` sets another number.
 */
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { createKeyHasher } from '../src/modules/people/index.ts';
import { machineClock } from '../src/platform/clock.ts';
import { deriveKey } from '../src/platform/crypto.ts';
import { makeSecrets } from '../test/support/heed.ts';
import { openKillableWorld } from '../test/support/killable.ts';
import { fillWrenfold } from '../test/support/wrenfold.ts';
import { commitBarely } from './support/commit-barely.ts';
import { percentile, report, reportGrowth } from './support/figure.ts';
import { type Filled, fillPeople } from './support/fill-people.ts';
import { createPopulation } from './support/population.ts';
import { type Memory, readMemory } from './support/processes.ts';
import { addSystems, createSender, type Loop, neverRest } from './support/send-concerns.ts';

const BENCH = 'concern-over-http';
const PEOPLE = Number(process.env.HEED_BENCH_PEOPLE ?? 1_000_000);
const PER_SECOND = 20;
const SECONDS = Number(process.env.HEED_BENCH_SECONDS ?? 20);
const CLIENTS = 20;

const world = await openKillableWorld();
const superuser = new pg.Client({ connectionString: world.postgres.urls.superuser });
await superuser.connect();

async function arriveSteadily(send: () => Promise<number>): Promise<readonly number[]> {
  const runs: Promise<number>[] = [];
  const began = performance.now();
  for (let number = 0; number < PER_SECOND * SECONDS; number += 1) {
    const due = began + (number * 1_000) / PER_SECOND;
    if (due > performance.now()) await wait(due - performance.now());
    runs.push(send());
  }
  return Promise.all(runs);
}

interface Measured {
  readonly filled: Filled;
  readonly steady: readonly number[];
  readonly loop: Loop;
  readonly memory: Memory;
  readonly turnedAway: number;
  readonly sent: number;
}

try {
  await fillWrenfold({ urls: world.postgres.urls, secrets: makeSecrets(), clock: machineClock });
  const tokens = await addSystems(superuser);
  const hashKeys = createKeyHasher(deriveKey(makeSecrets().pepper, 'people.match-keys'));
  // Words that can be opened: whoever may be the same as somebody named is weighed by them.
  const people = { hashKeys, population: createPopulation(7), wrappingKey: makeSecrets().ledgerKey };

  /** Fills up to so many mentions and measures, with a Heed started for it. */
  async function measureAt(have: Filled, upTo: number): Promise<Measured> {
    const filled = await fillPeople(superuser, people, have, upTo);
    const heed = await world.startHeed();
    const { count, send } = createSender(heed.url, tokens, () => people.population.concern());
    for (let round = 0; round < 100; round += 1) await send();
    const steady = await arriveSteadily(send);
    const loop = await neverRest(send, CLIENTS, SECONDS);
    const memory = readMemory(heed.pid);
    await heed.stop();
    return { filled, steady, loop, memory, ...count };
  }

  const small = await measureAt({ mentions: 0, concerns: 0 }, Math.round(PEOPLE / 10));
  const large = await measureAt(small.filled, PEOPLE);
  const { steady, loop } = large;
  const under = { mentions: large.filled.mentions, seconds: SECONDS };
  const inLoop = { ...under, concerns: loop.times.length };
  const bench = BENCH;
  const arriving = (name: string) => `${PER_SECOND} arrivals a second, ${name}`;
  const resting = (what: string) => `${CLIENTS} clients that never rest${what}`;
  const p95 = { value: percentile(steady, 0.95), unit: 'ms', target: { atMost: 50 } };
  report({ bench, what: arriving('p95'), ...p95, under: { ...under, arrivals: steady.length } });
  const p50 = { value: percentile(steady, 0.5), unit: 'ms', target: null };
  report({ bench, what: arriving('p50'), ...p50, under: { ...under, arrivals: steady.length } });
  const rate = { value: loop.perSecond, unit: '/s', target: { atLeast: 150 } };
  report({ bench, what: resting(': concerns a second'), ...rate, under: inLoop });
  const looped = { value: percentile(loop.times, 0.95), unit: 'ms', target: { atMost: 150 } };
  report({ bench, what: resting(', p95'), ...looped, under: inLoop });
  report({
    bench,
    what: 'concerns told to come back later (503)',
    value: small.turnedAway + large.turnedAway,
    unit: '',
    target: { atMost: 0 },
    under: { ...under, concerns: small.sent + large.sent },
  });
  report({
    bench: 'memory',
    what: 'web and worker in one process after the load, resident',
    value: large.memory.now,
    unit: 'MB',
    target: { atMost: 300 },
    under: { ...under, concerns: large.sent },
  });
  const bare = await commitBarely(superuser, world.postgres.urls.superuser, CLIENTS);
  report({
    bench,
    what: 'share of the rate at which the same rows are merely committed',
    value: (100 * loop.perSecond) / bare,
    unit: '%',
    target: { atLeast: 15 },
    under: { ...under, barePerSecond: Math.round(bare) },
  });
  const data = { of: 'mentions', from: small.filled.mentions, to: large.filled.mentions };
  for (const [name, share] of [
    ['p50', 0.5],
    ['p95', 0.95],
  ] as const)
    reportGrowth({
      bench,
      what: arriving(name),
      small: percentile(small.steady, share),
      large: percentile(steady, share),
      ...data,
      informs: name === 'p95',
    });
  reportGrowth({
    bench,
    what: `the time of one concern with ${CLIENTS} clients that never rest, p50`,
    small: percentile(small.loop.times, 0.5),
    large: percentile(loop.times, 0.5),
    ...data,
  });
} finally {
  await superuser.end();
  await world.close();
}
