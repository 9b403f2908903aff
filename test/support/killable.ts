/** A PostgreSQL that keeps its promises (fsync on) and a Heed in a process of its own, both there to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { NODE_SETTINGS } from '../../src/platform/keep-memory-small.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/platform/postgres/embedded.ts';
import { findRunningPid } from './running-pid.ts';

export interface KillableHeed {
  readonly url: string;
  readonly pid: number;
  /** kill -9, and waits until it is gone. */
  kill(): Promise<void>;
  /** Asks it to stop, and waits. */
  stop(): Promise<void>;
}

export interface KillableWorld {
  readonly postgres: EmbeddedPostgres;
  startHeed(): Promise<KillableHeed>;
  /** kill -9 of PostgreSQL's first process; it is started again by whoever serves it. */
  killPostgres(): void;
  close(): Promise<void>;
}

/** Starts the database, migrated and empty. Close it in `after`. */
export async function openKillableWorld(env: Readonly<Record<string, string>> = {}): Promise<KillableWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'heed-kill-'));
  const postgres = await startEmbeddedPostgres({
    dataDir: folder,
    log: () => undefined,
    purpose: 'heed tests',
  });
  await migrate({ ownerUrl: postgres.urls.owner, now: Temporal.Instant.fromEpochMilliseconds(0) });
  const children = new Set<ChildProcess>();

  async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    children.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  return {
    postgres,
    async startHeed() {
      const child = spawn(process.execPath, [...NODE_SETTINGS, join(import.meta.dirname, 'serve-heed.ts')], {
        stdio: ['ignore', 'pipe', process.env.HEED_TEST_LOUD === '1' ? 'inherit' : 'ignore'],
        env: { ...process.env, HEED_TEST_SERVE: JSON.stringify({ app: postgres.urls.app, env }) },
      });
      children.add(child);
      const lines = createInterface({ input: child.stdout });
      const died = once(child, 'exit').then(([code]) => {
        throw new Error(`Heed ended with ${code} before it listened`);
      });
      const [line] = (await Promise.race([once(lines, 'line'), died])) as [string];
      died.catch(() => undefined);
      const { address } = JSON.parse(line) as { address: string };
      return {
        url: address,
        pid: child.pid ?? 0,
        kill: () => end(child, 'SIGKILL'),
        stop: () => end(child, 'SIGTERM'),
      };
    },
    killPostgres() {
      const pid = findRunningPid(folder);
      if (pid > 0) process.kill(pid, 'SIGKILL');
    },
    async close() {
      for (const child of [...children]) await end(child, 'SIGKILL');
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
