import type { CommandContext, CommandResult } from '../kernel/command.ts';
import type { Outcome } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/tx.ts';
import { contextOf, inTransaction, type LastWritten, Refused, type Spine, type Who } from './transaction.ts';

async function carryOut<R>(
  spine: Spine,
  tx: Tx,
  ctx: CommandContext,
  result: CommandResult<R>,
): Promise<LastWritten<R>> {
  if (!result.ok) throw new Refused(result.refusal);
  if (result.events.length > 0) await spine.outbox.put(tx, result.events);
  const { written } = await spine.ledger.append(tx, ctx, result.entries);
  return { value: result.value, written };
}

/**
 * Runs one command: one transaction holding the change, its ledger entries and its events, or nothing at all.
 * The only way anything in Heed changes. Gives the command's value, or its refusal with everything rolled back.
 */
export async function runCommand<R>(
  spine: Spine,
  who: Who,
  command: (tx: Tx, ctx: CommandContext) => Promise<CommandResult<R>>,
): Promise<Outcome<R>> {
  const ctx = contextOf(spine, who);
  return inTransaction(spine, async (tx) => carryOut(spine, tx, ctx, await command(tx, ctx)));
}

/** One command of a batch, done at a given moment by a given actor. Throws when refused: a batch is all or nothing. */
export type RunOne = <R>(
  who: Who,
  at: Temporal.Instant,
  command: (tx: Tx, ctx: CommandContext) => Promise<CommandResult<R>>,
) => Promise<R>;

/**
 * Runs many commands in one transaction, each at its own moment: for imports and the demo area, which are written
 * through the same commands as everything else. Their events are dropped: nobody is written to about the past.
 * `work` may read through the transaction it is handed; it writes only by its commands.
 */
export async function runBatch(
  spine: Spine,
  work: (run: RunOne, tx: Tx) => Promise<void>,
): Promise<Outcome<void>> {
  const silent: Spine = { ...spine, outbox: { put: async () => undefined } };
  return inTransaction(spine, async (tx) => {
    await work(async (who, at, command) => {
      const ctx = contextOf(silent, who, at);
      const { value, written } = await carryOut(silent, tx, ctx, await command(tx, ctx));
      await written;
      return value;
    }, tx);
    return { value: undefined, written: Promise.resolve() };
  });
}
