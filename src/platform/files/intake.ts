import { sql } from 'kysely';
import { deriveKey, openBytes } from '../crypto.ts';
import { type AttachmentRow, type FileSecret, fileTables } from './file-tables.ts';
import { discardFile, holderHash, type IntakeMeans, takeIn, type WaitingFile } from './take-in.ts';

/**
 * Files on their way in, for public pages and the partner API. `holder` is whoever may see and send them: a draft's
 * cookie, an agency's system; it is kept only as an HMAC.
 */
export interface AttachmentIntake {
  /** Takes one file in. Refuses `files.*`; leaves nothing behind when refused or broken off. */
  take(
    holder: string,
    file: {
      readonly name: string;
      readonly stream: AsyncIterable<Uint8Array>;
      /** True, once the stream has ended, when it was cut off at the size limit. */
      readonly cutShort: () => boolean;
    },
  ): ReturnType<typeof takeIn>;
  /** The holder's waiting files, oldest first. Looking keeps them from being forgotten. */
  list(holder: string): Promise<readonly WaitingFile[]>;
  /** Forgets one waiting file. */
  discard(holder: string, id: string): Promise<void>;
  /** Forgets all the holder's waiting files: on quick exit, and when a draft is forgotten. */
  discardAll(holder: string): Promise<void>;
  /** Forgets every file that nobody has looked at for twelve hours. Gives how many. */
  sweep(): Promise<number>;
}

const FORGOTTEN_AFTER = Temporal.Duration.from({ hours: 12 });

/** Opens a waiting file's secret. Throws when it was altered. */
export function openWaiting(fileKey: Uint8Array, row: Pick<AttachmentRow, 'id' | 'sealed'>): FileSecret {
  const text = openBytes(deriveKey(fileKey, 'files.waiting'), row.sealed, `files.waiting ${row.id}`);
  return JSON.parse(Buffer.from(text).toString('utf8')) as FileSecret;
}

/** The intake over the database. */
export function createIntake(means: IntakeMeans): AttachmentIntake {
  const db = fileTables(means.db);
  const hash = (holder: string) => holderHash(means.fileKey, holder);
  return {
    take: (holder, file) => takeIn(means, holder, file),
    list: async (holder) => {
      const rows = await db
        .updateTable('files.attachments')
        .set({ seen_at: means.clock.wall() })
        .where('holder', '=', hash(holder))
        .where('state', '=', sql.lit('waiting'))
        .returning(['id', 'sealed', 'media_type', 'bytes', 'scan'])
        .execute();
      return rows
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((row) => {
          const { name } = openWaiting(means.fileKey, row);
          return { id: row.id, name, mediaType: row.media_type, bytes: row.bytes, scan: row.scan };
        });
    },
    discard: (holder, id) => discardFile(means, holder, id),
    discardAll: async (holder) => {
      await db
        .deleteFrom('files.attachments')
        .where('holder', '=', hash(holder))
        .where('state', '<>', sql.lit('kept'))
        .execute();
    },
    sweep: async () => {
      const gone = await db
        .deleteFrom('files.attachments')
        .where('state', '<>', sql.lit('kept'))
        .where('seen_at', '<', means.clock.wall().subtract(FORGOTTEN_AFTER))
        .executeTakeFirst();
      return Number(gone.numDeletedRows);
    },
  };
}
