import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { concatBytes, sameBytes } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { TreeHead } from '../domain/checkpoint.ts';
import { createFrontier, type Frontier, listFrontier } from '../domain/frontier.ts';
import { LOG_SPAN } from '../domain/log-place.ts';
import { TILE_HEIGHT, TILE_WIDTH, type TileRef, tileWidth } from '../domain/tile.ts';
import { createTileReader } from '../domain/tile-nodes.ts';
import { createTreeHasher, HASH_BYTES } from '../domain/tree-hasher.ts';
import { baseOf, placeIn, type WhichLog } from './log-base.store.ts';

/**
 * SHA-256 as Node computes it in one call. Taken as text and copied: a Buffer with memory of its own for each hash costs three
 * times as much, and verifying ten million entries takes twenty million of them.
 */
export function sha256(data: Uint8Array): Uint8Array {
  const text = hash('sha256', data, 'binary');
  const bytes = new Uint8Array(HASH_BYTES);
  for (let i = 0; i < HASH_BYTES; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The log's tree as far as it is numbered, with the hashes of each level's tile that is not full yet. */
export interface LogTree {
  /** The number of the log, from 0. */
  readonly log: number;
  readonly size: number;
  /** `listFrontier(size)`, as hashes. */
  readonly hashes: readonly Uint8Array[];
  /** By level of tile: fewer than 256 hashes each. */
  readonly edges: readonly (readonly Uint8Array[])[];
}

/** A tile that has become full. */
export interface FullTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
  readonly root: Uint8Array;
}

export const EMPTY_TREE: LogTree = { log: 0, size: 0, hashes: [], edges: [] };

/** `tree` with these leaf hashes added, its head, and the tiles that became full. `tree` itself stays as it is. */
export function growTree(
  tree: LogTree,
  leaves: readonly Uint8Array[],
): { readonly tree: LogTree; readonly head: TreeHead; readonly tiles: readonly FullTile[] } {
  const edges = tree.edges.map((edge) => [...edge]);
  const tiles: FullTile[] = [];
  const edgeAt = (level: number) => {
    edges[level] ??= [];
    return edges[level];
  };
  const frontier: Frontier = createFrontier(createTreeHasher(sha256), tree, ({ level, index }, root) => {
    if (level % TILE_HEIGHT !== 0) return;
    const full = level / TILE_HEIGHT - 1;
    tiles.push({ level: full, index, hashes: concatBytes(...edgeAt(full)), root });
    edges[full] = [];
    edgeAt(full + 1).push(root);
  });
  for (const leaf of leaves) {
    edgeAt(0).push(leaf);
    frontier.append(leaf);
  }
  const grown = { log: tree.log, size: frontier.size, hashes: frontier.hashes(), edges };
  return { tree: grown, head: { size: grown.size, root: frontier.root() }, tiles };
}

/**
 * The bytes of a tile, full or as wide as asked; `null` when the log hasn't grown so far. A partial tile is not stored: it is
 * the leaf hashes, or the hashes of the full tiles below, that it stands for.
 */
export async function findTile(
  tx: Tx,
  { level, index, width }: TileRef,
  log: WhichLog = 'newest',
): Promise<Uint8Array | null> {
  const first = index * TILE_WIDTH;
  const [from, to] = [placeIn(log, first), placeIn(log, first + width)];
  const { rows } = await (width === TILE_WIDTH
    ? sql<{ hashes: Buffer | null }>`
        select hashes from ledger.tiles where level = ${level}::smallint and index = ${placeIn(log, index)}`
    : level === 0
      ? sql<{ hashes: Buffer | null }>`
        select string_agg(leaf, ''::bytea order by index) as hashes from ledger.positions
        where index >= ${from} and index < ${to}`
      : sql<{ hashes: Buffer | null }>`
        select string_agg(root, ''::bytea order by index) as hashes from ledger.tiles
        where level = ${level - 1}::smallint and index >= ${from} and index < ${to}`
  ).execute(tx);
  const hashes = rows[0]?.hashes;
  return hashes && hashes.length === width * HASH_BYTES ? new Uint8Array(hashes) : null;
}

/** How many entries of the log are numbered. */
export async function readSize(tx: Tx, log: WhichLog = 'newest'): Promise<number> {
  const { rows } = await sql<{ size: number }>`
    select coalesce(max(index) + 1 - ${baseOf(log)}, 0)::bigint as size from ledger.positions
    where index >= ${baseOf(log)} and index < ${baseOf(log)} + ${sql.lit(LOG_SPAN)}::bigint`.execute(tx);
  return rows[0]?.size ?? 0;
}

/** The head that was committed for `size`; `null` when there is none. */
export async function findHead(tx: Tx, size: number, log: WhichLog = 'newest'): Promise<TreeHead | null> {
  const { rows } = await sql<{ root: Buffer }>`
    select root from ledger.heads where size = ${placeIn(log, size)}`.execute(tx);
  return rows[0] ? { size, root: new Uint8Array(rows[0].root) } : null;
}

/** What is stored contradicts itself: somebody changed it, or it was restored in part. Names the size, nothing else. */
export class BrokenLog extends Error {
  constructor(size: number) {
    super(`the log of ${size} entries is not the one whose head was kept`);
  }
}

/** The tree of `size` entries from what is stored, in a few look-ups however large; `null` when some of it is not there. */
export async function readTree(tx: Tx, size: number, log: number): Promise<LogTree | null> {
  if (size === 0) return { ...EMPTY_TREE, log };
  const edges: Uint8Array[][] = [];
  const stored = new Map<number, Uint8Array>();
  for (let level = 0, count = size; count > 0; level += 1, count = Math.floor(count / TILE_WIDTH)) {
    const index = Math.floor(count / TILE_WIDTH);
    const width = tileWidth(level, index, size);
    const tile = width === 0 ? new Uint8Array(0) : await findTile(tx, { level, index, width }, log);
    if (!tile) return null;
    stored.set(level, tile);
    edges.push(Array.from({ length: width }, (_, i) => tile.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES)));
  }
  const hasher = createTreeHasher(sha256);
  const read = createTileReader(({ level }) => stored.get(level) ?? new Uint8Array(0), size, hasher);
  const hashes = listFrontier(size).map(({ level, index }) => read(level, index));
  return { log, size, hashes, edges };
}

/** The root of the tree of `size` entries from what is stored; `null` when some of it is not there. */
export async function readRoot(tx: Tx, size: number, log: number): Promise<Uint8Array | null> {
  const tree = await readTree(tx, size, log);
  return tree && growTree(tree, []).head.root;
}

/** The tree of `size` entries from what is stored. Throws `BrokenLog` when it doesn't come to the head that was kept. */
export async function loadTree(tx: Tx, size: number, log = 0): Promise<LogTree> {
  if (size === 0) return { ...EMPTY_TREE, log };
  const tree = await readTree(tx, size, log);
  const head = await findHead(tx, size, log);
  if (!tree || !head || !sameBytes(head.root, growTree(tree, []).head.root)) throw new BrokenLog(size);
  return tree;
}
