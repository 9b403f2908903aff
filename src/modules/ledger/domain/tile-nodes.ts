/**
 * Finding a node of the tree in the tiles. Source: C2SP tlog-tiles: levels that are no multiple of 8 are not stored, they
 * are hashed again from the tile below.
 */
import type { NodeRef } from './frontier.ts';
import type { HashReader } from './proof-ranges.ts';
import { TILE_HEIGHT, TILE_WIDTH, type TileRef, tileWidth } from './tile.ts';
import { HASH_BYTES, type TreeHasher } from './tree-hasher.ts';

/** Where a node is: the `count` hashes (1, 2, 4 ... 128) from `offset` on in a tile, hashed together. */
export interface NodePlace {
  readonly tile: TileRef;
  readonly offset: number;
  readonly count: number;
}

/** Where a complete subtree is in the tiles of a tree of `size` leaves. Throws `RangeError` when the tree has no such subtree. */
export function locateNode({ level, index }: NodeRef, size: number): NodePlace {
  const inside = level % TILE_HEIGHT;
  const tileLevel = (level - inside) / TILE_HEIGHT;
  const count = 2 ** inside;
  const first = index * count;
  const tileIndex = Math.floor(first / TILE_WIDTH);
  const offset = first - tileIndex * TILE_WIDTH;
  const width = tileWidth(tileLevel, tileIndex, size);
  if (offset + count > width) throw new RangeError('no such subtree in this tree');
  return { tile: { level: tileLevel, index: tileIndex, width }, offset, count };
}

/** The tiles that hold these nodes, each once, in the order they are first needed. Throws as `locateNode` does. */
export function listTilesOfNodes(nodes: readonly NodeRef[], size: number): readonly TileRef[] {
  const tiles = new Map<string, TileRef>();
  for (const { tile } of nodes.map((node) => locateNode(node, size))) {
    const name = `${tile.level}/${tile.index}`;
    if (!tiles.has(name)) tiles.set(name, tile);
  }
  return [...tiles.values()];
}

/** The hash at `offset` of a tile: a view, not a copy. Throws `RangeError` when the tile is shorter than that. */
export function tileHash(tile: Uint8Array, offset: number): Uint8Array {
  const end = (offset + 1) * HASH_BYTES;
  if (end > tile.length) throw new RangeError('the tile is shorter than it should be');
  return tile.subarray(offset * HASH_BYTES, end);
}

function hashTogether(tile: Uint8Array, offset: number, count: number, hasher: TreeHasher): Uint8Array {
  if (count === 1) return tileHash(tile, offset);
  const half = count / 2;
  return hasher.node(
    hashTogether(tile, offset, half, hasher),
    hashTogether(tile, offset + half, half, hasher),
  );
}

/**
 * Reads nodes of the tree of `size` leaves out of tiles. `getTile` gives the bytes of a tile of at least the width asked
 * for: a wider one that has grown since does as well. The reader throws `RangeError` for a node that is in no tile.
 */
export function createTileReader(
  getTile: (tile: TileRef) => Uint8Array,
  size: number,
  hasher: TreeHasher,
): HashReader {
  return (level, index) => {
    const { tile, offset, count } = locateNode({ level, index }, size);
    return hashTogether(getTile(tile), offset, count, hasher);
  };
}
