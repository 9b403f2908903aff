import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { OperatorError } from '../operator-error.ts';
import { CLEAN_ENV } from './cluster.ts';
import type { DataFolder } from './data-folder.ts';
import type { Programs } from './programs.ts';

/** A running server, ours or one left behind. */
export interface Postmaster {
  readonly pid: number;
  /** Folder of its socket, as it says itself. */
  readonly socket: string;
}

const STEP_MS = 20;
/** Recovery after a crash replays at most a gigabyte of log. */
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 60_000;
const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

interface PidFile extends Postmaster {
  readonly ready: boolean;
}

function readPidFile(folder: DataFolder): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder.cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    if (!Number.isInteger(pid) || pid <= 0) return undefined;
    return { pid, socket: lines[4]?.trim() || folder.socket, ready: lines[7]?.trim() === 'ready' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** True when `pid` is alive, is PostgreSQL and serves `cluster`. A recycled pid is somebody else's process. */
function isServerOf(pid: number, cluster: string): boolean {
  if (!signal(pid, 0)) return false;
  if (process.platform !== 'linux') return true;
  try {
    if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return false;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return (command[0] ?? '').endsWith('postgres') && command.includes(cluster);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** The server that runs on this folder now, if any. */
export function findPostmaster(folder: DataFolder): Postmaster | undefined {
  const found = readPidFile(folder);
  return found && isServerOf(found.pid, folder.cluster) ? found : undefined;
}

function openLog(folder: DataFolder): number {
  const path = folder.serverLog;
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

function readLogSince(folder: DataFolder, from: number): string {
  return readFileSync(folder.serverLog).subarray(from).toString('utf8').trim();
}

interface Attempt {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly logFrom: number;
}

function launch(folder: DataFolder, programs: Programs): Attempt {
  const log = openLog(folder);
  const logFrom = statSync(folder.serverLog).size;
  try {
    const child = spawn(join(programs.bin, 'postgres'), ['-D', folder.cluster], {
      cwd: '/',
      env: CLEAN_ENV,
      stdio: ['ignore', log, log],
      // A session and process group of its own: Ctrl-C in the terminal reaches Heed alone, which stops the
      // server after the last page and job are done with it.
      detached: true,
      ...(folder.runAs.drop ? { uid: folder.runAs.uid, gid: folder.runAs.gid } : {}),
    });
    const ended = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    child.unref();
    return { child, ended, logFrom };
  } finally {
    closeSync(log);
  }
}

/**
 * Clears what a dead server left behind, where PostgreSQL itself would take its number for a living one: the number
 * may belong to another process by now, or to the corpse of the server where nobody collects the dead (containers).
 * The socket folder is this data folder's alone. PostgreSQL still refuses to start while old backends hold its memory.
 */
function clearLeftovers(folder: DataFolder): void {
  const found = readPidFile(folder);
  if (found && isServerOf(found.pid, folder.cluster)) return;
  if (found && signal(found.pid, 0)) rmSync(join(folder.cluster, 'postmaster.pid'), { force: true });
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(join(folder.socket, name), { force: true });
}

/**
 * Starts the server and waits until it takes connections. After `kill -9` of a server its last backends may hold
 * its memory for a moment; that is waited for. Throws `OperatorError` with the server's own words when it won't start.
 */
export async function startPostmaster(folder: DataFolder, programs: Programs): Promise<Postmaster> {
  const limit = performance.now() + START_LIMIT_MS;
  for (;;) {
    clearLeftovers(folder);
    const attempt = launch(folder, programs);
    let over = false;
    const ended = attempt.ended.then(() => {
      over = true;
    });
    while (!over && performance.now() < limit) {
      const found = readPidFile(folder);
      if (found?.ready && found.pid === attempt.child.pid) return { pid: found.pid, socket: found.socket };
      await Promise.race([ended, delay(STEP_MS)]);
    }
    const said = readLogSince(folder, attempt.logFrom);
    const other = findPostmaster(folder);
    if (other) return other;
    const memoryHeld = said.includes('pre-existing shared memory block');
    if (!memoryHeld || performance.now() > limit)
      throw new OperatorError(`PostgreSQL did not start. It said: ${said || 'nothing'}`);
    await delay(10 * STEP_MS);
  }
}

async function waitUntilGone(folder: DataFolder, pid: number, ms: number): Promise<boolean> {
  const limit = performance.now() + ms;
  while (performance.now() < limit) {
    if (!isServerOf(pid, folder.cluster)) return true;
    await delay(STEP_MS);
  }
  return !isServerOf(pid, folder.cluster);
}

/**
 * Stops the server: a fast shutdown (SIGINT), which ends sessions, rolls back what was open and writes a checkpoint.
 * Only when that takes over a minute, an immediate one (SIGQUIT), which loses nothing committed and recovers at the
 * next start. Resolves when it is gone.
 */
export async function stopPostmaster(folder: DataFolder, server: Postmaster): Promise<void> {
  for (const name of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!isServerOf(server.pid, folder.cluster)) return;
    signal(server.pid, name);
    // One that was suspended (Ctrl-Z, a paused machine) hears nothing until it is woken.
    signal(server.pid, 'SIGCONT');
    if (await waitUntilGone(folder, server.pid, STOP_LIMIT_MS)) return;
  }
  throw new OperatorError(`PostgreSQL (process ${server.pid}) would not stop.`);
}
