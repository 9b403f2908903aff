import type { RecordRef } from '../../../kernel/entry.ts';
import type { Db } from '../../../platform/db.ts';

/** The concern that this reference names, for asking the access rules about it; `null` when there is none. */
export async function findReferenced(db: Db, reference: string): Promise<RecordRef | null> {
  const row = await db
    .withTables<{ 'concerns.concerns': { id: string; reference: string } }>()
    .selectFrom('concerns.concerns')
    .select('id')
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row ? { kind: 'concern', id: row.id } : null;
}
