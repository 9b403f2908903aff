import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { OperatorError } from '../operator-error.ts';

/**
 * Which user PostgreSQL runs as. PostgreSQL refuses to run as root, so root drops to an unprivileged user; everybody
 * else runs it as themself.
 */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  /** True when Heed is root and must drop to `uid`. */
  readonly drop: boolean;
}

interface PasswdRow {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

function readPasswd(): PasswdRow[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= 4)
    .map((fields) => ({ name: fields[0] ?? '', uid: Number(fields[2]), gid: Number(fields[3]) }));
}

/**
 * Chooses the user for a cluster in `clusterDir`: whoever owns it already (PostgreSQL insists on that), else
 * `postgres`, else `nobody`. Refuses a cluster that somebody else owns when Heed isn't root.
 */
export function chooseRunAs(clusterDir: string): RunAs {
  const me = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  const owner = existsSync(clusterDir) ? statSync(clusterDir) : undefined;
  if (me.uid !== 0) {
    if (owner && owner.uid !== me.uid)
      throw new OperatorError(
        `The database in ${clusterDir} belongs to another user (uid ${owner.uid}; this is uid ${me.uid}). ` +
          'Start Heed as that user, or set HEED_DATA_DIR to a folder of your own.',
      );
    return { ...me, name: `uid ${me.uid}`, drop: false };
  }
  const rows = readPasswd();
  if (owner && owner.uid !== 0) {
    const row = rows.find((candidate) => candidate.uid === owner.uid);
    return { uid: owner.uid, gid: owner.gid, name: row?.name ?? `uid ${owner.uid}`, drop: true };
  }
  const row =
    rows.find((candidate) => candidate.name === 'postgres') ??
    rows.find((candidate) => candidate.name === 'nobody');
  if (!row)
    throw new OperatorError(
      'PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as. ' +
        'Start Heed as an ordinary user.',
    );
  return { ...row, drop: true };
}

/** True when `runAs` can enter `folder`. Asks the kernel, so access lists and mounts count too. */
export function canReach(runAs: RunAs, folder: string): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'cd "$1" && test -r . -a -x .', 'sh', folder], {
    cwd: '/',
    stdio: 'ignore',
    ...(runAs.drop ? { uid: runAs.uid, gid: runAs.gid } : {}),
  });
  return asked.status === 0;
}

/** True when `runAs` can pass through `folder` to something of its own inside. */
export function canPass(runAs: RunAs, folder: string): boolean {
  const asked = spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], {
    cwd: '/',
    stdio: 'ignore',
    ...(runAs.drop ? { uid: runAs.uid, gid: runAs.gid } : {}),
  });
  return asked.status === 0;
}
