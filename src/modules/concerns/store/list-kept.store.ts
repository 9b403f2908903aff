import { type RawBuilder, sql } from 'kysely';
import type { AccountId, AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { holdRef } from '../domain/erasure.ts';
import type { Ground } from '../domain/retention.ts';
import type { After, Destroyed, ErasureRow, HoldRow, KeepingStore, KeptRow } from '../ports/keeping.ports.ts';
import { HOLD_LIFTED, HOLD_REASON, openReason } from './keeping.store.ts';
import { listKeptFrom } from './list-concerns.store.ts';

/** Where a page begins, as bounds that an index is entered by: before everything, or after it, where no row is named. */
function startOf(after: After | null, upwards: boolean): { readonly at: string; readonly id: string } {
  if (after) return { at: after.at.toString(), id: after.id };
  return upwards
    ? { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
    : { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
}

interface ErasureColumns {
  id: string;
  concern_id: ConcernId;
  reference: string;
  ground: Ground;
  proposed_at: Temporal.Instant;
  proposed_by: AccountId;
  proposed_post: PostId;
  proposed_agency: AgencyId;
  state: ErasureRow['state'];
  settled_at: Temporal.Instant | null;
  settled_by: AccountId | null;
  settled_post: PostId | null;
  settled_agency: AgencyId | null;
  destroyed: Destroyed | null;
}

const ERASURES = sql`select e.id, e.concern_id, k.reference, e.ground, e.proposed_at, e.proposed_by, e.proposed_post,
    e.proposed_agency, e.state, e.settled_at, e.settled_by, e.settled_post, e.settled_agency, e.destroyed
  from concerns.erasures e join concerns.kept k on k.id = e.concern_id`;

function toErasure(row: ErasureColumns): ErasureRow {
  const { settled_by: account, settled_post: post, settled_agency: agency } = row;
  return {
    id: row.id,
    concern: row.concern_id,
    reference: row.reference,
    ground: row.ground,
    proposedAt: row.proposed_at,
    proposed: { account: row.proposed_by, post: row.proposed_post, agency: row.proposed_agency },
    state: row.state,
    settledAt: row.settled_at,
    settled: account && post && agency ? { account, post, agency } : null,
    destroyed: row.destroyed,
  };
}

async function erasures(tx: Tx, where: RawBuilder<unknown>): Promise<readonly ErasureRow[]> {
  const { rows } = await sql<ErasureColumns>`${ERASURES} ${where}`.execute(tx);
  return rows.map(toErasure);
}

/** One erasure, or null. */
export async function findErasure(tx: Tx, id: string): Promise<ErasureRow | null> {
  return (await erasures(tx, sql`where e.id = ${id}::uuid`))[0] ?? null;
}

/** Erasures proposed of one concern, oldest first. */
export function listErasuresOf(tx: Tx, concern: ConcernId): Promise<readonly ErasureRow[]> {
  return erasures(tx, sql`where e.concern_id = ${concern}::uuid order by e.proposed_at, e.id`);
}

/** Erasures that wait, oldest first, or were answered, newest first. */
export function listErasures(
  tx: Tx,
  waiting: boolean,
  after: After | null,
  limit: number,
): Promise<readonly ErasureRow[]> {
  const { at, id } = startOf(after, waiting);
  return waiting
    ? erasures(
        tx,
        sql`where e.state = 'proposed'
          and (e.proposed_at, e.id) > (${at}::timestamptz, ${id}::uuid)
        order by e.proposed_at, e.id limit ${sql.lit(limit)}`,
      )
    : erasures(
        tx,
        sql`where e.state <> 'proposed'
          and (e.settled_at, e.id) < (${at}::timestamptz, ${id}::uuid)
        order by e.settled_at desc, e.id desc limit ${sql.lit(limit)}`,
      );
}

/** Every erasure carried out, oldest first. */
export async function listErased(
  tx: Tx,
): Promise<readonly (ErasureRow & { readonly destroyed: Destroyed })[]> {
  const all = await erasures(tx, sql`where e.state = 'erased' order by e.settled_at, e.id`);
  return all.flatMap((one) => (one.destroyed ? [{ ...one, destroyed: one.destroyed }] : []));
}

interface HoldColumns {
  id: string;
  concern_id: ConcernId;
  reference: string;
  placed_at: Temporal.Instant;
  placed_by: AccountId;
  placed_post: PostId;
  reason: Buffer;
  lifted_at: Temporal.Instant | null;
  lifted_by: AccountId | null;
  lifted_post: PostId | null;
  lift_reason: Buffer | null;
}

async function holds(tx: Tx, vault: Vault, where: RawBuilder<unknown>): Promise<readonly HoldRow[]> {
  const { rows } = await sql<HoldColumns>`
    select h.id, h.concern_id, k.reference, h.placed_at, h.placed_by, h.placed_post, h.reason, h.lifted_at, h.lifted_by,
      h.lifted_post, h.lift_reason
    from concerns.holds h join concerns.kept k on k.id = h.concern_id ${where}`.execute(tx);
  await vault.warm(
    tx,
    rows.map(({ id }) => holdRef(id)),
  );
  const opened: HoldRow[] = [];
  for (const row of rows) {
    const { lifted_by: account, lifted_post: post } = row;
    opened.push({
      id: row.id,
      concern: row.concern_id,
      reference: row.reference,
      placedAt: row.placed_at,
      placed: { account: row.placed_by, post: row.placed_post },
      reason: await openReason(tx, vault, holdRef(row.id), HOLD_REASON, row.reason),
      liftedAt: row.lifted_at,
      lifted: account && post ? { account, post } : null,
      liftReason: await openReason(tx, vault, holdRef(row.id), HOLD_LIFTED, row.lift_reason),
    });
  }
  return opened;
}

/** Holds of one concern, oldest first, lifted ones too. */
export function listHoldsOf(tx: Tx, vault: Vault, concern: ConcernId): Promise<readonly HoldRow[]> {
  return holds(tx, vault, sql`where h.concern_id = ${concern}::uuid order by h.placed_at, h.id`);
}

/** Holds that stand, oldest first. */
export function listStandingHolds(
  tx: Tx,
  vault: Vault,
  after: After | null,
  limit: number,
): Promise<readonly HoldRow[]> {
  const { at, id } = startOf(after, true);
  return holds(
    tx,
    vault,
    sql`where h.lifted_at is null
        and (h.placed_at, h.id) > (${at}::timestamptz, ${id}::uuid)
      order by h.placed_at, h.id limit ${sql.lit(limit)}`,
  );
}

/** Answered records that came to rest by an instant, oldest first, by index (concerns_kept). */
export const listKept: KeepingStore['listKept'] = async (tx, { exploitation, until, after, limit }) => {
  const { at, id } = startOf(after, true);
  const { rows } = await sql<KeptRow>`
    select k.id, k.reference, k.rested_at as "restedAt",
      k.exploitation or exists (select from concerns.pattern_concerns pc join concerns.patterns p on p.id = pc.pattern_id
        where pc.concern_id = k.id and p.figures ->> 'exploitation' = 'true') as exploitation,
      exists (select from concerns.holds h where h.concern_id = k.id and h.lifted_at is null) as held,
      exists (select from concerns.erasures e where e.concern_id = k.id and e.state = 'proposed') as proposed,
      k.newest_at as newest
    from concerns.kept k
    where k.standing = 'answered' and k.exploitation = ${sql.lit(exploitation)} and k.rested_at < ${until}::timestamptz
      and (k.rested_at, k.id) > (${at}::timestamptz, ${id}::uuid)
    order by k.rested_at, k.id limit ${sql.lit(limit)}`.execute(tx);
  return rows;
};

/** Relations that keep somebody away from deciding about keeping: all that do but a restriction. */
const APART = ['named', 'named-line', 'related-to-named', 'declared-interest'] as const;

/** Of these concerns, those that `viewer` is kept away from deciding about. */
export const listApart: KeepingStore['listApart'] = (tx, ids, viewer) => listKeptFrom(tx, ids, viewer, APART);

/** What is known of a record without what it says, of a restricted one too; null where there is none. */
export const findKept: KeepingStore['findKept'] = async (tx, id) => {
  const { rows } = await sql<KeptRow & { standing: string; receivedAt: Temporal.Instant }>`
    select k.id, k.reference, k.rested_at as "restedAt", k.received_at as "receivedAt", k.standing,
      k.exploitation or exists (select from concerns.pattern_concerns pc join concerns.patterns p on p.id = pc.pattern_id
        where pc.concern_id = k.id and p.figures ->> 'exploitation' = 'true') as exploitation,
      exists (select from concerns.holds h where h.concern_id = k.id and h.lifted_at is null) as held,
      exists (select from concerns.erasures e where e.concern_id = k.id and e.state = 'proposed') as proposed,
      k.newest_at as newest
    from concerns.kept k where k.id = ${id}::uuid`.execute(tx);
  return rows[0] ?? null;
};
