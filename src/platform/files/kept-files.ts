import { sql } from 'kysely';
import type { RecordRef } from '../../kernel/entry.ts';
import type { Vault } from '../../kernel/vault.ts';
import { anyOf } from '../any-of.ts';
import { openBytes } from '../crypto.ts';
import type { Db, Tx } from '../db.ts';
import { ATTACHMENT_COLUMNS, type FileSecret, fileTables } from './file-tables.ts';
import { openWaiting } from './intake.ts';
import { holderHash, partName } from './take-in.ts';

const PURPOSE = 'files.secret';
const concernRef = (id: string): RecordRef => ({ kind: 'concern', id });

/** A file that is part of a concern. */
export interface KeptFile {
  readonly id: string;
  readonly concern: string;
  /** `null` when the concern's key was erased, and the file with it. */
  readonly name: string | null;
  readonly mediaType: string;
  readonly bytes: number;
  readonly scan: 'clean' | 'not-scanned';
  readonly lockedAt: Temporal.Instant | null;
}

/** A kept file that can be read. */
export interface OpenableFile extends KeptFile {
  readonly name: string;
  /** Its content, part by part. Throws when any part was altered, moved or lost. */
  readonly content: () => AsyncIterable<Uint8Array>;
}

/** Files of concerns. */
export interface KeptFiles {
  /**
   * Makes waiting files part of a concern, in the command that raises it: their keys go under the concern's own.
   * `holder`, where given, must be who took them in. `null` when one of them isn't waiting; nothing is kept then.
   */
  keep(
    tx: Tx,
    concern: string,
    ids: readonly string[],
    holder: string | null,
  ): Promise<readonly KeptFile[] | null>;
  /** A concern's files, oldest first. */
  list(tx: Tx, concern: string): Promise<readonly KeptFile[]>;
  /** One of a concern's files, ready to be read, also after the transaction; `null` when erased or not there. */
  find(tx: Tx, concern: string, id: string): Promise<OpenableFile | null>;
  /** Locks a file: from now on for police posts only. False when it was locked already, or isn't there. */
  lock(tx: Tx, concern: string, id: string, at: Temporal.Instant): Promise<boolean>;
}

async function* readParts(db: Db, file: KeptFile, secret: FileSecret): AsyncGenerator<Uint8Array> {
  const key = Buffer.from(secret.key, 'base64url');
  let read = 0;
  for (let number = 0; read < file.bytes; number += 1) {
    const part = await fileTables(db)
      .selectFrom('files.parts')
      .select('sealed')
      .where('attachment_id', '=', file.id)
      .where('number', '=', number)
      .executeTakeFirstOrThrow();
    const plain = openBytes(key, part.sealed, partName(file.id, number));
    read += plain.length;
    yield plain;
  }
}

/** Kept files over the database. */
export function createKeptFiles(means: {
  readonly db: Db;
  readonly vault: Vault;
  readonly fileKey: Uint8Array;
}): KeptFiles {
  const { db, vault, fileKey } = means;
  const kept = (tx: Tx, concern: string) =>
    fileTables(tx)
      .selectFrom('files.attachments')
      .select(ATTACHMENT_COLUMNS)
      .where('concern_id', '=', concern)
      .where('state', '=', sql.lit('kept'));

  type Row = Awaited<ReturnType<ReturnType<typeof kept>['execute']>>[number];

  async function open(tx: Tx, row: Row): Promise<readonly [KeptFile, FileSecret | null]> {
    const concern = row.concern_id ?? '';
    const secret = await vault.openJson<FileSecret>(tx, concernRef(concern), PURPOSE, row.sealed);
    const { id, bytes, scan } = row;
    const name = secret?.name ?? null;
    return [{ id, concern, name, mediaType: row.media_type, bytes, scan, lockedAt: row.locked_at }, secret];
  }

  return {
    keep: async (tx, concern, ids, holder) => {
      if (ids.length === 0) return [];
      const rows = await fileTables(tx)
        .selectFrom('files.attachments')
        .select(ATTACHMENT_COLUMNS)
        .where('id', '=', anyOf(ids, 'uuid'))
        .where('state', '=', sql.lit('waiting'))
        .orderBy('id')
        .forUpdate()
        .execute();
      const theirs = holder === null || rows.every((row) => row.holder.equals(holderHash(fileKey, holder)));
      if (!theirs || rows.length !== new Set(ids).size) return null;
      const files: KeptFile[] = [];
      for (const row of rows) {
        const secret = openWaiting(fileKey, row);
        const sealed = Buffer.from(await vault.sealJson(tx, concernRef(concern), PURPOSE, secret));
        await fileTables(tx)
          .updateTable('files.attachments')
          .set({ state: 'kept', concern_id: concern, sealed })
          .where('id', '=', row.id)
          .execute();
        files.push({
          id: row.id,
          concern,
          name: secret.name,
          mediaType: row.media_type,
          bytes: row.bytes,
          scan: row.scan,
          lockedAt: null,
        });
      }
      return files;
    },
    list: async (tx, concern) => {
      const rows = await kept(tx, concern).orderBy('id').execute();
      const files: KeptFile[] = [];
      for (const row of rows) files.push((await open(tx, row))[0]);
      return files;
    },
    find: async (tx, concern, id) => {
      const row = await kept(tx, concern).where('id', '=', id).executeTakeFirst();
      if (!row) return null;
      const [file, secret] = await open(tx, row);
      return secret ? { ...file, name: secret.name, content: () => readParts(db, file, secret) } : null;
    },
    lock: async (tx, concern, id, at) => {
      const done = await fileTables(tx)
        .updateTable('files.attachments')
        .set({ locked_at: at })
        .where('id', '=', id)
        .where('concern_id', '=', concern)
        .where('locked_at', 'is', null)
        .executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
  };
}
