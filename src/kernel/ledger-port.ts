import type { CommandContext } from './command.ts';
import type { EntryDraft, OutboxEvent } from './entry.ts';
import type { Tx } from './tx.ts';

/** How run-command and run-query, and nothing else, write to the ledger. Wired to the ledger module in compose. */
export interface LedgerAppend {
  /**
   * Adds the entries in the caller's transaction, as the last thing it does: comes back as soon as they are on their way, so that the
   * transaction's end can leave with them. If it throws, or they are not `written`, nothing may be kept and nothing shown; `written` may go
   * unheard where something else failed first.
   */
  append(
    tx: Tx,
    ctx: CommandContext,
    entries: readonly EntryDraft[],
  ): Promise<{ readonly written: Promise<void> }>;
}

/** Where events wait to be reacted to after the commit; written in the caller's transaction. */
export interface Outbox {
  put(tx: Tx, events: readonly OutboxEvent[]): Promise<void>;
}
