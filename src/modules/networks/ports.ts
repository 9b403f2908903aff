import type { ConcernId } from '../../kernel/ids.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { ThingKind } from './domain/concern-line.ts';

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
