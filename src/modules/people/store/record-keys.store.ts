import { sql } from 'kysely';
import type { ConcernId, ThingId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { SpeltName } from '../domain/near-words.ts';
import type { KnownRecord, MentionId } from '../domain/record.ts';
import { type Known, listDerivable } from '../domain/record-keys.ts';
import { listDetails } from './details.store.ts';
import type { HashedKey, HashKeys } from './hash-keys.store.ts';
import { findRoot, listMembers } from './merges.store.ts';
import { recordOf } from './people-tables.store.ts';
import { findRecord, listFacts, saveInstitutionKeys } from './records.store.ts';
import { saveWords } from './save-mentions.store.ts';
import { forgetScores } from './scores.store.ts';

/** Most keys of its own that a record has, those that tell most first. */
const MOST = 150;
/** Most concerns of one record that are laid beside the others again. */
const MOST_LINKS = 50;

/** What a record is found by: its own match keys, and its names for the vocabulary that misspelt ones are looked up in. */
export interface OwnKeys {
  readonly keys: readonly HashedKey[];
  readonly names: readonly SpeltName[];
}

/**
 * What a record is found by, from what is known of it. None, where nothing was put on it and nothing joined to it: then what
 * concerns gave it finds it by itself.
 */
export function deriveOwnKeys(hashKeys: HashKeys, known: Known, members: number): OwnKeys {
  if (known.details.length === 0 && members === 1) return { keys: [], names: [] };
  const derivable = listDerivable(known);
  const keys = hashKeys.ofMany(derivable);
  const names = derivable.flatMap(({ given }) => hashKeys.namesOf(given));
  return {
    keys: keys.toSorted((a, b) => a.code - b.code).slice(0, MOST),
    names: [...new Map(names.map((one) => [`${one.token} ${one.spelt}`, one])).values()],
  };
}

async function deriveKeys(tx: Tx, vault: Vault, hashKeys: HashKeys, record: KnownRecord): Promise<OwnKeys> {
  const found = await findRecord(tx, record);
  const members = await listMembers(tx, record);
  const details = (await listDetails(tx, vault, members)).flatMap(({ at, value, ended }) =>
    value && !ended ? [{ at, value }] : [],
  );
  if (!found) return { keys: [], names: [] };
  const facts = (await listFacts(tx, vault, [record])).get(record.id) ?? [];
  return deriveOwnKeys(hashKeys, { kind: found.kind, details, facts }, members.length);
}

async function saveKeys(
  tx: Tx,
  hashKeys: HashKeys,
  record: KnownRecord,
  { keys, names }: OwnKeys,
): Promise<void> {
  const gone = await sql`
    with own as (delete from people.record_keys where record_id = ${record.id}::uuid returning keys)
    delete from people.match_keys k using own cross join lateral unnest(own.keys) as mine (hash)
    where k.key = mine.hash and k.owner_id = ${record.id}::uuid and k.record`.execute(tx);
  if (keys.length > 0) {
    const hashes = keys.map(({ key }) => key);
    await sql`
      with kept as (
        insert into people.record_keys (record_id, keys, key_kinds)
        values (${record.id}::uuid, ${hashes}::bigint[], ${keys.map(({ code }) => code)}::smallint[])
      )
      insert into people.match_keys (key, owner_id, record)
      select k, ${record.id}::uuid, true from unnest(${hashes}::bigint[]) k on conflict do nothing`.execute(
      tx,
    );
  }
  if (names.length > 0) await saveWords(tx, names.map(hashKeys.ofName));
  // A thing that is an institution owns the keys of whatever is linked to it as well: some of them may just have gone.
  if (record.kind === 'thing' && gone.numAffectedRows && (await findRecord(tx, record))?.institution)
    await saveInstitutionKeys(tx, record.id as ThingId);
}

/**
 * Derives the own match keys of a record, and of the one it was joined to, again from all that is known of each now. What
 * says where somebody is whose address is protected gives no key. What was weighed against them is forgotten.
 */
export async function refreshKeys(
  tx: Tx,
  vault: Vault,
  hashKeys: HashKeys,
  record: KnownRecord,
): Promise<void> {
  const root = await findRoot(tx, record);
  const changed = root.id === record.id ? [record] : [record, root];
  for (const one of changed) await saveKeys(tx, hashKeys, one, await deriveKeys(tx, vault, hashKeys, one));
  await forgetScores(tx, changed);
}

/** Derives again, at most a hundred at a time, the keys that an erasure took away. Gives how many records had lost them. */
export async function refreshLostKeys(tx: Tx, vault: Vault, hashKeys: HashKeys): Promise<number> {
  const { rows } = await sql<{ record_id: string; person: boolean }>`
    delete from people.records_to_rekey where record_id in (
      select record_id from people.records_to_rekey order by record_id limit 100 for update skip locked)
    returning record_id, (select true from people.persons p where p.id = record_id) is true as person`.execute(
    tx,
  );
  for (const row of rows)
    await refreshKeys(tx, vault, hashKeys, recordOf(row.person ? 'person' : 'thing', row.record_id));
  return rows.length;
}

/** The newest concerns, and their mentions, that are linked to each of these records: fifty of each at most. */
export async function listNewestLinks(
  tx: Tx,
  records: readonly KnownRecord[],
): Promise<readonly { concern: ConcernId; mention: MentionId; record: KnownRecord }[]> {
  const { rows } = await sql<{
    record_kind: KnownRecord['kind'];
    record_id: string;
    mention_id: MentionId;
    concern_id: ConcernId;
  }>`
    select l.record_kind, l.record_id, l.mention_id, m.concern_id
    from unnest(${records.map(({ id }) => id)}::uuid[]) as r (id)
    cross join lateral (select record_kind, record_id, mention_id from people.links
      where record_id = r.id and status = 'confirmed' order by mention_id desc limit ${sql.lit(MOST_LINKS)}) l
    join people.mentions m on m.id = l.mention_id`.execute(tx);
  return rows.map((row) => ({
    concern: row.concern_id,
    mention: row.mention_id,
    record: recordOf(row.record_kind, row.record_id),
  }));
}
