/** Parts of files, which come before the disclosure that names them. */
import type { DisclosureStore } from '../ports.ts';
import { disclosureTables, toDay } from './tables.store.ts';

export const fileParts: Pick<DisclosureStore, 'countParts' | 'countWaitingParts' | 'savePart'> = {
  countParts: async (tx, id) => {
    const rows = await disclosureTables(tx)
      .selectFrom('disclosure.file_parts')
      .select((eb) => ['file_id', eb.fn.countAll<number>().as('parts')])
      .where('report_id', '=', id)
      .groupBy('file_id')
      .execute();
    return new Map(rows.map(({ file_id, parts }) => [file_id, Number(parts)]));
  },
  countWaitingParts: async (tx) => {
    const { parts } = await disclosureTables(tx)
      .selectFrom('disclosure.file_parts')
      .select((eb) => eb.fn.countAll<number>().as('parts'))
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('disclosure.reports')
              .select('id')
              .whereRef('disclosure.reports.id', '=', 'disclosure.file_parts.report_id'),
          ),
        ),
      )
      .executeTakeFirstOrThrow();
    return Number(parts);
  },
  savePart: async (tx, { report, file, part, sealed, day }) => {
    await disclosureTables(tx)
      .insertInto('disclosure.file_parts')
      .values({ report_id: report, file_id: file, part, sealed: Buffer.from(sealed), day: toDay(day) })
      .onConflict((oc) => oc.columns(['report_id', 'file_id', 'part']).doNothing())
      .execute();
  },
};
