/** Saying what happened to entries whose hashes are not those the log kept. */
import { sameBytes } from '../../../kernel/bytes.ts';
import type { LogFaultKind } from './log-faults.ts';

/**
 * A stretch of the log around the first difference: the hashes `made` from the entries that are there, and those `kept` in
 * tiles for the `places` that should be. `unreadableAt` is where a bundle stopped being readable, counted in `made`.
 */
export interface Stretch {
  readonly made: readonly Uint8Array[];
  readonly kept: readonly Uint8Array[];
  readonly places: number;
  readonly unreadableAt: number | null;
}

/** What is wrong, and at which place of the stretch it begins. */
export interface Difference {
  readonly kind: LogFaultKind;
  readonly at: number;
}

const same = (a: Uint8Array | undefined, b: Uint8Array | undefined) =>
  a !== undefined && b !== undefined && sameBytes(a, b);

function findFirst({ made, kept, places }: Stretch): number {
  let at = 0;
  while (at < places && at < made.length && same(made[at], kept[at] ?? made[at])) at += 1;
  return at;
}

/** True when `later` from `at` on is `earlier` from somewhere further on, for as far as both are known. */
function isShifted(later: readonly Uint8Array[], earlier: readonly Uint8Array[], at: number): boolean {
  const found = earlier.findIndex((hash, i) => i > at && same(hash, later[at]));
  if (found === -1) return false;
  const shift = found - at;
  return later
    .slice(at)
    .every((hash, i) => at + i + shift >= earlier.length || same(hash, earlier[at + i + shift]));
}

function isReordered({ made, kept }: Stretch): boolean {
  const names = (hashes: readonly Uint8Array[]) => hashes.map((hash) => hash.toHex()).sort();
  const [a, b] = [names(made), names(kept)];
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** The first difference of a stretch, or `null` when it has none. */
export function findDifference(stretch: Stretch): Difference | null {
  const { made, kept, places, unreadableAt } = stretch;
  const at = findFirst(stretch);
  if (at === unreadableAt) return { kind: 'bundle-malformed', at };
  if (at === places) return made.length > places ? { kind: 'entry-added', at } : null;
  if (at === made.length) return { kind: 'entry-missing', at };
  if (isReordered(stretch)) return { kind: 'entries-reordered', at };
  if (isShifted(made, kept, at)) return { kind: 'entry-missing', at };
  if (isShifted(kept, made, at)) return { kind: 'entry-added', at };
  return { kind: 'entry-altered', at };
}

/**
 * Whether entries that differ from what was kept are, over the whole log, the same ones elsewhere: the sums of both kinds
 * of hashes are then equal. Holds eight numbers however long the log; it only chooses a word, never whether a log is sound.
 */
export function createBalance(): {
  add(made: Uint8Array, kept: Uint8Array): void;
  isEven(): boolean;
} {
  // A Uint32Array wraps round by itself.
  const sums = new Uint32Array(8);
  const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return {
    add(made, kept) {
      const [plus, minus] = [view(made), view(kept)];
      for (let i = 0; i < sums.length; i += 1)
        sums[i] = (sums[i] ?? 0) + plus.getUint32(4 * i) - minus.getUint32(4 * i);
    },
    isEven: () => sums.every((sum) => sum === 0),
  };
}
