/** Signed rosters, byte for byte as they were published. */
import type { Tx } from '../../../kernel/tx.ts';
import { readBase64url } from '../domain/base64url.ts';
import { disclosureTables, toDay } from './tables.store.ts';

/** From version `from` to the newest, as they were signed (JSON). */
export async function listRosters(tx: Tx, from: number): Promise<readonly string[]> {
  const rows = await disclosureTables(tx)
    .selectFrom('disclosure.rosters')
    .select('signed')
    .where('version', '>=', from)
    .orderBy('version')
    .execute();
  return rows.map(({ signed }) => signed);
}

/** The newest version's number, or `null` before there is one. */
export async function findNewestRoster(tx: Tx): Promise<number | null> {
  const row = await disclosureTables(tx)
    .selectFrom('disclosure.rosters')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? null;
}

/** Keeps a roster that was verified. A version is kept once. */
export async function saveRoster(
  tx: Tx,
  roster: { readonly version: number; readonly hash: string; readonly signed: string; readonly day: string },
): Promise<void> {
  await disclosureTables(tx)
    .insertInto('disclosure.rosters')
    .values({
      version: roster.version,
      hash: Buffer.from(readBase64url(roster.hash) ?? new Uint8Array()),
      signed: roster.signed,
      day: toDay(roster.day),
    })
    .execute();
}
