import { sql } from 'kysely';
import type { Id, PersonId } from '../../../kernel/ids.ts';
import type { MentionAsGiven, MentionKind } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { FactValue } from '../domain/decide-fact.ts';
import { type FactKindName, isFactKind, WHEREABOUTS } from '../domain/fact-kinds.ts';
import { type Fact, type KnownRecord, maskWhereabouts, refOf } from '../domain/record.ts';
import type { KnownOf } from '../domain/record-keys.ts';
import { DETAIL } from './details.store.ts';
import { recordOf } from './people-tables.store.ts';
import { FACT } from './records.store.ts';

/** Most facts of one record that are read, as for one record alone. */
const MOST_DETAILS = 500;
const MOST_FACTS = 20;

interface Row {
  readonly owner: string;
  readonly part: 'detail' | 'fact';
  readonly record_kind: KnownRecord['kind'];
  readonly record_id: string;
  readonly kind: string | null;
  readonly at: Temporal.Instant;
  readonly value: Uint8Array;
  readonly kept: boolean;
}

interface KindRow {
  readonly id: string;
  readonly record_kind: KnownRecord['kind'];
  readonly kind: MentionKind;
  readonly members: number;
}

async function readRows(tx: Tx, ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with wanted as materialized (
      select w.id, (select true from people.kept_from_viewer k where k.record_id = w.id and k.covers = 'address' limit 1)
        is true as kept
      from unnest(${ids}::uuid[]) as w (id)
    ), same as materialized (
      select id, id as member, kept from wanted
      union all select w.id, g.record_id, w.kept from wanted w join people.merged g on g.root_id = w.id
    )
    select s.id as owner, 'detail' as part, d.record_kind, d.record_id, d.kind, d.at, d.id, d.value, s.kept
    from same s cross join lateral (
      select id, record_kind, record_id, kind, at, value from people.details
      where record_id = s.member and ended_at is null order by at, id limit ${sql.lit(MOST_DETAILS)}) d
    union all
    select s.id, 'fact', f.record_kind, f.record_id, null, f.at, f.id, f.given, s.kept
    from same s cross join lateral (
      select id, record_kind, record_id, at, given from people.facts
      where record_id = s.member and withdrawn_at is null order by at desc, id desc limit ${sql.lit(MOST_FACTS)}) f
    order by at, id`.execute(tx);
  return rows;
}

/**
 * What is known of many records by now, as their keys are derived from: without what says where somebody is whose address is
 * protected. Three statements for however many; records that are not there are left out.
 */
export async function listKnownOf(
  tx: Tx,
  vault: Vault,
  ids: readonly string[],
): Promise<ReadonlyMap<string, KnownOf>> {
  if (ids.length === 0) return new Map();
  const { rows: kinds } = await sql<KindRow>`
    select p.id, 'person' as record_kind, p.kind,
      (select count(*)::int from people.merged g where g.root_id = p.id) + 1 as members
    from people.persons p where p.id = any(${[...ids]}::uuid[])
    union all
    select t.id, 'thing', t.kind, (select count(*)::int from people.merged g where g.root_id = t.id) + 1
    from people.things t where t.id = any(${[...ids]}::uuid[])`.execute(tx);
  const rows = await readRows(
    tx,
    kinds.map(({ id }) => id),
  );
  await vault.warm(
    tx,
    rows.map((row) => refOf(recordOf(row.record_kind, row.record_id))),
  );
  const details = new Map<string, { at: Temporal.Instant; value: FactValue }[]>();
  const facts = new Map<string, Fact[]>();
  for (const row of rows) {
    const ref = refOf(recordOf(row.record_kind, row.record_id));
    if (row.part === 'detail') {
      if (!isFactKind(row.kind) || (row.kept && WHEREABOUTS.has(row.kind satisfies FactKindName))) continue;
      const value = await vault.openJson<FactValue>(tx, ref, DETAIL, row.value);
      if (value) details.set(row.owner, [...(details.get(row.owner) ?? []), { at: row.at, value }]);
    } else {
      const given = await vault.openJson<MentionAsGiven>(tx, ref, FACT, row.value);
      const seen = given && row.kept ? maskWhereabouts(given) : given;
      if (seen)
        facts.set(row.owner, [...(facts.get(row.owner) ?? []), { at: row.at, concern: null, given: seen }]);
    }
  }
  return new Map(
    kinds.map(({ id, record_kind, kind, members }) => [
      id,
      {
        record: recordOf(record_kind, id as Id<never>),
        kind,
        members,
        details: details.get(id) ?? [],
        facts: (facts.get(id) ?? []).slice(-MOST_FACTS),
      },
    ]),
  );
}

/** The records that these are by now, themselves left out where they were joined to another: both have keys to derive. */
export async function listRoots(tx: Tx, people: readonly PersonId[]): Promise<readonly PersonId[]> {
  const { rows } = await sql<{ root_id: PersonId }>`
    select distinct root_id from people.merged where record_id = any(${[...people]}::uuid[])`.execute(tx);
  return rows.map(({ root_id }) => root_id);
}
