/** For whom there is something new, and where they are told that there is: nothing of what. Source: 70-disclosures.md 9.9. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { openBytes, sealBytes } from '../../../platform/crypto.ts';
import { readBase64url, toBase64url } from '../domain/base64url.ts';
import type { NoticeStore } from '../ports/watching.ports.ts';
import { toDay } from './tables.store.ts';

const aad = (keyId: string) => `disclosures.contact ${keyId}`;

/** A recipient's address as it is kept, under a key outside the database. `keyId` in base64url. */
export function sealContact(key: Uint8Array, keyId: string, address: string): Uint8Array {
  return sealBytes(key, Buffer.from(address, 'utf8'), aad(keyId));
}

/** The address again. Throws where it was sealed under another key, or to somebody else. */
export function openContact(key: Uint8Array, keyId: string, sealed: Uint8Array): string {
  return Buffer.from(openBytes(key, sealed, aad(keyId))).toString('utf8');
}

/**
 * Something is new for them if they were asked, or something was written by another in a disclosure they may read, on the day they
 * were last written to or later: only days are kept, so what came after a notice of the same day is not lost, and what came before
 * it is told once more, on the next day. Not where they have signed in on a later day. And where something is owed today or tomorrow
 * they are told whatever they have seen.
 */
const hasNews = sql`
  (p.notified is null or p.notified < today.day) and (exists (
    select from disclosure.readers r join disclosure.clocks c on c.report_id = r.report_id
    where r.key_id = p.key_id and r.standing in ('asked', 'cleared') and c.met is null and c.missed is null
      and c.due <= today.day + 1) or exists (
    select from disclosure.readers r
    left join disclosure.items i on i.report_id = r.report_id and r.standing = 'cleared' and i.key_id <> p.key_id
      and (i.seq > 0 or i.lane = 'notes')
    where r.key_id = p.key_id and r.standing in ('asked', 'cleared')
      and greatest(r.asked, i.day) >= coalesce(p.notified, '-infinity') and greatest(r.asked, i.day) >= p.seen))`;

interface WaitingRow {
  readonly key_id: Buffer;
  readonly contact: Buffer;
}

async function list(tx: Tx, today: string): Promise<readonly WaitingRow[]> {
  const { rows } = await sql<WaitingRow>`
    select p.key_id, p.contact from disclosure.recipients p, (select ${toDay(today)}::date as day) as today
    where p.contact is not null and ${hasNews} order by p.key_id`.execute(tx);
  return rows;
}

export const noticeStore: NoticeStore = {
  listWaiting: async (tx, today) =>
    (await list(tx, today)).map(({ key_id, contact }) => ({ keyId: toBase64url(key_id), contact })),
  markNotified: async (tx, keyId, today) => {
    const key = Buffer.from(readBase64url(keyId) ?? new Uint8Array());
    const done = await sql`update disclosure.recipients p set notified = today.day
      from (select ${toDay(today)}::date as day) as today where p.key_id = ${key} and ${hasNews}`.execute(tx);
    return Number(done.numAffectedRows ?? 0) === 1;
  },
};
