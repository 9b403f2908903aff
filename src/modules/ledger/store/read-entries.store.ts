import { sql } from 'kysely';
import { utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { placeIn, type WhichLog } from './log-base.store.ts';

/** The entries of a log numbered from `from` up to but not including `to`, as the log commits to them; fewer where there are fewer. */
export async function listEntries(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
  log: WhichLog = 'newest',
): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ entry: string }>`
    select e.entry from ledger.positions p join ledger.entries e on e.id = p.id
    where p.index >= ${placeIn(log, from)} and p.index < ${placeIn(log, to)} order by p.index`.execute(tx);
  return rows.map(({ entry }) => utf8(entry));
}
