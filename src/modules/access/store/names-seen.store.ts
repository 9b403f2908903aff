import { sql } from 'kysely';
import type { AccountId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';

/**
 * The people whose names `viewer` may see, as of `access.as_of()`: their own agency's, those in a team of theirs (a joint
 * team has several agencies'), and those above or below them in the line. Of anybody else the post's name is all there
 * is. Who may see everybody's is a rule ("access.see-names").
 */
export async function listNamesSeenBy(tx: Tx, viewer: AccountId): Promise<ReadonlySet<AccountId>> {
  const { rows } = await sql<{ id: AccountId }>`
    with mine as (select post_id, team_id from access.current_holdings where account_id = ${viewer}::uuid)
    select other.id from access.accounts me join access.accounts other on other.agency_id = me.agency_id
      where me.id = ${viewer}::uuid
    union
    select holding.account_id from access.current_holdings holding
      where holding.team_id in (select team_id from mine)
    union
    select holding.account_id from access.lines line join access.current_holdings holding
      on holding.post_id = line.above_id where line.post_id in (select post_id from mine)
    union
    select holding.account_id from access.lines line join access.current_holdings holding
      on holding.post_id = line.post_id where line.above_id in (select post_id from mine)`.execute(tx);
  return new Set(rows.map((row) => row.id));
}
