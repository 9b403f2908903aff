import { sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { ALL_CODES, KEY_KINDS, keyKindOf } from '../domain/key-kinds.ts';
import type { Fact, KnownRecord, MentionId, OpenedMention, Proposal } from '../domain/record.ts';
import { listPut } from '../domain/record-keys.ts';
import { findAlike, notSaidUnlike } from './find-alike.store.ts';
import { listKnownOf } from './known-of-many.store.ts';
import { recordOf } from './people-tables.store.ts';
import { openMentions } from './read-mentions.store.ts';
import { listFacts } from './records.store.ts';

/** Most proposals shown for one mention. */
const MOST = 10;

interface Row {
  readonly mention: MentionId;
  readonly other: string;
  readonly record_kind: KnownRecord['kind'] | null;
  readonly codes: readonly number[];
}

/** People with people, things with their own kind: a child's phone finds the phone's other owners, not the phone. */
const sameSort = sql`(m.kind in ('child', 'adult')) = (a.owner_kind in ('child', 'adult'))
  and (m.kind in ('child', 'adult') or m.kind = a.owner_kind)`;

async function readCandidates(tx: Tx, mentions: readonly MentionId[]): Promise<readonly Row[]> {
  const { rows } =
    await sql<Row>`${findAlike(sql`m.id = any(${[...mentions]}::uuid[])`, ALL_CODES)}, candidate as (
      select r.mention, r.record_id as other, r.code,
        case when (select true from people.persons p where p.id = r.record_id) then 'person' else 'thing' end
          as record_kind
      from reached r join mine on mine.id = r.mention where mine.record_id is null
      union all
      select a.mention, a.owner_id, a.code, null
      from alike a join mine m on m.id = a.mention
      where not a.record and m.record_id is null and a.concern_id <> m.concern_id and ${sameSort}
        and a.record_id is null
        and ${notSaidUnlike(sql`a.mention`, sql`a.owner_id`)}
    )
    select mention, other, record_kind, array_agg(distinct code order by code)::int[] as codes
    from candidate where record_kind is null or (record_kind = 'person') = (
      select kind in ('child', 'adult') from mine where mine.id = candidate.mention)
    group by mention, other, record_kind order by mention, min(code), count(*) desc, other desc`.execute(tx);
  return rows;
}

function firstOfEach(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, number>();
  return rows.filter(({ mention }) => {
    const count = (seen.get(mention) ?? 0) + 1;
    seen.set(mention, count);
    return count <= MOST;
  });
}

/**
 * What is shown of records that somebody may be: what concerns gave, and, of people, who they are of what was put on record, not
 * where. By record id.
 */
export async function listShown(
  tx: Tx,
  vault: Vault,
  records: readonly KnownRecord[],
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const people = records.filter(({ kind }) => kind === 'person').map(({ id }) => id);
  const [facts, known] = await Promise.all([listFacts(tx, vault, records), listKnownOf(tx, vault, people)]);
  return new Map(
    records.map(({ id }) => {
      const of = known.get(id);
      return [id, [...(of ? listPut(of) : []), ...(facts.get(id) ?? [])]];
    }),
  );
}

/**
 * Records and other concerns' mentions that each of these mentions may be, likeliest first, at most ten of each; none for
 * one that is already linked, and never one that a person refused. By mention's id.
 */
export async function listProposals(
  tx: Tx,
  vault: Vault,
  mentions: readonly MentionId[],
): Promise<ReadonlyMap<MentionId, readonly Proposal[]>> {
  if (mentions.length === 0) return new Map();
  const rows = firstOfEach(await readCandidates(tx, mentions));
  const records = rows.flatMap((row) => (row.record_kind ? [recordOf(row.record_kind, row.other)] : []));
  const others = rows.flatMap((row) => (row.record_kind ? [] : [row.other as MentionId]));
  const [opened, facts] = await Promise.all([openMentions(tx, vault, others), listShown(tx, vault, records)]);
  const proposals = new Map<MentionId, Proposal[]>();
  for (const row of rows) {
    const why = row.codes.map(keyKindOf);
    const strong = why.some((kind) => KEY_KINDS[kind].tells === 'identity');
    const list = proposals.get(row.mention) ?? [];
    proposals.set(row.mention, list);
    const mention: OpenedMention | undefined = opened.get(row.other as MentionId);
    if (row.record_kind) {
      const record = recordOf(row.record_kind, row.other);
      list.push({ is: { what: 'record', record, facts: facts.get(record.id) ?? [] }, why, strong });
    } else if (mention) list.push({ is: { what: 'mention', mention }, why, strong });
  }
  return proposals;
}
