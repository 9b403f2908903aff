/** Sessions of those who receive disclosures. Not acts: signing in is the event, and stands in the log of events. */
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import { IDLE_MINUTES, type KeptSession, LONGEST_HOURS } from '../domain/recipient.ts';
import { recipientTables } from './recipient-tables.store.ts';

/** Begins a session; false when it was begun before. Tidies away those that no cookie opens any more. */
export async function saveSession(tx: Tx, session: KeptSession): Promise<boolean> {
  const { hash, keyId, csrf, beganAt, seenAt } = session;
  await recipientTables(tx)
    .deleteFrom('disclosure.sessions')
    .where('began_at', '<', beganAt.subtract({ hours: LONGEST_HOURS }))
    .execute();
  const row = await recipientTables(tx)
    .insertInto('disclosure.sessions')
    .values({ hash, key_id: keyId, csrf, began_at: beganAt, seen_at: seenAt })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('hash')
    .executeTakeFirst();
  return row !== undefined;
}

/** The session under this hash, if there is one, however old. */
export async function findSession(db: Db, hash: Uint8Array): Promise<KeptSession | undefined> {
  return recipientTables(db)
    .selectFrom('disclosure.sessions')
    .select(['hash', 'key_id as keyId', 'csrf', 'began_at as beganAt', 'seen_at as seenAt'])
    .where('hash', '=', hash)
    .executeTakeFirst();
}

/** Notes that a session was used, at most once a minute. */
export async function touchSession(db: Db, hash: Uint8Array, wall: Temporal.Instant): Promise<void> {
  await recipientTables(db)
    .updateTable('disclosure.sessions')
    .set({ seen_at: wall })
    .where('hash', '=', hash)
    .where('seen_at', '<', wall.subtract({ seconds: 60 }))
    // One that ended meanwhile stays ended.
    .where('seen_at', '>', wall.subtract({ minutes: IDLE_MINUTES }))
    .execute();
}

/** Ends all of theirs. The rows stay until they are old, so that a challenge answered once begins none again. */
export async function endSessions(tx: Tx, keyId: Uint8Array): Promise<void> {
  await recipientTables(tx)
    .updateTable('disclosure.sessions')
    .set({ seen_at: Temporal.Instant.fromEpochMilliseconds(0) })
    .where('key_id', '=', keyId)
    .execute();
}
