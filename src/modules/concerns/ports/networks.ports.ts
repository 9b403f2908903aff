import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** A mention just saved, by all under which the same child, adult or thing may be named elsewhere: no words. */
export interface NamedHere {
  readonly mention: string;
  readonly concern: ConcernId;
  readonly kind: MentionAsGiven['kind'];
  readonly at: Temporal.Instant;
  readonly record: string | null;
  readonly keys: readonly string[];
  readonly homes: readonly string[];
}

/** Children of different homes whom the same adults, vehicles, telephones or places reach, in counts. */
export interface FoundNetwork {
  /** The concerns that tell of it. */
  readonly concerns: readonly string[];
  readonly children: number;
  readonly homes: number;
  readonly things: number;
  readonly sources: number;
  readonly grade: string;
}

/** One child named together with one thing in one concern: a mention each. */
export interface NetworkJoin {
  readonly thing: string;
  readonly child: string;
  readonly concern: string;
  readonly thingMention: string;
  readonly childMention: string;
}

/** What one of the other rules found, with the mention in each concern that says so. */
export interface FoundSignal {
  readonly rule: SignalRule;
  /** In what the rule's threshold counts. */
  readonly strength: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly edges: readonly { readonly concern: string; readonly mention: string }[];
}

/** A concern and who told it: an agency's id or the kind of person. */
export interface ToldBy {
  readonly concern: ConcernId;
  readonly source: string;
  /** From when the clock counts of what is found round it; null for one that is not to be judged by itself. */
  readonly watchFrom: Temporal.Instant | null;
  /** Something it names was told of before: there is something to count. */
  readonly related: boolean;
}

/** A concern whose neighbourhood is to be judged. */
export interface WaitingConcern {
  readonly concern: ConcernId;
  readonly number: number;
  readonly from: Temporal.Instant;
  /** What it names that other concerns name too, in no words. */
  readonly shared: readonly string[];
}

/** What is near concerns that were claimed. What is in `shapes` is only counted. */
export interface LookedAt {
  readonly networks: readonly FoundNetwork[];
  readonly shapes: readonly {
    readonly concern: string;
    readonly children: readonly (readonly string[])[];
  }[];
}

/** The watch for networks, as concerns need it. */
export interface NetworksPort {
  /** Keeps what new concerns name and, with it, that they wait to be judged. One statement. */
  recordNew(tx: Tx, told: readonly ToldBy[], named: readonly NamedHere[]): Promise<void>;
  /** Keeps it in place of what was kept before, and has them judged again: what they name was linked, or more was named. */
  record(tx: Tx, told: readonly ToldBy[]): Promise<void>;
  /** Which of those that wait are to be judged together now; those that lead nowhere are settled by asking. */
  claim(
    tx: Tx,
    now: Temporal.Instant,
    wall: Temporal.Instant,
  ): Promise<{ readonly group: readonly WaitingConcern[] | null; readonly more: boolean }>;
  /** Those of them that wait as they did, theirs alone until this transaction ends: somebody else may have settled some. */
  hold(tx: Tx, group: readonly WaitingConcern[]): Promise<readonly WaitingConcern[]>;
  /** The networks round these concerns. */
  look(tx: Tx, group: readonly WaitingConcern[], now: Temporal.Instant): Promise<LookedAt>;
  /** What the other rules find round this concern. `since`: since when concerns are known here at all. */
  findSignals(
    tx: Tx,
    ask: {
      readonly concern: ConcernId;
      readonly now: Temporal.Instant;
      readonly saysMissing: boolean;
      readonly since: (tx: Tx) => Promise<Temporal.Instant | null>;
    },
  ): Promise<readonly FoundSignal[]>;
  /** Keeps that these mentions of children were missing on the night that somebody means who says so at `at`. */
  recordMissing(
    tx: Tx,
    told: {
      readonly concern: ConcernId;
      readonly mentions: readonly string[];
      readonly at: Temporal.Instant;
      readonly source: string;
    },
  ): Promise<void>;
  /** They were judged, with this transaction. */
  settle(tx: Tx, group: readonly WaitingConcern[], looked: LookedAt): Promise<void>;
  /** One concern that waits, claimed by itself; null where it does not. */
  claimOne(tx: Tx, concern: ConcernId): Promise<WaitingConcern | null>;
  /** They could not be judged, and wait longer. Gives how often the one tried most was tried. */
  putOff(tx: Tx, group: readonly WaitingConcern[], wall: Temporal.Instant): Promise<number>;
  listJoins(tx: Tx, concerns: readonly ConcernId[]): Promise<readonly NetworkJoin[]>;
  /** The words of what concerns name, by mention. */
  listNamed(tx: Tx, concerns: readonly ConcernId[]): Promise<ReadonlyMap<string, MentionAsGiven | null>>;
}
