import { sql } from 'kysely';
import type { PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { setAsOf } from '../../access/index.ts';
import type { Protection } from '../domain/protection.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { By } from '../ports.ts';
import { whoOf } from './details.store.ts';

/** Purpose under which the reason of a protection is sealed with the record's own key. */
const PROTECTION = 'people.protection';

/** Places a protection. Breaks `people.already-protected`. */
export async function saveProtection(
  tx: Tx,
  vault: Vault,
  by: By,
  record: KnownRecord,
  protection: Omit<Protection, 'at'> & { readonly reason: string },
): Promise<void> {
  const reason = await vault.sealJson(tx, refOf(record), PROTECTION, protection.reason);
  const { account, post } = whoOf(by.actor);
  await sql`
    insert into people.protections (id, record_kind, record_id, kind, covers, at, by_account, by_post, reason)
    values (${protection.id}::uuid, ${record.kind}, ${record.id}::uuid, ${protection.kind}, ${protection.covers},
      ${by.now}::timestamptz, ${account}::uuid, ${post}::uuid, ${reason})`.execute(tx);
  await sql`
    insert into people.protection_posts (protection_id, post_id)
    select ${protection.id}::uuid, p from unnest(${[...protection.posts]}::uuid[]) p`.execute(tx);
}

/** Ends a protection that stands on this record; false when none does. */
export async function saveProtectionEnded(
  tx: Tx,
  vault: Vault,
  by: By,
  record: KnownRecord,
  ending: { readonly id: string; readonly why: string },
): Promise<boolean> {
  const why = await vault.sealJson(tx, refOf(record), PROTECTION, ending.why);
  const { account, post } = whoOf(by.actor);
  const done = await sql`
    update people.protections set ended_at = ${by.now}::timestamptz, ended_by_account = ${account}::uuid,
      ended_by_post = ${post}::uuid, why = ${why}
    where id = ${ending.id}::uuid and record_id = ${record.id}::uuid and ended_at is null`.execute(tx);
  return done.numAffectedRows === 1n;
}

/** Protections that stand on this record, with the posts that may see past each. */
export async function listProtections(tx: Tx, record: KnownRecord): Promise<readonly Protection[]> {
  const { rows } = await sql<Omit<Protection, 'posts'> & { posts: PostId[] }>`
    select p.id, p.kind, p.covers, p.at, array(select q.post_id from people.protection_posts q
      where q.protection_id = p.id order by q.post_id) as posts
    from people.protections p where p.record_id = ${record.id}::uuid and p.ended_at is null order by p.at`.execute(
    tx,
  );
  return rows;
}

/** Every protection there ever was on these records, oldest first. */
export async function listEveryProtection(
  tx: Tx,
  records: readonly KnownRecord[],
): Promise<readonly (Omit<Protection, 'posts'> & { readonly endedAt: Temporal.Instant | null })[]> {
  const { rows } = await sql<Omit<Protection, 'posts'> & { endedAt: Temporal.Instant | null }>`
    select id, kind, covers, at, ended_at as "endedAt" from people.protections
    where record_id = any(${records.map(({ id }) => id)}::uuid[]) order by at, id`.execute(tx);
  return rows;
}

/** Those of these records whose identity is protected at all, from whomever. */
export async function listProtectedIdentities(
  tx: Tx,
  records: readonly KnownRecord[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ record_id: string }>`
    select record_id from people.protections where ended_at is null and covers = 'identity'
      and record_id = any(${records.map(({ id }) => id)}::uuid[])`.execute(tx);
  return new Set(rows.map((row) => row.record_id));
}

/**
 * Those of these records whose identity is protected from whoever acts; from everybody, where nobody signed in does. For
 * commands, which read as Heed itself. A second statement only where something is protected at all.
 */
export async function listKeptFrom(
  tx: Tx,
  { actor, now }: By,
  records: readonly KnownRecord[],
): Promise<ReadonlySet<string>> {
  const hidden = await listProtectedIdentities(tx, records);
  if (hidden.size === 0) return hidden;
  await setAsOf(tx, now);
  const { account } = whoOf(actor);
  const { rows } = await sql<{ record_id: string }>`
    select p.record_id from people.protections p
    where p.ended_at is null and p.covers = 'identity' and p.record_id = any(${[...hidden]}::uuid[])
      and exists (select from people.protection_posts q join access.current_holdings h on h.post_id = q.post_id
        where q.protection_id = p.id and h.account_id = ${account}::uuid)`.execute(tx);
  const may = new Set(rows.map((row) => row.record_id));
  return new Set([...hidden].filter((id) => !may.has(id)));
}
