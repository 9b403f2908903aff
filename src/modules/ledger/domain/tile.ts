/**
 * Tiles: the tree's hashes in files of 256, named so that anybody can fetch what a proof needs.
 * Source: C2SP tlog-tiles (height 8). A tile of level l holds, side by side, the hashes of subtrees of 256^l leaves.
 */
import { Malformed, refuse } from './malformed.ts';
import { isTreeSize, MOST_LEAVES, parseDecimal } from './tree-size.ts';

export const TILE_HEIGHT = 8;
/** Hashes in a full tile, and entries in a full bundle. */
export const TILE_WIDTH = 256;
const HIGHEST_LEVEL = 63;
/** The longest path there can be: level 63, or an index of 2^53 - 1 in six steps, and a width. */
const LONGEST_PATH = 64;

/** A tile of hashes. `width` is how many it holds: 256 when full, 1 to 255 at the right-hand edge of a tree. */
export interface TileRef {
  readonly level: number;
  readonly index: number;
  readonly width: number;
}

/** A bundle of entries: those that the level 0 tile of this index and width has the hashes of. */
export type BundleRef = Pick<TileRef, 'index' | 'width'>;

/** How many hashes the tiles of `level` hold together in a tree of `size`: floor(size / 256^level). */
function countHashes(level: number, size: number): number {
  let count = size;
  for (let i = 0; i < level && count > 0; i += 1) count = Math.floor(count / TILE_WIDTH);
  return count;
}

/** How wide a tile is in a tree of `size` leaves: 0 when it is not in it, 256 when it is full. */
export function tileWidth(level: number, index: number, size: number): number {
  return Math.max(0, Math.min(TILE_WIDTH, countHashes(level, size) - index * TILE_WIDTH));
}

/**
 * The tiles that are new or have become wider since a tree of `from` leaves grew to `to`, lowest level first; from 0, all
 * tiles there are. Throws `RangeError` unless 0 <= from <= to <= 2^53 - 1.
 */
export function* listNewTiles(from: number, to: number): Generator<TileRef> {
  if (!isTreeSize(from) || !isTreeSize(to) || from > to) throw new RangeError('a tree never gets smaller');
  for (let level = 0, before = from, now = to; now > 0; level += 1) {
    if (now > before)
      for (let index = Math.floor(before / TILE_WIDTH); index * TILE_WIDTH < now; index += 1)
        yield { level, index, width: Math.min(TILE_WIDTH, now - index * TILE_WIDTH) };
    [before, now] = [Math.floor(before / TILE_WIDTH), Math.floor(now / TILE_WIDTH)];
  }
}

/** The bundles that are new or have become longer since a log of `from` entries grew to `to`. Throws as `listNewTiles` does. */
export function* listNewBundles(from: number, to: number): Generator<BundleRef> {
  for (const { level, index, width } of listNewTiles(from, to)) {
    if (level > 0) return;
    yield { index, width };
  }
}

/** An index in steps of three digits, all but the last after an x: 1234067 is `x001/x234/067`. */
function formatIndex(index: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  return padded.replaceAll(/\d{3}(?!$)/g, 'x$&/');
}

function formatPlace({ index, width }: BundleRef): string {
  const whole = isTreeSize(index) && Number.isInteger(width) && width >= 1 && width <= TILE_WIDTH;
  if (!whole) throw new RangeError('no such tile');
  return formatIndex(index) + (width < TILE_WIDTH ? `.p/${width}` : '');
}

/** Where a tile is served: `tile/0/x001/x234/067`, a partial one with `.p/` and its width. Throws `RangeError` if there is none such. */
export function formatTilePath(tile: TileRef): string {
  if (!Number.isInteger(tile.level) || tile.level < 0 || tile.level > HIGHEST_LEVEL)
    throw new RangeError('no such tile');
  return `tile/${tile.level}/${formatPlace(tile)}`;
}

/** Where a bundle is served: `tile/entries/000`. Throws `RangeError` if there is none such. */
export function formatBundlePath(bundle: BundleRef): string {
  return `tile/entries/${formatPlace(bundle)}`;
}

/** What a path leads to. */
export type TilePath = ({ readonly kind: 'hashes' } & TileRef) | ({ readonly kind: 'entries' } & BundleRef);

const PATH = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

function readPath(text: string): TilePath {
  const [, kind = '', steps = '', width] = (text.length <= LONGEST_PATH ? PATH.exec(text) : null) ?? [];
  if (kind === '') refuse('This is not the path of a tile or a bundle.');
  const place = {
    index: parseDecimal(steps.replaceAll(/[x/]/g, '').replace(/^0+(?=\d)/, '')),
    width: width === undefined ? TILE_WIDTH : parseDecimal(width),
  };
  return kind === 'entries' ? { kind, ...place } : { kind: 'hashes', level: parseDecimal(kind), ...place };
}

/**
 * Reads a path as the formatters above write it. Throws `Malformed` for everything else: needless leading steps or zeroes, a
 * width of 0 or 256, a level over 63, an index past the last leaf there can be. Two names for one tile would be cached apart.
 */
export function parseTilePath(text: string): TilePath {
  const path = readPath(text);
  const sentence = 'This path is not spelt as the path of a tile is.';
  const level = path.kind === 'hashes' ? path.level : 0;
  if (level > HIGHEST_LEVEL || path.index * TILE_WIDTH > MOST_LEAVES) refuse(sentence);
  const again = path.kind === 'hashes' ? formatTilePath(path) : formatBundlePath(path);
  if (again !== text) throw new Malformed(sentence);
  return path;
}
