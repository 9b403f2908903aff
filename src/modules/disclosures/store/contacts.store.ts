/**
 * Where those who receive disclosures are told that something is waiting: sealed under a key outside the database, as it is the one thing
 * there that is theirs by name. Source: 70-disclosures.md 9.9 (notices are content-free).
 */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import { toBase64url } from '../domain/base64url.ts';
import { openContact, sealContact } from './waiting.store.ts';

/** Somebody to be told, and where. */
export interface Contact {
  readonly keyId: Uint8Array;
  readonly address: string;
}

/** Keeps where they are told; an empty address: nowhere. */
export async function saveContact(tx: Tx, key: Uint8Array, { keyId, address }: Contact): Promise<void> {
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
