import { randomUUID } from 'node:crypto';
import { closeSync, createWriteStream, fsyncSync, linkSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { JsonObject } from '../../kernel/json.ts';
import { readMigrationRows } from '../migrate.ts';
import { readQueueVersion } from '../migrate-queue.ts';
import { OperatorError } from '../operator-error.ts';
import { type BackupTable, KEY_TABLES, listSequences, listTables } from './catalogue.ts';
import { encodeFrame, FIRST_LINE, openDigest } from './frames.ts';
import type { BackupHeader } from './read-backup.ts';

export interface BackupOptions {
  readonly ownerUrl: string;
  readonly now: Temporal.Instant;
  /** Version of Heed, for the header. */
  readonly heed: string;
  readonly file: string;
  readonly keysFile: string;
  /** What goes into the file of keys beside the records' keys: name to base64url. */
  readonly secrets: Readonly<Record<string, string>>;
}

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
}

const NEWLINE = 0x0a;

function countLines(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
}

interface Parts {
  readonly header: BackupHeader;
  readonly tables: readonly BackupTable[];
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Every frame of one file, read from the open transaction as it goes. `summary` is filled in at the end. */
async function* composeFrames(
  client: pg.Client,
  parts: Parts,
  summary: { tables: number; rows: number },
): AsyncGenerator<Buffer> {
  const whole = openDigest();
  const framed = (frame: Buffer) => {
    whole.add(frame);
    return frame;
  };
  yield Buffer.from(FIRST_LINE);
  yield framed(encodeFrame('H', parts.header as unknown as JsonObject));
  for (const table of parts.tables) {
    const digest = openDigest();
    let rows = 0;
    yield framed(encodeFrame('T', { name: table.name, columns: [...table.columns] }));
    const copy = client.query(copyTo(`copy ${table.name} (${table.columns.join(', ')}) to stdout`));
    for await (const chunk of copy as AsyncIterable<Buffer>) {
      digest.add(chunk);
      rows += countLines(chunk);
      yield framed(encodeFrame('D', chunk));
    }
    yield framed(encodeFrame('E', { rows, sha256: digest.hex() }));
    summary.tables += 1;
    summary.rows += rows;
  }
  const sequences = parts.secrets ? [] : await listSequences(client);
  yield framed(encodeFrame('S', { sequences: sequences.map((sequence) => ({ ...sequence })) }));
  if (parts.secrets) yield framed(encodeFrame('K', { ...parts.secrets }));
  yield encodeFrame('Z', { ...summary, sha256: whole.hex() });
}

/** The first line stays plain; all after it is compressed. */
async function* compressAfterFirst(frames: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  const first = await frames.next();
  if (!first.done) yield first.value;
  const zstd = createZstdCompress({ params: { [constants.ZSTD_c_checksumFlag]: 1 } });
  const done = pipeline(Readable.from(frames), zstd);
  // Told below, once the reader has had everything.
  done.catch(() => undefined);
  yield* zstd as AsyncIterable<Buffer>;
  await done;
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes `path` whole or not at all, 0600. Refuses to overwrite. */
async function writeFile(path: string, frames: AsyncGenerator<Buffer>): Promise<void> {
  const half = `${path}.half-${process.pid}`;
  try {
    await pipeline(
      compressAfterFirst(frames),
      createWriteStream(half, { mode: 0o600, flags: 'wx', flush: true }),
    );
    linkSync(half, path);
    syncFolder(dirname(path));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    const reasons: Record<string, string> = {
      EEXIST: 'is there already; a backup never overwrites another',
      ENOENT: 'is in a folder that does not exist',
      EACCES: "is in a folder that can't be written",
      ENOSPC: 'does not fit: the disk is full',
    };
    const reason = code === undefined ? undefined : reasons[code];
    throw reason ? new OperatorError(`${path} ${reason}. No backup was made.`, { cause }) : cause;
  } finally {
    rmSync(half, { force: true });
  }
}

/**
 * Backs up a database that is in use: everything as it stood at one instant (one read-only transaction at repeatable
 * read), into two files: the rows, and apart from them the records' keys with Heed's secrets. The keys are written
 * last, so a file of keys without its backup can't be left behind by a failure. Refuses to overwrite.
 */
export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  const client = new pg.Client({
    connectionString: options.ownerUrl,
    application_name: 'heed backup',
    options:
      '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c bytea_output=hex -c row_security=off',
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin transaction isolation level repeatable read, read only');
    const header: BackupHeader = {
      kind: 'backup',
      id: randomUUID(),
      takenAt: options.now.toString(),
      heed: options.heed,
      migrations: await readMigrationRows(client),
      queue: await readQueueVersion(client),
    };
    if (header.migrations.length === 0)
      throw new OperatorError('There is nothing to back up: this database has never been migrated.');
    const tables = await listTables(client);
    const rows = { tables: 0, rows: 0 };
    const isKey = (table: BackupTable) => KEY_TABLES.includes(table.name);
    await writeFile(
      options.file,
      composeFrames(client, { header, tables: tables.filter((table) => !isKey(table)) }, rows),
    );
    const keys = {
      header: { ...header, kind: 'keys' as const },
      tables: tables.filter(isKey),
      secrets: options.secrets,
    };
    await writeFile(options.keysFile, composeFrames(client, keys, { tables: 0, rows: 0 }));
    await client.query('commit');
    return rows;
  } finally {
    await client.end();
  }
}
