import type { ConcernId } from '../../../kernel/ids.ts';
import type { SignalRule } from '../../../kernel/signal-rules.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** Something that a rule found, as kept. */
export interface KeptSignal {
  readonly id: string;
  readonly rule: SignalRule;
  /** The most it came to, in what the rule counts. */
  readonly strength: number;
  readonly counts: Readonly<Record<string, number>>;
  /** The pattern it raised or joined; null while nothing is owed by it. */
  readonly pattern: string | null;
  readonly firstAt: Temporal.Instant;
}

/** Where it was told: the mention in a concern, or the concern itself where the rule counts whole concerns. */
export interface SignalSource {
  readonly named: string;
  readonly concern: ConcernId;
}

/** What is to be kept of something found now. */
export interface SignalToKeep {
  readonly id: string;
  readonly rule: SignalRule;
  readonly at: Temporal.Instant;
  readonly strength: number;
  readonly counts: Readonly<Record<string, number>>;
  readonly pattern: string | null;
  /** Why nothing is owed by it. */
  readonly kept: 'below' | 'off' | null;
  readonly edges: readonly SignalSource[];
}

/** What rules found, on PostgreSQL. */
export interface SignalStore {
  findSignal(tx: Tx, rule: SignalRule, named: readonly string[], shared: number): Promise<KeptSignal | null>;
  saveSignal(tx: Tx, one: SignalToKeep): Promise<void>;
  listSignalsOf(
    tx: Tx,
    pattern: string,
  ): Promise<readonly (KeptSignal & { readonly sources: readonly SignalSource[] })[]>;
  findFirstReceived(tx: Tx): Promise<Temporal.Instant | null>;
}
