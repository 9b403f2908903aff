import { open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PublishedMemory } from '../ports.ts';

const NAME = 'ledger-published-checkpoint';

/**
 * Remembers in a file of `folder` (beside the secrets, not in the database): who has the database alone can't take back what it
 * says. Written whole under another name and put in place, so that a power cut leaves the old one or the new one.
 */
export function createPublishedFile(folder: string): PublishedMemory {
  const path = join(folder, NAME);
  return {
    read: async () => {
      try {
        return new Uint8Array(await readFile(path));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    keep: async (note) => {
      const half = `${path}.${process.pid}.half`;
      const file = await open(half, 'w', 0o600);
      try {
        await file.writeFile(note);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, path);
      const parent = await open(dirname(path), 'r');
      try {
        await parent.sync();
      } finally {
        await parent.close();
      }
    },
  };
}

/** Remembers for as long as the process lives: where it has no folder of its own. */
export function createPublishedInProcess(): PublishedMemory {
  let kept: Uint8Array | null = null;
  return {
    read: async () => kept,
    keep: async (note) => {
      kept = note;
    },
  };
}
