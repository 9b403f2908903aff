import { sql } from 'kysely';
import type { AccountId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { type EmergencyOpening, openingRef } from '../domain/emergency.ts';
import type { DeclaredInterest, OpeningReview } from '../ports/store.ports.ts';
import { SEE_FORBIDS } from './list-concerns.store.ts';

const REASON = 'concerns.emergency-reason';
const FINDING = 'concerns.emergency-finding';

interface Row {
  id: string;
  account_id: AccountId;
  post_id: PostId;
  at: Temporal.Instant;
  until_at: Temporal.Instant;
  state: EmergencyOpening['state'];
  reviewed_at: Temporal.Instant | null;
  reviewed_by: AccountId | null;
  reason: Buffer;
  finding: Buffer | null;
  concerns: ConcernId[];
}

const COLUMNS = sql`o.*, array(select concern_id from concerns.emergency_concerns e where e.opening_id = o.id
  order by concern_id) as concerns`;

function toOpening(row: Row): EmergencyOpening {
  return {
    id: row.id,
    by: { account: row.account_id, post: row.post_id },
    at: row.at,
    until: row.until_at,
    state: row.state,
    reviewedAt: row.reviewed_at,
    reviewedBy: row.reviewed_by,
    concerns: row.concerns,
  };
}

/** Keeps an emergency opening, its reason sealed under a key of its own. */
export async function saveOpening(
  tx: Tx,
  vault: Vault,
  opening: EmergencyOpening,
  reason: string,
): Promise<void> {
  const sealed = await vault.sealJson(tx, openingRef(opening.id), REASON, { reason });
  await sql`
    with kept as (
      insert into concerns.emergency_openings (id, account_id, post_id, at, until_at, reason, state)
      values (${opening.id}, ${opening.by.account}, ${opening.by.post}, ${opening.at}, ${opening.until}, ${sealed},
        'open')
      returning id
    )
    insert into concerns.emergency_concerns (opening_id, concern_id)
    select kept.id, c from kept, unnest(${[...opening.concerns]}::uuid[]) c`.execute(tx);
}

/** One opening with its words, locked where it is about to be reviewed; null when there is none. */
export async function findOpening(
  tx: Tx,
  vault: Vault,
  id: string,
): Promise<{ opening: EmergencyOpening; reason: string | null; finding: string | null } | null> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from concerns.emergency_openings o where o.id = ${id}::uuid`.execute(tx);
  const [row] = rows;
  if (!row) return null;
  const open = async (purpose: string, sealed: Buffer | null) =>
    sealed
      ? ((await vault.openJson<{ reason: string }>(tx, openingRef(id), purpose, sealed))?.reason ?? null)
      : null;
  return {
    opening: toOpening(row),
    reason: await open(REASON, row.reason),
    finding: await open(FINDING, row.finding),
  };
}

/** Keeps the review. False when somebody else had reviewed it. */
export async function saveOpeningReviewed(
  tx: Tx,
  vault: Vault,
  id: string,
  review: OpeningReview,
): Promise<boolean> {
  const sealed = await vault.sealJson(tx, openingRef(id), FINDING, { reason: review.reason });
  const { numAffectedRows } = await sql`
    update concerns.emergency_openings set state = ${review.finding}, reviewed_at = ${review.at},
      reviewed_by = ${review.by}::uuid, finding = ${sealed}
    where id = ${id}::uuid and state = 'open'`.execute(tx);
  return numAffectedRows === 1n;
}

/** The newest openings, those that `viewer` is kept away from left out. */
export async function listOpenings(
  tx: Tx,
  viewer: AccountId,
  limit: number,
): Promise<readonly EmergencyOpening[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from concerns.emergency_openings o
    where not exists (select from concerns.opening_relations r where r.account_id = ${viewer}::uuid
      and r.record_id = o.id and r.relation not in ('duty-owner', 'ladder-reached'))
    order by o.state <> 'open', o.at desc limit ${limit}`.execute(tx);
  return rows.map(toOpening);
}

/** Interests declared, newest first, in concerns that `viewer` is not kept away from: that it was said, never why. */
export async function listInterests(
  tx: Tx,
  viewer: AccountId,
  limit: number,
): Promise<readonly DeclaredInterest[]> {
  const { rows } = await sql<DeclaredInterest>`
    select c.reference, i.account_id as account, i.at,
      (select a.by_post from concerns.acts a where a.concern_id = i.concern_id and a.act = 'interest-declared'
        and a.by_account = i.account_id limit 1) as post
    from concerns.interests i join concerns.reference_ids c on c.id = i.concern_id
    where not exists (select from concerns.kept_away k where k.account_id = ${viewer}::uuid
      and k.record_id = i.concern_id and k.relation = any(${[...SEE_FORBIDS]}::text[]))
    order by i.at desc limit ${limit}`.execute(tx);
  return rows;
}

/** Openings by id. */
export async function listOpeningRows(tx: Tx, ids: readonly string[]): Promise<readonly EmergencyOpening[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Row>`
    select ${COLUMNS} from concerns.emergency_openings o
    where o.id = any(${[...ids]}::uuid[])`.execute(tx);
  return rows.map(toOpening);
}
