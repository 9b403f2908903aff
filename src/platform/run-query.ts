import { sql } from 'kysely';
import type { CommandContext, QueryResult } from '../kernel/command.ts';
import type { Outcome } from '../kernel/refusal.ts';
import type { Tx } from '../kernel/tx.ts';
import { contextOf, inTransaction, Refused, type Spine, type Who } from './transaction.ts';

const reading = new WeakSet<object>();

/** True in the transaction of a query: nothing it reads is changed by itself, so what it read once still holds. */
export function isReading(tx: object): boolean {
  return reading.has(tx);
}

/**
 * Runs one query and commits the entries that say what was seen before the value is given back. The entries and the
 * end of the transaction leave together (docs/decisions/0303).
 */
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
    // Written out, not handed in, so that it leaves together with the `begin` before it (db.ts).
    const told = sql`select set_config('heed.now', ${sql.lit(ctx.now.toString())}, true),
      set_config('heed.viewer', ${sql.lit(viewer)}, true)`.execute(tx);
    reading.add(tx);
    // What the query asks first leaves with it, and is answered after it.
    const [, result] = await Promise.all([told, query(tx, ctx)]);
    if (!result.ok) throw new Refused(result.refusal);
    const { written } = await spine.ledger.append(tx, ctx, result.entries);
    return { value: result.value, written };
  });
}
