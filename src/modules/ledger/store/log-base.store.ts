import { type RawBuilder, sql } from 'kysely';
import { LOG_SPAN, placeOf } from '../domain/log-place.ts';

/** Which log: by its number from 0, or the newest there is, which is the one that grows. */
export type WhichLog = number | 'newest';

/** SQL for the place where a log begins (log-place.ts). */
export function baseOf(log: WhichLog): RawBuilder<number> {
  return log === 'newest'
    ? sql<number>`(select coalesce(max(number), 0)::bigint * ${sql.lit(LOG_SPAN)}::bigint from ledger.logs)`
    : sql<number>`${placeOf(log, 0)}::bigint`;
}

/** SQL for the place of an index, tile or size of a log. */
export const placeIn = (log: WhichLog, index: number): RawBuilder<number> =>
  sql<number>`(${baseOf(log)} + ${index}::bigint)`;
