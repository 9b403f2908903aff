/**
 * What a process remembers of the tiles that it has read whole and found sound. As long as a tile's fingerprint is the one it
 * had then, not a byte of it is another, and it need not be read whole again. Source: 40-ledger.md (Verifying).
 *
 * Kept in memory only: whoever writes the database could otherwise put an older fingerprint beside older rows.
 */
import { sameBytes } from '../../../kernel/bytes.ts';
import { HASH_BYTES, type TreeHasher } from './tree-hasher.ts';

/** A full tile that was read whole and found sound. */
export interface ProvenTile {
  readonly root: Uint8Array;
  /** The largest size in it of which there was a head or a checkpoint; `null` where there was none. */
  readonly lastMark: number | null;
}

export interface ProvenTiles {
  /** True when something is remembered of tile `index`. */
  has(index: number): boolean;
  /**
   * What was found of tile `index`, if it has the same `fingerprint` (32 bytes) still, and the tree before it the same root
   * `before`: a head inside a tile speaks of all that came before it as well. `null` otherwise.
   */
  find(index: number, before: Uint8Array, fingerprint: Uint8Array): ProvenTile | null;
  keep(index: number, before: Uint8Array, fingerprint: Uint8Array, tile: ProvenTile): void;
}

/** One hash over the root before and the fingerprint, the tile's own root, and its last mark, of which 0 says none. */
const RECORD_BYTES = 2 * HASH_BYTES + 8;
/** Tiles there is room for at first. */
const ROOM = 64;

/** An empty memory. It takes 72 bytes for each tile, and up to twice that as it grows: some 3 to 6 MB for ten million entries. */
export function createProvenTiles(hasher: TreeHasher): ProvenTiles {
  let bytes = new Uint8Array(ROOM * RECORD_BYTES);
  const seal = (index: number) => bytes.subarray(index * RECORD_BYTES, index * RECORD_BYTES + HASH_BYTES);
  const root = (index: number) =>
    bytes.subarray(index * RECORD_BYTES + HASH_BYTES, index * RECORD_BYTES + 2 * HASH_BYTES);
  const mark = (index: number) => new DataView(bytes.buffer, index * RECORD_BYTES + 2 * HASH_BYTES, 8);
  const has = (index: number) =>
    (index + 1) * RECORD_BYTES <= bytes.length && seal(index).some((byte) => byte !== 0);
  return {
    has,
    find(index, before, fingerprint) {
      if (!has(index) || !sameBytes(seal(index), hasher.node(before, fingerprint))) return null;
      return { root: root(index).slice(), lastMark: mark(index).getFloat64(0) || null };
    },
    keep(index, before, fingerprint, tile) {
      const needed = (index + 1) * RECORD_BYTES;
      if (needed > bytes.length) {
        const wider = new Uint8Array(Math.max(needed, 2 * bytes.length));
        wider.set(bytes);
        bytes = wider;
      }
      seal(index).set(hasher.node(before, fingerprint));
      root(index).set(tile.root);
      mark(index).setFloat64(0, tile.lastMark ?? 0);
    },
  };
}
