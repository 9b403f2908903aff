import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, AgencyId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { ActingPerson } from '../domain/concern.ts';
import type { Ground } from '../domain/retention.ts';

/** How somebody stands to records of people and things: those they may open, and those they may not even be told of. */
export interface RecordStanding {
  readonly visible: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
}

/** A legal hold, its reasons opened. */
export interface HoldRow {
  readonly id: string;
  readonly concern: ConcernId;
  readonly reference: string;
  readonly placedAt: Temporal.Instant;
  readonly placed: ActingPerson;
  readonly reason: string | null;
  readonly liftedAt: Temporal.Instant | null;
  readonly lifted: ActingPerson | null;
  readonly liftReason: string | null;
}

/** An erasure, without its reasons. */
export interface ErasureRow {
  readonly id: string;
  readonly concern: ConcernId;
  readonly reference: string;
  readonly ground: Ground;
  readonly proposedAt: Temporal.Instant;
  readonly proposed: ActingPerson & { readonly agency: AgencyId };
  readonly state: 'proposed' | 'refused' | 'erased';
  readonly settledAt: Temporal.Instant | null;
  readonly settled: (ActingPerson & { readonly agency: AgencyId }) | null;
  /** Null until it is carried out. */
  readonly destroyed: Destroyed | null;
}

/** What an erasure destroyed. */
export interface Destroyed {
  /** The records whose keys are gone: the concern, and records that only it said anything of. */
  readonly records: readonly RecordRef[];
  readonly mentions: number;
  readonly files: number;
}

/** Why it was proposed, and what the second person said; null where a restore brought it. */
export interface ErasureReasons {
  readonly reason: string | null;
  readonly finding: string | null;
}

/** What will be lost, in numbers: nobody who answers for keeping reads it. */
export interface Loss {
  readonly messages: number;
  readonly requests: number;
  readonly files: number;
  readonly mentions: number;
  /** Children, adults and things on record that nothing else is known of. */
  readonly recordsLost: number;
  /** Children, adults and things on record that lose what this one said. */
  readonly recordsTouched: number;
}

/** A record whose time may be over. */
export interface KeptRow {
  readonly id: ConcernId;
  readonly reference: string;
  readonly exploitation: boolean;
  /** When it came to rest: answered, or received where nobody could be answered. */
  readonly restedAt: Temporal.Instant;
  /** Time of the newest act about the child. */
  readonly newest: Temporal.Instant;
  readonly held: boolean;
  readonly proposed: boolean;
}

/** An erasure that the list outside the database has. */
export interface ErasedElsewhere {
  readonly erasure: string;
  readonly concern: ConcernId;
  readonly ground: Ground;
  readonly proposedAt: Temporal.Instant;
  readonly proposed: ActingPerson & { readonly agency: AgencyId };
  readonly erasedAt: Temporal.Instant;
  readonly erased: ActingPerson & { readonly agency: AgencyId };
  /** The records whose keys were destroyed. */
  readonly records: readonly RecordRef[];
}

/** Where one page of a list begins: after this row. */
export interface After {
  readonly at: Temporal.Instant;
  readonly id: string;
}

/** Where holds and erasures are kept. Implemented by `store/` on PostgreSQL. */
export interface KeepingStore {
  saveHold(
    tx: Tx,
    vault: Vault,
    hold: {
      readonly id: string;
      readonly concern: ConcernId;
      readonly at: Temporal.Instant;
      readonly by: ActingPerson;
      readonly reason: string;
    },
  ): Promise<void>;
  /** False when it does not stand any more. */
  saveHoldLifted(
    tx: Tx,
    vault: Vault,
    hold: {
      readonly id: string;
      readonly at: Temporal.Instant;
      readonly by: ActingPerson;
      readonly reason: string;
    },
  ): Promise<boolean>;
  saveErasureProposed(
    tx: Tx,
    vault: Vault,
    erasure: {
      readonly id: string;
      readonly concern: ConcernId;
      readonly ground: Ground;
      readonly at: Temporal.Instant;
      readonly by: ActingPerson;
      readonly agency: AgencyId;
      readonly reason: string;
    },
  ): Promise<void>;
  /** False when it was answered already. */
  saveErasureSettled(
    tx: Tx,
    vault: Vault,
    id: string,
    answer: {
      readonly state: 'refused' | 'erased';
      readonly at: Temporal.Instant;
      readonly by: ActingPerson;
      readonly agency: AgencyId;
      readonly reason: string;
    },
  ): Promise<boolean>;
  /**
   * Destroys what a decided erasure destroys, and lets go of the keys in this transaction. The database refuses it
   * (`concerns.held`, `concerns.still-owed`) whatever the program decided.
   */
  carryOutErasure(tx: Tx, vault: Vault, id: string): Promise<Destroyed>;
  /** Carries out an erasure decided before, in a database that does not know of it. Only the owner may. */
  replayErasure(tx: Tx, vault: Vault, erased: ErasedElsewhere): Promise<void>;
  /** True while any of these records still has its key. */
  hasKeys(tx: Tx, records: readonly RecordRef[]): Promise<boolean>;
  /** Rules of open reviews, of patterns and emergency openings, that need this concern. */
  listReviewsOwed(tx: Tx, concern: ConcernId): Promise<readonly string[]>;
  /** True where it is part of a pattern with a sign of exploitation in it. */
  isInExploitation(tx: Tx, concern: ConcernId): Promise<boolean>;
  findErasure(tx: Tx, id: string): Promise<ErasureRow | null>;
  openErasureReasons(tx: Tx, vault: Vault, id: string): Promise<ErasureReasons>;
  listErasuresOf(tx: Tx, concern: ConcernId): Promise<readonly ErasureRow[]>;
  listHoldsOf(tx: Tx, vault: Vault, concern: ConcernId): Promise<readonly HoldRow[]>;
  countLoss(tx: Tx, concern: ConcernId): Promise<Loss>;
  /** Answered records of one length of keeping that came to rest by `until`, oldest first. */
  listKept(
    tx: Tx,
    wanted: {
      readonly exploitation: boolean;
      readonly until: Temporal.Instant;
      readonly after: After | null;
      readonly limit: number;
    },
  ): Promise<readonly KeptRow[]>;
  listStandingHolds(tx: Tx, vault: Vault, after: After | null, limit: number): Promise<readonly HoldRow[]>;
  /** Those waiting oldest first; those answered newest first. */
  listErasures(tx: Tx, waiting: boolean, after: After | null, limit: number): Promise<readonly ErasureRow[]>;
  /** What is known of a record without what it says, of a restricted one too; null where there is none. */
  findKept(
    tx: Tx,
    id: ConcernId,
  ): Promise<(KeptRow & { readonly standing: string; readonly receivedAt: Temporal.Instant }) | null>;
  /** Of these concerns, those that `viewer` is kept away from; a restriction is not asked about. */
  listApart(tx: Tx, ids: readonly ConcernId[], viewer: AccountId): Promise<readonly ConcernId[]>;
  /** Every erasure carried out, oldest first: what a restore has to replay. */
  listErased(tx: Tx): Promise<readonly (ErasureRow & { readonly destroyed: Destroyed })[]>;
}
