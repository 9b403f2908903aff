/**
 * The whole of Heed (`heed start`) on a real disk of its own that a test can fill: a file system in memory, mounted where
 * nobody else sees it. Needs Linux and the right to mount: as root, or as anybody where user namespaces are allowed.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const CLI = join(import.meta.dirname, '../../src/cli.ts');
const BALLAST = 'ballast';

const asRoot = process.geteuid?.() === 0;
/** Mounts a file system of `$1` megabytes on `$2` and becomes the rest of the command; not as root for long. */
const MOUNT = 'mount -t tmpfs -o "size=$1m,mode=0711" tmpfs "$2" && shift 2 && exec "$@"';

function inside(megabytes: number, folder: string, command: readonly string[]): readonly string[] {
  const mount = ['sh', '-c', MOUNT, 'sh', String(megabytes), folder];
  if (asRoot) return ['unshare', '-m', ...mount, ...command];
  const back = ['unshare', `--map-user=${process.geteuid?.()}`, `--map-group=${process.getegid?.()}`];
  return ['unshare', '-rm', ...mount, ...back, ...command];
}

/** Why a disk can't be made here; `null` where it can. */
export function whyNoSmallDisk(): string | null {
  if (process.platform !== 'linux') return 'a disk to fill can be mounted on Linux only';
  const folder = mkdtempSync(join(tmpdir(), 'heed-probe-'));
  try {
    const [program = '', ...args] = inside(1, folder, ['true']);
    const asked = spawnSync(program, args, { encoding: 'utf8' });
    if (asked.status === 0) return null;
    return `this user may not mount a disk to fill: ${(asked.stderr || asked.error?.message || '').trim()}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface SmallDiskHeed {
  readonly url: string;
  /** The data folder as this process reaches it. */
  readonly folder: string;
  /** A database URL for one of the roles. */
  databaseUrl(role: 'app' | 'superuser'): string;
  /** Everything it said so far. */
  output(): string;
  /** Takes all the room there is. */
  fill(): void;
  /** Gives the room back. */
  makeRoom(): void;
  /** Runs a command of Heed's beside it, on the same disk. Answers exit code and output. */
  run(...args: string[]): { readonly code: number | null; readonly said: string };
  close(): Promise<void>;
}

/** Writes to `file` until the disk takes not one page more. */
function fillUp(file: string): void {
  const bytes = Buffer.alloc(1024 * 1024);
  for (let size = bytes.length; size >= 4096; size /= 2)
    for (;;)
      try {
        appendFileSync(file, bytes.subarray(0, size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        break;
      }
}

/** Starts it and waits until it listens. */
export async function startOnSmallDisk(
  megabytes: number,
  settings: Readonly<Record<string, string>> = {},
): Promise<SmallDiskHeed> {
  const dir = mkdtempSync(join(tmpdir(), 'heed-full-'));
  const env = {
    ...process.env,
    ...settings,
    HEED_DATA_DIR: dir,
    HEED_MODE: 'demo',
    HEED_DEMO_SIZE: '0',
    PORT: '0',
  };
  const [program = '', ...args] = inside(megabytes, dir, [process.execPath, CLI, 'start']);
  const child: ChildProcess = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const hear = (bytes: Buffer) => {
    output += bytes.toString('utf8');
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = once(child, 'close');
  const folder = `/proc/${child.pid}/root${dir}`;
  // Each program replaces the one before it, so this is the number of Heed itself.
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const found = /Heed is listening on (\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    });
    void ended.then(() => reject(new Error(`it ended instead of listening:\n${output}`)));
  });
  const makeRoom = () => rmSync(join(folder, BALLAST), { force: true });
  return {
    url,
    folder,
    databaseUrl: (role) => {
      const password = readFileSync(join(folder, 'secrets', `postgres-${role}`), 'utf8').trim();
      const socket = encodeURIComponent(join(folder, 'socket'));
      return `postgres://heed_${role}:${password}@localhost/heed?host=${socket}`;
    },
    output: () => output,
    fill: () => fillUp(join(folder, BALLAST)),
    makeRoom,
    run: (...command) => {
      const enter = asRoot ? ['-m'] : ['-U', '-m', '--preserve-credentials'];
      const asked = spawnSync(
        'nsenter',
        ['-t', String(child.pid), ...enter, '--', process.execPath, CLI, ...command],
        { env, encoding: 'utf8' },
      );
      return { code: asked.status, said: `${asked.stdout}${asked.stderr}` };
    },
    close: async () => {
      makeRoom();
      child.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
