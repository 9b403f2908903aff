/**
 * Where a run of the tests keeps what it throws away. In memory where there is plenty: PostgreSQL makes a thousand files for
 * each test's database, and on ext4 a new file looks for a free inode past every one freed in the last minutes.
 */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MEMORY = '/dev/shm';
/** A run holds at most a quarter of this at once. */
const ROOM_BYTES = 4 * 1024 ** 3;

/** A run that is killed clears nothing itself: this does, once the server in it has been stopped (database.ts). */
const WATCH = 'while kill -0 "$1" 2>/dev/null; do sleep 2; done; sleep 10; rm -rf "$2"';

function hasRoom(): boolean {
  if (!existsSync(MEMORY)) return false;
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ROOM_BYTES && process.availableMemory() >= 2 * ROOM_BYTES;
}

/**
 * Has this process and all it starts keep their temporary files in memory until it ends. Does nothing where there is no
 * such place, too little of it, or `TMPDIR` says another.
 */
export function keepScratchInMemory(): void {
  if (tmpdir() !== '/tmp' || !hasRoom()) return;
  const folder = mkdtempSync(join(MEMORY, 'heed-tests-'));
  // Servers give up root's rights, and have to reach their own folders in it, which are nobody else's.
  chmodSync(folder, 0o711);
  spawn('/bin/sh', ['-c', WATCH, 'sh', String(process.pid), folder], {
    cwd: '/',
    stdio: 'ignore',
    detached: true,
  }).unref();
  process.env.TMPDIR = folder;
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}
