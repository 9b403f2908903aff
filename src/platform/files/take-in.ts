import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock } from '../../kernel/clock.ts';
import type { IdSource } from '../../kernel/ids.ts';
import { accept, type Outcome, refuse } from '../../kernel/refusal.ts';
import { deriveKey, hmac, sealBytes } from '../crypto.ts';
import type { Db } from '../db.ts';
import { type FileSecret, fileTables } from './file-tables.ts';
import { nameFile } from './name-file.ts';
import { beginScan, noScan, type Scan } from './scan-file.ts';
import { type FileKind, TELLING_BYTES, tellKind } from './tell-kind.ts';

/** Most files one sender may have waiting. */
export const MOST_FILES = 10;
/** Largest file, in bytes. */
export const LARGEST_FILE = 25 * 1024 * 1024;
const PART = 512 * 1024;

/** A file that waits to be sent with a concern. */
export interface WaitingFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly scan: 'clean' | 'not-scanned';
}

export interface IntakeMeans {
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: IdSource;
  /** 32 bytes from outside the database, for files that have no record yet. */
  readonly fileKey: Uint8Array;
  /** ClamAV's socket, or `null` for none. */
  readonly clamd: string | null;
}

/** The associated data of each part: it can be opened only in its own place. */
export function partName(id: string, number: number): string {
  return `files.part ${id} ${number}`;
}

/** How a holder is written down: never as itself. */
export function holderHash(fileKey: Uint8Array, holder: string): Buffer {
  return hmac(deriveKey(fileKey, 'files.holder'), holder);
}

/** Seals a waiting file's secret. */
export function sealWaiting(fileKey: Uint8Array, id: string, secret: FileSecret): Buffer {
  const text = Buffer.from(JSON.stringify(secret), 'utf8');
  return Buffer.from(sealBytes(deriveKey(fileKey, 'files.waiting'), text, `files.waiting ${id}`));
}

interface Arrival {
  readonly bytes: number;
  readonly sha256: string;
  readonly kind: FileKind;
}

/** Cuts a stream into parts of at most `PART` bytes, whatever pieces it comes in. */
async function* inParts(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    held.push(Buffer.from(chunk));
    size += chunk.length;
    if (size < PART) continue;
    const whole = Buffer.concat(held);
    let at = 0;
    for (; whole.length - at >= PART; at += PART) yield whole.subarray(at, at + PART);
    held = [whole.subarray(at)];
    size = whole.length - at;
  }
  if (size > 0) yield Buffer.concat(held);
}

async function store(
  means: IntakeMeans,
  id: string,
  key: Uint8Array,
  stream: AsyncIterable<Uint8Array>,
  scan: Scan,
): Promise<Outcome<Arrival>> {
  const hash = createHash('sha256');
  let kind: FileKind | null = null;
  let bytes = 0;
  let number = 0;
  for await (const part of inParts(stream)) {
    if (number === 0) kind = await tellKind(part.subarray(0, TELLING_BYTES));
    if (!kind) return refuse('files.unknown-kind');
    bytes += part.length;
    if (bytes > LARGEST_FILE) return refuse('files.too-big');
    hash.update(part);
    await scan.write(part);
    const sealed = Buffer.from(sealBytes(key, part, partName(id, number)));
    await fileTables(means.db)
      .insertInto('files.parts')
      .values({ attachment_id: id, number, sealed })
      .execute();
    number += 1;
  }
  return kind ? accept({ bytes, kind, sha256: hash.digest('hex') }) : refuse('files.empty');
}

/** Forgets a file that is not part of any concern yet. */
export async function discardFile(means: IntakeMeans, holder: string, id: string): Promise<void> {
  await fileTables(means.db)
    .deleteFrom('files.attachments')
    .where('id', '=', id)
    .where('holder', '=', holderHash(means.fileKey, holder))
    .where('state', '<>', sql.lit('kept'))
    .execute();
}

async function makeRoom(means: IntakeMeans, holder: Buffer, id: string): Promise<boolean> {
  const db = fileTables(means.db);
  const { count } = await db
    .selectFrom('files.attachments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('holder', '=', holder)
    .where('state', '<>', sql.lit('kept'))
    .executeTakeFirstOrThrow();
  if (count >= MOST_FILES) return false;
  await db
    .insertInto('files.attachments')
    .values({
      id,
      holder,
      state: 'arriving',
      concern_id: null,
      sealed: Buffer.alloc(0),
      media_type: '',
      bytes: 0,
      scan: 'not-scanned',
      seen_at: means.clock.wall(),
      locked_at: null,
    })
    .execute();
  return true;
}

/**
 * Takes one file in, part by part as it arrives: told by its bytes, bounded, scanned on the way, sealed, never unpacked
 * and never held whole in memory. Refuses `files.*`; a file that breaks off or is refused leaves nothing behind.
 */
export async function takeIn(
  means: IntakeMeans,
  holder: string,
  file: {
    readonly name: string;
    readonly stream: AsyncIterable<Uint8Array>;
    readonly cutShort: () => boolean;
  },
): Promise<Outcome<WaitingFile>> {
  const id = means.ids.next();
  if (!(await makeRoom(means, holderHash(means.fileKey, holder), id))) return refuse('files.too-many');
  const key = randomBytes(32);
  const scan = means.clamd === null ? noScan : beginScan(means.clamd);
  let whole = false;
  try {
    const arrived = await store(means, id, key, file.stream, scan);
    if (!arrived.ok) return arrived;
    if (file.cutShort()) return refuse('files.too-big');
    const verdict = await scan.finish();
    if (verdict === 'infected') return refuse('files.infected');
    const { bytes, kind, sha256 } = arrived.value;
    const name = nameFile(file.name, kind.extension);
    const result = verdict === 'clean' ? 'clean' : 'not-scanned';
    const sealed = sealWaiting(means.fileKey, id, { key: key.toString('base64url'), name, sha256 });
    const seen = means.clock.wall();
    const { mediaType } = kind;
    await fileTables(means.db)
      .updateTable('files.attachments')
      .set({ state: 'waiting', sealed, media_type: mediaType, bytes, scan: result, seen_at: seen })
      .where('id', '=', id)
      .execute();
    whole = true;
    return accept({ id, name, mediaType, bytes, scan: result });
  } finally {
    if (!whole) {
      scan.abandon();
      await discardFile(means, holder, id);
    }
  }
}
