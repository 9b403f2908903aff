import type { RecordRef } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';

/** The concern that this reference names, for asking the access rules about it; `null` when there is none. */
export async function findReferenced(db: Db | Tx, reference: string): Promise<RecordRef | null> {
  const row = await db
    .withTables<{ 'concerns.concerns': { id: string; reference: string } }>()
    .selectFrom('concerns.concerns')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row ? { kind: 'concern', id: row.id } : null;
}

/** A concern by its id or its reference, its name alone: of restricted ones too. `null` when there is none. */
export async function findNamed(
  tx: Tx,
  by: { readonly id: ConcernId } | { readonly reference: string },
): Promise<{ readonly id: ConcernId; readonly reference: string } | null> {
  const from = tx
    .withTables<{ 'concerns.reference_ids': { id: ConcernId; reference: string } }>()
    .selectFrom('concerns.reference_ids')
    .select(['id', 'reference']);
  const found = 'id' in by ? from.where('id', '=', by.id) : from.where('reference', '=', by.reference);
  return (await found.executeTakeFirst()) ?? null;
}

/** The id of the pattern with this reference, as written ("PT-7K2M4X-94"); `null` when there is none. */
export async function findReferencedPattern(tx: Tx, reference: string): Promise<string | null> {
  const row = await tx
    .withTables<{ 'concerns.patterns': { id: string; reference: string } }>()
    .selectFrom('concerns.patterns')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row?.id ?? null;
}
