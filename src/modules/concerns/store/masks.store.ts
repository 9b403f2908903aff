import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Mask, MaskRow } from '../ports/store.ports.ts';
import { concernsTables, MASK_COLUMNS } from './tables.store.ts';

/** Hides a passage. */
export async function saveMask(tx: Tx, mask: Mask): Promise<void> {
  const { concern, ...rest } = mask;
  const row: MaskRow = { ...rest, concern_id: concern, removed_at: null };
  await concernsTables(tx).insertInto('concerns.masks').values(row).execute();
}

/** Shows a passage again; the row stays, with when. */
export async function saveUnmask(
  tx: Tx,
  concern: ConcernId,
  mask: string,
  at: Temporal.Instant,
): Promise<void> {
  await concernsTables(tx)
    .updateTable('concerns.masks')
    .set({ removed_at: at })
    .where('id', '=', mask)
    .where('concern_id', '=', concern)
    .where('removed_at', 'is', null)
    .execute();
}

/** The passages hidden now. */
export async function listMasks(tx: Tx, concern: ConcernId): Promise<readonly Mask[]> {
  const rows = await concernsTables(tx)
    .selectFrom('concerns.masks')
    .select(MASK_COLUMNS)
    .where('concern_id', '=', concern)
    .where('removed_at', 'is', null)
    .orderBy('start')
    .execute();
  return rows.map(({ concern_id, removed_at: _, ...mask }) => ({ ...mask, concern: concern_id }));
}

/** Somebody who uses Heed is named in this concern. */
export async function saveNamedPerson(
  tx: Tx,
  concern: ConcernId,
  account: AccountId,
  at: Temporal.Instant,
): Promise<void> {
  await concernsTables(tx)
    .insertInto('concerns.named_people')
    .values({ concern_id: concern, account_id: account, at })
    .onConflict((oc) => oc.doNothing())
    .execute();
}
