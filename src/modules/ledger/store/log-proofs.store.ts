/**
 * Proofs from the stored tiles: at most three statements each, every one by index, however long the log.
 * Source: RFC 9162, section 2.1; 40-ledger.md (Witnesses: the proof of filing).
 */
import { sql } from 'kysely';
import { utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { readPlace } from '../domain/log-place.ts';
import {
  type LeafRange,
  listProofNodes,
  makeProof,
  planConsistency,
  planInclusion,
} from '../domain/proof-ranges.ts';
import { TILE_WIDTH, type TileRef } from '../domain/tile.ts';
import { createTileReader, listTilesOfNodes } from '../domain/tile-nodes.ts';
import { createTreeHasher, HASH_BYTES } from '../domain/tree-hasher.ts';
import { baseOf, placeIn } from './log-base.store.ts';
import { BrokenLog, sha256 } from './log-tree.store.ts';

const nameOf = ({ level, index }: Pick<TileRef, 'level' | 'index'>) => `${level}/${index}`;

interface TileRow {
  readonly level: number;
  readonly index: number;
  readonly hashes: Buffer | null;
}

async function readFull(tx: Tx, log: number, tiles: readonly TileRef[]): Promise<readonly TileRow[]> {
  if (tiles.length === 0) return [];
  const { rows } = await sql<TileRow>`
    select t.level, w.index, t.hashes
    from unnest(${tiles.map((t) => t.level)}::smallint[], ${tiles.map((t) => t.index)}::bigint[]) as w (level, index)
    join ledger.tiles t on t.level = w.level and t.index = ${baseOf(log)} + w.index`.execute(tx);
  return rows;
}

/** The one tile of the lowest level that is not full: its hashes are those beside the positions. */
async function readEdge(tx: Tx, log: number, tile: TileRef | undefined): Promise<readonly TileRow[]> {
  if (!tile) return [];
  const first = tile.index * TILE_WIDTH;
  const { rows } = await sql<TileRow>`
    select 0 as level, ${tile.index}::bigint as index, string_agg(p.leaf, ''::bytea order by p.index) as hashes
    from ledger.positions p where p.index >= ${placeIn(log, first)} and p.index < ${placeIn(log, first + tile.width)}`.execute(
    tx,
  );
  return rows;
}

/** Tiles above that are not full: their hashes are the roots of the full tiles below. */
async function readUpperEdges(tx: Tx, log: number, tiles: readonly TileRef[]): Promise<readonly TileRow[]> {
  if (tiles.length === 0) return [];
  const { rows } = await sql<TileRow>`
    select w.level, w.index, (
      select string_agg(t.root, ''::bytea order by t.index) from ledger.tiles t
      where t.level = w.level - 1 and t.index >= ${baseOf(log)} + w.index * ${TILE_WIDTH}::bigint
        and t.index < ${baseOf(log)} + w.index * ${TILE_WIDTH}::bigint + w.width) as hashes
    from unnest(${tiles.map((t) => t.level)}::smallint[], ${tiles.map((t) => t.index)}::bigint[],
      ${tiles.map((t) => t.width)}::int[]) as w (level, index, width)`.execute(tx);
  return rows;
}

/** The bytes of these tiles, by `level/index`; throws `BrokenLog` when one is not there as wide as asked. */
async function readTiles(
  tx: Tx,
  log: number,
  tiles: readonly TileRef[],
  size: number,
): Promise<Map<string, Uint8Array>> {
  const full = tiles.filter(({ width }) => width === TILE_WIDTH);
  const partial = tiles.filter(({ width }) => width < TILE_WIDTH);
  const rows = [
    ...(await readFull(tx, log, full)),
    ...(await readEdge(
      tx,
      log,
      partial.find(({ level }) => level === 0),
    )),
    ...(await readUpperEdges(
      tx,
      log,
      partial.filter(({ level }) => level > 0),
    )),
  ];
  const found = new Map(rows.map((row) => [nameOf(row), row.hashes] as const));
  return new Map(
    tiles.map((tile) => {
      const hashes = found.get(nameOf(tile));
      if (hashes?.length !== tile.width * HASH_BYTES) throw new BrokenLog(size);
      return [nameOf(tile), new Uint8Array(hashes)] as const;
    }),
  );
}

async function prove(
  tx: Tx,
  log: number,
  ranges: readonly LeafRange[],
  size: number,
): Promise<readonly Uint8Array[]> {
  const stored = await readTiles(tx, log, listTilesOfNodes(listProofNodes(ranges), size), size);
  const hasher = createTreeHasher(sha256);
  const read = createTileReader((tile) => stored.get(nameOf(tile)) ?? new Uint8Array(0), size, hasher);
  return makeProof(ranges, read, hasher);
}

/** The hashes that lead from entry `index` to the root of the tree of `size`. Throws `RangeError` unless index < size <= what is numbered. */
export function proveInclusion(tx: Tx, index: number, size: number, log = 0): Promise<readonly Uint8Array[]> {
  return prove(tx, log, planInclusion(index, size), size);
}

/** The hashes that show that the tree of `newSize` begins with that of `oldSize`. Throws `RangeError` unless old <= new <= what is numbered. */
export function proveConsistency(
  tx: Tx,
  oldSize: number,
  newSize: number,
  log = 0,
): Promise<readonly Uint8Array[]> {
  return prove(tx, log, planConsistency(oldSize, newSize), newSize);
}

/** An entry in its place. */
export interface PlacedEntry {
  readonly id: string;
  /** The number of its log, from 0, and its index there. */
  readonly log: number;
  readonly index: number;
  /** The bytes the log commits to. */
  readonly entry: Uint8Array;
}

interface PlacedRow {
  readonly id: string;
  readonly index: number | null;
  readonly entry: string;
}

const toPlaced = (row: PlacedRow | undefined): PlacedEntry | 'not-numbered' | null => {
  if (!row) return null;
  if (row.index === null) return 'not-numbered';
  return { id: row.id, ...readPlace(row.index), entry: utf8(row.entry) };
};

/** The entry of this id; `not-numbered` for one that waits for its number; `null` for none. */
export async function findPlacedEntry(tx: Tx, id: string): Promise<PlacedEntry | 'not-numbered' | null> {
  const { rows } = await sql<PlacedRow>`
    select e.id, p.index, e.entry from ledger.entries e left join ledger.positions p on p.id = e.id
    where e.id = ${id}::uuid`.execute(tx);
  return toPlaced(rows[0]);
}

/** The first entry of this act about a record, as `findPlacedEntry` gives it. */
export async function findFirstEntry(
  tx: Tx,
  record: { readonly kind: string; readonly id: string },
  act: string,
): Promise<PlacedEntry | 'not-numbered' | null> {
  const { rows } = await sql<PlacedRow>`
    select e.id, p.index, e.entry from ledger.refs r
    join ledger.entries e on e.subject_ref = r.ref and e.act = ${act}
    left join ledger.positions p on p.id = e.id
    where r.kind = ${record.kind} and r.id = ${record.id} order by e.id limit 1`.execute(tx);
  return toPlaced(rows[0]);
}
