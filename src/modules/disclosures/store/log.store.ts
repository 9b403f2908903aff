/** The log of sealed disclosures, read, and the heads of its days. */
import { sql } from 'kysely';
import { addDays } from '../domain/day.ts';
import { type DayHead, RECEIVED, REMOVED } from '../domain/logged-event.ts';
import type { LogStore } from '../ports/watching.ports.ts';
import { lockLog } from './events.store.ts';
import { disclosureTables, toDay } from './tables.store.ts';

const HEAD = ['day', 'seq', 'hash', 'signature'] as const;

interface HeadRow extends Omit<DayHead, 'day'> {
  readonly day: Temporal.PlainDate;
}

const toHead = (row: HeadRow): DayHead => ({ ...row, day: row.day.toString() });

export const logStore: LogStore = {
  lockLog,
  findOpenDay: async (tx) => {
    const tables = disclosureTables(tx);
    const last = await tables
      .selectFrom('disclosure.heads')
      .select('day')
      .orderBy('day', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (last) return addDays(last.day.toString(), 1);
    const first = await tables
      .selectFrom('disclosure.events')
      .select('day')
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst();
    return first?.day.toString() ?? null;
  },
  getLastBy: async (tx, day) =>
    disclosureTables(tx)
      .selectFrom('disclosure.events')
      .select(['seq', 'hash'])
      .where('day', '<=', toDay(day))
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
  saveHead: async (tx, { day, seq, hash, signature }) => {
    await disclosureTables(tx)
      .insertInto('disclosure.heads')
      .values({ day: toDay(day), seq, hash: Buffer.from(hash), signature: Buffer.from(signature) })
      .execute();
  },
  listHeads: async (tx, after, most) => {
    const all = disclosureTables(tx).selectFrom('disclosure.heads').select(HEAD).orderBy('day').limit(most);
    const rows = await (after === null ? all : all.where('day', '>', toDay(after))).execute();
    return rows.map(toHead);
  },
  listHeadsOf: async (tx, from, to) => {
    const rows = await disclosureTables(tx)
      .selectFrom('disclosure.heads')
      .select(HEAD)
      .where('seq', '>=', from)
      .where('seq', '<=', to)
      .orderBy('day')
      .execute();
    return rows.map(toHead);
  },
  listEvents: async (tx, from, most) => {
    const rows = await disclosureTables(tx)
      .selectFrom('disclosure.events')
      .select(['seq', 'kind', 'report_id as report', 'key_id as keyId', 'day', 'previous', 'hash'])
      .where('seq', '>=', from)
      .orderBy('seq')
      .limit(most)
      .execute();
    return rows.map((row) => ({ ...row, day: row.day.toString() }));
  },
  // One statement, so that one that comes or goes meanwhile is seen whole.
  listGone: async (tx) => {
    const { rows } = await sql<{ id: string }>`
      select distinct e.report_id as id from disclosure.events e
      where e.kind = ${RECEIVED}
        and not exists (select from disclosure.reports r where r.id = e.report_id)
        and not exists (select from disclosure.events gone where gone.report_id = e.report_id and gone.kind = ${REMOVED})
      order by 1`.execute(tx);
    return rows.map(({ id }) => id);
  },
};
