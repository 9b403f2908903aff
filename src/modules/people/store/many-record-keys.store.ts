import { sql } from 'kysely';
import type { ThingId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { SpeltName } from '../domain/near-words.ts';
import type { KnownOf } from '../domain/record-keys.ts';
import type { HashKeys } from './hash-keys.store.ts';
import { deriveOwnKeys, type OwnKeys } from './record-keys.store.ts';
import { findRecord, saveInstitutionKeys } from './records.store.ts';
import { listOf, saveWords } from './save-mentions.store.ts';

/** What a record is found by, as derived, and as it stands in the database. */
interface Change {
  readonly of: KnownOf;
  readonly own: OwnKeys;
  readonly before: ReadonlySet<string>;
}

async function readKeys(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { rows } = await sql<{ record_id: string; keys: readonly string[] }>`
    select record_id, keys::text[] as keys from people.record_keys where record_id = any(${[...ids]}::uuid[])
    order by record_id for update`.execute(tx);
  return new Map(rows.map(({ record_id, keys }) => [record_id, new Set(keys)]));
}

/** Owner and key of each, as two arrays. */
const flat = (changes: readonly Change[], pick: (change: Change) => readonly string[]) => {
  const all = changes.flatMap((change) => pick(change).map((key) => ({ owner: change.of.record.id, key })));
  return { owners: all.map(({ owner }) => owner), keys: all.map(({ key }) => key) };
};

async function takeAway(tx: Tx, changes: readonly Change[]): Promise<void> {
  const gone = flat(changes, ({ own, before }) => {
    const now = new Set(own.keys.map(({ key }) => key));
    return [...before].filter((key) => !now.has(key));
  });
  if (gone.keys.length > 0)
    await sql`
      delete from people.match_keys k using unnest(${gone.owners}::uuid[], ${gone.keys}::bigint[]) as gone (owner, hash)
      where k.key = gone.hash and k.owner_id = gone.owner and k.record`.execute(tx);
  const none = changes.filter(({ own, before }) => own.keys.length === 0 && before.size > 0);
  if (none.length > 0)
    await sql`delete from people.record_keys
      where record_id = any(${none.map(({ of }) => of.record.id)}::uuid[])`.execute(tx);
  for (const { of } of changes)
    if (of.record.kind === 'thing' && (await findRecord(tx, of.record))?.institution)
      await saveInstitutionKeys(tx, of.record.id as ThingId);
}

async function add(tx: Tx, changes: readonly Change[]): Promise<void> {
  const some = changes.filter(({ own }) => own.keys.length > 0);
  if (some.length === 0) return;
  const fresh = flat(some, ({ own, before }) =>
    own.keys.flatMap(({ key }) => (before.has(key) ? [] : [key])),
  );
  await sql`
    with kept as (
      insert into people.record_keys (record_id, keys, key_kinds)
      select id, keys::bigint[], kinds::smallint[]
      from unnest(${some.map(({ of }) => of.record.id)}::uuid[],
        ${some.map(({ own }) => listOf(own.keys.map(({ key }) => key)))}::text[],
        ${some.map(({ own }) => listOf(own.keys.map(({ code }) => code)))}::text[]) as r (id, keys, kinds)
      on conflict (record_id) do update set keys = excluded.keys, key_kinds = excluded.key_kinds
    )
    insert into people.match_keys (key, owner_id, record)
    select key, owner, true from unnest(${fresh.owners}::uuid[], ${fresh.keys}::bigint[]) as k (owner, key)
    on conflict do nothing`.execute(tx);
}

/**
 * Derives the own match keys of many records from all that is known of each, and writes what is different: four statements for
 * however many. Gives how many had anything different.
 */
export async function saveManyKeys(tx: Tx, hashKeys: HashKeys, known: readonly KnownOf[]): Promise<number> {
  if (known.length === 0) return 0;
  const standing = await readKeys(
    tx,
    known.map(({ record }) => record.id),
  );
  const names = new Map<string, SpeltName>();
  const changes = known.flatMap((of): Change[] => {
    const own = deriveOwnKeys(hashKeys, of, of.members);
    const before = standing.get(of.record.id) ?? new Set<string>();
    for (const one of own.names) names.set(`${one.token} ${one.spelt}`, one);
    const same = own.keys.length === before.size && own.keys.every(({ key }) => before.has(key));
    return same ? [] : [{ of, own, before }];
  });
  await takeAway(tx, changes);
  await add(tx, changes);
  if (names.size > 0) await saveWords(tx, [...names.values()].map(hashKeys.ofName));
  return changes.length;
}
