/** What the standing work of sealed disclosures asks of its tables. Days are `YYYY-MM-DD`. Source: 70-disclosures.md 9.8, 9.9. */
import type { Tx } from '../../../kernel/tx.ts';
import type { ChainedEvent, DayHead } from '../domain/logged-event.ts';
import type { ReadingPorts } from './reading.ports.ts';

/** Somebody for whom there is something new. `contact`: where they are written to, sealed. */
export interface Waiting {
  readonly keyId: string;
  readonly contact: Uint8Array;
}

/** The log and its heads. */
export interface LogStore {
  /** Where the log ends; nobody else adds to it until the transaction is over. */
  lockLog(tx: Tx): Promise<{ readonly seq: number; readonly day: string | null }>;
  /** The next day that has no head yet: the one after the last that has, or the day on which the log was opened. */
  findOpenDay(tx: Tx): Promise<string | null>;
  /** The last event of that day or an earlier one. */
  getLastBy(tx: Tx, day: string): Promise<{ readonly seq: number; readonly hash: Uint8Array }>;
  saveHead(tx: Tx, head: DayHead): Promise<void>;
  /** Heads of the days after `day`, in order, as many as `most`. */
  listHeads(tx: Tx, after: string | null, most: number): Promise<readonly DayHead[]>;
  /** Heads of which the last event is one of these. */
  listHeadsOf(tx: Tx, from: number, to: number): Promise<readonly DayHead[]>;
  /** Events from number `from` on, as many as `most`. */
  listEvents(tx: Tx, from: number, most: number): Promise<readonly ChainedEvent[]>;
  /** Ids of disclosures that came, by the log, were never removed, by the log, and are not there. */
  listGone(tx: Tx): Promise<readonly string[]>;
}

export interface RemovalStore {
  /** Disclosures that two asked to remove thirty days ago, and those past the day they are kept until. */
  listRemovable(tx: Tx, today: string, most: number): Promise<readonly string[]>;
  /** Removes one, and says why it could be; `null` where it may not be, or is gone already. */
  remove(tx: Tx, id: string, today: string): Promise<'two-asked' | 'kept-long-enough' | null>;
  /** Takes away parts of files from before `day` that no disclosure names; how many. */
  sweepParts(tx: Tx, before: string): Promise<number>;
  /** Ends sessions of recipients that nobody uses any more, by wall time. */
  endStaleSessions(tx: Tx, wall: Temporal.Instant): Promise<void>;
}

export interface NoticeStore {
  /** Those with something new who were not written to today. */
  listWaiting(tx: Tx, today: string): Promise<readonly Waiting[]>;
  /** Notes that they were written to today; `false` where that is noted already, or there is nothing new any more. */
  markNotified(tx: Tx, keyId: string, today: string): Promise<boolean>;
}

/** What serving mirrors asks of the rest. */
export interface MirrorPorts {
  /** The recipient with these keys, where the newest roster names them for `day`; else `null`. */
  findListed: ReadingPorts['findListed'];
  /** With which heads are signed: the public half, 32 bytes. */
  headKey(): Promise<Uint8Array>;
}
