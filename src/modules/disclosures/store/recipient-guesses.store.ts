import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { GUESSES } from '../domain/recipient.ts';

/**
 * Counts one more guess before it is tried, so that a hundred sent at once are still a hundred. False when the next has to wait.
 * `about`: a keyed hash of the handle. Outside any transaction, so that a refused sign-in still counts.
 */
export async function countGuess(db: Db, about: Uint8Array, wall: Temporal.Instant): Promise<boolean> {
  const { free, firstWaitSeconds, longestWaitSeconds, forgottenHours } = GUESSES;
  const { rows } = await sql`
    INSERT INTO disclosure.guesses AS g (about_hash, wrong, blocked_until, last_at)
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
}

/** Forgets the guesses at this handle, as the last was right, and all those that were long ago. */
export async function forgetGuesses(db: Db, about: Uint8Array, wall: Temporal.Instant): Promise<void> {
  const old = wall.subtract({ hours: GUESSES.forgottenHours });
  await sql`DELETE FROM disclosure.guesses WHERE about_hash = ${about} OR last_at < ${old}::timestamptz`.execute(
    db,
  );
}
