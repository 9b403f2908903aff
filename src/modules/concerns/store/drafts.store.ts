import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey, openBytes, sealBytes } from '../../../platform/crypto.ts';
import { concernsTables } from './tables.store.ts';

/** A draft lives this long after it was last touched (90-quality.md): whoever picks the phone up later finds nothing. */
export const DRAFT_IDLE_MINUTES = 30;
const PURPOSE = 'concerns.draft';

function hashOf(cookie: string): Buffer {
  return createHash('sha256').update(cookie).digest();
}

/** A new cookie value: 32 random bytes, the only key to the draft. */
export function newDraftCookie(): string {
  return randomBytes(32).toString('base64url');
}

function keyOf(cookie: string): Uint8Array {
  return deriveKey(Buffer.from(cookie, 'base64url'), PURPOSE);
}

/** The draft under this cookie, or null when there is none or it has lain idle too long. */
export async function findDraft(tx: Tx, cookie: string, wall: Temporal.Instant): Promise<unknown> {
  const row = await concernsTables(tx)
    .selectFrom('concerns.drafts')
    .select('sealed')
    .where('cookie_hash', '=', hashOf(cookie))
    .where('seen_at', '>', wall.subtract({ minutes: DRAFT_IDLE_MINUTES }))
    .executeTakeFirst();
  if (!row) return null;
  const bytes = openBytes(keyOf(cookie), row.sealed, PURPOSE);
  return JSON.parse(Buffer.from(bytes).toString('utf8'));
}

/** Keeps the draft, sealed by a key that only the cookie holds, and starts its idle time again. */
export async function saveDraft(
  tx: Tx,
  cookie: string,
  draft: unknown,
  wall: Temporal.Instant,
): Promise<void> {
  const sealed = Buffer.from(sealBytes(keyOf(cookie), Buffer.from(JSON.stringify(draft), 'utf8'), PURPOSE));
  await concernsTables(tx)
    .insertInto('concerns.drafts')
    .values({ cookie_hash: hashOf(cookie), sealed, seen_at: wall })
    .onConflict((oc) => oc.column('cookie_hash').doUpdateSet({ sealed, seen_at: wall }))
    .execute();
}

/** Forgets the draft. */
export async function deleteDraft(tx: Tx, cookie: string): Promise<void> {
  await concernsTables(tx).deleteFrom('concerns.drafts').where('cookie_hash', '=', hashOf(cookie)).execute();
}

/** Forgets every draft that has lain idle too long. Gives how many. */
export async function deleteIdleDrafts(tx: Tx, wall: Temporal.Instant): Promise<number> {
  const result = await concernsTables(tx)
    .deleteFrom('concerns.drafts')
    .where('seen_at', '<=', wall.subtract({ minutes: DRAFT_IDLE_MINUTES }))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
