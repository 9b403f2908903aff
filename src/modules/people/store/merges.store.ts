import { sql } from 'kysely';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { deriveRoots, type Pointer } from '../domain/merge.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { By, Merge, MergeToSave } from '../ports.ts';
import { whoOf } from './details.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Purpose under which the reasons of a merge are sealed, with the key of the record that is kept. */
const MERGE = 'people.merge';

/**
 * One merge at a time in the whole area: they are rare, and two that are confirmed at once could point at each other by way
 * of a third record. Held until the transaction ends.
 */
export async function lockMerges(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('people.merges'))`.execute(tx);
}

/** The record that this one is by now: itself, or where its pointers end. */
export async function findRoot(tx: Tx, record: KnownRecord): Promise<KnownRecord> {
  const { rows } = await sql<{ root_id: string }>`
    select root_id from people.merged where record_id = ${record.id}::uuid`.execute(tx);
  return rows[0] ? recordOf(record.kind, rows[0].root_id) : record;
}

/** The record and all that are joined to it: what is on each is known of the one. */
export async function listMembers(tx: Tx, root: KnownRecord): Promise<readonly KnownRecord[]> {
  const { rows } = await sql<{ record_id: string }>`
    select record_id from people.merged where root_id = ${root.id}::uuid order by record_id`.execute(tx);
  return [root, ...rows.map((row) => recordOf(root.kind, row.record_id))];
}

/** Asks for a merge. Breaks `people.merge-waiting` when these two are asked about or joined already. */
export async function saveMergeAsked(tx: Tx, vault: Vault, by: By, merge: MergeToSave): Promise<void> {
  const reason = await vault.sealJson(tx, refOf(merge.kept), MERGE, merge.reason);
  const { account, post } = whoOf(by.actor);
  await sql`
    insert into people.merges (id, record_kind, kept_id, merged_id, state, proposed_at, proposed_by, proposed_post, reason)
    values (${merge.id}::uuid, ${merge.kept.kind}, ${merge.kept.id}::uuid, ${merge.merged.id}::uuid, 'proposed',
      ${by.now}::timestamptz, ${account}::uuid, ${post}::uuid, ${reason})`.execute(tx);
}

/**
 * Joins a record to another by itself, because they are surely one person: asked for and answered by nobody. Breaks
 * `people.merge-waiting` when these two are asked about or joined already, and `people.already-merged`.
 */
export async function saveOwnMerge(tx: Tx, vault: Vault, by: By, merge: MergeToSave): Promise<void> {
  const reason = await vault.sealJson(tx, refOf(merge.kept), MERGE, merge.reason);
  await sql`
    insert into people.merges (id, record_kind, kept_id, merged_id, state, proposed_at, reason, settled_at)
    values (${merge.id}::uuid, ${merge.kept.kind}, ${merge.kept.id}::uuid, ${merge.merged.id}::uuid, 'confirmed',
      ${by.now}::timestamptz, ${reason}, ${by.now}::timestamptz)`.execute(tx);
  await saveRoots(tx, [merge.kept.id, merge.merged.id]);
}

/** Works out where pointers end for everything joined with these two, now or a moment ago. */
async function saveRoots(tx: Tx, ids: readonly string[]): Promise<void> {
  const { rows } = await sql<Pointer>`
    with recursive near (id) as (
      select unnest(${[...ids]}::uuid[])
      union
      select case when m.kept_id = near.id then m.merged_id else m.kept_id end
      from near join people.merges m on m.state = 'confirmed' and (m.kept_id = near.id or m.merged_id = near.id)
    )
    select m.kept_id as kept, m.merged_id as merged from people.merges m
    where m.state = 'confirmed' and m.merged_id in (select id from near)`.execute(tx);
  const roots = [...deriveRoots(rows)];
  const touched = [...new Set([...ids, ...rows.flatMap(({ kept, merged }) => [kept, merged])])];
  await sql`delete from people.merged where record_id = any(${touched}::uuid[])`.execute(tx);
  await sql`
    insert into people.merged (record_id, root_id)
    select record_id, root_id from unnest(${roots.map(([id]) => id)}::uuid[], ${roots.map(([, root]) => root)}::uuid[])
      as r (record_id, root_id)`.execute(tx);
}

/** Agrees to a merge, or not; false when it was answered already. Breaks `people.already-merged`. */
export async function saveMergeSettled(
  tx: Tx,
  vault: Vault,
  by: By,
  merge: Merge,
  answer: { readonly agreed: boolean; readonly finding: string | null },
): Promise<boolean> {
  const { account, post } = whoOf(by.actor);
  const finding =
    answer.finding === null ? null : await vault.sealJson(tx, refOf(merge.kept), MERGE, answer.finding);
  const done = await sql`
    update people.merges set state = ${answer.agreed ? 'confirmed' : 'refused'}, settled_at = ${by.now}::timestamptz,
      settled_by = ${account}::uuid, settled_post = ${post}::uuid, finding = ${finding}
    where id = ${merge.id}::uuid and state = 'proposed'`.execute(tx);
  if (done.numAffectedRows !== 1n) return false;
  if (answer.agreed) await saveRoots(tx, [merge.kept.id, merge.merged.id]);
  return true;
}

/** Takes a merge back; false when it does not stand (any more). */
export async function saveMergeUndone(
  tx: Tx,
  vault: Vault,
  by: By,
  merge: Merge,
  why: string,
): Promise<boolean> {
  const { account, post } = whoOf(by.actor);
  const sealed = await vault.sealJson(tx, refOf(merge.kept), MERGE, why);
  const done = await sql`
    update people.merges set state = 'undone', undone_at = ${by.now}::timestamptz, undone_by = ${account}::uuid,
      undone_post = ${post}::uuid, undone_why = ${sealed}
    where id = ${merge.id}::uuid and state = 'confirmed'`.execute(tx);
  if (done.numAffectedRows !== 1n) return false;
  await saveRoots(tx, [merge.kept.id, merge.merged.id]);
  return true;
}

interface Row {
  readonly id: string;
  readonly record_kind: KnownRecord['kind'];
  readonly kept_id: string;
  readonly merged_id: string;
  readonly state: Merge['state'];
  readonly proposed_at: Temporal.Instant;
  readonly proposed_by: AccountId | null;
  readonly proposed_post: PostId | null;
  readonly reason: Uint8Array;
  readonly settled_at: Temporal.Instant | null;
  readonly settled_by: AccountId | null;
  readonly settled_post: PostId | null;
  readonly finding: Uint8Array | null;
  readonly undone_at: Temporal.Instant | null;
  readonly undone_why: Uint8Array | null;
}

const COLUMNS = sql`id, record_kind, kept_id, merged_id, state, proposed_at, proposed_by, proposed_post, reason, settled_at,
  settled_by, settled_post, finding, undone_at, undone_why`;

async function openAll(tx: Tx, vault: Vault, rows: readonly Row[]): Promise<readonly Merge[]> {
  const merges: Merge[] = [];
  for (const row of rows) {
    const kept = recordOf(row.record_kind, row.kept_id);
    const open = (sealed: Uint8Array | null) =>
      sealed ? vault.openJson<string>(tx, refOf(kept), MERGE, sealed) : null;
    merges.push({
      id: row.id,
      kept,
      merged: recordOf(row.record_kind, row.merged_id),
      state: row.state,
      proposedAt: row.proposed_at,
      proposedBy: row.proposed_by,
      proposedPost: row.proposed_post,
      reason: await open(row.reason),
      settledAt: row.settled_at,
      settledBy: row.settled_by,
      settledPost: row.settled_post,
      finding: await open(row.finding),
      undoneAt: row.undone_at,
      undoneWhy: await open(row.undone_why),
    });
  }
  return merges;
}

/** One merge, or `null`. */
export async function findMerge(tx: Tx, vault: Vault, id: string): Promise<Merge | null> {
  const { rows } = await sql<Row>`select ${COLUMNS} from people.merges where id = ${id}::uuid`.execute(tx);
  return (await openAll(tx, vault, rows))[0] ?? null;
}

/** Every merge that was asked for of these records, oldest first. */
export async function listMerges(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
): Promise<readonly Merge[]> {
  const ids = records.map(({ id }) => id);
  const { rows } = await sql<Row>`
    select ${COLUMNS} from people.merges
    where kept_id = any(${ids}::uuid[]) or merged_id = any(${ids}::uuid[]) order by proposed_at, id`.execute(
    tx,
  );
  return openAll(tx, vault, rows);
}

/** Most records that one was ever joined to that are read. */
const MOST_JOINED = 50;

/** Records that this one was ever joined to, taken apart since or not, also by way of another; itself left out. */
export async function listEverJoined(tx: Tx, record: KnownRecord): Promise<readonly KnownRecord[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive near (id) as (
      select ${record.id}::uuid
      union
      select case when m.kept_id = near.id then m.merged_id else m.kept_id end
      from near join people.merges m on m.state in ('confirmed', 'undone') and (m.kept_id = near.id or m.merged_id = near.id)
    )
    select id::text from near where id <> ${record.id}::uuid limit ${sql.lit(MOST_JOINED)}`.execute(tx);
  return rows.map(({ id }) => recordOf(record.kind, id));
}
