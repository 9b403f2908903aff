/**
 * Where those who receive disclosures are told that something is waiting: sealed under a key outside the database, as it is the one thing
 * there that is theirs by name. Source: 70-disclosures.md 9.9 (notices are content-free).
 */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { openBytes, sealBytes } from '../../../platform/crypto.ts';
import type { Db } from '../../../platform/db.ts';
import { toBase64url } from '../domain/base64url.ts';

/** Somebody to be told, and where. */
export interface Waiting {
  readonly keyId: Uint8Array;
  readonly address: string;
}

const aad = (keyId: Uint8Array) => `disclosures.contact ${toBase64url(keyId)}`;

/** Keeps where they are told; an empty address: nowhere. */
export async function saveContact(tx: Tx, key: Uint8Array, { keyId, address }: Waiting): Promise<void> {
  const contact = address === '' ? null : sealBytes(key, Buffer.from(address, 'utf8'), aad(keyId));
  await sql`update disclosure.recipients set contact = ${contact} where key_id = ${keyId}`.execute(tx);
}

const open = (key: Uint8Array, keyId: Uint8Array, contact: Uint8Array) =>
  Buffer.from(openBytes(key, contact, aad(keyId))).toString('utf8');

/** Where they are told; empty: nowhere. */
export async function findContact(db: Db, key: Uint8Array, keyId: Uint8Array): Promise<string> {
  const { rows } = await sql<{ contact: Uint8Array | null }>`
    select contact from disclosure.recipients where key_id = ${keyId}`.execute(db);
  const contact = rows[0]?.contact;
  return contact ? open(key, keyId, contact) : '';
}

/**
 * Those who are to be told on `today`: asked to read something, or written to by a discloser, since they were told last; or owing something
 * today or tomorrow, or late with it. Once a day at most. Days alone are kept, so what came on the day they were told may be told twice.
 */
export async function listWaiting(
  db: Db,
  key: Uint8Array,
  today: Temporal.PlainDate,
): Promise<readonly Waiting[]> {
  const { rows } = await sql<{ keyId: Uint8Array; contact: Uint8Array }>`
    select p.key_id as "keyId", p.contact from disclosure.recipients p
    where p.contact is not null and (p.notified is null or p.notified < ${today}::date) and (
      exists (select from disclosure.readers own where own.key_id = p.key_id and own.standing = 'asked'
        and own.asked >= coalesce(p.notified, own.asked))
      or exists (select from disclosure.readers own join disclosure.items i on i.report_id = own.report_id
        where own.key_id = p.key_id and own.standing = 'cleared' and i.role = 'reporter' and i.seq > 0
          and i.day >= coalesce(p.notified, i.day))
      or exists (select from disclosure.readers own join disclosure.clocks c on c.report_id = own.report_id
        where own.key_id = p.key_id and own.standing in ('asked', 'cleared') and c.met is null and c.missed is null
          and c.due <= ${today}::date + 1))
    order by p.key_id`.execute(db);
  return rows.map(({ keyId, contact }) => ({ keyId, address: open(key, keyId, contact) }));
}

/** Notes that they were told on `today`. */
export async function saveNotified(tx: Tx, keyId: Uint8Array, today: Temporal.PlainDate): Promise<void> {
  await sql`update disclosure.recipients set notified = ${today} where key_id = ${keyId}`.execute(tx);
}
