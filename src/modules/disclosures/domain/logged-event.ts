/**
 * The log of sealed disclosures, as it is hashed: events, each naming the one before, and one head for each day that has ended.
 * Source: 70-disclosures.md, preface, 9.8. Whoever keeps a copy works all of it out again (`judge-log.ts`).
 */
import { encodeParts } from './encode.ts';
import { readId } from './sealed-report.ts';

/** One event, as it is hashed. `keyId`: whose act it was, 16 bytes; `day`: `YYYY-MM-DD`, never before the day of the event before. */
export interface LoggedEvent {
  readonly seq: number;
  readonly kind: string;
  readonly report: string | null;
  readonly keyId: Uint8Array | null;
  readonly day: string;
  readonly previous: Uint8Array;
}

/** An event and its hash. */
export interface ChainedEvent extends LoggedEvent {
  readonly hash: Uint8Array;
}

/** What stands for everything up to the end of `day`: `seq` is of the last event by then. `signature`: 64 bytes. */
export interface DayHead {
  readonly day: string;
  readonly seq: number;
  readonly hash: Uint8Array;
  readonly signature: Uint8Array;
}

/** The first event of all: with 16 bytes by chance in it, so that nobody outside can guess the head of a quiet day. */
export const LOG_OPENED = 'disclosures.log-opened';
/** What the log says itself when a day is closed: from then on, nothing more of that day can enter it. */
export const DAY_CLOSED = 'disclosures.day-closed';
/** A disclosure came, and one went. */
export const RECEIVED = 'disclosures.report-received';
export const REMOVED = 'disclosures.removed';
/** One who received it asks that it go, or no longer asks. */
export const REMOVAL_ASKED = 'disclosures.removal-asked';
export const REMOVAL_TAKEN_BACK = 'disclosures.removal-taken-back';

/** Before the first event. */
export const NO_HASH = new Uint8Array(32);

/** Of which an event's hash is SHA-256: everything in it, and the hash before it. */
export function encodeEvent({ seq, kind, report, keyId, day, previous }: LoggedEvent): Uint8Array {
  const id = report === null ? new Uint8Array() : (readId(report) ?? new Uint8Array());
  return encodeParts('heed event 1', seq, kind, id, keyId ?? new Uint8Array(), day, previous);
}

/** Of which a day's head is SHA-256: the last event's hash and number on that day. */
export function encodeHead(day: string, lastHash: Uint8Array, seq: number): Uint8Array {
  return encodeParts('heed head 1', day, lastHash, seq);
}
