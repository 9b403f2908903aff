import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { GraphRow } from '../domain/resolve.ts';

/**
 * That a concern names somebody or something, as it is read from networks.sightings. `at` in milliseconds: thousands of rows are read
 * at once, and an instant made of each would cost more than reading it.
 */
export interface Sighting extends GraphRow {
  readonly concern: ConcernId;
}

/** Its columns in SQL, of `s`, a row of networks.sightings. */
export const SIGHTING_COLUMNS = sql`s.concern_id as concern, s.mention_id as mention, s.role, s.handle::text as handle, s.record,
  (extract(epoch from s.at) * 1000)::float8 as at, s.source`;
