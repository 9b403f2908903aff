import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OperatorError } from '../operator-error.ts';
import type { DataFolder } from './data-folder.ts';
import type { Programs } from './programs.ts';
import { HOST_RULES, renderSettings } from './settings.ts';

/** The one superuser of the embedded server. Only starting, stopping and making the roles use it. */
export const SUPERUSER = 'heed_superuser';

/** Environment for PostgreSQL's programs: nothing of the operator's own leaks in, and messages are in English. */
export const CLEAN_ENV = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Makes the cluster where there is none. It is made under another name and renamed when whole, so a crash half way
 * leaves nothing that could be taken for a database.
 */
export function makeCluster(folder: DataFolder, programs: Programs, password: string, fsync: boolean): void {
  if (existsSync(folder.cluster)) return;
  const { runAs } = folder;
  const workshop = join(folder.dir, `making-${process.pid}`);
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop, { mode: 0o700 });
  const passwordFile = join(workshop, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (runAs.drop) for (const path of [workshop, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
  try {
    const half = join(workshop, 'postgres');
    const made = spawnSync(
      join(programs.bin, 'initdb'),
      [
        `--pgdata=${half}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--no-instructions',
        ...(fsync ? [] : ['--no-sync']),
      ],
      {
        cwd: '/',
        env: CLEAN_ENV,
        encoding: 'utf8',
        ...(runAs.drop ? { uid: runAs.uid, gid: runAs.gid } : {}),
      },
    );
    if (made.status !== 0)
      throw new OperatorError(
        `PostgreSQL could not make its database in ${folder.dir}: ${(made.stderr || made.error?.message || '').trim()}`,
      );
    renameCluster(half, folder.cluster);
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

function renameCluster(half: string, cluster: string): void {
  try {
    renameSync(half, cluster);
  } catch (error) {
    // Another Heed made it in the same moment; its cluster is as good as ours.
    const code = (error as NodeJS.ErrnoException).code;
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw error;
  }
}

/** Refuses a cluster that this PostgreSQL can't read. */
export function checkClusterVersion(folder: DataFolder, programs: Programs): void {
  const path = join(folder.cluster, 'PG_VERSION');
  const found = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  if (found === programs.major) return;
  throw new OperatorError(
    found === undefined
      ? `${folder.cluster} holds no PostgreSQL database (no PG_VERSION). Restore it from a backup, or set HEED_DATA_DIR to an empty folder.`
      : `The database in ${folder.cluster} was made by PostgreSQL ${found}, and this Heed carries PostgreSQL ${programs.major}. ` +
          'Nothing was touched. With the Heed that made it, run `heed backup`; then, with this one, `heed restore` into a new data folder.',
  );
}

/**
 * Writes a file whole or not at all, and only where it would say something else: on a full disk the old one must stay
 * as it is, since an empty `pg_hba.conf` would let nobody in until there is room.
 */
function writeWhole(path: string, text: string, runAs: DataFolder['runAs']): void {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  const half = `${path}.half`;
  try {
    writeFileSync(half, text, { mode: 0o600 });
    if (runAs.drop) chownSync(half, runAs.uid, runAs.gid);
    renameSync(half, path);
  } finally {
    rmSync(half, { force: true });
  }
}

/** Writes the server's settings and rules of entry. Takes effect at its next start. */
export function writeSettings(folder: DataFolder, fsync: boolean): void {
  const files = {
    'postgresql.conf': renderSettings({ socket: folder.socket, fsync }),
    'pg_hba.conf': HOST_RULES,
    'pg_ident.conf': '',
    // ALTER SYSTEM writes here and would outrank us.
    'postgresql.auto.conf': '',
  };
  for (const [name, text] of Object.entries(files))
    writeWhole(join(folder.cluster, name), text, folder.runAs);
}
