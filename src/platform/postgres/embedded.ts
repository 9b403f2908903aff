import { rmSync } from 'node:fs';
import pg from 'pg';
import { OperatorError } from '../operator-error.ts';
import { checkClusterVersion, makeCluster, writeSettings } from './cluster.ts';
import { type DataFolder, describeDataFolder, makePrivateFolder, openDataFolder } from './data-folder.ts';
import { keepServing, type Served } from './keep-serving.ts';
import { type Holder, takeOwnership } from './ownership.ts';
import { findPostmaster, type Postmaster, startPostmaster, stopPostmaster } from './postmaster.ts';
import { type Programs, preparePrograms } from './programs.ts';
import { type EmbeddedUrls, ensureRoles, readUrls, superuserPassword, superuserUrl } from './roles.ts';

/** Where this adapter says what it did: one sentence each, never a secret. */
export type Log = (sentence: string) => void;

export interface EmbeddedPostgres {
  readonly urls: EmbeddedUrls;
  readonly dataDir: string;
  /** True when a server left behind by a killed Heed (or, when sharing, another Heed's) was taken over running. */
  readonly adopted: boolean;
  /** Stops the server when this process owns it; safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly log: Log;
  /** `false` trades safety for speed: tests only, never with `heed start`. Default `true`. */
  readonly fsync?: boolean;
  /** What this process is doing, for the message another Heed gets: "heed start". */
  readonly purpose?: string;
  /** What to do when another Heed serves the folder: refuse (default), or use its server and leave it running. */
  readonly whenServed?: 'refuse' | 'share';
}

function describeHolder(folder: DataFolder, holder: Holder): OperatorError {
  const who = holder.pid === null ? holder.purpose : `${holder.purpose} (process ${holder.pid})`;
  return new OperatorError(
    `The data folder ${folder.dir} is already served by ${who}. ` +
      'Use that one, or stop it first (Ctrl-C where it runs), or set HEED_DATA_DIR to another folder.',
  );
}

async function launch(folder: DataFolder, programs: Programs, fsync: boolean): Promise<Postmaster> {
  makeCluster(folder, programs, superuserPassword(folder), fsync);
  checkClusterVersion(folder, programs);
  makePrivateFolder(folder.socket, folder.runAs);
  writeSettings(folder, fsync);
  return startPostmaster(folder, programs);
}

/** True when a server found running is the one we would have started: same release, same durability. */
async function suits(folder: DataFolder, found: Postmaster, programs: Programs, fsync: boolean) {
  const client = new pg.Client({ connectionString: superuserUrl(folder, found.socket, 'postgres') });
  await client.connect();
  try {
    const asked = await client.query<{ fsync: string; version: string }>(
      "select current_setting('fsync') as fsync, current_setting('server_version') as version",
    );
    const row = asked.rows[0];
    return row?.fsync === (fsync ? 'on' : 'off') && row.version === programs.version;
  } finally {
    await client.end();
  }
}

/** Takes over a server found running. A broken one (no answer, or not ours to open) is stopped: `undefined`. */
async function adopt(
  folder: DataFolder,
  found: Postmaster,
  programs: Programs,
  options: EmbeddedOptions,
): Promise<Served | { readonly heldBy: Holder } | undefined> {
  try {
    const asked = await takeOwnership(folder, found.socket, options.purpose ?? 'heed');
    if ('heldBy' in asked) return asked;
    if (!(await suits(folder, found, programs, options.fsync ?? true))) {
      options.log('The PostgreSQL left running is of another release or setting; starting it afresh.');
      await stopPostmaster(folder, found);
      await asked.taken.release().catch(() => undefined);
      return undefined;
    }
    return { server: found, owner: asked.taken, adopted: true };
  } catch (error) {
    options.log(`The PostgreSQL left running does not answer (${(error as Error).message}); stopping it.`);
    await stopPostmaster(folder, found);
    return undefined;
  }
}

async function serve(
  folder: DataFolder,
  programs: Programs,
  options: EmbeddedOptions,
): Promise<Served | { readonly heldBy: Holder }> {
  const found = findPostmaster(folder);
  if (found) {
    const served = await adopt(folder, found, programs, options);
    if (served) return served;
  }
  const server = await launch(folder, programs, options.fsync ?? true);
  const asked = await takeOwnership(folder, server.socket, options.purpose ?? 'heed');
  return 'heldBy' in asked ? asked : { server, owner: asked.taken, adopted: false };
}

/** Stops the server if it is ours, and clears away what lies outside the data folder. */
async function stopServing(folder: DataFolder, served: Served | null): Promise<void> {
  if (!served) return;
  await stopPostmaster(folder, served.server);
  await served.owner.release().catch(() => undefined);
  // A socket folder outside the data folder (its path was too long) is ours to clear away.
  if (!folder.socket.startsWith(folder.dir)) rmSync(folder.socket, { recursive: true, force: true });
}

/**
 * Starts (or takes over) the embedded PostgreSQL of a data folder, makes its roles and database on first use, and
 * keeps it running until `stop()`. Refuses, as `OperatorError`: a folder that another Heed serves, that can't be
 * reached, or that another version of PostgreSQL made.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const folder = openDataFolder(options.dataDir);
  const programs = preparePrograms(folder.runAs, folder.dir);
  const served = await serve(folder, programs, options);
  if ('heldBy' in served) {
    const server = findPostmaster(folder);
    const urls = server && readUrls(folder, server.socket);
    if (options.whenServed !== 'share' || !urls) throw describeHolder(folder, served.heldBy);
    return { urls, dataDir: folder.dir, adopted: true, stop: () => Promise.resolve() };
  }
  if (served.adopted) options.log('Took over the PostgreSQL that an earlier Heed left running.');
  const urls = await ensureRoles(folder, served.server.socket);
  const kept = keepServing({
    first: served,
    serve: () => serve(folder, programs, options),
    log: options.log,
  });
  let stopped: Promise<void> | undefined;
  return {
    urls,
    dataDir: folder.dir,
    adopted: served.adopted,
    stop: () => {
      stopped ??= kept.stop().then((ours) => stopServing(folder, ours));
      return stopped;
    },
  };
}

/** URLs of the server that runs on `dataDir` now, without starting anything; `undefined` when none runs. */
export function findRunningEmbedded(dataDir: string): EmbeddedUrls | undefined {
  const folder = describeDataFolder(dataDir);
  const server = findPostmaster(folder);
  return server && readUrls(folder, server.socket);
}
