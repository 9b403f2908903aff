import { type Selectable, sql } from 'kysely';
import type { AccountId, DutyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { findScrutineer, lineAbove, listHeldBy, listPosts } from '../../access/index.ts';
import type { DutyStore, OpenProposal } from '../ports.ts';
import { type DutiesTables, dutiesTables, PROPOSAL_COLUMNS, RUNG_COLUMNS } from './duties-tables.store.ts';
import { saveLadder } from './ladders.store.ts';
import { saveNotices } from './notices.store.ts';
import { readPosts } from './posts.store.ts';
import { findDuty } from './read-duties.store.ts';

function toProposal(row: Selectable<DutiesTables['duties.proposals']>): OpenProposal {
  return {
    id: row.id,
    kind: row.kind,
    duty: row.duty_id,
    askedBy: row.asked_by,
    askedPost: row.asked_post,
    askedAt: row.asked_at,
    reason: row.reason,
    newDueAt: row.new_due_at,
    ladder: row.ladder as OpenProposal['ladder'],
  };
}

async function changed(tx: Tx, query: ReturnType<typeof sql>): Promise<number> {
  return Number((await query.execute(tx)).numAffectedRows ?? 0n);
}

/** What people's acts on duties need of the database. */
export const dutyStore: DutyStore = {
  readPosts,
  saveNotices,
  saveLadder,
  findDuty,
  listLine: lineAbove,
  listHats: async (tx, account, at) => (await listHeldBy(tx, account, at)).map((post) => post.id),
  isScrutineer: async (tx, posts) =>
    (await listPosts(tx, posts)).some((post) => post.functions.includes('scrutineer')),
  findScrutineer,
  saveAcknowledged: (tx, now, duty, posts, by) =>
    changed(
      tx,
      sql`update duties.rungs_reached set acknowledged_at = ${now}::timestamptz, acknowledged_by = ${by}::uuid
        where duty_id = ${duty}::uuid and post_id = any(${posts}::uuid[]) and part <> 'passed'
          and acknowledged_at is null`,
    ),
  saveProposal: async (tx, proposal) => {
    await sql`
      insert into duties.proposals (id, kind, duty_id, asked_by, asked_post, asked_at, reason, new_due_at, ladder)
      values (${proposal.id}::uuid, ${proposal.kind}, ${proposal.duty}::uuid, ${proposal.askedBy}::uuid,
        ${proposal.askedPost}::uuid, ${proposal.askedAt}::timestamptz, ${proposal.reason}::bytea,
        ${proposal.newDueAt}::timestamptz, ${proposal.ladder ? JSON.stringify(proposal.ladder) : null}::jsonb)`.execute(
      tx,
    );
  },
  lockProposal: async (tx, id) => {
    const row = await dutiesTables(tx)
      .selectFrom('duties.proposals')
      .select(PROPOSAL_COLUMNS)
      .where('id', '=', id)
      .where('settled', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    return row && toProposal(row);
  },
  saveSettled: async (tx, now, id, answer, by) => {
    await sql`
      update duties.proposals set settled = ${answer}, settled_by = ${by}::uuid, settled_at = ${now}::timestamptz
      where id = ${id}::uuid`.execute(tx);
  },
  saveExtended: async (tx, now, duty, dueAt) =>
    (await changed(
      tx,
      sql`update duties.duties set due_at = ${dueAt}::timestamptz, warned = 0, missed_at = null,
          next_at = ${now}::timestamptz
        where id = ${duty}::uuid and state = 'open'`,
    )) > 0,
  saveWithdrawn: async (tx, now, duty, by) =>
    (await changed(
      tx,
      sql`update duties.duties set state = 'withdrawn', ended_at = ${now}::timestamptz,
          ended_act = 'duties.withdrawal-confirmed', ended_by = ${by}::uuid, next_at = null
        where id = ${duty}::uuid and state = 'open'`,
    )) > 0,
};

/** What waits for a second person: about these duties, and, with `ladders`, every proposed ladder. Oldest first. */
export async function listOpenProposals(
  tx: Tx,
  duties: readonly DutyId[],
  ladders: boolean,
): Promise<readonly OpenProposal[]> {
  const rows = await dutiesTables(tx)
    .selectFrom('duties.proposals')
    .select(PROPOSAL_COLUMNS)
    .where('settled', 'is', null)
    .where(sql<boolean>`(duty_id = any(${duties}::uuid[]) or (${ladders} and kind = 'ladder'))`)
    .orderBy('asked_at')
    .execute();
  return rows.map(toProposal);
}

/** A rung as the duty's page shows it. */
export interface ShownRung {
  readonly rung: number;
  readonly post: PostId | null;
  readonly part: 'acts' | 'informs' | 'passed';
  readonly why: 'due' | 'unopened' | 'vacant' | 'named';
  readonly shouldAt: Temporal.Instant;
  readonly at: Temporal.Instant;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly acknowledgedBy: AccountId | null;
}

/**
 * The rungs that a duty has reached, lowest first, as somebody holding `hats` may see them: that a post was skipped
 * because its holder is named is shown only to those on the next rung that was reached.
 */
export async function listRungs(
  tx: Tx,
  duty: DutyId,
  hats: readonly PostId[],
): Promise<readonly ShownRung[]> {
  const rows = await dutiesTables(tx)
    .selectFrom('duties.rungs_reached')
    .select(RUNG_COLUMNS)
    .where('duty_id', '=', duty)
    .orderBy('rung')
    .orderBy('n')
    .execute();
  const reached = rows.filter((row) => row.part === 'acts');
  const mine = new Set(
    reached.filter((row) => row.post_id && hats.includes(row.post_id)).map((row) => row.rung),
  );
  const nextAfter = (rung: number) => reached.find((row) => row.rung > rung)?.rung;
  const mayKnow = (row: (typeof rows)[number]) => {
    const rung = row.part === 'passed' ? nextAfter(row.rung) : row.rung;
    return rung !== undefined && mine.has(rung);
  };
  return rows
    .filter((row) => row.why !== 'named' || row.part !== 'passed' || mayKnow(row))
    .map((row) => ({
      rung: row.rung,
      post: row.post_id,
      part: row.part,
      why: row.why === 'named' && !mayKnow(row) ? 'due' : row.why,
      shouldAt: row.should_at,
      at: row.at,
      acknowledgedAt: row.acknowledged_at,
      acknowledgedBy: row.acknowledged_by,
    }));
}
