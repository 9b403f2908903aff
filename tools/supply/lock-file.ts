/** What package-lock.json says of the packages Heed is made of, and which of them it runs on. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** One package of the lock file. */
export interface LockedPackage {
  /** Where it is installed: `node_modules/pg`. */
  readonly path: string;
  /** `pg@8.23.1`. */
  readonly ref: string;
  readonly name: string;
  readonly version: string;
  /** True for what only tests and tools need. What both need is production's. */
  readonly development: boolean;
  /** Absent for what npm never fetched here. */
  readonly integrity: string | undefined;
  /** An address it is to be fetched from, where the lock file names one. */
  readonly resolved: string | undefined;
  readonly installScript: boolean;
  /** The version that is there; null where none is, as for packages of other platforms. */
  readonly installed: string | null;
}

interface LockEntry {
  readonly version?: string;
  readonly dev?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

/** The project's own package.json. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function findInstalled(path: string): string | null {
  if (!existsSync(join(root, path, 'package.json'))) return null;
  return (readJson(`${path}/package.json`) as { version: string }).version;
}

/** Reads package.json. */
export function readManifest(): Manifest {
  return readJson('package.json') as Manifest;
}

/** Reads every package of package-lock.json, in its order. */
export function readLockedPackages(): readonly LockedPackage[] {
  const lock = readJson('package-lock.json') as { packages: Readonly<Record<string, LockEntry>> };
  return Object.entries(lock.packages)
    .filter(([path]) => path !== '')
    .map(([path, entry]) => {
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      const version = entry.version ?? '';
      return {
        path,
        ref: `${name}@${version}`,
        name,
        version,
        development: entry.dev === true,
        integrity: entry.integrity,
        resolved: entry.resolved,
        installScript: entry.hasInstallScript === true,
        installed: findInstalled(path),
      };
    });
}

/** The licence an installed package states, as an SPDX expression; null when it states none. */
export function readLicence(path: string): string | null {
  const { license } = readJson(`${path}/package.json`) as { license?: unknown };
  return typeof license === 'string' ? license : null;
}
