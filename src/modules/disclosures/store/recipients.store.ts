/** Those who receive disclosures: kept, found, and let in. */
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import type { Recipient } from '../domain/recipient.ts';
import type { RecipientStore } from '../ports/recipients.ports.ts';
import { deletePasskey, savePasskey } from './passkeys.store.ts';
import { endSessions, saveSession } from './recipient-sessions.store.ts';
import { recipientTables } from './recipient-tables.store.ts';

const COLUMNS = [
  'key_id as keyId',
  'handle',
  'seal_key as sealKey',
  'sign_key as signKey',
  'salt',
  'auth_hash as authHash',
  'wrapped',
] as const;

/** Keeps an invitation until `expires`, by the hash of its code. */
export async function saveInvitation(tx: Tx, hash: Uint8Array, expires: Temporal.PlainDate): Promise<void> {
  await recipientTables(tx)
    .insertInto('disclosure.invitations')
    .values({ hash, expires, used: null })
    .execute();
}

/** Uses an invitation up. Two at once: the second finds it used. */
async function takeInvitation(tx: Tx, hash: Uint8Array, today: Temporal.PlainDate): Promise<boolean> {
  const row = await recipientTables(tx)
    .updateTable('disclosure.invitations')
    .set({ used: today })
    .where('hash', '=', hash)
    .where('used', 'is', null)
    .where('expires', '>=', today)
    .returning('hash')
    .executeTakeFirst();
  return row !== undefined;
}

async function saveRecipient(tx: Tx, one: Recipient, today: Temporal.PlainDate): Promise<void> {
  await recipientTables(tx)
    .insertInto('disclosure.recipients')
    .values({
      key_id: one.keyId,
      handle: one.handle,
      seal_key: one.sealKey,
      sign_key: one.signKey,
      salt: one.salt,
      auth_hash: one.authHash,
      wrapped: one.wrapped,
      made: today,
      seen: today,
    })
    .execute();
}

/** The one with these keys. */
export async function findRecipient(on: Tx | Db, keyId: Uint8Array): Promise<Recipient | undefined> {
  return recipientTables(on)
    .selectFrom('disclosure.recipients')
    .select(COLUMNS)
    .where('key_id', '=', keyId)
    .executeTakeFirst();
}

/** The one who signs in by this handle. */
export async function findByHandle(db: Db, handle: string): Promise<Recipient | undefined> {
  return recipientTables(db)
    .selectFrom('disclosure.recipients')
    .select(COLUMNS)
    .where('handle', '=', handle)
    .executeTakeFirst();
}

/** Everybody's public keys, and the last day each was used; oldest first. */
export async function listSeen(
  tx: Tx,
): Promise<
  readonly { readonly seal: Uint8Array; readonly sign: Uint8Array; readonly seen: Temporal.PlainDate }[]
> {
  return recipientTables(tx)
    .selectFrom('disclosure.recipients')
    .select(['seal_key as seal', 'sign_key as sign', 'seen'])
    .orderBy('made')
    .orderBy('key_id')
    .execute();
}

async function saveSeen(tx: Tx, keyId: Uint8Array, today: Temporal.PlainDate): Promise<void> {
  await recipientTables(tx)
    .updateTable('disclosure.recipients')
    .set({ seen: today })
    .where('key_id', '=', keyId)
    .where('seen', '<', today)
    .execute();
}

export const recipientStore: RecipientStore = {
  takeInvitation,
  saveRecipient,
  findRecipient,
  saveSeen,
  saveSession,
  endSessions,
  savePasskey,
  deletePasskey,
};
