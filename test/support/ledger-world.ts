/** A ledger on a real database, filled and signed, with its exports in a folder to be verified, and to be tampered with. */
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  createLedger,
  createSequencer,
  type ExportFindings,
  findNewestCheckpoint,
  findShownCheckpoint,
  openLogKey,
  verifyExport,
  type WitnessPolicy,
  writeExport,
} from '../../src/modules/ledger/index.ts';
import { machineClock } from '../../src/platform/clock.ts';
import { openDb, openPool } from '../../src/platform/db.ts';
import { machineIds } from '../../src/platform/ids.ts';
import { runCommand } from '../../src/platform/run-command.ts';
import type { Spine } from '../../src/platform/transaction.ts';
import { createTestDatabase } from './database.ts';

const ORIGIN = 'log.example.org/ledger';

/** An entry in its one form, with nothing behind it. */
export function makeEntry(): { readonly id: string; readonly subject: string; readonly text: string } {
  const id = machineIds.next<'entry'>();
  const subject = randomUUID();
  const entry = `{"about":["${subject}"],"act":"tests.something-happened","at":"2026-11-16T10:00:00.000Z","basis":null,"body":"hmac-sha256:${randomBytes(32).toString('hex')}","by":"engine","id":"${id}","post":null,"v":1}`;
  return { id, subject, text: entry };
}

/** Adds entries as they are stored, many at a time; gives their texts in the order of their ids. */
export async function addEntries(to: Pick<pg.Pool, 'query'>, many: number): Promise<readonly string[]> {
  const made = Array.from({ length: many }, makeEntry);
  await to.query(
    `insert into ledger.entries (id, entry, at, act, subject_ref, about, body)
     select id, text, '2026-11-16T10:00:00Z', 'tests.something-happened', subject, '{}', ''
     from unnest($1::uuid[], $2::text[], $3::uuid[]) as t (id, text, subject)`,
    [made.map(({ id }) => id), made.map(({ text }) => text), made.map(({ subject }) => subject)],
  );
  return made.map(({ text }) => text);
}

export interface LedgerWorld {
  readonly pool: pg.Pool;
  readonly db: ReturnType<typeof openDb>;
  readonly spine: Spine;
  readonly key: ReturnType<typeof openLogKey>;
  /** As whoever administers the database, with every trigger that refuses changes switched off. */
  readonly superuser: pg.Client;
  /** Wraps every record's key. */
  readonly wrappingKey: Uint8Array;
  /** Adds entries with words behind them, one for each of so many records. */
  addWords(records: readonly string[]): Promise<void>;
  /** Numbers and signs what waits, as the service does. */
  sequence(): Promise<void>;
  /** The newest checkpoint, as somebody would keep it. */
  readCheckpoint(): Promise<Uint8Array>;
  /** A new export; gives its folder. */
  export(options?: {
    readonly from?: number;
    readonly withBodies?: boolean;
    readonly by?: WitnessPolicy;
  }): Promise<string>;
  verify(folder: string, earlier?: readonly Uint8Array[]): ExportFindings;
  /** A folder of this world's, that goes with it. */
  readonly folder: string;
  close(): Promise<void>;
}

/** Opens an empty ledger. Close it. */
export async function openLedgerWorld(): Promise<LedgerWorld> {
  const database = await createTestDatabase();
  const pool = openPool({ url: database.urls.app, name: 'heed tests', max: 4 });
  const db = openDb(pool);
  const folder = mkdtempSync(join(tmpdir(), 'heed-export-'));
  const key = openLogKey(ORIGIN, new Uint8Array(randomBytes(32)));
  const wrappingKey = new Uint8Array(randomBytes(32));
  const ledger = createLedger(wrappingKey);
  const failed = (error: unknown) => {
    throw error;
  };
  const sequencer = () => createSequencer({ spine: { db, clock: machineClock }, key, onError: failed });
  const superuser = new pg.Client({ connectionString: database.urls.superuser });
  await superuser.connect();
  for (const table of ['entries', 'positions', 'tiles', 'heads', 'checkpoints', 'cosignatures'])
    await superuser.query(`alter table ledger.${table} disable trigger user`);
  await superuser.query('alter table ledger.entries enable trigger entries_wait_for_a_number');
  let exports = 0;
  const newest = async () => {
    const checkpoint = await db.transaction().execute(findNewestCheckpoint);
    if (!checkpoint) throw new Error('nothing is signed yet');
    return checkpoint;
  };
  const spine = {
    db,
    ledger: ledger.append,
    outbox: { put: async () => undefined },
    clock: machineClock,
    ids: machineIds,
  };
  return {
    pool,
    db,
    spine,
    key,
    superuser,
    wrappingKey,
    folder,
    addWords: async (records) => {
      for (const id of records)
        await runCommand(spine, { actor: { kind: 'public' }, basis: null }, async () => ({
          ok: true,
          value: null,
          entries: [
            { act: 'tests.something-told', subject: { kind: 'concern', id }, body: { words: `About ${id}` } },
          ],
          events: [],
        }));
    },
    sequence: async () => void (await sequencer().runOnce()),
    readCheckpoint: async () => (await newest()).note,
    export: async ({ from = 0, withBodies = false, by = { names: [], quorum: 0 } } = {}) => {
      exports += 1;
      const to = join(folder, `export-${exports}`);
      const keys = { key: key.verifier, wrappingKey: withBodies ? wrappingKey : null, names: null };
      const checkpoint = await db.transaction().execute((tx) => findShownCheckpoint(tx, by));
      if (!checkpoint) throw new Error('nothing is signed yet');
      await writeExport(db, { folder: to, from, checkpoint, ...keys });
      return to;
    },
    verify: (from, earlier = []) =>
      verifyExport(from, { trusted: { key: key.verifier, witnesses: [], quorum: 0 }, earlier }),
    close: async () => {
      await superuser.end();
      await pool.end();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
