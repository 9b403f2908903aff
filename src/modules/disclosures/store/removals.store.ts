/** What goes: disclosures that two asked to remove or that were kept long enough, loose parts of files, stale sessions. */
import { sql } from 'kysely';
import type { RemovalStore } from '../ports/watching.ports.ts';
import { disclosureTables, toDay } from './tables.store.ts';

/** In which everybody who may read one sees that it is to go (9.8). `disclosure.remove` insists on it. */
const NOTICE_DAYS = 30;
/** A session that began so many hours ago is over whatever its holder does. Those who are idle are turned away earlier. */
const LONGEST_SESSION_HOURS = 24;

export const removalStore: RemovalStore = {
  listRemovable: async (tx, today, most) => {
    const rows = await disclosureTables(tx)
      .selectFrom('disclosure.reports')
      .select('id')
      .where(({ or, eb }) =>
        or([
          eb('asked_to_remove', '<=', toDay(today).subtract({ days: NOTICE_DAYS })),
          eb('expires', '<', toDay(today)),
        ]),
      )
      .orderBy('id')
      .limit(most)
      .execute();
    return rows.map(({ id }) => id);
  },
  remove: async (tx, id, today) => {
    const { rows } = await sql<{ why: 'two-asked' | 'kept-long-enough' | null }>`
      select disclosure.remove(${id}, ${toDay(today)}) as why`.execute(tx);
    return rows[0]?.why ?? null;
  },
  sweepParts: async (tx, before) => {
    const { rows } = await sql<{ swept: number }>`
      select disclosure.sweep_files(${toDay(before)}) as swept`.execute(tx);
    return Number(rows[0]?.swept ?? 0);
  },
  endStaleSessions: async (tx, wall) => {
    await sql`delete from disclosure.sessions where began_at < ${wall.subtract({ hours: LONGEST_SESSION_HOURS })}`.execute(
      tx,
    );
  },
};
