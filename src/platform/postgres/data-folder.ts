import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import { canPass, chooseRunAs, type RunAs } from './run-as.ts';

/** Where things lie in a data folder. */
export interface DataFolder {
  readonly dir: string;
  /** PostgreSQL's own folder (PGDATA). */
  readonly cluster: string;
  readonly secrets: string;
  readonly serverLog: string;
  /** Folder of the server's unix socket, short enough for the kernel. */
  readonly socket: string;
  readonly runAs: RunAs;
}

const SYSTEM_DATA = '/var/lib/heed/data';
/** The kernel allows 107 bytes for a socket's path, and PostgreSQL adds `/.s.PGSQL.5432.lock`. */
const SOCKET_FOLDER_BYTES = 107 - '/.s.PGSQL.5432'.length;

function nearestExisting(path: string): string {
  let at = path;
  while (!existsSync(at)) at = dirname(at);
  return at;
}

/**
 * The data folder to use: the one asked for, or else `data` in `projectDir`. As root, when the user PostgreSQL
 * will run as can't reach that default, `/var/lib/heed/data`. (A folder asked for by name is never swapped:
 * `openDataFolder` refuses it when it can't be reached.)
 */
export function resolveDataDir(asked: string | undefined, projectDir: string): string {
  if (asked !== undefined && asked !== '') return resolve(asked);
  const usual = resolve(projectDir, 'data');
  if (process.geteuid?.() !== 0) return usual;
  return canPass(chooseRunAs(join(usual, 'postgres')), nearestExisting(usual)) ? usual : SYSTEM_DATA;
}

function describeUnreachable(dir: string, runAs: RunAs): OperatorError {
  return new OperatorError(
    `The data folder ${dir} can't be reached by the user PostgreSQL must run as (${runAs.name}): ` +
      'one of the folders above it is closed to others. Set HEED_DATA_DIR to a folder such as /var/lib/heed/data, ' +
      'or start Heed as an ordinary user.',
  );
}

function chooseSocketFolder(dir: string): string {
  const usual = join(dir, 'socket');
  if (Buffer.byteLength(usual) <= SOCKET_FOLDER_BYTES) return usual;
  const name = `heed-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;
  const short = join(tmpdir(), name);
  return Buffer.byteLength(short) <= SOCKET_FOLDER_BYTES ? short : join('/tmp', name);
}

/** Makes `dir` private (0700) to `runAs`. Refuses one that somebody else put there, or a link. */
export function makePrivateFolder(dir: string, runAs: RunAs): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const found = lstatSync(dir);
  const mine = process.geteuid?.() ?? found.uid;
  if (!found.isDirectory() || (found.uid !== runAs.uid && found.uid !== mine))
    throw new OperatorError(`${dir} is not Heed's own folder. Remove it, or set HEED_DATA_DIR elsewhere.`);
  if (runAs.drop && found.uid !== runAs.uid) chownSync(dir, runAs.uid, runAs.gid);
  chmodSync(dir, 0o700);
}

/** Says where things lie in `dataDir` without touching the disk. */
export function describeDataFolder(dataDir: string): DataFolder {
  const dir = existsSync(dataDir) ? realpathSync(dataDir) : resolve(dataDir);
  const cluster = join(dir, 'postgres');
  return {
    dir,
    cluster,
    secrets: join(dir, 'secrets'),
    serverLog: join(dir, 'log', 'postgres.log'),
    socket: chooseSocketFolder(dir),
    runAs: chooseRunAs(cluster),
  };
}

/**
 * Makes `dir` and what is missing above it: private when this user runs PostgreSQL too; when root drops to another,
 * such that others may pass through to their own folder inside and list nothing, whatever the umask.
 */
function makeDataDir(dir: string): void {
  const mode = process.geteuid?.() === 0 ? 0o711 : 0o700;
  const wasEmpty = existsSync(dir) && readdirSync(dir).length === 0;
  try {
    const first = mkdirSync(dir, { recursive: true, mode });
    if (first !== undefined)
      for (let at = dir; at.length >= first.length; at = dirname(at)) chmodSync(at, mode);
    else if (wasEmpty) chmodSync(dir, mode);
  } catch (cause) {
    throw new OperatorError(
      `The data folder ${dir} can't be made (${(cause as NodeJS.ErrnoException).code}). Set HEED_DATA_DIR to a folder you can write.`,
      { cause },
    );
  }
}

/** Makes the data folder ready for use, or refuses it in words the operator can act on. */
export function openDataFolder(dataDir: string): DataFolder {
  makeDataDir(resolve(dataDir));
  const folder = describeDataFolder(dataDir);
  if (folder.runAs.drop && !canPass(folder.runAs, folder.dir))
    throw describeUnreachable(folder.dir, folder.runAs);
  mkdirSync(folder.secrets, { recursive: true, mode: 0o700 });
  chmodSync(folder.secrets, 0o700);
  mkdirSync(dirname(folder.serverLog), { recursive: true, mode: 0o700 });
  return folder;
}
