/**
 * A concern over HTTP, from the request to the answer, on a PostgreSQL that syncs to disk: recognised, parsed, saved, laid
 * beside 1,000,000 known mentions, entered in the ledger, owned with a clock, its notices queued. First twenty arrivals a
 * second, then twenty clients that never rest; then the same rows merely committed again, for what the database alone
 * could do. `HEED_BENCH_PEOPLE` sets another number.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { createKeyHasher } from '../src/modules/people/index.ts';
import { machineClock } from '../src/platform/clock.ts';
import { deriveKey } from '../src/platform/crypto.ts';
import { hashToken } from '../src/platform/sessions/opaque-token.ts';
import { makeRaiseBody } from '../test/builders/raise-bodies.ts';
import { makeSecrets } from '../test/support/heed.ts';
import { openKillableWorld } from '../test/support/killable.ts';
import { fillWrenfold } from '../test/support/wrenfold.ts';
import { percentile, report } from './support/figure.ts';
import { fillPeople } from './support/fill-people.ts';
import { createPopulation } from './support/population.ts';

const BENCH = 'concern-over-http';
const PEOPLE = Number(process.env.HEED_BENCH_PEOPLE ?? 1_000_000);
const PER_SECOND = 20;
const SECONDS = 20;
const CLIENTS = 20;
/** Agencies' systems: each is let send 600 a minute, and the closed loop would soon have used that up. */
const SYSTEMS = 60;
const SCOPES = ['concerns:raise', 'concerns:read', 'concerns:message'];

const world = await openKillableWorld();
const superuser = new pg.Client({ connectionString: world.postgres.urls.superuser });
await superuser.connect();

async function addSystems(): Promise<readonly string[]> {
  const { rows } = await superuser.query<{ agency: string }>(
    'select agency_id as agency from access.api_clients',
  );
  const tokens: string[] = [];
  for (let number = 0; number < SYSTEMS; number += 1) {
    const token = randomUUID().replaceAll('-', '') + randomUUID().slice(0, 11).replaceAll('-', 'x');
    const id = randomUUID();
    await superuser.query(
      `insert into access.api_clients (id, agency_id, name, secret_hash, scopes, created_at)
       values ($1, $2, $3, $4, $5, now())`,
      [id, rows[0]?.agency, `Bench ${number}`, hashToken(token), SCOPES],
    );
    await superuser.query(
      `insert into access.api_tokens (token_hash, client_id, scopes, expires_at)
       values ($1, $2, $3, now() + interval '1 day')`,
      [hashToken(token), id, SCOPES],
    );
    tokens.push(token);
  }
  return tokens;
}

try {
  await fillWrenfold({ urls: world.postgres.urls, secrets: makeSecrets(), clock: machineClock });
  const tokens = await addSystems();
  const hashKeys = createKeyHasher(deriveKey(makeSecrets().pepper, 'people.match-keys'));
  const people = { hashKeys, population: createPopulation(7) };
  const filled = await fillPeople(superuser, people, { mentions: 0, concerns: 0 }, PEOPLE);
  const heed = await world.startHeed();
  let sent = 0;
  let turnedAway = 0;

  /** Sends one concern; gives how long it took, in milliseconds. Throws unless it was received, or told to come back. */
  async function send(): Promise<number> {
    sent += 1;
    const mentions = people.population.concern();
    const body = JSON.stringify({ ...makeRaiseBody(sent), mentions });
    const began = performance.now();
    const answer = await fetch(`${heed.url}/api/v1/concerns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens[sent % tokens.length]}`,
        'content-type': 'application/json',
        'idempotency-key': `bench-${sent}-${randomUUID()}`,
      },
      body,
    });
    const text = await answer.text();
    if (answer.status === 503) turnedAway += 1;
    else if (answer.status !== 201) throw new Error(`${answer.status}: ${text.slice(0, 300)}`);
    return performance.now() - began;
  }

  async function arriveSteadily(): Promise<readonly number[]> {
    const runs: Promise<number>[] = [];
    const began = performance.now();
    for (let number = 0; number < PER_SECOND * SECONDS; number += 1) {
      const due = began + (number * 1_000) / PER_SECOND;
      if (due > performance.now()) await wait(due - performance.now());
      runs.push(send());
    }
    return Promise.all(runs);
  }

  async function neverRest(): Promise<{ readonly times: readonly number[]; readonly perSecond: number }> {
    const times: number[] = [];
    const began = performance.now();
    const until = began + SECONDS * 1_000;
    const client = async () => {
      while (performance.now() < until) times.push(await send());
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    return { times, perSecond: (times.length * 1_000) / (performance.now() - began) };
  }

  /**
   * The rows that one concern came to, put into empty copies of their tables (indexes and checks included) and committed:
   * one concern a transaction, one prepared statement a table, by as many clients. What the same rows cost with nothing
   * parsed, looked up or decided.
   */
  async function commitBarely(): Promise<number> {
    const sources: Readonly<Record<string, string>> = {
      'concerns.concerns': 'join chosen on chosen.id = t.id',
      'concerns.acts': 'join chosen on chosen.id = t.concern_id',
      'concerns.subjects': 'join chosen on chosen.id = t.concern_id',
      'people.mentions': 'join chosen on chosen.id = t.concern_id',
      'people.match_keys':
        'join people.mentions m on m.id = t.owner_id join chosen on chosen.id = m.concern_id',
      'duties.duties': `join chosen on t.about_kind = 'concern' and chosen.id = t.about_id`,
      'duties.notices': `join duties.duties d on d.id = t.duty_id join chosen on d.about_kind = 'concern' and chosen.id = d.about_id`,
      'ledger.refs': `join chosen on t.kind = 'concern' and t.id = chosen.id::text`,
      'ledger.body_keys': `join ledger.refs r on r.ref = t.ref join chosen on r.kind = 'concern' and r.id = chosen.id::text`,
      'ledger.entries': `join ledger.refs r on r.ref = t.subject_ref join chosen on r.kind = 'concern' and r.id = chosen.id::text`,
    };
    await superuser.query('create schema bare');
    await superuser.query(
      'create temporary table chosen as select id from concerns.concerns order by id desc limit 4000',
    );
    const inserts: string[] = [];
    for (const [table, join] of Object.entries(sources)) {
      const name = table.replace('.', '_');
      await superuser.query(`create table bare.${name} (like ${table} including all excluding generated)`);
      await superuser.query(
        `create table bare.from_${name} as select chosen.id as about, t as row from ${table} t ${join}`,
      );
      await superuser.query(`create index on bare.from_${name} (about)`);
      await superuser.query(`analyze bare.from_${name}`);
      inserts.push(`insert into bare.${name} select (row).* from bare.from_${name} where about = $1::uuid`);
    }
    const { rows } = await superuser.query<{ id: string }>('select id from chosen');
    const ids = rows.map(({ id }) => id);
    const many = ids.length;
    const pool = new pg.Pool({ connectionString: world.postgres.urls.superuser, max: CLIENTS });
    const began = performance.now();
    const client = async () => {
      const connection = await pool.connect();
      for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
        await connection.query('begin');
        for (const [index, text] of inserts.entries())
          await connection.query({ name: `bare-${index}`, text, values: [id] });
        await connection.query('commit');
      }
      connection.release();
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
    const perSecond = (many * 1_000) / (performance.now() - began);
    await pool.end();
    return perSecond;
  }

  for (let round = 0; round < 100; round += 1) await send();
  const under = { mentions: filled.mentions, seconds: SECONDS };
  const steady = await arriveSteadily();
  report({
    bench: BENCH,
    what: `${PER_SECOND} arrivals a second, p95`,
    value: percentile(steady, 0.95),
    unit: 'ms',
    target: { atMost: 50 },
    under: { ...under, arrivals: steady.length },
  });
  report({
    bench: BENCH,
    what: `${PER_SECOND} arrivals a second, p50`,
    value: percentile(steady, 0.5),
    unit: 'ms',
    target: null,
    under: { ...under, arrivals: steady.length },
  });
  const loop = await neverRest();
  report({
    bench: BENCH,
    what: `${CLIENTS} clients that never rest: concerns a second`,
    value: loop.perSecond,
    unit: '/s',
    target: { atLeast: 150 },
    under: { ...under, concerns: loop.times.length },
  });
  report({
    bench: BENCH,
    what: `${CLIENTS} clients that never rest, p95`,
    value: percentile(loop.times, 0.95),
    unit: 'ms',
    target: { atMost: 150 },
    under: { ...under, concerns: loop.times.length },
  });
  report({
    bench: BENCH,
    what: 'concerns told to come back later (503)',
    value: turnedAway,
    unit: '',
    target: { atMost: 0 },
    under: { ...under, concerns: sent },
  });
  const status = readFileSync(`/proc/${heed.pid}/status`, 'utf8');
  report({
    bench: 'memory',
    what: 'web and worker in one process after the load, resident',
    value: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024,
    unit: 'MB',
    target: { atMost: 300 },
    under: { ...under, concerns: sent },
  });
  const bare = await commitBarely();
  report({
    bench: BENCH,
    what: 'share of the rate at which the same rows are merely committed',
    value: (100 * loop.perSecond) / bare,
    unit: '%',
    target: { atLeast: 15 },
    under: { ...under, barePerSecond: Math.round(bare) },
  });
  await heed.stop();
} finally {
  await superuser.end();
  await world.close();
}
