import { statfs } from 'node:fs/promises';

const GIGABYTE = 1024 ** 3;

/** How much room a disk has for a database: `enough`; `little`, make room soon; `none`, it is full or about to be. */
export type Room = 'enough' | 'little' | 'none';

/** Judges `freeBytes`. PostgreSQL needs some to start again after a crash, so "none" begins well before nought. */
export function judgeRoom(freeBytes: number): Room {
  if (freeBytes < GIGABYTE / 4) return 'none';
  return freeBytes < 2 * GIGABYTE ? 'little' : 'enough';
}

/** Bytes that others than root may still write on the disk that holds `folder`. */
export async function measureRoom(folder: string): Promise<number> {
  const disk = await statfs(folder);
  return disk.bavail * disk.bsize;
}
