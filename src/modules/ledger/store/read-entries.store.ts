import { sql } from 'kysely';
import { utf8 } from '../../../kernel/bytes.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** The entries numbered from `from` up to but not including `to`, as the log commits to them; fewer where there are fewer. */
export async function listEntries(
  tx: Tx,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<readonly Uint8Array[]> {
  const { rows } = await sql<{ entry: string }>`
    select e.entry from ledger.positions p join ledger.entries e on e.id = p.id
    where p.index >= ${from}::bigint and p.index < ${to}::bigint order by p.index`.execute(tx);
  return rows.map(({ entry }) => utf8(entry));
}
