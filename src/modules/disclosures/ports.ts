/** What sealed disclosures need of the world: their own tables, and three keys that are not in any database. */
import type { Tx } from '../../kernel/tx.ts';
import type { SealedReport } from './domain/sealed-report.ts';
import type { ClockKind, Owed, ReaderStanding, Standing } from './domain/standing.ts';
import type { Lane, WriterRole } from './domain/thread.ts';

/** A disclosure's row, its sealed parts left out. Keys and hashes are bytes; `standing` is what clocks hang on. */
export interface KeptReport {
  readonly id: string;
  /** As it was bound (`bindReport`). */
  readonly bound: Uint8Array;
  readonly reporterKey: Uint8Array;
  readonly digest: Uint8Array;
  readonly standing: Standing;
  readonly removal: string | null;
}

export interface KeptItem {
  readonly lane: Lane;
  readonly seq: number;
  readonly role: WriterRole;
  readonly act: string;
  readonly keyId: Uint8Array;
  readonly previous: Uint8Array;
  readonly sealed: Uint8Array;
  readonly signature: Uint8Array;
  readonly hash: Uint8Array;
  /** `YYYY-MM-DD`. */
  readonly day: string;
}

/** What a day's work changes in a disclosure's row: days, `YYYY-MM-DD`. */
export interface ReportChanges {
  readonly acknowledged?: string;
  readonly fedBack?: string;
  readonly closed?: string;
  readonly withdrawn?: string;
  readonly escalated?: string;
}

export interface ReaderChange {
  readonly standing: ReaderStanding;
  readonly asked?: string;
  readonly declared?: { readonly signature: Uint8Array; readonly day: string };
}

export interface ArrivedReport {
  readonly report: SealedReport;
  readonly lookup: Uint8Array;
  readonly digest: Uint8Array;
  readonly firstHash: Uint8Array;
  /** All that the discloser signed, as it came. */
  readonly unsigned: Uint8Array;
  readonly sealedBy: 'browser' | 'server';
  readonly day: string;
  /** When it is no longer kept. */
  readonly expires: string;
  /** How far each reader is: in the order they were sealed to. */
  readonly standings: readonly ReaderStanding[];
}

/** A clock that nobody met, past its day. */
export interface MissedClock {
  readonly report: string;
  readonly kind: ClockKind;
  readonly since: string;
}

export interface DisclosureStore {
  /** What arrived under this id, and on which day. */
  findArrived(tx: Tx, id: string): Promise<{ readonly digest: Uint8Array; readonly day: string } | null>;
  saveReport(tx: Tx, arrived: ArrivedReport): Promise<void>;
  /** Locks its row: two who write to one disclosure go one after the other. */
  findByLookup(tx: Tx, lookup: Uint8Array): Promise<KeptReport | null>;
  lockReport(tx: Tx, id: string): Promise<KeptReport | null>;
  readReporterKeys(tx: Tx, id: string): Promise<Uint8Array>;
  listItems(tx: Tx, id: string, lane: Lane, from: number, most: number): Promise<readonly KeptItem[]>;
  findLast(
    tx: Tx,
    id: string,
    lane: Lane,
  ): Promise<{ readonly seq: number; readonly hash: Uint8Array } | null>;
  saveItem(tx: Tx, id: string, item: KeptItem): Promise<void>;
  changeReport(tx: Tx, id: string, changes: ReportChanges): Promise<void>;
  changeReader(tx: Tx, id: string, keyId: string, change: ReaderChange): Promise<void>;
  countParts(tx: Tx, id: string): Promise<ReadonlyMap<string, number>>;
  countWaitingParts(tx: Tx): Promise<number>;
  savePart(tx: Tx, part: FilePart): Promise<void>;
  /** Brings the rows of clocks to what is owed: new ones with the day they are due, met ones with today. */
  saveClocks(
    tx: Tx,
    id: string,
    owed: readonly (Owed & { readonly due: string })[],
    today: string,
  ): Promise<void>;
  listMissed(tx: Tx, today: string, most: number): Promise<readonly MissedClock[]>;
  /** `false` where it was met or marked meanwhile. */
  markMissed(tx: Tx, missed: MissedClock, today: string): Promise<boolean>;
}

export interface FilePart {
  readonly report: string;
  readonly file: string;
  readonly part: number;
  readonly sealed: Uint8Array;
  readonly day: string;
}

/** What the newest roster says of those whom a disclosure was sealed to. */
export type SpreadFault = 'moved-on' | 'readers';

export interface DisclosurePorts {
  readonly store: DisclosureStore;
  /** HMAC, under a pepper outside the database, of the hash of a receipt's token. */
  lookup(tokenHash: Uint8Array): Uint8Array;
  /** Signs what arrived and on which day (`domain/statement.ts`). 64 bytes. */
  signStatement(digest: Uint8Array, day: string): Promise<Uint8Array>;
  /** Counts and organisations of the keys, by the newest roster; `null` when they will do (9.7: no more than that). */
  checkReaders(tx: Tx, report: SealedReport, day: string): Promise<SpreadFault | null>;
  /** Whole number from 0 below `below`, by chance. */
  chance(below: number): number;
}
