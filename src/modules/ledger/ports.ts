/** What the ledger needs of others: memories that no database superuser writes, alarms, folders, and cosignatures. */
import type { Tx } from '../../kernel/tx.ts';
import type { LogFaultKind } from './domain/log-faults.ts';
import type { BundleRef, TileRef } from './domain/tile.ts';
import type { WitnessState } from './domain/witness-state.ts';

/** A fault as it is told and kept: kinds, indexes and ids only. */
export interface FoundFault {
  readonly kind: LogFaultKind;
  readonly first: number;
  readonly before: number;
  /** The name of the log, where there are several. */
  readonly log?: string;
  /** Ids of entries that have no number: the first few. */
  readonly ids?: readonly string[];
}

/**
 * The newest checkpoint this log published, kept where whoever writes the database does not: a log made anew and signed
 * again with the real key is sound by itself, and shows only against what was published before.
 */
export interface PublishedMemory {
  /** The signed note, byte for byte; `null` when nothing was kept yet. */
  read(): Promise<Uint8Array | null>;
  /** Keeps it for good, in place of the one before. */
  keep(note: Uint8Array): Promise<void>;
}

/** Who hears that the log is not what it was. Both are entered. */
export interface LedgerAlarms {
  /** Raises an alarm for each fault; says nothing of those that are raised already. */
  raise(faults: readonly FoundFault[]): Promise<void>;
  /** Ends every alarm about the log: everything was checked and found sound. */
  clear(): Promise<void>;
}

/** How far a witness has cosigned the log, and when the cosignature came. */
export interface Cosigned {
  readonly witness: string;
  /** Entries in the largest checkpoint that it cosigned; `null` when it never did. */
  readonly size: number | null;
  readonly at: Temporal.Instant | null;
}

/** Which check: the newest day's, each minute; everything's, each hour. */
export type CheckKind = 'newest-day' | 'everything';

/** How one of the two checks stands. Instants are wall time. */
export interface CheckState {
  readonly kind: CheckKind;
  readonly beganAt: Temporal.Instant | null;
  /** How far the one in hand has got, under its code. */
  readonly progress: string | null;
  readonly endedAt: Temporal.Instant | null;
  /** Entries in the log when the last one that ended began. */
  readonly size: number | null;
  /** Found, and not found mended since. */
  readonly faults: readonly FoundFault[];
  readonly faultedAt: Temporal.Instant | null;
}

/** Who cosigns the log: every witness that is set up, and how far it has come. Nobody where none is. */
export interface Cosignatures {
  read(tx: Tx): Promise<{
    readonly by: readonly Cosigned[];
    /** How many of them must, and the largest checkpoint that so many did. */
    readonly quorum: number;
    readonly witnessed: number | null;
  }>;
}

/** One file of the folder that belongs to a log. */
export type LogFile =
  | ({ readonly kind: 'hashes' } & TileRef)
  | ({ readonly kind: 'entries' } & BundleRef)
  | { readonly kind: 'bodies'; readonly from: number }
  | { readonly kind: 'other' };

/** Reads line after line; holds one at a time. */
export interface Lines {
  /** The next line without its newline; `null` at the end. Throws `Malformed` for a line too long or not ended. */
  next(): string | null;
  close(): void;
}

/**
 * A folder that holds a log as files. Nothing in it is believed: it may have been made to mislead. Every method throws `Malformed`, with a
 * sentence, for what no export has.
 */
export interface LogFolder {
  /** Every file, in no order. Throws for links, devices, and names that no export has. */
  survey(): Iterable<LogFile & { readonly path: string }>;
  /** The bytes of a file; `null` where there is none. Throws where it is larger than `most` bytes. */
  read(path: string, most: number): Uint8Array | null;
  /** The export of the log that this one follows; `null` where there is none. */
  earlier(): LogFolder | null;
  /** The lines of a file that is there. */
  lines(path: string, most: number): Lines;
}

/** Where a witness keeps its state. */
export interface WitnessStore {
  /**
   * Keeps `next`, whose generation is one more than what was kept last, and answers only when it is on the disk for good.
   * Throws `StateTaken` when another process has kept one since; any other error means that nothing may have been kept.
   */
  save(next: WitnessState): Promise<void>;
}

/** Another process serves this witness's folder, or what is on the disk can no longer be known: this one must end. */
export class StateTaken extends Error {
  override readonly name = 'StateTaken';
}
