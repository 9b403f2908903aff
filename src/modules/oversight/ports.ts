import type { AccessVerdict } from '../../kernel/access-check.ts';
import type { Actor } from '../../kernel/actor.ts';
import type { RecordRef } from '../../kernel/entry.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { SignalRule } from '../../kernel/signal-rules.ts';
import type { Tx } from '../../kernel/tx.ts';
import type { EntryReader } from '../ledger/index.ts';

/** What a reading can be of. */
export const SUBJECT_KINDS = ['concern', 'person', 'thing', 'pattern'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export type Subject = RecordRef & { readonly kind: SubjectKind };

/** The access rules, as this module asks them. */
export interface RulesPort {
  /** May `actor` do `action` to `resource` (`null`: to nothing in particular), inside this transaction? */
  decide(
    tx: Tx,
    actor: Actor,
    action: string,
    resource: RecordRef | null,
    at: Temporal.Instant,
  ): Promise<AccessVerdict>;
  /** Those of these concerns that `decide` would allow, asked in one statement. */
  filterConcerns(
    tx: Tx,
    actor: Actor,
    action: string,
    concerns: readonly ConcernId[],
    at: Temporal.Instant,
  ): Promise<readonly ConcernId[]>;
}

/** What oversight reads that other modules make, wired in compose. It writes nothing but what its queries enter. */
export interface OversightPorts {
  readonly entries: EntryReader;
  readonly rules: RulesPort;
  /**
   * What a person or thing is called, from what these concerns (and no others) said of them by `at`; `null` when they said
   * nothing, or it was erased.
   */
  readonly nameRecord: (
    tx: Tx,
    record: RecordRef,
    concerns: readonly ConcernId[],
    at: Temporal.Instant,
  ) => Promise<string | null>;
  /** Of which people this viewer may see the name (docs/decisions/0500): asked once, answered for any account. */
  readonly namesSeen: (tx: Tx, actor: Actor, at: Temporal.Instant) => Promise<(account: string) => boolean>;
  /** What a rule's threshold is where nobody set it through the pages. */
  readonly usualThreshold: (rule: SignalRule) => number;
  /** Records that this person or thing was ever joined to, also by way of another: none of anything else. */
  readonly listJoined: (tx: Tx, subject: RecordRef) => Promise<readonly RecordRef[]>;
  /** A pattern's reference; `null` of anything else. */
  readonly referenceOf: (tx: Tx, subject: RecordRef) => Promise<string | null>;
  /** The concern or pattern with this reference, as typed; `null` when there is none. */
  readonly findByReference: (tx: Tx, typed: string) => Promise<Subject | null>;
}
