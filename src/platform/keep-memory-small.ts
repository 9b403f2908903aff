import { setFlagsFromString } from 'node:v8';

/**
 * Node's own settings for a process that serves, to be given when it is started (package.json, docs/operating/install.md):
 * V8 takes the size of its nursery only then.
 */
export const NODE_SETTINGS = ['--max-semi-space-size=8'] as const;

/**
 * Keeps a serving process small: on a machine with much memory V8 lets its heap double before it looks for what is
 * dead, and 60 MB that live took 330 MB. Measured under twenty clients that never rest: 210 to 240 MB and one
 * part in twenty more computing (docs/decisions/0705).
 */
export function keepMemorySmall(): void {
  setFlagsFromString('--heap-growing-percent=50');
}
