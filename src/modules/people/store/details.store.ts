import { sql } from 'kysely';
import type { Actor } from '../../../kernel/actor.ts';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { FactValue } from '../domain/decide-fact.ts';
import { type FactKindName, isFactKind, WHEREABOUTS } from '../domain/fact-kinds.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import type { By, Detail, Ending } from '../ports.ts';
import { recordOf } from './people-tables.store.ts';

/** Purpose under which what is put on a record is sealed with the record's own key. */
export const DETAIL = 'people.detail';
/** Most facts of one record that are read: more than one person has in a lifetime. */
const MOST = 500;

/** Who did it, as columns. */
export function whoOf(actor: Actor): { readonly account: AccountId | null; readonly post: PostId | null } {
  return actor.kind === 'account'
    ? { account: actor.account, post: actor.post }
    : { account: null, post: null };
}

/** Puts a fact on a record, sealed under the record's key. */
export async function saveDetail(
  tx: Tx,
  vault: Vault,
  by: By,
  detail: { readonly id: string; readonly record: KnownRecord; readonly value: FactValue },
): Promise<void> {
  const { record, value } = detail;
  const sealed = await vault.sealJson(tx, refOf(record), DETAIL, value);
  const { account, post } = whoOf(by.actor);
  await sql`
    insert into people.details (id, record_kind, record_id, kind, at, by_account, by_post, value)
    values (${detail.id}::uuid, ${record.kind}, ${record.id}::uuid, ${value.kind}, ${by.now}::timestamptz, ${account}::uuid,
      ${post}::uuid, ${sealed})`.execute(tx);
}

/** Ends a fact that stands on this record; false when it was ended already, or is not there. */
export async function saveDetailEnded(
  tx: Tx,
  vault: Vault,
  by: By,
  ending: { readonly id: string; readonly record: KnownRecord; readonly how: Ending; readonly why: string },
): Promise<boolean> {
  const why = await vault.sealJson(tx, refOf(ending.record), DETAIL, ending.why);
  const { account, post } = whoOf(by.actor);
  const done = await sql`
    update people.details set ended_at = ${by.now}::timestamptz, ended = ${ending.how}, ended_by_account = ${account}::uuid,
      ended_by_post = ${post}::uuid, why = ${why}
    where id = ${ending.id}::uuid and record_id = ${ending.record.id}::uuid and ended_at is null`.execute(tx);
  return done.numAffectedRows === 1n;
}

interface Row {
  readonly id: string;
  readonly record_kind: KnownRecord['kind'];
  readonly record_id: string;
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly by_account: AccountId | null;
  readonly by_post: PostId | null;
  readonly value: Uint8Array;
  readonly ended_at: Temporal.Instant | null;
  readonly ended: Ending | null;
  readonly ended_by_account: AccountId | null;
  readonly ended_by_post: PostId | null;
  readonly why: Uint8Array | null;
  readonly kept: boolean;
}

async function openRow(tx: Tx, vault: Vault, row: Row): Promise<Detail | null> {
  const { kind } = row;
  if (!isFactKind(kind)) return null;
  const record = recordOf(row.record_kind, row.record_id);
  const base = { id: row.id, record, kind, at: row.at, by: { account: row.by_account, post: row.by_post } };
  const ref = refOf(record);
  const why = row.why ? await vault.openJson<string>(tx, ref, DETAIL, row.why) : null;
  const ended =
    row.ended_at && row.ended
      ? {
          at: row.ended_at,
          how: row.ended,
          why,
          by: { account: row.ended_by_account, post: row.ended_by_post },
        }
      : null;
  if (row.kept && WHEREABOUTS.has(kind)) return { ...base, value: null, kept: true, ended };
  const value = await vault.openJson<FactValue>(tx, ref, DETAIL, row.value);
  return value ? { ...base, value, kept: false, ended } : null;
}

/**
 * What was put on these records, oldest first, that which ended too. Where the address is protected from whoever this
 * transaction reads for, what says where they are comes without its words (`kept`). Two statements.
 */
export async function listDetails(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
  kinds: readonly FactKindName[] | null = null,
): Promise<readonly Detail[]> {
  if (records.length === 0) return [];
  const { rows } = await sql<Row>`
    select d.id, d.record_kind, d.record_id, d.kind, d.at, d.by_account, d.by_post, d.value, d.ended_at, d.ended,
      d.ended_by_account, d.ended_by_post, d.why,
      (select true from people.kept_from_viewer k
        where k.record_id = coalesce((select g.root_id from people.merged g where g.record_id = d.record_id), d.record_id)
          and k.covers = 'address' limit 1) is true as kept
    from people.details d
    where d.record_id = any(${records.map(({ id }) => id)}::uuid[])
      and (${kinds === null} or d.kind = any(${kinds ?? []}::text[]))
    order by d.at, d.id limit ${sql.lit(MOST)}`.execute(tx);
  await vault.warm(
    tx,
    rows.map((row) => refOf(recordOf(row.record_kind, row.record_id))),
  );
  const opened: Detail[] = [];
  for (const row of rows) {
    const detail = await openRow(tx, vault, row);
    if (detail) opened.push(detail);
  }
  return opened;
}
