import type { AccountId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Passkey, Proofs } from '../domain/proof.ts';
import { accessTables } from './access-tables.store.ts';

/** What `account` can prove themself with. */
export async function findProofs(tx: Tx, account: AccountId): Promise<Proofs> {
  const db = accessTables(tx);
  const password = await db
    .selectFrom('access.passwords')
    .select('hash')
    .where('account_id', '=', account)
    .executeTakeFirst();
  const code = await db
    .selectFrom('access.totps')
    .select('account_id')
    .where('account_id', '=', account)
    .executeTakeFirst();
  const passkeys = await db
    .selectFrom('access.passkeys')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('account_id', '=', account)
    .executeTakeFirstOrThrow();
  return { password: password?.hash ?? null, hasCode: code !== undefined, passkeys: passkeys.n };
}

/** Sets or replaces a password's hash. */
export async function savePassword(
  tx: Tx,
  account: AccountId,
  hash: string,
  at: Temporal.Instant,
): Promise<void> {
  await accessTables(tx)
    .insertInto('access.passwords')
    .values({ account_id: account, hash, changed_at: at })
    .onConflict((oc) => oc.column('account_id').doUpdateSet({ hash, changed_at: at }))
    .execute();
}

/** The sealed secret that `account`'s codes are made from; undefined when there is none. */
export async function findCodeSecret(tx: Tx, account: AccountId): Promise<Uint8Array | undefined> {
  const row = await accessTables(tx)
    .selectFrom('access.totps')
    .select('sealed_secret')
    .where('account_id', '=', account)
    .executeTakeFirst();
  return row?.sealed_secret;
}

/** Sets or replaces the secret that codes are made from; the code of `step` has been used to confirm it. */
export async function saveCodeSecret(
  tx: Tx,
  account: AccountId,
  sealed: Uint8Array,
  step: number,
  at: Temporal.Instant,
): Promise<void> {
  const values = { sealed_secret: sealed, confirmed_at: at, last_step: step };
  await accessTables(tx)
    .insertInto('access.totps')
    .values({ account_id: account, ...values })
    .onConflict((oc) => oc.column('account_id').doUpdateSet(values))
    .execute();
}

/** Uses up the code of `step`; false when that step, or a later one, was used before. */
export async function useCodeStep(tx: Tx, account: AccountId, step: number): Promise<boolean> {
  const row = await accessTables(tx)
    .updateTable('access.totps')
    .set({ last_step: step })
    .where('account_id', '=', account)
    .where('last_step', '<', step)
    .returning('account_id')
    .executeTakeFirst();
  return row !== undefined;
}

function passkeys(tx: Tx) {
  return accessTables(tx)
    .selectFrom('access.passkeys')
    .select([
      'credential_id as credential',
      'account_id as account',
      'public_key as publicKey',
      'counter',
      'transports',
      'name',
      'created_at as createdAt',
    ]);
}

/** `account`'s passkeys, oldest first. */
export async function listPasskeys(tx: Tx, account: AccountId): Promise<readonly Passkey[]> {
  return passkeys(tx).where('account_id', '=', account).orderBy('created_at').execute();
}

/** The passkey with this credential id, of an account that was not stopped; locked, so that its counter is used once. */
export async function findPasskey(tx: Tx, credential: string): Promise<Passkey | undefined> {
  return passkeys(tx).where('credential_id', '=', credential).forUpdate().executeTakeFirst();
}

/** Adds a passkey; false when this very one was added before. */
export async function savePasskey(tx: Tx, passkey: Passkey): Promise<boolean> {
  const row = await accessTables(tx)
    .insertInto('access.passkeys')
    .values({
      credential_id: passkey.credential,
      account_id: passkey.account,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
      name: passkey.name,
      created_at: passkey.createdAt,
      last_used_at: null,
    })
    .onConflict((oc) => oc.column('credential_id').doNothing())
    .returning('credential_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes that a passkey was used, with the counter it gave. */
export async function savePasskeyUse(
  tx: Tx,
  credential: string,
  counter: number,
  at: Temporal.Instant,
): Promise<void> {
  await accessTables(tx)
    .updateTable('access.passkeys')
    .set({ counter, last_used_at: at })
    .where('credential_id', '=', credential)
    .execute();
}

/** Takes one of `account`'s passkeys away; false when it is not theirs. */
export async function dropPasskey(tx: Tx, account: AccountId, credential: string): Promise<boolean> {
  const row = await accessTables(tx)
    .deleteFrom('access.passkeys')
    .where('credential_id', '=', credential)
    .where('account_id', '=', account)
    .returning('credential_id')
    .executeTakeFirst();
  return row !== undefined;
}

/** The account that an OpenID provider's subject was matched to before; undefined the first time. */
export async function findIdentity(tx: Tx, issuer: string, subject: string): Promise<AccountId | undefined> {
  const row = await accessTables(tx)
    .selectFrom('access.identities')
    .select('account_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.account_id;
}

/** Matches an OpenID provider's subject to an account for good. */
export async function saveIdentity(
  tx: Tx,
  issuer: string,
  subject: string,
  account: AccountId,
  at: Temporal.Instant,
): Promise<void> {
  await accessTables(tx)
    .insertInto('access.identities')
    .values({ issuer, subject, account_id: account, created_at: at })
    .execute();
}
