import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Role } from '../domain/resolve.ts';

/** That a concern names somebody or something, as it is read from networks.sightings. */
export interface Sighting {
  readonly concern: ConcernId;
  readonly mention: string;
  readonly role: Role;
  readonly handle: string;
  readonly record: boolean;
  /** Epoch milliseconds: thousands of rows are read at once, and an instant made of each would cost more than reading it. */
  readonly at: number;
  readonly source: string;
}

/** Its columns in SQL, of `s`, a row of networks.sightings. */
export const SIGHTING_COLUMNS = sql`s.concern_id as concern, s.mention_id as mention, s.role, s.handle::text as handle, s.record,
  (extract(epoch from s.at) * 1000)::float8 as at, s.source`;
