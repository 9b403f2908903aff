import { sql } from 'kysely';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import {
  type FoundSession,
  LONGEST_SECONDS,
  type NewSession,
  type OwnSession,
  type SessionId,
} from '../domain/session.ts';
import { accessTables, accessTablesOf } from './access-tables.store.ts';

/**
 * The session whose token has this hash, with the posts its owner holds at `now` (domain time); undefined when there is
 * none or its account was stopped. One round trip: it is on the path of every request.
 */
export async function findSession(
  db: Db,
  tokenHash: Uint8Array,
  now: Temporal.Instant,
): Promise<FoundSession | undefined> {
  const { rows } = await sql<FoundSession>`
    SELECT s.id, s.account_id AS account, a.name, a.agency_id AS agency, s.csrf, s.post_id AS chosen,
      s.created_at AS "createdAt", s.seen_at AS "seenAt", s.ended_at AS "endedAt",
      coalesce((
        SELECT json_agg(json_build_object('post', p.id, 'name', p.name, 'agency', p.agency_id, 'functions', p.functions) ORDER BY p.name, p.id)
        FROM access.holdings h JOIN access.posts p ON p.id = h.post_id
        WHERE h.account_id = s.account_id AND h.from_at <= ${now}::timestamptz
          AND (h.to_at IS NULL OR h.to_at > ${now}::timestamptz)
      ), '[]'::json) AS held
    FROM access.sessions s JOIN access.accounts a ON a.id = s.account_id AND a.disabled_at IS NULL
    WHERE s.token_hash = ${tokenHash}`.execute(db);
  return rows[0];
}

/**
 * Notes that a session was used, at most once a minute. Not an act of its own: what was done with it is the entry.
 */
export async function touchSession(db: Db, id: SessionId, wall: Temporal.Instant): Promise<void> {
  await accessTablesOf(db)
    .updateTable('access.sessions')
    .set({ seen_at: wall })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .where('seen_at', '<', wall.subtract({ seconds: 60 }))
    .execute();
}

/** Begins a session. */
export async function saveSession(tx: Tx, session: NewSession): Promise<void> {
  await accessTables(tx)
    .insertInto('access.sessions')
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      account_id: session.account,
      csrf: session.csrf,
      method: session.method,
      device: session.device,
      post_id: session.post,
      created_at: session.at,
      seen_at: session.at,
      ended_at: null,
    })
    .execute();
}

/** Ends one of `account`'s sessions; false when it is not theirs or already ended. */
export async function saveSessionEnd(
  tx: Tx,
  account: AccountId,
  id: SessionId,
  wall: Temporal.Instant,
): Promise<boolean> {
  const row = await accessTables(tx)
    .updateTable('access.sessions')
    .set({ ended_at: wall })
    .where('id', '=', id)
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts another hat on for this session. */
export async function saveHat(tx: Tx, id: SessionId, post: PostId): Promise<void> {
  await accessTables(tx).updateTable('access.sessions').set({ post_id: post }).where('id', '=', id).execute();
}

/** `account`'s sessions that have not ended, newest first. */
export async function listSessions(
  tx: Tx,
  account: AccountId,
  wall: Temporal.Instant,
): Promise<readonly OwnSession[]> {
  return accessTables(tx)
    .selectFrom('access.sessions')
    .select([
      'id',
      'account_id as account',
      'method',
      'device',
      'created_at as createdAt',
      'seen_at as seenAt',
    ])
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .where('created_at', '>', wall.subtract({ seconds: LONGEST_SECONDS }))
    .orderBy('seen_at', 'desc')
    .execute();
}
