import { sql } from 'kysely';
import { asId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { MentionId } from '../domain/record.ts';
import { describeRelationshipKind } from '../domain/relationship.ts';
import { isPlainlyKnown, saysLookedAfter } from '../domain/standing.ts';
import { listDetails } from './details.store.ts';
import { recordOf } from './people-tables.store.ts';
import { openMentions } from './read-mentions.store.ts';
import { listRelationships } from './relationships.store.ts';

/** Most mentions that are asked about at once: the newest of many say what somebody is. */
const MOST = 200;

interface LinkedMention {
  readonly mention: MentionId;
  readonly record: string;
}

/** To which record each of these mentions was linked, as records are joined now; none whose identity is protected. */
async function listLinked(tx: Tx, mentions: readonly string[]): Promise<readonly LinkedMention[]> {
  const { rows } = await sql<LinkedMention>`
    select l.mention_id as mention, l.record_id as record from people.links_now l
    where l.mention_id = any(${mentions.slice(0, MOST)}::uuid[]) and l.status = 'confirmed' and l.record_kind = 'person'
      and (select true from people.protections p where p.record_id = l.record_id and p.covers = 'identity'
        and p.ended_at is null limit 1) is null`.execute(tx);
  return rows;
}

/** Every record that is part of these, by the one that they are now. */
async function listParts(tx: Tx, records: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ readonly part: string; readonly root: string }>`
    select g.record_id as part, g.root_id as root from people.merged g where g.root_id = any(${[...records]}::uuid[])`.execute(
    tx,
  );
  return new Map([
    ...records.map((id) => [id, id] as const),
    ...rows.map(({ part, root }) => [part, root] as const),
  ]);
}

/** Those of these mentions of children whose record has a legal status, not ended, that says they are looked after. */
export async function listLookedAfter(
  tx: Tx,
  vault: Vault,
  mentions: readonly string[],
): Promise<ReadonlySet<string>> {
  const linked = await listLinked(tx, mentions);
  if (linked.length === 0) return new Set();
  const parts = await listParts(tx, [...new Set(linked.map(({ record }) => record))]);
  const facts = await listDetails(
    tx,
    vault,
    [...parts.keys()].map((id) => recordOf('person', id)),
    ['legal-status'],
  );
  const inCare = new Set(
    facts.flatMap(({ record, value, ended }) =>
      value && !ended && value.until === undefined && saysLookedAfter(value.value)
        ? [parts.get(record.id) ?? record.id]
        : [],
    ),
  );
  return new Set(linked.flatMap(({ mention, record }) => (inCare.has(record) ? [mention] : [])));
}

/** Those of these mentions of adults who are called, there or on record, family, carer or professional. */
export async function listKnownAdults(
  tx: Tx,
  vault: Vault,
  mentions: readonly string[],
): Promise<ReadonlySet<string>> {
  const asked = mentions.slice(0, MOST);
  const opened = await openMentions(
    tx,
    vault,
    asked.map((id) => asId<'mention'>(id)),
  );
  const said = [...opened.values()].flatMap(({ id, given }) =>
    given?.kind === 'adult' && isPlainlyKnown(`${given.relationship ?? ''}`) ? [id as string] : [],
  );
  const linked = await listLinked(tx, asked);
  const parts = await listParts(tx, [...new Set(linked.map(({ record }) => record))]);
  const related = await listRelationships(
    tx,
    vault,
    [...parts.keys()].map((id) => recordOf('person', id)),
  );
  const known = new Set(
    related.flatMap(({ kind, record, other }) =>
      explains(kind) ? [record.id as string, other.id as string] : [],
    ),
  );
  const isKnown = (record: string) =>
    [...parts].some(([part, root]) => root === record && known.has(part)) || known.has(record);
  return new Set([
    ...said,
    ...linked.flatMap(({ mention, record }) => (isKnown(record) ? [mention as string] : [])),
  ]);
}

/** Whether a relationship on record says why an adult is near a child: family, household or carer. */
function explains(kind: Parameters<typeof describeRelationshipKind>[0]): boolean {
  const { tree, household } = describeRelationshipKind(kind);
  const others = ['grandparent', 'aunt-or-uncle', 'cousin', 'guardian', 'foster-carer'];
  return tree !== undefined || household === true || others.includes(kind);
}
