/**
 * The tiles above the lowest level, made again from the tree below them. Source: C2SP tlog-tiles: a tile of level l holds the
 * hashes of complete subtrees of 256^l leaves.
 */
import { concatBytes, sameBytes } from '../../../kernel/bytes.ts';
import type { OnSubtree } from './frontier.ts';
import type { LogFault } from './log-faults.ts';
import { TILE_HEIGHT, TILE_WIDTH, type TileRef } from './tile.ts';
import { HASH_BYTES } from './tree-hasher.ts';

/** Makes tiles as the tree grows; holds at most one unfinished tile for each level. */
export interface UpperTiles {
  readonly add: OnSubtree;
  /** Hands over the tiles that did not become full. */
  finish(): void;
}

/** `onTile` hears of every tile of level 1 and above once it is full, and of the partial ones at the end. */
export function createUpperTiles(onTile: (tile: TileRef, hashes: Uint8Array) => void): UpperTiles {
  /** By level of tile. */
  const edges: { index: number; hashes: Uint8Array[] }[] = [];

  function hand(level: number): void {
    const edge = edges[level];
    if (!edge || edge.hashes.length === 0) return;
    onTile({ level, index: edge.index, width: edge.hashes.length }, concatBytes(...edge.hashes));
    edges[level] = { index: edge.index + 1, hashes: [] };
  }

  return {
    add({ level: height }, hash) {
      if (height % TILE_HEIGHT !== 0) return;
      const level = height / TILE_HEIGHT;
      while (edges.length <= level) edges.push({ index: 0, hashes: [] });
      edges[level]?.hashes.push(hash);
      if (edges[level]?.hashes.length === TILE_WIDTH) hand(level);
    },
    finish() {
      for (const level of edges.keys()) hand(level);
    },
  };
}

/** Where a tile that was kept is not the one that should be; `null` when it is. Counts entries. */
export function findTileFault(
  { level, index, width }: TileRef,
  made: Uint8Array,
  kept: Uint8Array | null,
): LogFault | null {
  let place = 0;
  if (kept?.length === made.length && sameBytes(kept, made)) return null;
  while (place < width - 1 && kept && isSameAt(made, kept, place)) place += 1;
  const leaves = TILE_WIDTH ** level;
  const first = (index * TILE_WIDTH + place) * leaves;
  const kind = level === 0 ? 'tile-altered' : 'upper-tile-altered';
  return { kind, first, before: first + leaves };
}

function isSameAt(made: Uint8Array, kept: Uint8Array, place: number): boolean {
  const at = (bytes: Uint8Array) => bytes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
  return sameBytes(at(made), at(kept));
}
