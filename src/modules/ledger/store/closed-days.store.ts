/** Which days of the log of sealed disclosures have their head in the ledger, and what shows that to anybody. */
import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import { deriveKey } from '../../../platform/crypto.ts';
import { closedDayRef, DAY_CLOSED, type ShownDay } from '../domain/closed-day.ts';
import { COMMITMENT } from './append-entries.store.ts';
import { type ProveBy, proveFirst } from './entry-proofs.store.ts';
import type { RecordKeys } from './record-keys.store.ts';

/** Notes that a day has its entry. Breaks `ledger.day-entered` where it has one. */
export async function saveClosedDay(tx: Tx, day: string): Promise<void> {
  await sql`insert into ledger.closed_days (day) values (${day}::date)`.execute(tx);
}

/** The last day that has its entry, `YYYY-MM-DD`; `null` before the first. */
export async function findLastClosedDay(tx: Tx): Promise<string | null> {
  const { rows } = await sql<{ day: Temporal.PlainDate | null }>`
    select max(day) as day from ledger.closed_days`.execute(tx);
  return rows[0]?.day?.toString() ?? null;
}

/**
 * What shows that a day's head is in the ledger; `not-yet` until a checkpoint covers it, `null` where there is none. What the entry's
 * commitment is opened with is given out: it is of this one entry, and of a key that opens nothing.
 */
export async function showClosedDay(
  keys: RecordKeys,
  tx: Tx,
  day: string,
  by: ProveBy,
): Promise<ShownDay | 'not-yet' | null> {
  const about = closedDayRef(day);
  const found = await proveFirst(tx, about, DAY_CLOSED, by);
  if (found === null || found === 'not-yet') return found;
  const [record] = await keys.get(tx, [about]);
  if (!record?.key) return null;
  return {
    proof: Buffer.from(found.proof).toString('utf8'),
    opening: Buffer.from(deriveKey(record.key, COMMITMENT)).toString('base64url'),
  };
}
