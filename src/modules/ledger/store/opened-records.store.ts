import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { Tx } from '../../../kernel/tx.ts';

/** Acts that say that a record was opened and read. */
const OPENINGS = ['concerns.concern-opened', 'concerns.concern-seen'];

/**
 * Which of these records `by` had opened, according to the log: "evidence opened beforehand" is computed, never typed
 * (20-domain.md).
 */
export async function listRecordsOpened<T extends string>(
  tx: Tx,
  by: RecordRef,
  kind: RecordRef['kind'],
  ids: readonly T[],
): Promise<readonly T[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: T }>`
    select distinct r.id
    from ledger.refs r
    join ledger.entries e on e.subject_ref = r.ref and e.act = any(${OPENINGS}::text[])
    where r.kind = ${kind} and r.id = any(${[...ids]}::text[])
      and e.entry::jsonb ->> 'by' = (select ref::text from ledger.refs where kind = ${by.kind} and id = ${by.id})`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}
