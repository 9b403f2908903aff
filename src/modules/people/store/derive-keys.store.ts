import { sql } from 'kysely';
import type { ConcernId } from '../../../kernel/ids.ts';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { SpeltName } from '../domain/near-words.ts';
import type { HashedKey, HashKeys } from './hash-keys.store.ts';
import { insertKeyRows, packKeys } from './key-rows.store.ts';
import { listKnownOf } from './known-of-many.store.ts';
import { saveManyKeys } from './many-record-keys.store.ts';
import { GIVEN, listOf, saveWords } from './save-mentions.store.ts';

/** How far deriving keys anew has come. */
export interface Derived {
  /** By which version of the rules what is kept was derived. */
  readonly version: number;
  /** The version that is being derived, and behind which mention and which record everything is. */
  readonly deriving: number | null;
  readonly mention: string | null;
  readonly record: string | null;
}

/** How far it has come; others who ask in order to go on wait until this transaction ends. */
export async function lockDerived(tx: Tx): Promise<Derived> {
  const { rows } = await sql<Derived>`
    select version, deriving, mention_id as mention, record_id as record from people.key_rules for update`.execute(
    tx,
  );
  if (!rows[0]) throw new Error('people.key_rules is empty: the migrations were not applied');
  return rows[0];
}

/** How far it has come, and how many mentions and records are still before it. */
export async function readDerived(tx: Tx): Promise<Derived & { readonly left: number }> {
  const { rows } = await sql<Derived & { left: number }>`
    select version, deriving, mention_id as mention, record_id as record,
      (select count(*)::float8 from people.mentions m where k.mention_id is null or m.id > k.mention_id)
        + (select count(*)::float8 from people.persons p where k.record_id is null or p.id > k.record_id)
        + (select count(*)::float8 from people.things t where k.record_id is null or t.id > k.record_id) as left
    from people.key_rules k`.execute(tx);
  if (!rows[0]) throw new Error('people.key_rules is empty: the migrations were not applied');
  return rows[0];
}

export async function saveDerived(tx: Tx, { version, deriving, mention, record }: Derived): Promise<void> {
  await sql`update people.key_rules set version = ${version}, deriving = ${deriving}::integer,
    mention_id = ${mention}::uuid, record_id = ${record}::uuid`.execute(tx);
}

interface Row {
  readonly id: string;
  readonly concern_id: ConcernId;
  readonly at: Temporal.Instant;
  readonly given: Uint8Array;
  readonly keys: readonly string[];
}

interface Change {
  readonly id: string;
  readonly keys: readonly HashedKey[];
  readonly before: ReadonlySet<string>;
}

/** Takes the keys of these mentions away, wherever they are kept (a trigger knows people.key_rows), and puts the new ones in. */
async function saveChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  const gone = changes.flatMap(({ id, before }) => [...before].map((key) => ({ id, key })));
  await sql`
    with apart as (
      delete from people.match_keys k
      using unnest(${gone.map(({ id }) => id)}::uuid[], ${gone.map(({ key }) => key)}::bigint[]) as gone (owner, hash)
      where k.key = gone.hash and k.owner_id = gone.owner and not k.record
    )
    update people.mentions m set keys = n.keys::bigint[], key_kinds = n.kinds::smallint[]
    from unnest(${changes.map(({ id }) => id)}::uuid[],
      ${changes.map(({ keys }) => listOf(keys.map(({ key }) => key)))}::text[],
      ${changes.map(({ keys }) => listOf(keys.map(({ code }) => code)))}::text[]) as n (id, keys, kinds)
    where m.id = n.id`.execute(tx);
  await insertKeyRows(changes.flatMap(({ id, keys }) => packKeys(id, keys))).execute(tx);
}

/** What a batch came to: `last` is the last one looked at, `null` when there was none left. */
export interface DerivedBatch {
  readonly looked: number;
  readonly changed: number;
  readonly last: string | null;
}

/**
 * Derives the keys and search words of the next `most` mentions after `after` anew. What was erased has no words and gets none;
 * an erasure of the same moment waits for this one, or this one for it (0091). Written only where something is different.
 */
export async function deriveMentions(
  tx: Tx,
  vault: Vault,
  hashKeys: HashKeys,
  after: string | null,
  most: number,
): Promise<DerivedBatch> {
  const { rows } = await sql<Row>`
    select id, concern_id, at, given, keys::text[] as keys from people.mentions
    where ${after}::uuid is null or id > ${after}::uuid order by id limit ${most} for update`.execute(tx);
  const refOf = ({ concern_id }: Row) => ({ kind: 'concern', id: concern_id }) as const;
  await vault.warm(tx, rows.map(refOf));
  const names = new Map<string, SpeltName>();
  const changes: Change[] = [];
  for (const row of rows) {
    const given = await vault.openJson<MentionAsGiven>(tx, refOf(row), GIVEN, row.given);
    if (!given) continue;
    for (const one of hashKeys.namesOf(given)) names.set(`${one.token} ${one.spelt}`, one);
    const keys = hashKeys.ofMention(given, row.at).toSorted((a, b) => a.code - b.code);
    const before = new Set(row.keys);
    const same = keys.length === before.size && keys.every(({ key }) => before.has(key));
    if (!same) changes.push({ id: row.id, keys, before });
  }
  if (changes.length > 0) await saveChanges(tx, changes);
  if (names.size > 0) await saveWords(tx, [...names.values()].map(hashKeys.ofName));
  return { looked: rows.length, changed: changes.length, last: rows.at(-1)?.id ?? null };
}

/** The same of the next `most` people and things on record after `after`. */
export async function deriveRecords(
  tx: Tx,
  vault: Vault,
  hashKeys: HashKeys,
  after: string | null,
  most: number,
): Promise<DerivedBatch> {
  const { rows } = await sql<{ id: string }>`
    select id from (
      (select id from people.persons where ${after}::uuid is null or id > ${after}::uuid order by id limit ${most})
      union all
      (select id from people.things where ${after}::uuid is null or id > ${after}::uuid order by id limit ${most})) r
    order by id limit ${most}`.execute(tx);
  const known = await listKnownOf(
    tx,
    vault,
    rows.map(({ id }) => id),
  );
  const changed = await saveManyKeys(tx, hashKeys, [...known.values()]);
  return { looked: rows.length, changed, last: rows.at(-1)?.id ?? null };
}
