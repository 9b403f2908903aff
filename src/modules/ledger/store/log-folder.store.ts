/**
 * Reading an export from a folder that nobody vouches for: it may hold links that lead out of it, devices that never end,
 * folders named as files. Each is refused in a sentence; none is followed.
 */
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  opendirSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { readUtf8 } from '../../../kernel/bytes.ts';
import { Malformed } from '../domain/malformed.ts';
import { parseTilePath } from '../domain/tile.ts';
import { isTreeSize } from '../domain/tree-size.ts';
import type { Lines, LogFile, LogFolder } from '../ports.ts';

/** No link at the end of a path, and no waiting for the other end of a pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const PIECE_BYTES = 1 << 16;
const NEWLINE = 0x0a;
/** The deepest that a tile lies: `tile/entries/` and six steps. */
const DEEPEST = 10;

const OTHERS = new Set(['checkpoint', 'key', 'from', 'names.jsonl', 'succession']);
/** The log that this one follows: an export of its own. */
const EARLIER = 'earlier';

/** Names are shown to whoever runs this: without anything that could move a terminal's cursor. */
const show = (path: string) => JSON.stringify(path.length > 100 ? `${path.slice(0, 100)}…` : path);

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ELOOP') return 'is a link; an export holds none';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by you';
  if (code === 'ENXIO') return 'is no ordinary file';
  return `can't be read (${code ?? 'unknown reason'})`;
}

/** Does something with the file system; what goes wrong there is the folder's fault. */
function reach<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Malformed || typeof (error as NodeJS.ErrnoException).code !== 'string') throw error;
    throw new Malformed(`${show(path)} ${reasonOf(error)}.`);
  }
}

/** What a path of the folder is; throws `Malformed` for a name that no export has. */
function parseFile(path: string): LogFile {
  if (OTHERS.has(path)) return { kind: 'other' };
  const from = /^bodies-(0|[1-9]\d{0,15})\.jsonl$/.exec(path)?.[1];
  if (from !== undefined && isTreeSize(Number(from))) return { kind: 'bodies', from: Number(from) };
  try {
    return parseTilePath(path);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    throw new Malformed(`${show(path)} is no part of an export.`);
  }
}

function* surveyFolder(root: string, folder: string, depth: number): Generator<LogFile & { path: string }> {
  const handle = reach(folder, () => opendirSync(join(root, folder)));
  try {
    for (;;) {
      const found = reach(folder, () => handle.readSync());
      if (!found) return;
      const path = folder === '' ? found.name : `${folder}/${found.name}`;
      if (found.isSymbolicLink()) throw new Malformed(`${show(path)} is a link; an export holds none.`);
      if (path === EARLIER && found.isDirectory()) continue;
      if (found.isFile()) yield { ...parseFile(path), path };
      else if (!found.isDirectory()) throw new Malformed(`${show(path)} is no ordinary file.`);
      else if (depth >= DEEPEST || !isTileFolder(path))
        throw new Malformed(`${show(path)} is a folder, which no export has there.`);
      else yield* surveyFolder(root, path, depth + 1);
    }
  } finally {
    handle.closeSync();
  }
}

/** True for what can be a folder on the way to a tile. */
function isTileFolder(path: string): boolean {
  return /^tile(?:\/(?:entries|\d{1,2})(?:\/x\d{3})*(?:\/\d{3}\.p)?)?$/.test(path);
}

function openFile(root: string, path: string, most: number): { handle: number; size: number } | null {
  let handle: number;
  try {
    handle = openSync(join(root, path), READ);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return null;
    throw new Malformed(`${show(path)} ${reasonOf(error)}.`);
  }
  const stat = fstatSync(handle);
  if (stat.isFile() && stat.size <= most) return { handle, size: stat.size };
  closeSync(handle);
  const why = stat.isFile() ? `is larger than any such file of an export (${stat.size} bytes)` : 'is no file';
  throw new Malformed(`${show(path)} ${why}.`);
}

function readWhole(handle: number, size: number, path: string): Uint8Array {
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const got = reach(path, () => readSync(handle, bytes, at, size - at, at));
    if (got === 0) throw new Malformed(`${show(path)} became shorter while it was read.`);
    at += got;
  }
  return bytes;
}

function createLines(handle: number, path: string, most: number): Lines {
  let kept = Buffer.alloc(0);
  let searched = 0;
  let ended = false;

  function fill(): void {
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    const got = reach(path, () => readSync(handle, piece, 0, PIECE_BYTES, null));
    ended = got === 0;
    kept = Buffer.concat([kept, piece.subarray(0, got)]);
  }

  function next(): string | null {
    for (;;) {
      const end = kept.indexOf(NEWLINE, searched);
      if (end !== -1) {
        const line = readUtf8(kept.subarray(0, end));
        kept = kept.subarray(end + 1);
        searched = 0;
        if (line === null) throw new Malformed(`${show(path)} holds a line that is not UTF-8 text.`);
        return line;
      }
      if (ended && kept.length === 0) return null;
      if (ended) throw new Malformed(`${show(path)} ends in the middle of a line.`);
      if (kept.length > most) throw new Malformed(`${show(path)} holds a line longer than any of an export.`);
      searched = kept.length;
      fill();
    }
  }

  return { next, close: () => closeSync(handle) };
}

/** Opens a folder that should hold an export. Throws `Malformed` when it is no folder. */
export function openLogFolder(folder: string, within: string | null = null): LogFolder {
  const root = reach(folder, () => realpathSync(folder));
  if (!reach(folder, () => statSync(root)).isDirectory())
    throw new Malformed(`${show(folder)} is no folder.`);
  // An earlier log lies in the folder of the later one, not behind a link that leads elsewhere.
  if (within !== null && root !== within)
    throw new Malformed(`${show(EARLIER)} is a link; an export holds none.`);
  return {
    survey: () => surveyFolder(root, '', 0),
    earlier: () => {
      const path = join(root, EARLIER);
      return existsSync(path) ? openLogFolder(path, path) : null;
    },
    read: (path, most) => {
      const file = openFile(root, path, most);
      if (!file) return null;
      try {
        return readWhole(file.handle, file.size, path);
      } finally {
        closeSync(file.handle);
      }
    },
    lines: (path, most) => {
      const file = openFile(root, path, Number.MAX_SAFE_INTEGER);
      if (!file) throw new Malformed(`${show(path)} is not there.`);
      return createLines(file.handle, path, most);
    },
  };
}

/** One file by itself, such as an earlier checkpoint or a proof. Throws `Malformed` when it is not there or too large. */
export function readLooseFile(path: string, most: number): Uint8Array {
  return reach(path, () => {
    // Here a link is followed: whoever runs this named the file.
    const handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = fstatSync(handle);
      if (!stat.isFile()) throw new Malformed(`${show(path)} is no file.`);
      if (stat.size > most)
        throw new Malformed(`${show(path)} is larger than any such file (${stat.size} bytes).`);
      return readWhole(handle, stat.size, path);
    } finally {
      closeSync(handle);
    }
  });
}
