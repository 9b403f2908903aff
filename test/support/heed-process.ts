/** `heed serve`, `heed worker` and other commands as an operator runs them: from a folder of source, by settings alone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** This source. */
export const THIS_HEED = resolve(import.meta.dirname, '../..');

export interface HeedProcess {
  /** Where it listens; empty for a command that doesn't. */
  readonly url: string;
  output(): string;
  /** Resolves with its exit code. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop, and waits. Answers its exit code. */
  stop(): Promise<number | null>;
}

type Settings = Readonly<Record<string, string>>;

const running = new Set<ChildProcess>();

/** Kills what a failed test left behind. Call it in `after`. */
export async function killHeeds(): Promise<void> {
  for (const child of running) {
    const gone = once(child, 'close');
    child.kill('SIGKILL');
    await gone;
  }
}

/** Runs a command of the Heed in `folder`. */
export function runHeedCommand(folder: string, args: readonly string[], settings: Settings): HeedProcess {
  // Another folder's code is compiled into that folder, and goes with it.
  const { NODE_COMPILE_CACHE: compiled, ...env } = process.env;
  const ours = folder === THIS_HEED && compiled !== undefined ? { NODE_COMPILE_CACHE: compiled } : {};
  const child = spawn(process.execPath, [join(folder, 'src/cli.ts'), ...args], {
    cwd: folder,
    env: { ...env, ...ours, HEED_MODE: 'demo', HEED_DEMO_SIZE: '0', PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      output += bytes.toString('utf8');
    });
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return code as number | null;
  });
  return {
    url: '',
    output: () => output,
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/** Starts a Heed that goes on running, and waits until it says that it does. */
export async function startHeedProcess(
  folder: string,
  role: 'start' | 'serve' | 'worker',
  settings: Settings,
): Promise<HeedProcess> {
  const made = runHeedCommand(folder, [role], settings);
  const says = role === 'worker' ? /(The worker is running)/ : /Heed is listening on (\S+)/;
  let over = false;
  const ended = made.ended.then(() => {
    over = true;
  });
  for (;;) {
    const found = says.exec(made.output())?.[1];
    if (found) return { ...made, url: role === 'worker' ? '' : found };
    if (over) throw new Error(`heed ${role} ended instead of running:\n${made.output()}`);
    await Promise.race([ended, new Promise((done) => setTimeout(done, 20))]);
  }
}

/** A copy of this source with more migrations, from 9000 on, as the next release would have. Remove it with `remove`. */
export function makeNextHeed(migrations: readonly string[]): {
  readonly folder: string;
  remove(): void;
} {
  const folder = mkdtempSync(join(tmpdir(), 'heed-next-'));
  for (const part of ['src', 'migrations', 'policies', 'demo', 'browser', 'package.json'])
    cpSync(join(THIS_HEED, part), join(folder, part), { recursive: true });
  symlinkSync(join(THIS_HEED, 'node_modules'), join(folder, 'node_modules'));
  for (const [at, sql] of migrations.entries())
    writeFileSync(join(folder, 'migrations', `${9000 + at}-next.sql`), sql);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
