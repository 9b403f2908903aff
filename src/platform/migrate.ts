import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { installQueue } from './migrate-queue.ts';
import { OperatorError } from './operator-error.ts';

/** One numbered file in `migrations/`. */
export interface Migration {
  readonly number: number;
  /** `0001-ledger`, as the file is called. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, in hex. */
  readonly checksum: string;
}

export interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** How a database stands against this program's migrations. */
export interface SchemaState {
  readonly applied: readonly Applied[];
  readonly pending: readonly Migration[];
}

/** "HEED" and "MIGR": one migration at a time on a database. */
const LOCK = [0x48454544, 0x4d494752] as const;
const FILE = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** This program's own `migrations/`. */
export const MIGRATIONS_FOLDER = join(import.meta.dirname, '../../migrations');

/** The migrations in `folder`, in order. Throws on two with one number and on a file that isn't one. */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
  const found = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => {
      const number = Number(FILE.exec(file)?.[1]);
      if (Number.isNaN(number)) throw new Error(`migrations/${file} is not called NNNN-name.sql`);
      const sql = readFileSync(join(folder, file), 'utf8');
      return {
        number,
        name: file.slice(0, -'.sql'.length),
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    });
  found.forEach((migration, at) => {
    if (found[at - 1]?.number === migration.number)
      throw new Error(`two migrations are numbered ${migration.number}`);
  });
  return found;
}

/** Compares what a database has with what this program knows. Refuses a changed migration and a newer schema. */
export function compareMigrations(
  known: readonly Migration[],
  applied: readonly Applied[],
  what: 'database' | 'backup' = 'database',
): SchemaState {
  const byNumber = new Map(known.map((migration) => [migration.number, migration]));
  for (const row of applied) {
    const migration = byNumber.get(row.number);
    if (!migration)
      throw new OperatorError(
        `This ${what} has migration ${row.name}, which this Heed does not know: a newer Heed has been here. ` +
          'Nothing was changed. Install that Heed or a newer one.',
      );
    if (migration.checksum !== row.checksum)
      throw new OperatorError(
        `Migration ${row.name} is not the one this ${what} was built with: the file was changed after it ran. ` +
          'Nothing was changed. Install the released Heed again, unaltered.',
      );
  }
  const done = new Set(applied.map((row) => row.number));
  return { applied, pending: known.filter((migration) => !done.has(migration.number)) };
}

/** The migrations that a database has had, in order; none when it was never migrated. */
export async function readMigrationRows(client: pg.ClientBase): Promise<Applied[]> {
  const exists = await client.query<{ at: string | null }>("select to_regclass('heed.migrations') as at");
  if (exists.rows[0]?.at == null) return [];
  const found = await client.query<Applied>(
    'select number, name, checksum from heed.migrations order by number',
  );
  return found.rows;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'heed migrate' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A restore that was cut short leaves a mark: what is in the database is not to be trusted. */
async function refuseHalfRestored(client: pg.ClientBase): Promise<void> {
  const found = await client.query<{ at: string | null }>("select to_regclass('heed.restoring') as at");
  if (found.rows[0]?.at != null)
    throw new OperatorError(
      'A restore into this database was cut short, so what is in it is not whole. Run `heed restore` again: it begins afresh.',
    );
}

/** How the database at `ownerUrl` stands; changes nothing. Any role that can read `heed.migrations` will do. */
export function readSchemaState(url: string, folder = MIGRATIONS_FOLDER): Promise<SchemaState> {
  return withClient(url, async (client) => {
    await refuseHalfRestored(client);
    return compareMigrations(readMigrations(folder), await readMigrationRows(client));
  });
}

const FIRST = `
  create schema if not exists heed;
  create table if not exists heed.migrations (
    number integer constraint migrations_pkey primary key,
    name text not null,
    checksum text not null,
    applied_at timestamptz not null
  );
  grant usage on schema heed to heed_app, heed_sealed, heed_reader;
  grant select on heed.migrations to heed_app, heed_sealed, heed_reader;
`;

/** "lock_not_available" and "deadlock_detected": somebody works with a table that a migration changes. */
const IN_USE = new Set(['55P03', '40P01']);

/** Longest that pages wait behind a migration that waits itself, and how long they go on before it asks again. */
const LOCK_WAIT_MS = 2_000;
const LOCK_PAUSE_MS = 1_000;
/** After so long something is stuck: a backup takes minutes. */
const LOCK_LIMIT_MS = 15 * 60_000;

/**
 * Applies one migration. A table that is being read (by a backup, say) can't be changed, and whoever waits for it holds up
 * every page behind them: so it waits briefly, lets the pages go on, and asks again.
 */
async function apply(client: pg.Client, migration: Migration, options: MigrateOptions): Promise<void> {
  const limit = performance.now() + LOCK_LIMIT_MS;
  for (let turn = 0; ; turn += 1) {
    try {
      return await applyOnce(client, migration, options.now);
    } catch (error) {
      const { cause } = error as Error;
      const inUse = cause instanceof pg.DatabaseError && IN_USE.has(cause.code ?? '');
      if (!inUse || performance.now() > limit) throw error;
      if (turn === 0) options.log?.(`Migration ${migration.name} waits for a table that is in use.`);
      await delay(LOCK_PAUSE_MS);
    }
  }
}

async function applyOnce(client: pg.Client, migration: Migration, now: Temporal.Instant): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`set local lock_timeout = ${LOCK_WAIT_MS}`);
    await client.query(migration.sql);
    await client.query(
      'insert into heed.migrations (number, name, checksum, applied_at) values ($1, $2, $3, $4)',
      [migration.number, migration.name, migration.checksum, now.toString()],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback');
    throw new OperatorError(
      `Migration ${migration.name} failed and was undone: ${(cause as Error).message}. Earlier ones are kept.`,
      { cause },
    );
  }
}

export interface MigrateOptions {
  /** URL of the role that owns the schemas. */
  readonly ownerUrl: string;
  readonly now: Temporal.Instant;
  readonly folder?: string;
  readonly log?: (sentence: string) => void;
  /** For a restore: apply these numbers only, and don't mind that the database is marked as half restored. */
  readonly only?: ReadonlySet<number>;
}

/**
 * Brings a database up to this program: each pending migration in a transaction of its own, in order, then the job
 * queue's schema. Two at once take turns. Answers the names of those applied now. Refuses, as `OperatorError`, a
 * migration changed since it ran and a schema newer than this program; then nothing is changed.
 */
export function migrate(options: MigrateOptions): Promise<readonly string[]> {
  return withClient(options.ownerUrl, async (client) => {
    await client.query('select pg_advisory_lock($1, $2)', [...LOCK]);
    if (!options.only) await refuseHalfRestored(client);
    const state = compareMigrations(readMigrations(options.folder), await readMigrationRows(client));
    const { only } = options;
    const pending = state.pending.filter((migration) => !only || only.has(migration.number));
    await client.query(FIRST);
    for (const migration of pending) {
      await apply(client, migration, options);
      options.log?.(`Applied migration ${migration.name}.`);
    }
    await installQueue(client);
    return pending.map((migration) => migration.name);
  });
}
