import { sql } from 'kysely';
import type { Id, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Ladder, Rung } from '../domain/ladder.ts';
import type { LadderKey } from '../domain/rule.ts';
import type { LadderLookup } from '../ports.ts';
import { dutiesTables, LADDER_COLUMNS } from './duties-tables.store.ts';

/** One ladder in force: whose it is, which version, since when. */
export interface StoredLadder {
  readonly id: Id<'ladder'>;
  /** Null: everybody's of this key. */
  readonly post: PostId | null;
  readonly version: number;
  readonly inForceFrom: Temporal.Instant;
  readonly ladder: Ladder;
}

/**
 * The rungs as stored; none where they are not rungs at all. A ladder without rungs alarms and climbs nowhere, which is
 * better than an engine that stops for everybody.
 */
function readRungs(stored: unknown): readonly Rung[] {
  const whole =
    Array.isArray(stored) &&
    stored.every((rung) => Array.isArray(rung?.acts) && Array.isArray(rung?.informs) && rung.after);
  return whole ? (stored as readonly Rung[]) : [];
}

/** Every ladder in force at `at`, newest version of each. */
export async function listLadders(tx: Tx, at: Temporal.Instant): Promise<readonly StoredLadder[]> {
  const rows = await dutiesTables(tx)
    .selectFrom('duties.ladders')
    .select(LADDER_COLUMNS)
    .distinctOn(['key', 'post_id'])
    .where('in_force_from', '<=', at)
    .orderBy('key')
    .orderBy('post_id')
    .orderBy('version', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    post: row.post_id,
    version: row.version,
    inForceFrom: row.in_force_from,
    ladder: { key: row.key, rungs: readRungs(row.rungs), weekly: row.weekly, unopened: row.unopened },
  }));
}

/** The ladders in force at `now`, to be asked by key and owner: a post's own comes before everybody's. */
export async function readLadders(tx: Tx, now: Temporal.Instant): Promise<LadderLookup> {
  const found = new Map<string, Ladder>();
  for (const one of await listLadders(tx, now)) found.set(`${one.ladder.key} ${one.post ?? ''}`, one.ladder);
  return (key: LadderKey, owner: PostId) => found.get(`${key} ${owner}`) ?? found.get(`${key} `);
}

/** Adds the next version of a ladder, in force from `at`. Older versions stay as they were. */
export async function saveLadder(
  tx: Tx,
  id: Id<'ladder'>,
  at: Temporal.Instant,
  ladder: Ladder,
  post: PostId | null,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    insert into duties.ladders (id, key, post_id, version, rungs, weekly, unopened, in_force_from)
    select ${id}::uuid, ${ladder.key}, ${post}::uuid,
      coalesce(max(version), 0) + 1, ${JSON.stringify(ladder.rungs)}::jsonb, ${JSON.stringify(ladder.weekly)}::jsonb,
      ${JSON.stringify(ladder.unopened)}::jsonb, ${at}::timestamptz
    from duties.ladders where key = ${ladder.key} and post_id is not distinct from ${post}::uuid
    returning version`.execute(tx);
  return rows[0]?.version ?? 1;
}
