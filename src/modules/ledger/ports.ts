/** What the log's check of itself needs of others: a memory that no database superuser writes, alarms, and cosignatures. */
import type { Tx } from '../../kernel/tx.ts';
import type { LogFaultKind } from './domain/log-faults.ts';

/** A fault as it is told and kept: kinds, indexes and ids only. */
export interface FoundFault {
  readonly kind: LogFaultKind;
  readonly first: number;
  readonly before: number;
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

/** A witness that cosigned, and when. */
export interface Cosigned {
  readonly witness: string;
  readonly at: Temporal.Instant;
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

/** Who cosigned a checkpoint. Until witnesses are configured, nobody. */
export interface Cosignatures {
  /** Those who cosigned the checkpoint of this size, and whether any witness is configured. */
  read(tx: Tx, size: number): Promise<{ readonly configured: boolean; readonly by: readonly Cosigned[] }>;
}
