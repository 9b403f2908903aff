import { sql } from 'kysely';
import type { ConcernId, ThingId } from '../../../kernel/ids.ts';
import type { MentionAsGiven, MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { type Fact, type KnownRecord, maskWhereabouts, refOf } from '../domain/record.ts';
import type { By, FoundRecord } from '../ports.ts';
import { peopleTables, recordOf } from './people-tables.store.ts';

/** Purpose under which what is known of a record is sealed with its own key. */
export const FACT = 'people.fact';

/** The record with its kind, or `null`. */
export async function findRecord(tx: Tx, record: KnownRecord): Promise<FoundRecord | null> {
  const { rows } = await (record.kind === 'person'
    ? sql<{ kind: MentionKind; institution: boolean }>`
        select kind, false as institution from people.persons where id = ${record.id}::uuid`
    : sql<{ kind: MentionKind; institution: boolean }>`
        select kind, institution from people.things where id = ${record.id}::uuid`
  ).execute(tx);
  const [row] = rows;
  return row ? { record, kind: row.kind, institution: row.institution } : null;
}

/** A new record of this kind. */
export async function saveRecord(tx: Tx, by: By, record: KnownRecord, kind: MentionKind): Promise<void> {
  const table = record.kind === 'person' ? 'people.persons' : 'people.things';
  await peopleTables(tx).insertInto(table).values({ id: record.id, kind, created_at: by.now }).execute();
}

interface FactRow {
  readonly record_kind: KnownRecord['kind'];
  readonly record_id: string;
  readonly at: Temporal.Instant;
  readonly concern_id: ConcernId | null;
  readonly given: Uint8Array;
  readonly owner: string;
  readonly kept: boolean;
}

/** Most facts read of one record, newest. */
const MOST = 20;

/**
 * What concerns gave these records and all that were joined to them, oldest first, by record id; without what says where
 * somebody is whose address is protected from whoever this transaction reads for.
 * statements for however many of them.
 */
export async function listFacts(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  if (records.length === 0) return new Map();
  const { rows } = await sql<FactRow>`
    select f.record_kind, f.record_id, f.at, f.concern_id, f.given, wanted.id as owner,
      (select true from people.kept_from_viewer k where k.record_id = wanted.id and k.covers = 'address' limit 1) is true
        as kept
    from unnest(${records.map((r) => r.id)}::uuid[]) as wanted (id)
    cross join lateral (
      select own.id, own.record_kind, own.record_id, own.at, own.concern_id, own.given
      from (select wanted.id as id union all select g.record_id from people.merged g where g.root_id = wanted.id) same
      cross join lateral (
        select id, record_kind, record_id, at, concern_id, given from people.facts
        where record_id = same.id and withdrawn_at is null order by at desc, id desc limit ${sql.lit(MOST)}) own
      order by own.at desc, own.id desc limit ${sql.lit(MOST)}) f
    order by f.at, f.id`.execute(tx);
  const refs = rows.map((row) => refOf(recordOf(row.record_kind, row.record_id)));
  await vault.warm(tx, refs);
  const facts = new Map<string, Fact[]>();
  for (const row of rows) {
    const ref = refOf(recordOf(row.record_kind, row.record_id));
    const given = await vault.openJson<MentionAsGiven>(tx, ref, FACT, row.given);
    if (!given) continue;
    const list = facts.get(row.owner) ?? [];
    const fact = row.kept ? { given: maskWhereabouts(given), masked: true } : { given };
    facts.set(row.owner, [...list, { at: row.at, concern: row.concern_id, ...fact }]);
  }
  return facts;
}

/** The keys of everything linked to a thing become the thing's own, so that they put nothing together. */
export async function saveInstitutionKeys(tx: Tx, thing: ThingId): Promise<void> {
  await sql`
    insert into people.match_keys (key, owner_id, record)
    select distinct k, ${thing}::uuid, true from people.links l
    join people.mentions m on m.id = l.mention_id cross join lateral unnest(m.keys) k
    where l.record_id = ${thing}::uuid and l.status = 'confirmed'
    on conflict do nothing`.execute(tx);
}

/** Marks a thing as an institution, or no longer one. */
export async function saveInstitution(tx: Tx, thing: ThingId, institution: boolean): Promise<void> {
  await sql`update people.things set institution = ${institution} where id = ${thing}::uuid`.execute(tx);
  if (institution) await saveInstitutionKeys(tx, thing);
  else
    await sql`delete from people.match_keys where owner_id = ${thing}::uuid and record and key in (
      select k from people.links l join people.mentions m on m.id = l.mention_id
      cross join lateral unnest(m.keys) k where l.record_id = ${thing}::uuid)`.execute(tx);
}
