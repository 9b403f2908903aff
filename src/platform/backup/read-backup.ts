import type { Applied } from '../migrate.ts';
import { OperatorError } from '../operator-error.ts';
import type { BackupSequence, BackupTable } from './catalogue.ts';
import { describeDamage, encodeFrame, type Frame, frameJson, openDigest, readFrames } from './frames.ts';

/** What a backup says of itself. Its two files share `id` and `takenAt`. */
export interface BackupHeader {
  readonly kind: 'backup' | 'keys';
  readonly id: string;
  /** Instant of the snapshot's start. */
  readonly takenAt: string;
  /** Version of the Heed that made it. */
  readonly heed: string;
  readonly migrations: readonly Applied[];
  /** The job queue's schema version. */
  readonly queue: number | null;
}

/** What is in a backup, found by reading all of it. */
export interface BackupContents {
  readonly header: BackupHeader;
  readonly tables: readonly (BackupTable & { readonly rows: number })[];
  readonly rows: number;
  readonly sequences: readonly BackupSequence[];
  readonly secrets: Readonly<Record<string, string>>;
}

interface TableEnd {
  readonly rows: number;
  readonly sha256: string;
}

interface End extends TableEnd {
  readonly tables: number;
}

/** What a reader of rows is handed, in the file's order. */
export interface RowSink {
  table(table: BackupTable): Promise<void>;
  rows(bytes: Buffer): Promise<void>;
  /** `rows` is what the backup counted. */
  endTable(rows: number): Promise<void>;
}

const NO_SINK: RowSink = {
  table: async () => undefined,
  rows: async () => undefined,
  endTable: async () => undefined,
};

/** Follows one file's frames and holds them to the format, order, counts and digests. */
class Reading {
  header: BackupHeader | undefined;
  readonly tables: (BackupTable & { rows: number })[] = [];
  sequences: readonly BackupSequence[] = [];
  secrets: Readonly<Record<string, string>> = {};
  rows = 0;
  ended = false;
  #open: { readonly table: BackupTable; readonly digest: ReturnType<typeof openDigest> } | undefined;
  readonly #whole = openDigest();
  readonly #path: string;
  readonly #sink: RowSink;

  constructor(path: string, sink: RowSink) {
    this.#path = path;
    this.#sink = sink;
  }

  async take(frame: Frame): Promise<void> {
    if (this.ended || (this.header === undefined) !== (frame.type === 'H')) throw describeDamage(this.#path);
    if (frame.type === 'Z') return this.#end(frameJson<End>(frame, this.#path));
    this.#whole.add(encodeFrame(frame.type, frame.bytes));
    if (frame.type === 'H') this.header = frameJson(frame, this.#path);
    else if (frame.type === 'T') await this.#begin(frameJson<BackupTable>(frame, this.#path));
    else if (frame.type === 'D') await this.#data(frame.bytes);
    else if (frame.type === 'E') await this.#close(frameJson<TableEnd>(frame, this.#path));
    else if (frame.type === 'S')
      this.sequences = frameJson<{ sequences: BackupSequence[] }>(frame, this.#path).sequences;
    else this.secrets = frameJson(frame, this.#path);
  }

  async #begin(table: BackupTable): Promise<void> {
    if (this.#open) throw describeDamage(this.#path);
    this.#open = { table, digest: openDigest() };
    await this.#sink.table(table);
  }

  async #data(bytes: Buffer): Promise<void> {
    if (!this.#open) throw describeDamage(this.#path);
    this.#open.digest.add(bytes);
    await this.#sink.rows(bytes);
  }

  async #close(end: TableEnd): Promise<void> {
    if (!this.#open || this.#open.digest.hex() !== end.sha256) throw describeDamage(this.#path);
    await this.#sink.endTable(end.rows);
    this.tables.push({ ...this.#open.table, rows: end.rows });
    this.rows += end.rows;
    this.#open = undefined;
  }

  #end(end: End): void {
    const whole = !this.#open && end.sha256 === this.#whole.hex();
    if (!whole || end.tables !== this.tables.length || end.rows !== this.rows)
      throw describeDamage(this.#path);
    this.ended = true;
  }
}

/**
 * Reads a whole backup file, handing its rows to `sink`, and answers what is in it. Throws `OperatorError` at the
 * first sign of damage, which may come after rows were handed over: check a file with no sink before loading it.
 */
export async function readBackup(
  path: string,
  kind: BackupHeader['kind'],
  sink: RowSink = NO_SINK,
): Promise<BackupContents> {
  const reading = new Reading(path, sink);
  for await (const frame of readFrames(path)) {
    await reading.take(frame);
    if (reading.header && reading.header.kind !== kind)
      throw new OperatorError(
        kind === 'backup'
          ? `${path} is a file of keys, not a backup: name the backup first and the keys with --keys.`
          : `${path} is not a file of keys; it is made beside the backup, with .keys at the end of its name.`,
      );
  }
  const { header, tables, rows, sequences, secrets } = reading;
  if (!reading.ended || !header) throw describeDamage(path);
  return { header, tables, rows, sequences, secrets };
}
