/** Passkeys that unwrap the keys of those who receive disclosures. */
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import type { RecipientPasskey } from '../domain/recipient.ts';
import { recipientTables } from './recipient-tables.store.ts';

const COLUMNS = [
  'credential_id as credential',
  'key_id as keyId',
  'public_key as publicKey',
  'counter',
  'transports',
  'prf_salt as prfSalt',
  'wrapped',
] as const;

/** The passkey with this credential id. */
export async function findPasskey(db: Db, credential: Uint8Array): Promise<RecipientPasskey | undefined> {
  return recipientTables(db)
    .selectFrom('disclosure.passkeys')
    .select(COLUMNS)
    .where('credential_id', '=', credential)
    .executeTakeFirst();
}

/** Theirs, oldest first. */
export async function listPasskeys(
  db: Db,
  keyId: Uint8Array,
): Promise<readonly (RecipientPasskey & { readonly made: Temporal.PlainDate })[]> {
  return recipientTables(db)
    .selectFrom('disclosure.passkeys')
    .select([...COLUMNS, 'made'])
    .where('key_id', '=', keyId)
    .orderBy('made')
    .orderBy('credential_id')
    .execute();
}

/** Keeps one. */
export async function savePasskey(
  tx: Tx,
  passkey: RecipientPasskey,
  today: Temporal.PlainDate,
): Promise<void> {
  await recipientTables(tx)
    .insertInto('disclosure.passkeys')
    .values({
      credential_id: passkey.credential,
      key_id: passkey.keyId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      prf_salt: passkey.prfSalt,
      wrapped: passkey.wrapped,
      made: today,
    })
    .execute();
}

/** Notes how often the authenticator says it was used. */
export async function saveCounter(db: Db, credential: Uint8Array, counter: number): Promise<void> {
  await recipientTables(db)
    .updateTable('disclosure.passkeys')
    .set({ counter })
    .where('credential_id', '=', credential)
    .execute();
}

/** Takes one away, if it is theirs. */
export async function deletePasskey(tx: Tx, keyId: Uint8Array, credential: Uint8Array): Promise<boolean> {
  const row = await recipientTables(tx)
    .deleteFrom('disclosure.passkeys')
    .where('credential_id', '=', credential)
    .where('key_id', '=', keyId)
    .returning('key_id')
    .executeTakeFirst();
  return row !== undefined;
}
