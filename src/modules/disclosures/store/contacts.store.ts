/** Where one of those who receive disclosures is told that something is waiting, as they set it themselves. Source: 70-disclosures.md 9.9. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import { toBase64url } from '../domain/base64url.ts';
import { openContact, sealContact } from './waiting.store.ts';

/** Keeps where they are told, sealed under `key`; an empty address: nowhere. */
export async function saveContact(
  tx: Tx,
  key: Uint8Array,
  keyId: Uint8Array,
  address: string,
): Promise<void> {
  const contact = address === '' ? null : sealContact(key, toBase64url(keyId), address);
  await sql`update disclosure.recipients set contact = ${contact} where key_id = ${keyId}`.execute(tx);
}

/** Where they are told; empty: nowhere. */
export async function findContact(db: Db, key: Uint8Array, keyId: Uint8Array): Promise<string> {
  const { rows } = await sql<{ contact: Uint8Array | null }>`
    select contact from disclosure.recipients where key_id = ${keyId}`.execute(db);
  const contact = rows[0]?.contact;
  return contact ? openContact(key, toBase64url(keyId), contact) : '';
}
