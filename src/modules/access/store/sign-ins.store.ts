import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import type { SignIn } from '../domain/proof.ts';
import { accessTables, accessTablesOf } from './access-tables.store.ts';

/**
 * Keeps a sign-in half done under its token's hash until `expiresAt` (wall time); forgets those that ran out.
 * Not an act: beginning with a passkey or a provider says nothing of who is there, so it may stand outside a command.
 */
export async function saveSignIn(
  db: Db,
  tokenHash: Uint8Array,
  signIn: SignIn,
  expiresAt: Temporal.Instant,
  wall: Temporal.Instant,
): Promise<void> {
  await accessTablesOf(db).deleteFrom('access.sign_ins').where('expires_at', '<', wall).execute();
  await accessTablesOf(db)
    .insertInto('access.sign_ins')
    .values({
      token_hash: tokenHash,
      account_id: signIn.account,
      stage: signIn.stage,
      expected: JSON.stringify(signIn.expected),
      return_to: signIn.returnTo,
      expires_at: expiresAt,
    })
    .execute();
}

/** The sign-in half done under this token, still in time; undefined otherwise. */
export async function findSignIn(
  tx: Tx,
  tokenHash: Uint8Array,
  wall: Temporal.Instant,
): Promise<SignIn | undefined> {
  const row = await accessTables(tx)
    .selectFrom('access.sign_ins')
    .select(['account_id as account', 'stage', 'expected', 'return_to as returnTo'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', wall)
    .forUpdate()
    .executeTakeFirst();
  // The column holds only what saveSignIn wrote there.
  return row && { ...row, expected: row.expected as Readonly<Record<string, string>> };
}

/** Forgets it: the sign-in is done, or was turned down. */
export async function dropSignIn(tx: Tx, tokenHash: Uint8Array): Promise<void> {
  await accessTables(tx).deleteFrom('access.sign_ins').where('token_hash', '=', tokenHash).execute();
}
