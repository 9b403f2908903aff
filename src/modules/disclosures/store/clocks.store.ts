/** What is owed about disclosures, as rows that one look finds the missed ones in. */
import { sql } from 'kysely';
import type { ClockKind } from '../domain/standing.ts';
import type { DisclosureStore } from '../ports.ts';
import { disclosureTables, toDay } from './tables.store.ts';

export const clockRows: Pick<DisclosureStore, 'saveClocks' | 'listMissed' | 'markMissed'> = {
  saveClocks: async (tx, id, owed, today) => {
    const tables = disclosureTables(tx);
    if (owed.length > 0)
      await tables
        .insertInto('disclosure.clocks')
        .values(
          owed.map(({ kind, since, due, met }) => ({
            report_id: id,
            kind,
            since: toDay(since),
            due: toDay(due),
            met: met ? toDay(today) : null,
            missed: null,
          })),
        )
        .onConflict((oc) =>
          oc.columns(['report_id', 'kind', 'since']).doUpdateSet({
            met: sql`coalesce(disclosure.clocks.met, excluded.met)`,
          }),
        )
        .execute();
    // Asked of somebody else since, or taken back: nobody owes it any more.
    const kept = owed.map(({ kind, since }) => `${kind} ${since}`);
    await sql`update disclosure.clocks set met = ${toDay(today)}
      where report_id = ${id} and met is null and missed is null
        and kind || ' ' || since::text <> all(${kept}::text[])`.execute(tx);
  },
  listMissed: async (tx, today, most) => {
    const rows = await disclosureTables(tx)
      .selectFrom('disclosure.clocks')
      .select(['report_id', 'kind', 'since'])
      .where('met', 'is', null)
      .where('missed', 'is', null)
      .where('due', '<', toDay(today))
      .orderBy('due')
      .orderBy('report_id')
      .limit(most)
      .execute();
    return rows.map(({ report_id, kind, since }) => ({
      report: report_id,
      kind: kind as ClockKind,
      since: since.toString(),
    }));
  },
  markMissed: async (tx, { report, kind, since }, today) => {
    const done = await disclosureTables(tx)
      .updateTable('disclosure.clocks')
      .set({ missed: toDay(today) })
      .where('report_id', '=', report)
      .where('kind', '=', kind)
      .where('since', '=', toDay(since))
      .where('met', 'is', null)
      .where('missed', 'is', null)
      .executeTakeFirst();
    return Number(done.numUpdatedRows) === 1;
  },
};
