import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { compareMigrations, MIGRATIONS_FOLDER, migrate, readMigrations } from '../migrate.ts';
import { QUEUE_VERSION } from '../migrate-queue.ts';
import { OperatorError } from '../operator-error.ts';
import {
  isEmptyDatabase,
  listForeignKeys,
  listMaterialisedViews,
  listTables,
  listTriggers,
} from './catalogue.ts';
import { type BackupContents, type BackupHeader, type RowSink, readBackup } from './read-backup.ts';

export interface RestoreOptions {
  readonly ownerUrl: string;
  readonly now: Temporal.Instant;
  readonly file: string;
  readonly keysFile: string;
  /** Puts Heed's secrets in place, or refuses when others are there. Called before a row is written. */
  readonly putSecrets: (secrets: Readonly<Record<string, string>>) => void;
  readonly log: (line: string) => void;
  /** Instead of this program's own `migrations/`. */
  readonly migrations?: string;
}

export interface CheckedBackup {
  readonly backup: BackupContents;
  readonly keys: BackupContents;
}

/**
 * Reads both files from end to end and refuses, as `OperatorError`, what can't be restored by this Heed: damaged, cut
 * short, of a newer Heed, or keys older than the backup. Keys of a later backup will do, and are how an erasure made
 * since reaches an old backup: the erased record's key is no longer in them.
 */
export async function checkBackup(
  file: string,
  keysFile: string,
  migrations = MIGRATIONS_FOLDER,
): Promise<CheckedBackup> {
  const backup = await readBackup(file, 'backup');
  const keys = await readBackup(keysFile, 'keys');
  refuseNewer(backup.header, migrations);
  if (keys.header.id !== backup.header.id && !(keys.header.takenAt > backup.header.takenAt))
    throw new OperatorError(
      `The keys in ${keysFile} (${keys.header.takenAt}) are older than the backup (${backup.header.takenAt}): newer words could not be read. Use the keys made with it, or later ones.`,
    );
  return { backup, keys };
}

function refuseNewer(header: BackupHeader, migrations: string): void {
  compareMigrations(readMigrations(migrations), header.migrations, 'backup');
  if ((header.queue ?? 0) > QUEUE_VERSION)
    throw new OperatorError(
      `This backup was made by a newer Heed (${header.heed}). Restore it with that one.`,
    );
}

async function run(client: pg.Client, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

/** Marks the database as half restored, until the load's own commit takes the mark away. */
async function prepare(client: pg.Client, now: Temporal.Instant): Promise<void> {
  const marked = await client.query<{ at: string | null }>("select to_regclass('heed.restoring') as at");
  if (marked.rows[0]?.at != null) {
    const ours = await client.query<{ name: string }>(
      "select format('%I', nspname) as name from pg_namespace where nspowner = current_user::regrole and nspname !~ '^pg_'",
    );
    await run(
      client,
      ours.rows.map((schema) => `drop schema ${schema.name} cascade`),
    );
  }
  if (!(await isEmptyDatabase(client)))
    throw new OperatorError(
      'The database is not empty, and a restore never writes over anything. Nothing was changed. ' +
        'Restore into a new database, or set HEED_DATA_DIR to a new folder.',
    );
  await client.query('create schema if not exists heed');
  await client.query('create table heed.restoring (since timestamptz not null)');
  await client.query('insert into heed.restoring values ($1)', [now.toString()]);
}

/** Loads rows as they are read, one COPY for each table. */
function openLoader(client: pg.Client): RowSink {
  let open: {
    readonly name: string;
    readonly copy: ReturnType<typeof copyFrom>;
    readonly done: Promise<void>;
  };
  return {
    table: async ({ name, columns }) => {
      const copy = client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`));
      const done = finished(copy);
      // A row that is refused is told by `endTable`.
      done.catch(() => undefined);
      open = { name, copy, done };
    },
    rows: async (bytes) => {
      const { copy, done } = open;
      if (copy.destroyed || copy.write(bytes)) return;
      await Promise.race([once(copy, 'drain'), done]).catch(() => undefined);
    },
    endTable: async (rows) => {
      const { name, copy, done } = open;
      copy.end();
      await done;
      if (copy.rowCount !== rows)
        throw new OperatorError(`${name} took ${copy.rowCount} rows of ${rows}. Nothing was kept.`);
    },
  };
}

async function load(client: pg.Client, options: RestoreOptions, backup: BackupContents): Promise<void> {
  await client.query('begin');
  const keys = await listForeignKeys(client);
  const triggers = await listTriggers(client);
  await run(client, [...keys.before, ...triggers.before]);
  const tables = await listTables(client);
  // A migration may have put rows in; the backup has them too, as they were.
  await client.query(`truncate ${tables.map((table) => table.name).join(', ')}`);
  const sink = openLoader(client);
  await readBackup(options.file, 'backup', sink);
  await readBackup(options.keysFile, 'keys', sink);
  for (const sequence of backup.sequences)
    await client.query('select setval($1::regclass, $2, $3)', [
      sequence.name,
      sequence.last,
      sequence.called,
    ]);
  await run(client, [...keys.after, ...triggers.after]);
  for (const view of await listMaterialisedViews(client))
    await client.query(`refresh materialized view ${view}`);
  await client.query('drop table heed.restoring');
  await client.query('commit');
}

/**
 * Restores a backup into an empty database: migrates to exactly the backup's schema, loads everything in one
 * transaction, then migrates on to this Heed's. Both files are checked from end to end first, so a bad one changes
 * nothing. Cut short, it leaves a mark that Heed refuses to start on and that running it again clears.
 */
export async function restoreBackup(options: RestoreOptions): Promise<BackupContents> {
  const { backup, keys } = await checkBackup(options.file, options.keysFile, options.migrations);
  options.log(
    `The backup of ${backup.header.takenAt} is whole: ${backup.tables.length} tables, ${backup.rows} rows.`,
  );
  const client = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: 'heed restore',
    options: '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c client_encoding=UTF8',
  });
  client.on('error', () => undefined);
  await client.connect();
  const { ownerUrl, now } = options;
  const folder = options.migrations ?? MIGRATIONS_FOLDER;
  try {
    await prepare(client, now);
    options.putSecrets(keys.secrets);
    await migrate({
      ownerUrl,
      now,
      folder,
      only: new Set(backup.header.migrations.map((row) => row.number)),
    });
    await load(client, options, backup);
    await client.query('analyze');
  } finally {
    await client.end();
  }
  await migrate({ ownerUrl, now, folder, log: options.log });
  return backup;
}
