/** What those who receive disclosures read and do needs of the tables, beside what keeps disclosures (`DisclosureStore`). */
import type { Tx } from '../../../kernel/tx.ts';
import type { ReaderRole } from '../domain/sealed-report.ts';
import type { ReaderStanding } from '../domain/standing.ts';
import type { DisclosureStore } from '../ports.ts';
import type { NoteEnvelope } from '../sealing/seal-item.ts';

/** Something owed about a disclosure, and the last day it can be done on. */
export interface OpenClock {
  readonly kind: string;
  readonly due: string;
}

/** A disclosure as one of those it was sealed to finds it in their list. Days are `YYYY-MM-DD`. */
export interface ListedReport {
  readonly id: string;
  /** `bindReport`'s bytes: what its header opens with. */
  readonly bound: Uint8Array;
  readonly day: string;
  readonly role: ReaderRole;
  readonly standing: ReaderStanding;
  readonly envelope: Uint8Array;
  readonly header: Uint8Array;
  readonly clocks: readonly OpenClock[];
  readonly acknowledged: string | null;
  readonly fedBack: string | null;
  readonly closed: string | null;
  readonly withdrawn: string | null;
  readonly escalated: string | null;
  /** Since when two ask for it to be removed. */
  readonly removal: string | null;
}

/** What is given out once somebody said that they have no part in it. */
export interface SealedBody {
  readonly envelope: Uint8Array;
  /** All that the discloser signed, as it came, and their signature. */
  readonly unsigned: Uint8Array;
  readonly signature: Uint8Array;
}

/** Somebody who asked for a disclosure to be removed, by their key's id. `kept`: the day they took it back. */
export interface RemovalAsk {
  readonly keyId: Uint8Array;
  readonly organisation: string;
  readonly day: string;
  readonly kept: string | null;
}

export interface ReadingStore {
  /** Those they are asked about or cleared themselves for, newest first, older than `before`. */
  listReports(
    tx: Tx,
    keyId: Uint8Array,
    before: { readonly day: string; readonly id: string } | null,
    most: number,
  ): Promise<readonly ListedReport[]>;
  /** One of these; `null` for whatever is not among them. */
  findReport(tx: Tx, keyId: Uint8Array, id: string): Promise<ListedReport | null>;
  /** The body, where their standing is `cleared` in this very transaction; else `null`. */
  findBody(tx: Tx, keyId: Uint8Array, id: string): Promise<SealedBody | null>;
  findPart(tx: Tx, id: string, file: string, part: number): Promise<Uint8Array | null>;
  /** Their own envelopes of notes, by the note's place. */
  listNoteEnvelopes(tx: Tx, keyId: Uint8Array, id: string): Promise<ReadonlyMap<number, Uint8Array>>;
  saveNoteEnvelopes(tx: Tx, id: string, seq: number, envelopes: readonly NoteEnvelope[]): Promise<void>;
  listRemovals(tx: Tx, id: string): Promise<readonly RemovalAsk[]>;
  /** Asked for twice by one breaks "disclosures.already-asked". */
  saveRemoval(
    tx: Tx,
    id: string,
    ask: Omit<RemovalAsk, 'kept'> & { readonly signature: Uint8Array },
  ): Promise<void>;
  saveKept(tx: Tx, id: string, keyId: Uint8Array, signature: Uint8Array, day: string): Promise<void>;
  /** Since when two ask; `null` again when they are two no more. */
  saveRemovalDay(tx: Tx, id: string, day: string | null): Promise<void>;
}

/** What the newest roster says of one holder of keys today. */
export interface ListedRecipient {
  readonly sign: Uint8Array;
  readonly organisation: string;
}

export interface ReadingPorts {
  readonly store: DisclosureStore;
  readonly reading: ReadingStore;
  /** Their keys, where the server keeps them and the newest roster names the same for `day`; else `null`. */
  findListed(tx: Tx, keyId: Uint8Array, day: string): Promise<ListedRecipient | null>;
}
