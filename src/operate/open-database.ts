import { join, resolve } from 'node:path';
import type { Config, ServingUrls } from '../config.ts';
import { readSchemaState } from '../platform/migrate.ts';
import { OperatorError } from '../platform/operator-error.ts';
import { resolveDataDir } from '../platform/postgres/data-folder.ts';
import { startEmbeddedPostgres } from '../platform/postgres/embedded.ts';
import { loadSecrets, type Secrets } from '../platform/secrets.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** A database to work with, and how to leave it as it was found. */
export interface OpenedDatabase {
  readonly name: string;
  readonly urls: ServingUrls;
  readonly embedded: boolean;
  close(): Promise<void>;
}

export interface OpenOptions {
  /** For the message another Heed gets: "heed backup". */
  readonly purpose: string;
  readonly whenServed: 'refuse' | 'share';
  readonly log: (line: string) => void;
}

/** The data folder in use: secrets and, when the database is the embedded one, that too. */
export function findDataDir(config: Config): string {
  if (config.database) return resolve(config.dataDir ?? join(PROJECT, 'data'));
  return resolveDataDir(config.dataDir ?? undefined, PROJECT);
}

/** The folder `secrets/` of the data folder in use. */
export function findSecretsFolder(config: Config): string {
  return join(findDataDir(config), 'secrets');
}

/** The list of records erased by law: the settings' file, or the data folder's. */
export function findErasuresFile(config: Config): string {
  return config.erasuresFile ? resolve(config.erasuresFile) : join(findDataDir(config), 'erasures.jsonl');
}

/** The secrets, from the settings' files or the data folder. */
export function openSecrets(config: Config): Secrets {
  return loadSecrets({ folder: findSecretsFolder(config), files: config.secretFiles, mode: config.mode });
}

/**
 * The database the settings name. The embedded one is attached to where it runs already (`share`) and otherwise
 * started, to be stopped again by `close`.
 */
export async function openDatabase(config: Config, options: OpenOptions): Promise<OpenedDatabase> {
  if (config.database)
    return { name: 'PostgreSQL', urls: config.database, embedded: false, close: () => Promise.resolve() };
  const server = await startEmbeddedPostgres({ dataDir: findDataDir(config), ...options });
  return { name: 'PostgreSQL', urls: server.urls, embedded: true, close: () => server.stop() };
}

/** The owner's URL, which migrations, backup and restore need. */
export function requireOwner(urls: ServingUrls): string {
  if (urls.owner !== null) return urls.owner;
  throw new OperatorError(
    "HEED_DATABASE_OWNER_URL must be set for this command: the role that serves can't do it, on purpose.",
  );
}

/** Refuses to serve a database that this Heed's migrations don't match. */
export async function refuseUnmigrated(urls: ServingUrls): Promise<void> {
  const { pending } = await readSchemaState(urls.app);
  if (pending.length > 0)
    throw new OperatorError(
      `The database lacks ${pending.length} of this Heed's migrations (the first is ${pending[0]?.name}). Run \`heed migrate\` first.`,
    );
}
