import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { MentionId } from '../domain/record.ts';
import type { MentionsToSave } from '../ports.ts';
import type { HashedWord, HashKeys } from './hash-keys.store.ts';
import { type Identity, identityOfNew } from './identities.store.ts';
import { insertKeyRows, packKeys } from './key-rows.store.ts';

/** Purpose under which what a concern names is sealed with the concern's key. */
export const GIVEN = 'people.given';

async function sealAll(tx: Tx, vault: Vault, inputs: readonly MentionsToSave[]): Promise<Uint8Array[]> {
  const sealed: Uint8Array[] = [];
  for (const { concern, mentions } of inputs)
    for (const mention of mentions)
      sealed.push(await vault.sealJson(tx, { kind: 'concern', id: concern }, GIVEN, mention));
  return sealed;
}

/** A PostgreSQL array, as text. */
export const listOf = (values: readonly (string | number | bigint)[]) => `{${values.join(',')}}`;

/** Adds names to the vocabulary, where they are not in it yet. */
function insertWords(words: readonly HashedWord[]): RawBuilder<unknown> {
  return sql`
      insert into people.name_words (near, word)
      select distinct unnest(new.near::bigint[]), new.word
      from unnest(${words.map(({ word }) => word)}::bigint[], ${words.map(({ near }) => listOf(near))}::text[])
        as new (word, near)
      where (select true from people.name_words known
        where known.near = (new.near::bigint[])[1] and known.word = new.word limit 1) is null`;
}

/** Adds the names of a record to the vocabulary that misspelt names are looked up in. */
export async function saveWords(tx: Tx, words: readonly HashedWord[]): Promise<void> {
  await insertWords(words).execute(tx);
}

/**
 * Keeps what concerns name, as given, with its match keys: one statement for all of it, and at most one more for each
 * concern whose key was not read yet. Gives each by all under which the same may be named elsewhere. Throws when the ids and
 * mentions don't pair up.
 */
export async function saveMentions(
  tx: Tx,
  vault: Vault,
  hashKeys: HashKeys,
  inputs: readonly MentionsToSave[],
): Promise<readonly Identity[]> {
  const named: Identity[] = [];
  const rows = inputs.flatMap(({ concern, at, mentions, ids }) => {
    if (ids.length !== mentions.length) throw new TypeError('one id for each mention');
    return mentions.map((mention, i) => {
      const id = (ids[i] ?? '') as MentionId;
      const keys = hashKeys.ofMention(mention, at).toSorted((a, b) => a.code - b.code);
      named.push(identityOfNew({ mention: id, concern, kind: mention.kind, at }, keys));
      return { id, concern, at: at.toString(), number: i + 1, kind: mention.kind, keys };
    });
  });
  if (rows.length === 0) return [];
  const given = await sealAll(tx, vault, inputs);
  const words = inputs.flatMap(({ mentions }) => mentions.flatMap(hashKeys.wordsOf));
  const keyRows = rows.flatMap(({ id, keys }) => packKeys(id, keys));
  await sql`
    with keyed as (${insertKeyRows(keyRows)}), worded as (${insertWords(words)})
    insert into people.mentions (id, concern_id, number, at, kind, given, keys, key_kinds)
    select id, concern, number, at, kind, given, keys::bigint[], codes::smallint[]
    from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.concern)}::uuid[],
      ${rows.map((r) => r.number)}::smallint[], ${rows.map((r) => r.at)}::timestamptz[],
      ${rows.map((r) => r.kind)}::text[], ${given}::bytea[],
      ${rows.map((r) => listOf(r.keys.map((k) => k.key)))}::text[],
      ${rows.map((r) => listOf(r.keys.map((k) => k.code)))}::text[])
      as made (id, concern, number, at, kind, given, keys, codes)`.execute(tx);
  return named;
}
