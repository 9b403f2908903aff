import { sql } from 'kysely';
import type { Db } from '../db.ts';

/** How often somebody may guess before the next guess has to wait, and for how long: twice as long each time. */
export interface GuessRules {
  readonly free: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  readonly forgottenHours: number;
}

/** Guesses at one secret, counted by a keyed hash of whose it is. Outside any transaction, so that a refused sign-in still counts. */
export interface Guesses {
  /** Counts one more before it is tried, so that a hundred sent at once are still a hundred. False when the next has to wait. */
  count(db: Db, about: Uint8Array, wall: Temporal.Instant): Promise<boolean>;
  /** Forgets the guesses at this one, as the last was right, and all those that were long ago. */
  forget(db: Db, about: Uint8Array, wall: Temporal.Instant): Promise<void>;
}

/** Counts in the table `guesses` of that schema, which has about_hash, wrong, blocked_until and last_at. */
export function createGuesses(schema: 'access' | 'disclosure', rules: GuessRules): Guesses {
  const table = sql.table(`${schema}.guesses`);
  const { free, firstWaitSeconds, longestWaitSeconds, forgottenHours } = rules;
  return {
    count: async (db, about, wall) => {
      const { rows } = await sql`
        INSERT INTO ${table} AS g (about_hash, wrong, blocked_until, last_at)
        VALUES (${about}, 1, ${wall}::timestamptz, ${wall}::timestamptz)
        ON CONFLICT (about_hash) DO UPDATE SET
          wrong = CASE WHEN g.last_at < ${wall}::timestamptz - make_interval(hours => ${forgottenHours}::int)
            THEN 1 ELSE g.wrong + 1 END,
          blocked_until = CASE
            WHEN g.last_at < ${wall}::timestamptz - make_interval(hours => ${forgottenHours}::int) OR g.wrong + 1 < ${free}::int
            THEN ${wall}::timestamptz
            ELSE ${wall}::timestamptz + make_interval(secs => least(
              ${longestWaitSeconds}::float8, ${firstWaitSeconds}::float8 * power(2, least(20, g.wrong + 1 - ${free}::int))))
            END,
          last_at = ${wall}::timestamptz
        WHERE g.blocked_until <= ${wall}::timestamptz
        RETURNING 1`.execute(db);
      return rows.length > 0;
    },
    forget: async (db, about, wall) => {
      const old = wall.subtract({ hours: forgottenHours });
      await sql`DELETE FROM ${table} WHERE about_hash = ${about} OR last_at < ${old}::timestamptz`.execute(
        db,
      );
    },
  };
}
