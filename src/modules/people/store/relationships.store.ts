import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { type KnownRecord, refOf } from '../domain/record.ts';
import { type Relationship, type RelationshipValue, tellsWhere } from '../domain/relationship.ts';
import type { NewRelationship } from '../ports/earlier.ports.ts';
import type { By, Ending } from '../ports.ts';
import { whoOf } from './details.store.ts';
import { recordOf } from './people-tables.store.ts';

/** Purpose under which what two records are to each other is sealed, with the key of the one it was written on. */
const RELATIONSHIP = 'people.relationship';
/** Most relationships read at once. */
const MOST = 500;

/** Puts on record what some are to others: one statement, each sealed under the key of the record it is written on. */
export async function saveRelationships(
  tx: Tx,
  vault: Vault,
  by: By,
  all: readonly NewRelationship[],
): Promise<void> {
  await vault.warm(
    tx,
    all.map(({ record }) => refOf(record)),
  );
  const sealed: Uint8Array[] = [];
  for (const { record, value } of all)
    sealed.push(await vault.sealJson(tx, refOf(record), RELATIONSHIP, value));
  const { account, post } = whoOf(by.actor);
  await sql`
    insert into people.relationships
      (id, record_kind, record_id, other_kind, other_id, at, by_account, by_post, value)
    select id, record_kind, record_id, other_kind, other_id, ${by.now}::timestamptz, ${account}::uuid, ${post}::uuid, value
    from unnest(${all.map(({ id }) => id)}::uuid[], ${all.map(({ record }) => record.kind)}::text[],
      ${all.map(({ record }) => record.id)}::uuid[], ${all.map(({ other }) => other.kind)}::text[],
      ${all.map(({ other }) => other.id)}::uuid[], ${sealed}::bytea[])
      as r (id, record_kind, record_id, other_kind, other_id, value)`.execute(tx);
}

/** Ends a relationship of one of these records; false when it was ended already, or is not theirs. */
export async function saveRelationshipEnded(
  tx: Tx,
  vault: Vault,
  by: By,
  of: readonly KnownRecord[],
  ending: { readonly id: string; readonly how: Ending; readonly why: string },
): Promise<boolean> {
  const ids = of.map(({ id }) => id);
  const { rows } = await sql<{ record_kind: KnownRecord['kind']; record_id: string }>`
    select record_kind, record_id from people.relationships
    where id = ${ending.id}::uuid and (record_id = any(${ids}::uuid[]) or other_id = any(${ids}::uuid[]))`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) return false;
  const ref = refOf(recordOf(row.record_kind, row.record_id));
  const why = await vault.sealJson(tx, ref, RELATIONSHIP, ending.why);
  const { account, post } = whoOf(by.actor);
  const done = await sql`
    update people.relationships set ended_at = ${by.now}::timestamptz, ended = ${ending.how},
      ended_by_account = ${account}::uuid, ended_by_post = ${post}::uuid, why = ${why}
    where id = ${ending.id}::uuid and ended_at is null`.execute(tx);
  return done.numAffectedRows === 1n;
}

interface Row {
  readonly id: string;
  readonly record_kind: KnownRecord['kind'];
  readonly record_id: string;
  readonly other_kind: KnownRecord['kind'];
  readonly other_id: string;
  readonly at: Temporal.Instant;
  readonly value: Uint8Array;
  readonly record_root: string;
  readonly other_root: string;
  readonly ended_at: Temporal.Instant | null;
  readonly ended: Ending | null;
  readonly whereabouts_kept: boolean;
}

const rootOf = (column: string) =>
  sql`coalesce((select g.root_id from people.merged g where g.record_id = s.${sql.raw(column)}), s.${sql.raw(column)})`;

/** Not across a protected identity: neither end is kept from whoever this transaction reads for. */
const seen = (root: string) => sql`(select true from people.kept_from_viewer k
  where k.record_id = r.${sql.raw(root)} and k.covers = 'identity' limit 1) is null`;

/**
 * What these records are to others and others to them, as they stand, oldest first; ends that were joined to another record
 * are that one. Nothing of a protected identity that is kept from whoever this transaction reads for; and not where somebody
 * whose address is can be found: whom they live with, what they attend.
 */
export async function listRelationships(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
): Promise<readonly Relationship[]> {
  return readRelationships(tx, vault, records, sql`s.ended_at is null`);
}

/** The same of those that were ended, each with how and when. */
export async function listEndedRelationships(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
): Promise<readonly EndedRelationship[]> {
  const all = await readRelationships(tx, vault, records, sql`s.ended_at is not null`);
  return all.flatMap(({ ended, ...one }) => (ended ? [{ ...one, ended }] : []));
}

/** A relationship that was ended. */
type EndedRelationship = Relationship & {
  readonly ended: { readonly at: Temporal.Instant; readonly how: Ending };
};

async function readRelationships(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
  standing: RawBuilder<unknown>,
): Promise<readonly (Relationship & { readonly ended?: EndedRelationship['ended'] })[]> {
  if (records.length === 0) return [];
  const ids = records.map(({ id }) => id);
  const { rows } = await sql<Row>`
    select r.id, r.record_kind, r.record_id, r.other_kind, r.other_id, r.at, r.value, r.ended_at, r.ended, r.record_root,
      r.other_root,
      (select true from people.kept_from_viewer k where k.record_id in (r.record_root, r.other_root)
        and k.covers = 'address' limit 1) is true as whereabouts_kept
    from (select s.id, s.record_kind, s.record_id, s.other_kind, s.other_id, s.at, s.value, s.ended_at, s.ended,
        ${rootOf('record_id')} as record_root, ${rootOf('other_id')} as other_root
      from people.relationships s
      where ${standing} and (s.record_id = any(${ids}::uuid[]) or s.other_id = any(${ids}::uuid[]))) r
    where ${seen('record_root')} and ${seen('other_root')} and r.record_root <> r.other_root
    order by r.at, r.id limit ${sql.lit(MOST)}`.execute(tx);
  await vault.warm(
    tx,
    rows.map((row) => refOf(recordOf(row.record_kind, row.record_id))),
  );
  const found: (Relationship & { readonly ended?: EndedRelationship['ended'] })[] = [];
  for (const row of rows) {
    const ref = refOf(recordOf(row.record_kind, row.record_id));
    const value = await vault.openJson<RelationshipValue>(tx, ref, RELATIONSHIP, row.value);
    if (!value || (row.whereabouts_kept && tellsWhere(value.kind))) continue;
    found.push({
      ...value,
      id: row.id,
      record: recordOf(row.record_kind, row.record_root),
      other: recordOf(row.other_kind, row.other_root),
      at: row.at,
      ...(row.ended_at && row.ended ? { ended: { at: row.ended_at, how: row.ended } } : {}),
    });
  }
  return found;
}
