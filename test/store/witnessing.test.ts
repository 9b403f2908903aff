/** Checkpoints are cosigned by witnesses of other organisations, and a log that was put back or written anew stops signing. */
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { formatVerifierKey, parseVerifierKey } from '../../src/modules/ledger/domain/verifier-key.ts';
import {
  createLedger,
  createSequencer,
  createSubmitter,
  findNewestWitnessed,
  type LogKey,
  listCosignatureLines,
  listHolds,
  type NewHold,
  openLogKey,
  type Submitter,
} from '../../src/modules/ledger/index.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { createTestDatabase } from '../support/database.ts';
import { type IndependentWitness, startIndependentWitness } from '../support/independent-witness.ts';
import { createSmallLog, sha256 } from '../support/small-log.ts';

const LIMIT = { timeout: 60_000 };
/** Short waits, so that what takes a minute takes a moment. */
const QUICK = { lookEvery: 20, leastTarget: 30, mostTarget: 300, answer: 2_000 };

async function openWorld(
  key: LogKey = openLogKey('log.example.org/ledger', new Uint8Array(randomBytes(32))),
) {
  const database = await createTestDatabase();
  const pool = openPool({ url: database.urls.app, name: 'witness test', max: 8 });
  const db = openDb(pool);
  const spine = {
    db,
    ledger: createLedger(new Uint8Array(randomBytes(32))).append,
    outbox: { put: async () => undefined },
    clock: machineClock,
    ids: machineIds,
  };
  const alarms: string[] = [];
  const errors: unknown[] = [];
  const submitters: Submitter[] = [];
  const witnesses: IndependentWitness[] = [];
  const onError = (error: unknown) => errors.push(error);
  return {
    ...{ database, pool, db, spine, key, alarms, errors, onError },
    vkey: formatVerifierKey(key.verifier),
    sequencer: createSequencer({ spine, key, onError }),
    /** A witness, kept to be closed. */
    witness: async (name: string, from: Parameters<typeof startIndependentWitness>[2] = null) => {
      const made = await startIndependentWitness(name, formatVerifierKey(key.verifier), from);
      witnesses.push(made);
      return made;
    },
    submit: (of: readonly IndependentWitness[], quorum: number, times: object = {}): Submitter => {
      const submitter = createSubmitter({
        spine,
        quorum,
        witnesses: of.map(({ vkey, url }) => ({ key: parseVerifierKey(vkey, sha256), url })),
        alarms: {
          notWitnessed: async () => void alarms.push('not witnessed'),
          // As the real one: what is not open is not cleared.
          witnessedAgain: async () => {
            if (alarms.includes('not witnessed')) alarms.push('witnessed again');
          },
          refused: async (hold: NewHold) => void alarms.push(`${hold.witness} ${hold.reason}`),
          refusedNoMore: async (witness) => void alarms.push(`${witness} no more`),
        },
        times: { ...QUICK, ...times },
        onError,
        onFailed: () => undefined,
      });
      submitters.push(submitter);
      submitter.start();
      return submitter;
    },
    close: async () => {
      for (const submitter of submitters) await submitter.stop();
      for (const witness of witnesses) await witness.close();
      await pool.end();
      await database.drop();
    },
  };
}

type World = Awaited<ReturnType<typeof openWorld>>;

async function withWorld(work: (world: World) => Promise<void>): Promise<void> {
  const world = await openWorld();
  try {
    await work(world);
    assert.deepEqual(world.errors, []);
  } finally {
    await world.close();
  }
}

/** Adds entries as a command does, numbers them and signs the head. */
async function grow({ pool, sequencer }: World, many: number): Promise<void> {
  await pool.query(
    `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
     select gen_random_uuid(), text, now(), 'tests.happened', gen_random_uuid(), '{}', ''
     from unnest($1::text[]) as t (text)`,
    [Array.from({ length: many }, () => JSON.stringify({ v: 1, id: randomUUID() }))],
  );
  await sequencer.runOnce();
}

const read = <T>({ db }: World, work: Parameters<ReturnType<World['db']['transaction']>['execute']>[0]) =>
  db.transaction().execute(work) as Promise<T>;

/** Waits for what must come, and says what it was where it never does. */
async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) assert.fail(`never: ${what}`);
    await pause(10);
  }
}

const witnessedSize = async (world: World, names: readonly string[], quorum: number) =>
  (await world.db.transaction().execute((tx) => findNewestWitnessed(tx, names, quorum)))?.size ?? 0;

describe('checkpoints are cosigned', () => {
  test('by witnesses that share no code with Heed, at every awkward size', LIMIT, () =>
    withWorld(async (world) => {
      const [a, b] = [await world.witness('a.example.net'), await world.witness('b.example.net')];
      world.submit([a, b], 2);
      let size = 0;
      for (const target of [1, 2, 3, 255, 256, 257, 600]) {
        await grow(world, target - size);
        size = target;
        await until(
          `both at ${target}`,
          async () => (await witnessedSize(world, ['a.example.net', 'b.example.net'], 2)) === target,
        );
      }
      assert.equal(a.size(), 600);
      const lines = await world.db.transaction().execute((tx) => listCosignatureLines(tx, 600));
      assert.deepEqual(
        lines.map((line) => line.split(' ')[1]),
        ['a.example.net', 'b.example.net'],
      );
      assert.deepEqual(world.alarms, []);
    }),
  );

  test('with quorum two of three, one of them away and one that never ends its answer', LIMIT, () =>
    withWorld(async (world) => {
      const made = [];
      for (const name of ['a', 'b', 'c']) made.push(await world.witness(`${name}.example.net`));
      const [a, b, c] = made;
      assert.ok(a && b && c);
      c.instead = () => undefined;
      world.submit([a, b, c], 2);
      const names = ['a.example.net', 'b.example.net', 'c.example.net'];
      for (const many of [3, 4, 5]) {
        await grow(world, many);
        const began = performance.now();
        await until(
          'witnessed',
          async () =>
            (await witnessedSize(world, names, 2)) === a.size() && a.size() > 0 && b.size() === a.size(),
        );
        assert.ok(performance.now() - began < 1_900, 'nobody waited for the one that does not answer');
      }
      assert.equal(await witnessedSize(world, names, 3), 0);
      // It comes back, and is brought to where the log is.
      c.instead = null;
      await until('the third one too', async () => (await witnessedSize(world, names, 3)) === 12);
    }),
  );

  test('by two submitters at once, without a false alarm', LIMIT, () =>
    withWorld(async (world) => {
      const a = await world.witness('a.example.net');
      for (let i = 0; i < 2; i += 1) world.submit([a], 1, { leastTarget: 0, mostTarget: 0 });
      for (let i = 0; i < 40; i += 1) await grow(world, 3);
      await until('cosigned', async () => (await witnessedSize(world, ['a.example.net'], 1)) === 120);
      assert.deepEqual(world.alarms, []);
      assert.deepEqual(await read(world, listHolds), []);
    }),
  );

  test('and cosigned again while nothing is added, to show that nothing was hidden', LIMIT, () =>
    withWorld(async (world) => {
      const a = await world.witness('a.example.net');
      await grow(world, 2);
      world.submit([a], 1, { refresh: 40 });
      await until('asked again', () => a.asked() >= 5);
      assert.equal(a.size(), 2);
    }),
  );

  test('only where the signature is the witness’s own, whatever else it answers', LIMIT, () =>
    withWorld(async (world) => {
      const [a, other] = [await world.witness('a.example.net'), await world.witness('a.example.net')];
      await grow(world, 2);
      const answers: ((response: Parameters<NonNullable<IndependentWitness['instead']>>[0]) => void)[] = [
        (response) => response.writeHead(200).end('\u2014 a.example.net AAAAAAAAAAAAAAAA\n'),
        (response) => response.writeHead(200).end('x'.repeat(100_000)),
        (response) => response.writeHead(200).end(),
        (response) => response.writeHead(302, { location: other.url }).end(),
        (response) => response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('-1\n'),
        (response) => response.writeHead(409).end('no'),
        (response) => response.writeHead(500).end(),
        (response) => response.destroy(),
      ];
      for (const instead of answers) {
        const before = a.asked();
        a.instead = instead;
        const submitter = world.submit([a], 1);
        await until('answered', () => a.asked() > before && submitter.hasAsked());
        await submitter.stop();
      }
      const forged = world.submit([{ ...other, vkey: a.vkey }], 1);
      await until('asked', () => forged.hasAsked());
      assert.equal(await witnessedSize(world, ['a.example.net'], 1), 0);
      assert.deepEqual(world.alarms, []);
    }),
  );
});

describe('not being witnessed', () => {
  test('is an alarm at the third missed minute, over by itself when cosigned again', LIMIT, () =>
    withWorld(async (world) => {
      const a = await world.witness('a.example.net');
      await grow(world, 2);
      const instead: IndependentWitness['instead'] = (response) => response.writeHead(500).end();
      world.submit([a], 1, { missed: 600, refresh: 50 });
      await until('cosigned', () => a.size() === 2);
      assert.deepEqual(world.alarms, []);
      a.instead = instead;
      await until('the alarm', () => world.alarms.includes('not witnessed'));
      a.instead = null;
      await until('over', () => world.alarms.includes('witnessed again'));
      assert.deepEqual(world.alarms, ['not witnessed', 'witnessed again']);
    }),
  );
});

describe('a log that was put back or written anew', () => {
  test(
    'as from a backup: a witness knows more, nothing is signed from then on, and concerns are entered all the same',
    LIMIT,
    () =>
      withWorld(async (world) => {
        const a = await world.witness('a.example.net', createSmallLog().headAt(1_000));
        await grow(world, 5);
        const submitter = world.submit([a], 1);
        const began = performance.now();
        await until('the alarm', () => world.alarms.includes('a.example.net knows-more'));
        assert.ok(performance.now() - began < 5_000);
        assert.ok(submitter.hasAsked());
        await grow(world, 5);
        const { rows } = await world.pool.query(
          'select (select max(size) from ledger.checkpoints) as signed, (select max(size) from ledger.heads) as numbered',
        );
        assert.equal(rows[0].signed, 5);
        assert.equal(rows[0].numbered, 5, 'a number given now may be one that a lost entry has had');
        const waiting = await world.pool.query(
          'select count(*)::int as many from ledger.pending w join ledger.entries e on e.id = w.id',
        );
        assert.ok(waiting.rows[0].many >= 5, 'what is entered meanwhile waits, and none of it is lost');
        // Every other process obeys it too.
        const another = createSequencer({ spine: world.spine, key: world.key, onError: world.onError });
        await another.runOnce();
        assert.equal(
          (await world.pool.query('select max(size) as size from ledger.checkpoints')).rows[0].size,
          5,
        );
        const [hold] = await world.db.transaction().execute(listHolds);
        assert.deepEqual(
          { ...hold, id: '' },
          {
            id: '',
            witness: 'a.example.net',
            reason: 'knows-more',
            ownSize: 5,
            knownSize: 1_000,
          },
        );
      }),
  );

  test(
    'rewritten and signed again with the real key is refused, and stops the signing within five seconds',
    LIMIT,
    () =>
      withWorld(async (world) => {
        const a = await world.witness('a.example.net');
        await grow(world, 5);
        const first = world.submit([a], 1);
        await until('cosigned', async () => (await witnessedSize(world, ['a.example.net'], 1)) === 5);
        await first.stop();
        // Who has the database's superuser and the signing key writes another history, tiles, heads, checkpoints and all.
        const superuser = new pg.Client({ connectionString: world.database.urls.superuser });
        await superuser.connect();
        try {
          await superuser.query('set session_replication_role = replica');
          for (const table of [
            'cosignatures',
            'checkpoints',
            'heads',
            'tiles',
            'positions',
            'pending',
            'entries',
          ])
            await superuser.query(`delete from ledger.${table}`);
        } finally {
          await superuser.end();
        }
        await grow(
          {
            ...world,
            sequencer: createSequencer({ spine: world.spine, key: world.key, onError: world.onError }),
          },
          8,
        );
        const began = performance.now();
        world.submit([a], 1);
        await until('the alarm', () => world.alarms.includes('a.example.net other-root'));
        assert.ok(performance.now() - began < 5_000);
        assert.equal(a.size(), 5, 'the witness keeps to what it saw');
        assert.equal((await world.db.transaction().execute(listHolds)).length, 1);
      }),
  );

  test('is held only for as long as the witness says so: what it takes back is over', LIMIT, () =>
    withWorld(async (world) => {
      const a = await world.witness('a.example.net');
      await grow(world, 3);
      a.instead = (response) => response.writeHead(409, { 'content-type': 'text/x.tlog.size' }).end('77\n');
      world.submit([a], 1);
      await until('the alarm', () => world.alarms.includes('a.example.net knows-more'));
      a.instead = null;
      await until('over', () => world.alarms.includes('a.example.net no more'));
      await grow(world, 1);
      await until('signed and cosigned', () => a.size() > 3);
      const { rows } = await sql<{ act: string }>`
        select act from ledger.entries where act like 'ledger.%' order by id`.execute(world.db);
      assert.deepEqual(
        rows.map(({ act }) => act),
        ['ledger.signing-held', 'ledger.signing-resumed'],
      );
    }),
  );

  test('is found out before anything is signed: a new process asks its witnesses first', LIMIT, () =>
    withWorld(async (world) => {
      const a = await world.witness('a.example.net', createSmallLog().headAt(1_000));
      await grow(world, 5);
      const submitter = world.submit([a], 1);
      const gated = createSequencer({
        spine: world.spine,
        key: world.key,
        maySign: submitter.hasAsked,
        onError: world.onError,
      });
      await grow({ ...world, sequencer: gated }, 5);
      await until('asked', () => submitter.hasAsked());
      await gated.runOnce();
      const { rows } = await world.pool.query('select max(size) as size from ledger.checkpoints');
      assert.equal(rows[0].size, 5);
    }),
  );
});
