import { sql } from 'kysely';
import type { CommandContext, QueryResult } from '../kernel/command.ts';
import type { Outcome } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/tx.ts';
import { contextOf, inTransaction, Refused, type Spine, type Who } from './transaction.ts';

/** Runs one query and commits the entries that say what was seen before the value is given back. */
export async function runQuery<R>(
  spine: Spine,
  who: Who,
  query: (tx: Tx, ctx: CommandContext) => Promise<QueryResult<R>>,
): Promise<Outcome<R>> {
  const ctx = contextOf(spine, who);
  return inTransaction(spine, async (tx) => {
    // The moment as of which relations hold: the views that lists are filtered by read it (access.as_of()).
    // And for whom it reads: where somebody signed in looks, the second wall keeps from them what shuts them out.
    const viewer = who.actor.kind === 'account' ? who.actor.account : 'all';
    await sql`select set_config('heed.now', ${ctx.now.toString()}, true),
      set_config('heed.viewer', ${viewer}, true)`.execute(tx);
    const result = await query(tx, ctx);
    if (!result.ok) throw new Refused(result.refusal);
    await spine.ledger.append(tx, ctx, result.entries);
    return result.value;
  });
}
