import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { erasureRef, holdRef } from '../domain/erasure.ts';
import type { Destroyed, ErasureReasons, KeepingStore, Loss } from '../ports/keeping.ports.ts';

export const HOLD_REASON = 'concerns.hold-reason';
export const HOLD_LIFTED = 'concerns.hold-lifted';
const ERASURE_REASON = 'concerns.erasure-reason';
const ERASURE_FINDING = 'concerns.erasure-finding';

const seal = (tx: Tx, vault: Vault, ref: RecordRef, purpose: string, reason: string) =>
  vault.sealJson(tx, ref, purpose, { reason });

/** Opens a reason; `null` when there is none, or its key is gone. */
export async function openReason(
  tx: Tx,
  vault: Vault,
  ref: RecordRef,
  purpose: string,
  sealed: Buffer | null,
): Promise<string | null> {
  const opened = sealed && (await vault.openJson<{ reason: string }>(tx, ref, purpose, sealed));
  return opened?.reason ?? null;
}

/** Keeps a legal hold. */
export const saveHold: KeepingStore['saveHold'] = async (tx, vault, { id, concern, at, by, reason }) => {
  const sealed = await seal(tx, vault, holdRef(id), HOLD_REASON, reason);
  await sql`insert into concerns.holds (id, concern_id, placed_at, placed_by, placed_post, reason)
    values (${id}, ${concern}, ${at}, ${by.account}, ${by.post}, ${sealed})`.execute(tx);
};

/** Lifts a hold that stands. */
export const saveHoldLifted: KeepingStore['saveHoldLifted'] = async (tx, vault, { id, at, by, reason }) => {
  const sealed = await seal(tx, vault, holdRef(id), HOLD_LIFTED, reason);
  const { rows } = await sql`update concerns.holds
    set lifted_at = ${at}, lifted_by = ${by.account}, lifted_post = ${by.post}, lift_reason = ${sealed}
    where id = ${id} and lifted_at is null returning id`.execute(tx);
  return rows.length === 1;
};

/** Keeps an erasure that waits for its second person. */
export const saveErasureProposed: KeepingStore['saveErasureProposed'] = async (tx, vault, erasure) => {
  const { id, concern, ground, at, by, agency } = erasure;
  const sealed = await seal(tx, vault, erasureRef(id), ERASURE_REASON, erasure.reason);
  await sql`insert into concerns.erasures (id, concern_id, ground, proposed_at, proposed_by, proposed_post,
      proposed_agency, reason, state)
    values (${id}, ${concern}, ${ground}, ${at}, ${by.account}, ${by.post}, ${agency}, ${sealed}, 'proposed')`.execute(
    tx,
  );
};

/** Keeps the answer of the second person. */
export const saveErasureSettled: KeepingStore['saveErasureSettled'] = async (tx, vault, id, answer) => {
  const { state, at, by, agency } = answer;
  const sealed = await seal(tx, vault, erasureRef(id), ERASURE_FINDING, answer.reason);
  const { rows } = await sql`update concerns.erasures set state = ${state}, settled_at = ${at},
      settled_by = ${by.account}, settled_post = ${by.post}, settled_agency = ${agency}, finding = ${sealed}
    where id = ${id} and state = 'proposed' returning id`.execute(tx);
  return rows.length === 1;
};

/** Destroys what a decided erasure destroys (migrations/0054-erasures.sql). */
export const carryOutErasure: KeepingStore['carryOutErasure'] = async (tx, vault, id) => {
  const { rows } = await sql<{ lost: Destroyed }>`
    select concerns.carry_out_erasure(${id}::uuid) as lost`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('an erasure said nothing of what it destroyed');
  vault.forget(tx, row.lost.records);
  return row.lost;
};

/** True while any of these records still has its key. */
export async function hasKeys(tx: Tx, records: readonly RecordRef[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::text[])
      as gone (kind, id)
    join ledger.refs r using (kind, id) join ledger.body_keys k on k.ref = r.ref limit 1`.execute(tx);
  return rows.length > 0;
}

/** Carries out an erasure that a restored database does not know of (migrations/0054-erasures.sql); only its owner may. */
export const replayErasure: KeepingStore['replayErasure'] = async (tx, vault, one) => {
  const { erasure, concern, ground, proposed, erased, records } = one;
  await sql`
    insert into concerns.erasures (id, concern_id, ground, proposed_at, proposed_by, proposed_post, proposed_agency, state,
      settled_at, settled_by, settled_post, settled_agency)
    values (${erasure}, ${concern}, ${ground}, ${one.proposedAt}, ${proposed.account}, ${proposed.post},
      ${proposed.agency}, 'erased', ${one.erasedAt}, ${erased.account}, ${erased.post}, ${erased.agency})
    on conflict (id) do update set state = 'erased', settled_at = excluded.settled_at,
      settled_by = excluded.settled_by, settled_post = excluded.settled_post, settled_agency = excluded.settled_agency
      where concerns.erasures.destroyed is null`.execute(tx);
  const kinds = records.map(({ kind }) => kind);
  const ids = records.map(({ id }) => id);
  const { rows } = await sql<{
    lost: Destroyed;
  }>`select concerns.destroy_words(${concern}::uuid) as lost`.execute(tx);
  await sql`
    delete from ledger.body_keys k using ledger.refs r, unnest(${kinds}::text[], ${ids}::text[]) as gone (kind, id)
    where r.kind = gone.kind and r.id = gone.id and k.ref = r.ref`.execute(tx);
  await sql`
    update concerns.erasures set destroyed = ${JSON.stringify({ ...rows[0]?.lost, records })}::jsonb
    where id = ${erasure}::uuid and destroyed is null`.execute(tx);
  vault.forget(tx, records);
};

/** Rules of open reviews that need this concern. */
export async function listReviewsOwed(tx: Tx, concern: ConcernId): Promise<readonly string[]> {
  const { rows } = await sql<{ rule: string }>`
    select 'front-door.review-pattern' as rule from concerns.pattern_concerns pc
      join concerns.patterns p on p.id = pc.pattern_id
      where pc.concern_id = ${concern}::uuid and p.state = 'open'
    union
    select 'front-door.review-break-glass' from concerns.emergency_concerns ec
      join concerns.emergency_openings o on o.id = ec.opening_id
      where ec.concern_id = ${concern}::uuid and o.state = 'open'`.execute(tx);
  return rows.map(({ rule }) => rule);
}

/** True where it is part of a pattern with a sign of exploitation in it. */
export async function isInExploitation(tx: Tx, concern: ConcernId): Promise<boolean> {
  const { rows } = await sql`
    select 1 from concerns.pattern_concerns pc join concerns.patterns p on p.id = pc.pattern_id
    where pc.concern_id = ${concern}::uuid and p.figures ->> 'exploitation' = 'true' limit 1`.execute(tx);
  return rows.length > 0;
}

/** Why an erasure was proposed, and what was answered. */
export async function openErasureReasons(tx: Tx, vault: Vault, id: string): Promise<ErasureReasons> {
  const { rows } = await sql<{ reason: Buffer | null; finding: Buffer | null }>`
    select reason, finding from concerns.erasures where id = ${id}::uuid`.execute(tx);
  const ref = erasureRef(id);
  return {
    reason: await openReason(tx, vault, ref, ERASURE_REASON, rows[0]?.reason ?? null),
    finding: await openReason(tx, vault, ref, ERASURE_FINDING, rows[0]?.finding ?? null),
  };
}

/** What will be lost, in numbers. */
export async function countLoss(tx: Tx, concern: ConcernId): Promise<Loss> {
  const { rows } = await sql<Loss>`
    with mine as (select id from people.mentions where concern_id = ${concern}::uuid
    ), touched as (
      select distinct l.record_id from people.links l join mine on mine.id = l.mention_id and l.status = 'confirmed'
    ), other as (
      select t.record_id from touched t where exists (
        select from people.links l where l.record_id = t.record_id and l.status = 'confirmed'
          and l.mention_id not in (select id from mine))
        or exists (select from people.details d where d.record_id = t.record_id and d.ended_at is null)
        or exists (select from people.relationships s
          where s.ended_at is null and (s.record_id = t.record_id or s.other_id = t.record_id))
    )
    select k.messages, k.requests,
      (select count(*)::int from files.attachments where concern_id = ${concern}::uuid and state = 'kept') as files,
      (select count(*)::int from mine) as mentions,
      (select count(*)::int from touched) - (select count(*)::int from other) as "recordsLost",
      (select count(*)::int from other) as "recordsTouched"
    from concerns.kept k where k.id = ${concern}::uuid`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('counting answered nothing');
  return row;
}
