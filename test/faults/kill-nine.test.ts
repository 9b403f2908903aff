/**
 * kill -9 of Heed, and of PostgreSQL, in the middle of 200 concerns sent at once. Source: 90-quality.md (Reliability).
 * Whoever was told "received" must find it there afterwards, with its ledger entry, its duties and their notices, once
 * each; whoever was told nothing sends again with the same key, and it must not be there twice.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import pg from 'pg';
import { machineClock } from '../../src/platform/clock.ts';
import { createChance, makeRaiseBody } from '../builders/raise-bodies.ts';
import { makeSecrets } from '../support/heed.ts';
import { type KillableHeed, type KillableWorld, openKillableWorld } from '../support/killable.ts';
import { fillWrenfold, type Wrenfold } from '../support/wrenfold.ts';

const CYCLES = process.env.HEED_TEST_LONG === '1' ? 20 : 2;
const CONCERNS = 200;
const CLIENTS = 20;

interface Raised {
  readonly reference: string;
}

describe('kill -9', () => {
  let world: KillableWorld;
  let area: Wrenfold;
  let heed: KillableHeed;
  let database: pg.Pool;
  let sent = 0;

  before(async () => {
    world = await openKillableWorld();
    area = await fillWrenfold({ urls: world.postgres.urls, secrets: makeSecrets(), clock: machineClock });
    heed = await world.startHeed();
    database = new pg.Pool({ connectionString: world.postgres.urls.superuser, max: 2 });
    database.on('error', () => undefined);
  });
  after(async () => {
    await database?.end();
    await heed?.kill();
    await world?.close();
  });

  /** Sends one concern; `null` when nobody said that it was received. */
  async function send(n: number): Promise<Raised | null> {
    const answer = await fetch(`${heed.url}/api/v1/concerns`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${area.apiToken}`,
        'content-type': 'application/json',
        'idempotency-key': `kill-nine-${n}`,
      },
      body: JSON.stringify(makeRaiseBody(n)),
    }).catch(() => null);
    if (!answer) return null;
    const text = await answer.text().catch(() => null);
    if (text === null) return null;
    assert.ok([200, 201, 503].includes(answer.status), `${answer.status}: ${text.slice(0, 300)}`);
    return answer.status === 503 ? null : (JSON.parse(text) as Raised);
  }

  /** Sends every number not yet acknowledged, `CLIENTS` at a time; `kill` is called once, after `when` answers. */
  async function sendAll(
    numbers: readonly number[],
    acknowledged: Map<number, Raised>,
    when: number,
    kill: () => void,
  ) {
    const waiting = numbers.filter((n) => !acknowledged.has(n));
    let killed = false;
    const client = async () => {
      for (let n = waiting.shift(); n !== undefined; n = waiting.shift()) {
        const raised = await send(n);
        if (raised) acknowledged.set(n, raised);
        if (!killed && acknowledged.size >= when) {
          killed = true;
          kill();
        }
      }
    };
    await Promise.all(Array.from({ length: CLIENTS }, client));
  }

  async function waitUntilReady(): Promise<void> {
    for (let i = 0; i < 300; i++) {
      const ready = await fetch(`${heed.url}/health/ready`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    assert.fail('Heed is not back after 15 s');
  }

  /** What the database holds of these references. */
  async function checkExactlyOnce(
    numbers: readonly number[],
    acknowledged: ReadonlyMap<number, Raised>,
  ): Promise<void> {
    const references = [...acknowledged.values()].map(({ reference }) => reference);
    assert.equal(new Set(references).size, numbers.length, 'two concerns were given one reference');
    const { rows } = await database.query<{
      reference: string;
      entries: number;
      opens: number;
      decides: number;
      notices: number;
    }>(
      `select c.reference,
        (select count(*)::int from ledger.entries e join ledger.refs r on r.ref = e.subject_ref
          where r.kind = 'concern' and r.id = c.id::text and e.act = 'concerns.concern-received') as entries,
        (select count(*)::int from duties.duties d where d.about_id = c.id and d.rule_id like 'front-door.open%') as opens,
        (select count(*)::int from duties.duties d where d.about_id = c.id and d.rule_id like 'front-door.decide%') as decides,
        (select count(*)::int from duties.notices n join duties.duties d on d.id = n.duty_id
          where d.about_id = c.id and d.rule_id like 'front-door.open%' and n.kind = 'raised') as notices
      from concerns.concerns c where c.reference = any($1)`,
      [references],
    );
    assert.equal(rows.length, numbers.length, 'an acknowledged concern is gone, or is there twice');
    for (const row of rows) {
      assert.deepEqual(
        { ...row, reference: '' },
        { reference: '', entries: 1, opens: 1, decides: 1, notices: 1 },
        `${row.reference} is not whole`,
      );
    }
    const total = await database.query<{ n: number }>('select count(*)::int as n from concerns.concerns');
    assert.equal(total.rows[0]?.n, sent, 'something is there that nobody sent, or twice');
  }

  async function runCycle(cycle: number, kill: () => void, back: () => Promise<void>): Promise<void> {
    const numbers = Array.from({ length: CONCERNS }, (_, i) => sent + i);
    const acknowledged = new Map<number, Raised>();
    const when = 10 + createChance(cycle + 1).whole(CONCERNS - 40);
    await sendAll(numbers, acknowledged, when, kill);
    assert.ok(acknowledged.size >= when, `only ${acknowledged.size} were acknowledged before the kill`);
    await back();
    await waitUntilReady();
    const told = new Map(acknowledged);
    for (let i = 0; i < 5 && acknowledged.size < CONCERNS; i++) {
      await sendAll(numbers, acknowledged, Number.POSITIVE_INFINITY, () => undefined);
    }
    assert.equal(acknowledged.size, CONCERNS, 'some were never taken');
    for (const [n, { reference }] of told) assert.equal(acknowledged.get(n)?.reference, reference);
    sent += CONCERNS;
    await checkExactlyOnce(numbers, acknowledged);
  }

  for (let cycle = 0; cycle < CYCLES; cycle++) {
    test(`of Heed loses nothing it said it had (${cycle + 1})`, async () => {
      let gone: Promise<void> = Promise.resolve();
      await runCycle(
        cycle,
        () => {
          gone = heed.kill();
        },
        async () => {
          await gone;
          heed = await world.startHeed();
        },
      );
    });

    test(`of PostgreSQL loses nothing Heed said it had (${cycle + 1})`, async () => {
      await runCycle(
        1000 + cycle,
        () => world.killPostgres(),
        async () => undefined,
      );
    });
  }
});
