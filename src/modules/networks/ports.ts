import type { ConcernId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { ThingKind } from './domain/concern-line.ts';
import type { GraphRow, Role } from './domain/resolve.ts';

/** A mention, by all under which the same child or thing may be named elsewhere. */
export interface NamedIdentity {
  readonly mention: string;
  readonly concern: ConcernId;
  readonly kind: 'child' | Exclude<ThingKind, 'address'>;
  readonly at: Temporal.Instant;
  /** The record a person linked it to. */
  readonly record: string | null;
  readonly keys: readonly string[];
  /** Where a person lives. */
  readonly homes: readonly string[];
}

/** What the watch needs of those who keep people and things. Filled in compose. */
export interface IdentitiesPort {
  list(tx: Tx, concerns: readonly ConcernId[]): Promise<readonly NamedIdentity[]>;
  /** What people said that a computer must not go against. */
  listSaidOtherwise(
    tx: Tx,
    mentions: readonly string[],
    keys: readonly string[],
    records: readonly string[],
  ): Promise<{
    readonly different: readonly (readonly [string, string])[];
    readonly institutions: readonly string[];
  }>;
}

/** A concern and who told it: an agency's id, or the kind of person where no agency did. */
export interface Source {
  readonly concern: ConcernId;
  readonly source: string;
}

/** The same, and whether its neighbourhood is to be judged. */
export interface ToldConcern extends Source {
  /** From when the clock counts of what is found round it; null for one that is not to be judged by itself. */
  readonly watchFrom: Temporal.Instant | null;
  /** Something it names was told of before. */
  readonly related: boolean;
}

/** What is known of people whom concerns name, as the rules ask it. Filled in compose. */
export interface CarePort {
  /** Those of these mentions of children whose record says that they are looked after now. */
  listLookedAfter(tx: Tx, mentions: readonly string[]): Promise<ReadonlySet<string>>;
  /** Those of these mentions of adults whom a concern or a record calls family, carer or professional. */
  listKnownAdults(tx: Tx, mentions: readonly string[]): Promise<ReadonlySet<string>>;
}

/** How often something that a concern names was named before, by one of its handles. */
export interface NamedBefore {
  readonly mention: string;
  readonly role: Role;
  readonly handle: string;
  /** Mentions in the time asked for, at most two hundred; those of them that are recent; the oldest, in epoch milliseconds. */
  readonly live: number;
  readonly recent: number;
  readonly oldest: number;
}

/** A mention of a child that says on which night it was missing. */
export interface AbsentMention {
  readonly mention: string;
  readonly night: string;
  readonly concern: ConcernId;
  readonly source: string;
}

/** What the rules for other signals read of the graph: every step by index and bounded. */
export interface SignalStore {
  countNamedBefore(
    tx: Tx,
    concern: ConcernId,
    since: Temporal.Instant,
    recent: Temporal.Instant,
  ): Promise<readonly NamedBefore[]>;
  /** The mentions of children in this concern. */
  listChildren(tx: Tx, concern: ConcernId): Promise<readonly string[]>;
  listNamingOne(
    tx: Tx,
    handles: readonly Pick<NamedBefore, 'role' | 'handle'>[],
    since: Temporal.Instant,
  ): Promise<readonly GraphRow[]>;
  listAbsentTogether(
    tx: Tx,
    concern: ConcernId,
    since: string,
  ): Promise<{ readonly absent: readonly AbsentMention[]; readonly rows: readonly GraphRow[] }>;
  countAbsent(tx: Tx, since: string): Promise<number>;
}
