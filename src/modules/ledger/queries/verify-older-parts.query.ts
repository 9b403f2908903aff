/**
 * Exports laid one over another leave the partial tiles and bundles of the older ones behind. They are no harm, as long as
 * each is the beginning of what the log has there now: otherwise somebody has changed the log between two exports, or the folder.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import { readBundle } from '../domain/entry-bundle.ts';
import type { LogFault } from '../domain/log-faults.ts';
import { TILE_WIDTH, tileWidth } from '../domain/tile.ts';
import { HASH_BYTES } from '../domain/tree-hasher.ts';
import type { LogFolder } from '../ports.ts';

/** Reads files of the log, as the verifier does. */
export interface PartReader {
  readonly bundle: (index: number, width: number) => Uint8Array | null;
  readonly tile: (level: number, index: number, width: number) => Uint8Array | null;
}

function isBeginning(part: Uint8Array | null, whole: Uint8Array | null, length: number): boolean {
  return (
    part !== null && whole !== null && part.length === length && sameBytes(part, whole.subarray(0, length))
  );
}

/** The first part that is not the beginning of what is there now. `size` is the log's, whose own files were verified. */
export function verifyOlderParts(folder: LogFolder, size: number, read: PartReader): readonly LogFault[] {
  for (const file of folder.survey()) {
    if (file.kind === 'bodies' || file.kind === 'other') continue;
    const { index, width } = file;
    const level = file.kind === 'hashes' ? file.level : 0;
    const now = tileWidth(level, index, size);
    if (width === now) continue;
    const first = index * TILE_WIDTH * TILE_WIDTH ** level;
    if (file.kind === 'hashes') {
      if (!isBeginning(read.tile(level, index, width), read.tile(level, index, now), width * HASH_BYTES))
        return [{ kind: 'upper-tile-altered', first, before: first + width * TILE_WIDTH ** level }];
      continue;
    }
    const whole = read.bundle(index, now);
    const { entries } = readBundle(whole ?? new Uint8Array(0));
    const length = entries.slice(0, width).reduce((sum, entry) => sum + 2 + entry.length, 0);
    if (!isBeginning(read.bundle(index, width), whole, length))
      return [{ kind: 'bundle-malformed', first, before: first + 1 }];
  }
  return [];
}
