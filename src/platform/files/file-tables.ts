import { columnsOf } from '../columns.ts';
import type { Db } from '../db.ts';

export interface AttachmentRow {
  id: string;
  holder: Buffer;
  state: 'arriving' | 'waiting' | 'kept';
  concern_id: string | null;
  sealed: Buffer;
  media_type: string;
  bytes: number;
  scan: 'clean' | 'not-scanned';
  seen_at: Temporal.Instant;
  locked_at: Temporal.Instant | null;
}

export interface PartRow {
  attachment_id: string;
  number: number;
  sealed: Buffer;
}

type FileTables = {
  'files.attachments': AttachmentRow;
  'files.parts': PartRow;
};

/** The database or a transaction, narrowed to attachments. */
export function fileTables(db: Db) {
  return db.withTables<FileTables>();
}

/** What is sealed beside a file: its key, its name, and the SHA-256 of its content. */
export interface FileSecret {
  /** 32 bytes in base64url. */
  readonly key: string;
  readonly name: string;
  readonly sha256: string;
}

export const ATTACHMENT_COLUMNS = columnsOf<AttachmentRow>({
  id: true,
  holder: true,
  state: true,
  concern_id: true,
  sealed: true,
  media_type: true,
  bytes: true,
  scan: true,
  seen_at: true,
  locked_at: true,
});
