/**
 * Writing the log as files, in the layout of C2SP tlog-tiles: the folder is itself a log that any such client can read.
 * Source: 40-ledger.md (Verifying). Writes what is stored, and judges none of it: that is for whoever verifies.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Db } from '../../../platform/db.ts';
import { OperatorError } from '../../../platform/operator-error.ts';
import { formatBundle } from '../domain/entry-bundle.ts';
import { formatBodyEnd, formatBodyLine } from '../domain/exported-body.ts';
import {
  formatBundlePath,
  formatTilePath,
  listNewBundles,
  listNewTiles,
  TILE_WIDTH,
} from '../domain/tile.ts';
import { formatVerifierKey, type VerifierKey } from '../domain/verifier-key.ts';
import { listFullTiles, listPlacedEntries, listSealedBodies } from './export-rows.store.ts';
import { findTile } from './log-tree.store.ts';

/** Bundles and tiles fetched at once: a few megabytes. */
const AT_ONCE = 16;

/** One log to export. */
export interface ExportedLog {
  readonly key: VerifierKey;
  readonly checkpoint: { readonly log: number; readonly size: number; readonly note: Uint8Array };
  /** What it says of the log that it follows, and the key that shows that its first entry says so; none for the first log. */
  readonly follows?: { readonly statement: string; readonly commitmentKey: Uint8Array } | null;
}

/** What to export. */
export interface ExportOrder extends ExportedLog {
  /** A folder that is not there yet, or is empty. */
  readonly folder: string;
  /** The logs before it, the newest first: each goes into a folder `earlier` of the one that follows it. */
  readonly before?: readonly ExportedLog[];
  /** Entries before this one are left out, to be laid over an earlier export; 0 for all. */
  readonly from: number;
  /** What opens the records' keys, where the words are to be exported too. */
  readonly wrappingKey: Uint8Array | null;
  /** Lines of JSON that say whose pseudonyms those are who acted; `null` for none. */
  readonly names: readonly string[] | null;
}

/** Writes files of a folder, 0600 in folders 0700, never over one that is there. */
function createWriter(root: string) {
  let made = '';
  return {
    file(path: string, bytes: Uint8Array | string): void {
      const folder = dirname(join(root, path));
      if (folder !== made) mkdirSync(folder, { recursive: true, mode: 0o700 });
      made = folder;
      writeFileSync(join(root, path), bytes, { mode: 0o600, flag: 'wx' });
    },
    open: (path: string): number => openSync(join(root, path), 'wx', 0o600),
  };
}

type Writer = ReturnType<typeof createWriter>;

async function writeBundles(db: Db, writer: Writer, { from, checkpoint }: ExportOrder): Promise<void> {
  let held: readonly { readonly index: number; readonly entry: Uint8Array }[] = [];
  let until = 0;
  for (const bundle of listNewBundles(from, checkpoint.size)) {
    const start = bundle.index * TILE_WIDTH;
    if (start >= until) {
      until = Math.min(start + AT_ONCE * TILE_WIDTH, checkpoint.size);
      const range = { log: checkpoint.log, from: start, to: until };
      held = await db.transaction().execute((tx) => listPlacedEntries(tx, range));
    }
    const entries = held.filter(({ index }) => index >= start && index < start + bundle.width);
    if (entries.length > 0)
      writer.file(formatBundlePath(bundle), formatBundle(entries.map(({ entry }) => entry)));
  }
}

async function writeTiles(db: Db, writer: Writer, { from, checkpoint }: ExportOrder): Promise<void> {
  let held: ReadonlyMap<number, Uint8Array> = new Map();
  let at = { level: -1, until: 0 };
  for (const tile of listNewTiles(from, checkpoint.size)) {
    const { level, index, width } = tile;
    if (level !== at.level || index >= at.until) {
      at = { level, until: index + AT_ONCE };
      held = await db
        .transaction()
        .execute((tx) => listFullTiles(tx, level, { log: checkpoint.log, from: index, to: index + AT_ONCE }));
    }
    const partial = width < TILE_WIDTH;
    const hashes = partial
      ? await db.transaction().execute((tx) => findTile(tx, tile, checkpoint.log))
      : held.get(index);
    if (hashes) writer.file(formatTilePath(tile), hashes);
  }
}

async function writeBodies(
  db: Db,
  writer: Writer,
  order: ExportOrder,
  wrappingKey: Uint8Array,
): Promise<void> {
  const { from, checkpoint } = order;
  const handle = writer.open(`bodies-${from}.jsonl`);
  try {
    for (let start = from; start < checkpoint.size; start += AT_ONCE * TILE_WIDTH) {
      const to = Math.min(start + AT_ONCE * TILE_WIDTH, checkpoint.size);
      const bodies = await db
        .transaction()
        .execute((tx) => listSealedBodies(tx, wrappingKey, { log: checkpoint.log, from: start, to }));
      writeFileSync(handle, bodies.map((body) => `${formatBodyLine(body)}\n`).join(''));
    }
    writeFileSync(handle, `${formatBodyEnd(checkpoint.size)}\n`);
  } finally {
    closeSync(handle);
  }
}

/** The checkpoint comes last and is on the disk before the folder gets its name. */
function writeHead(root: string, writer: Writer, order: ExportOrder): void {
  const { from, key, checkpoint, names, follows } = order;
  writer.file('key', `${formatVerifierKey(key)}\n`);
  if (from > 0) writer.file('from', `${from}\n`);
  if (follows) writer.file('succession', `${follows.statement}\n${follows.commitmentKey.toHex()}\n`);
  if (names) writer.file('names.jsonl', names.map((line) => `${line}\n`).join(''));
  const handle = writer.open('checkpoint');
  try {
    writeFileSync(handle, checkpoint.note);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  const folder = openSync(root, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function refuseFull(folder: string, partial: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new OperatorError(
      `${folder} is not empty. Name a new folder: an export never writes over anything.`,
    );
  if (existsSync(partial))
    throw new OperatorError(
      `${partial} is left from an export that broke off. Remove it, or name another folder.`,
    );
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is in a folder that does not exist',
  ENOTDIR: 'is not a folder',
  EACCES: "can't be written",
  EROFS: "can't be written",
  ENOSPC: 'does not fit: the disk is full',
};

/** Writes a log into a folder that is there, and those before it into that. */
async function writeLog(db: Db, root: string, order: ExportOrder): Promise<void> {
  const { wrappingKey, before = [] } = order;
  const writer = createWriter(root);
  await writeTiles(db, writer, order);
  await writeBundles(db, writer, order);
  if (wrappingKey) await writeBodies(db, writer, order, wrappingKey);
  const [earlier, ...rest] = before;
  if (earlier) {
    const folder = join(root, 'earlier');
    mkdirSync(folder, { mode: 0o700 });
    await writeLog(db, folder, { ...earlier, folder, from: 0, before: rest, wrappingKey, names: null });
  }
  writeHead(root, writer, order);
}

/**
 * Writes an export whole or not at all: into `FOLDER.partial`, which then gets its name. Holds a few megabytes, however long
 * the log. Throws `OperatorError` where there is something already, or no room.
 */
export async function writeExport(db: Db, order: ExportOrder): Promise<void> {
  const { folder, from, checkpoint } = order;
  const partial = `${folder}.partial`;
  if (from > checkpoint.size)
    throw new OperatorError(`The log has ${checkpoint.size} entries: an export can't begin at ${from}.`);
  let begun = false;
  try {
    refuseFull(folder, partial);
    mkdirSync(partial, { mode: 0o700 });
    begun = true;
    await writeLog(db, partial, order);
    if (existsSync(folder)) rmdirSync(folder);
    renameSync(partial, folder);
  } catch (cause) {
    if (begun) rmSync(partial, { recursive: true, force: true });
    const reason = REASONS[(cause as NodeJS.ErrnoException).code ?? ''];
    throw reason ? new OperatorError(`${folder} ${reason}. Nothing was exported.`, { cause }) : cause;
  }
}
