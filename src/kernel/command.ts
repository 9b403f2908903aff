import type { Actor } from './actor.ts';
import type { EntryDraft, OutboxEvent } from './entry.ts';
import type { IdSource } from './ids.ts';
import type { NonEmpty } from './non-empty.ts';
import type { Refusal } from './refusal.ts';
import type { Tx } from './tx.ts';

/** What every command and query is told about the moment and the person. */
export interface CommandContext {
  readonly actor: Actor;
  /** Domain time, cut to milliseconds; the same for everything in one command. */
  readonly now: Temporal.Instant;
  /** Wall time: for sessions and codes only. */
  readonly wall: Temporal.Instant;
  readonly ids: IdSource;
  /** The id of the access rule that allowed this; `null` on public pages and for the engine. */
  readonly basis: string | null;
}

/** What a command answers: what it did, with at least one ledger entry, or why it would not. */
export type CommandResult<R> =
  | {
      readonly ok: true;
      readonly value: R;
      readonly entries: NonEmpty<EntryDraft>;
      readonly events: readonly OutboxEvent[];
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** What a query answers: what was seen, with the entries that say so (an opened record is itself an entry). */
export type QueryResult<R> =
  | { readonly ok: true; readonly value: R; readonly entries: readonly EntryDraft[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** A change one person can make. Runs inside a transaction that it neither opens nor commits. */
export type Command<I, R> = (tx: Tx, ctx: CommandContext, input: I) => Promise<CommandResult<R>>;
/** A thing one person can see. */
export type Query<I, R> = (tx: Tx, ctx: CommandContext, input: I) => Promise<QueryResult<R>>;
