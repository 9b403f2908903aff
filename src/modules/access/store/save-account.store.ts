import type { AccountId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Account } from '../domain/organisation.ts';
import type { Moment } from '../ports.ts';
import { accessTables } from './access-tables.store.ts';

/** Adds an account; false when its e-mail is taken. */
export async function saveAccount(tx: Tx, moment: Moment, account: Account): Promise<boolean> {
  const row = await accessTables(tx)
    .insertInto('access.accounts')
    .values({
      id: account.id,
      agency_id: account.agency,
      name: account.name,
      email: account.email,
      phone: account.phone,
      created_at: moment.now,
      disabled_at: null,
    })
    .onConflict((oc) => oc.constraint('accounts_email_once').doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Stops an account and ends its sessions; false when it is not there or already stopped. */
export async function saveAccountStopped(tx: Tx, moment: Moment, account: AccountId): Promise<boolean> {
  const row = await accessTables(tx)
    .updateTable('access.accounts')
    .set({ disabled_at: moment.now })
    .where('id', '=', account)
    .where('disabled_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) return false;
  await accessTables(tx)
    .updateTable('access.sessions')
    .set({ ended_at: moment.wall })
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .execute();
  return true;
}
