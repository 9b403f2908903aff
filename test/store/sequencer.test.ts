/** Committed entries become a log that only grows, whoever else is at work: run-sequencer, number-entries, log-tree. */
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { describe, test } from 'node:test';
import pg from 'pg';
import { parseCheckpoint } from '../../src/modules/ledger/domain/checkpoint.ts';
import { createFrontier } from '../../src/modules/ledger/domain/frontier.ts';
import { parseNote } from '../../src/modules/ledger/domain/signed-note.ts';
import { formatTilePath, listNewTiles } from '../../src/modules/ledger/domain/tile.ts';
import { createTreeHasher } from '../../src/modules/ledger/domain/tree-hasher.ts';
import { createSequencer, openLogKey } from '../../src/modules/ledger/index.ts';
import { findTile, loadTree, readSize } from '../../src/modules/ledger/store/log-tree.store.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { verifySignature } from '../../src/platform/crypto.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { createTestDatabase } from '../support/database.ts';

const sha256 = (data: Uint8Array) => new Uint8Array(createHash('sha256').update(data).digest());
const key = openLogKey('log.example.org/ledger', new Uint8Array(randomBytes(32)));

async function openLog() {
  const database = await createTestDatabase();
  const pool = openPool({ url: database.urls.app, name: 'log test', max: 6 });
  const db = openDb(pool);
  const errors: unknown[] = [];
  const parts = { spine: { db, clock: machineClock }, key, onError: (error: unknown) => errors.push(error) };
  return {
    pool,
    db,
    errors,
    sequencer: createSequencer(parts),
    another: createSequencer(parts),
    superuser: database.urls.superuser,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

type Log = Awaited<ReturnType<typeof openLog>>;
type Queryable = Pick<pg.Pool, 'query'>;

/** Adds entries as a command does; gives their texts. */
async function addEntries(to: Queryable, many: number): Promise<readonly string[]> {
  const texts = Array.from({ length: many }, () => JSON.stringify({ v: 1, id: randomUUID() }));
  await to.query(
    `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
     select gen_random_uuid(), text, now(), 'tests.happened', gen_random_uuid(), '{}', ''
     from unnest($1::text[]) as t (text)`,
    [texts],
  );
  return texts;
}

/** The entries in the order of their numbers, which must be 0, 1, 2 ... without a gap. */
async function readNumbered({ pool }: Log): Promise<readonly string[]> {
  const { rows } = await pool.query(
    'select p.index, e.entry from ledger.positions p join ledger.entries e on e.id = p.id order by p.index',
  );
  assert.deepEqual(
    rows.map(({ index }) => index),
    rows.map((_, i) => i),
  );
  return rows.map(({ entry }) => entry);
}

/** What the root of these entries is, from nothing but the entries. */
function rootOf(entries: readonly string[]): Uint8Array {
  const hasher = createTreeHasher(sha256);
  const frontier = createFrontier(hasher);
  for (const entry of entries) frontier.append(hasher.leaf(new TextEncoder().encode(entry)));
  return frontier.root();
}

/** The newest checkpoint; throws unless the log's key signed it. */
async function readCheckpoint({ pool }: Log) {
  const { rows } = await pool.query('select note from ledger.checkpoints order by size desc limit 1');
  const note = parseNote(new Uint8Array(rows[0].note));
  const [signature] = note.signatures;
  assert.ok(signature);
  const text = new TextEncoder().encode(note.text);
  assert.ok(verifySignature(key.verifier.publicKey, text, signature.signature));
  return parseCheckpoint(note.text);
}

describe('the sequencer', () => {
  test('numbers every entry once, and signs the root they really have, at every awkward size', async () => {
    const log = await openLog();
    try {
      assert.equal(await log.sequencer.runOnce(), 0);
      let size = 0;
      for (const target of [1, 2, 255, 256, 257, 511, 512, 513, 700]) {
        await addEntries(log.pool, target - size);
        size = target;
        // Now and then another process takes over, and reads the tree from what is stored.
        await (target % 2 === 0 ? log.sequencer : log.another).runOnce();
        const entries = await readNumbered(log);
        assert.equal(entries.length, target);
        const checkpoint = await readCheckpoint(log);
        assert.equal(checkpoint.size, target);
        assert.equal(checkpoint.origin, 'log.example.org/ledger');
        assert.deepEqual(checkpoint.root, rootOf(entries), `the root at ${target}`);
      }
      assert.deepEqual(log.errors, []);
    } finally {
      await log.close();
    }
  });

  test('crosses 65,536 entries, and every tile is there to be fetched', async () => {
    const log = await openLog();
    try {
      for (const many of [65_535, 1, 1]) {
        await addEntries(log.pool, many);
        await log.sequencer.runOnce();
      }
      const entries = await readNumbered(log);
      assert.equal(entries.length, 65_537);
      assert.deepEqual((await readCheckpoint(log)).root, rootOf(entries));
      for (const tile of listNewTiles(0, 65_537)) {
        const bytes = await log.db.transaction().execute((tx) => findTile(tx, tile));
        assert.equal(bytes?.length, tile.width * 32, formatTilePath(tile));
      }
    } finally {
      await log.close();
    }
  });

  test('a transaction held open stops nobody, and what it commits late takes a later number', async () => {
    const log = await openLog();
    const slow = await log.pool.connect();
    try {
      await slow.query('begin');
      const [late] = await addEntries(slow, 1);
      const early = await addEntries(log.pool, 3);
      assert.equal(await log.sequencer.runOnce(), 3);
      assert.deepEqual((await readNumbered(log)).toSorted(), early.toSorted());
      await slow.query('commit');
      assert.equal(await log.sequencer.runOnce(), 1);
      assert.equal((await readNumbered(log))[3], late);
    } finally {
      slow.release();
      await log.close();
    }
  });

  test('two at once, with entries pouring in, make one log without a gap or a double', async () => {
    const log = await openLog();
    try {
      let pouring = true;
      const sequence = async (sequencer: Log['sequencer']) => {
        while (pouring) await sequencer.runOnce();
      };
      const both = [sequence(log.sequencer), sequence(log.another)];
      const pour = async () => {
        for (let round = 0; round < 40; round += 1) await addEntries(log.pool, 7);
      };
      await Promise.all([pour(), pour(), pour()]);
      pouring = false;
      await Promise.all(both);
      await log.sequencer.runOnce();
      const entries = await readNumbered(log);
      assert.equal(entries.length, 840);
      assert.equal(new Set(entries).size, 840);
      assert.deepEqual((await readCheckpoint(log)).root, rootOf(entries));
      assert.deepEqual(log.errors, []);
    } finally {
      await log.close();
    }
  });

  test('one round that fails half-way leaves nothing, in the database or in mind', async () => {
    const log = await openLog();
    const superuser = new pg.Client({ connectionString: log.superuser });
    await superuser.connect();
    try {
      await addEntries(log.pool, 3);
      await log.sequencer.runOnce();
      await superuser.query('alter table ledger.heads add constraint no_room check (size <> 5) not valid');
      await addEntries(log.pool, 2);
      await assert.rejects(log.sequencer.runOnce(), /no_room/);
      assert.equal(await log.db.transaction().execute(readSize), 3);
      await superuser.query('alter table ledger.heads drop constraint no_room');
      assert.equal(await log.sequencer.runOnce(), 2);
      assert.deepEqual((await readCheckpoint(log)).root, rootOf(await readNumbered(log)));
    } finally {
      await superuser.end();
      await log.close();
    }
  });

  test('what was changed in the store is not built upon: a process that reads it refuses', async () => {
    const log = await openLog();
    const superuser = new pg.Client({ connectionString: log.superuser });
    await superuser.connect();
    try {
      await addEntries(log.pool, 5);
      await log.sequencer.runOnce();
      await superuser.query('alter table ledger.positions disable trigger all');
      await superuser.query(`update ledger.positions set leaf = sha256('another') where index = 2`);
      await assert.rejects(
        log.db.transaction().execute((tx) => loadTree(tx, 5)),
        /not the one whose head was kept/,
      );
      await addEntries(log.pool, 1);
      await assert.rejects(log.another.runOnce(), /not the one whose head was kept/);
      assert.equal((await readCheckpoint(log)).size, 5, 'and signs nothing more');
    } finally {
      await superuser.end();
      await log.close();
    }
  });

  test('entries taken away before they had a number are said to be gone', async () => {
    const log = await openLog();
    const superuser = new pg.Client({ connectionString: log.superuser });
    await superuser.connect();
    try {
      await addEntries(log.pool, 2);
      await superuser.query('alter table ledger.entries disable trigger all');
      await superuser.query('delete from ledger.entries where id = (select id from ledger.entries limit 1)');
      assert.equal(await log.sequencer.runOnce(), 1);
      assert.match(String(log.errors[0]), /1 entries were taken away before they were numbered/);
    } finally {
      await superuser.end();
      await log.close();
    }
  });

  test('a log keeps its name: under another one nothing is signed', async () => {
    const log = await openLog();
    try {
      await addEntries(log.pool, 1);
      await log.sequencer.runOnce();
      const renamed = createSequencer({
        spine: { db: log.db, clock: machineClock },
        key: openLogKey('other.example.org/ledger', new Uint8Array(randomBytes(32))),
        onError: () => undefined,
      });
      await addEntries(log.pool, 1);
      await assert.rejects(renamed.runOnce(), /A log keeps its name/);
      assert.equal((await readCheckpoint(log)).size, 1);
    } finally {
      await log.close();
    }
  });
});
