import { sql } from 'kysely';
import type { MentionAsGiven } from '../../../kernel/mention.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import type { MentionsToSave } from '../ports.ts';
import type { HashKeys } from './hash-keys.store.ts';

/** Purpose under which what a concern names is sealed with the concern's key. */
export const GIVEN = 'people.given';

async function sealAll(tx: Tx, vault: Vault, { concern, mentions }: MentionsToSave): Promise<Uint8Array[]> {
  const subject = { kind: 'concern', id: concern } as const;
  const sealed: Uint8Array[] = [];
  for (const mention of mentions) sealed.push(await vault.sealJson(tx, subject, GIVEN, mention));
  return sealed;
}

/** A PostgreSQL array, as text. */
const listOf = (values: readonly (string | number | bigint)[]) => `{${values.join(',')}}`;

/**
 * Keeps what a concern names, as given, with its match keys: one statement for all of it, and at most one more to read the
 * concern's key. Throws when the ids and mentions don't pair up.
 */
export async function saveMentions(
  tx: Tx,
  vault: Vault,
  hashKeys: HashKeys,
  input: MentionsToSave,
): Promise<void> {
  const { concern, at, mentions, ids } = input;
  if (ids.length !== mentions.length) throw new TypeError('one id for each mention');
  if (mentions.length === 0) return;
  const given = await sealAll(tx, vault, input);
  const keys = mentions.map((mention: MentionAsGiven) =>
    hashKeys.ofMention(mention, at).toSorted((a, b) => a.code - b.code),
  );
  const owners = keys.flatMap((own, i) => own.map(() => ids[i]));
  const words = mentions.flatMap(hashKeys.wordsOf);
  await sql`
    with keyed as (
      insert into people.match_keys (key, owner_id, record)
      select hash, owner, false
      from unnest(${owners}::uuid[], ${keys.flat().map((k) => k.key)}::bigint[]) as key (owner, hash)
      on conflict do nothing
    ), worded as (
      insert into people.name_words (near, word)
      select unnest(new.near::bigint[]), new.word
      from unnest(${words.map(({ word }) => word)}::bigint[], ${words.map(({ near }) => listOf(near))}::text[])
        as new (word, near)
      where (select true from people.name_words known
        where known.near = (new.near::bigint[])[1] and known.word = new.word limit 1) is null
    )
    insert into people.mentions (id, concern_id, number, at, kind, given, keys, key_kinds)
    select id, ${concern}::uuid, number, ${at}::timestamptz, kind, given, keys::bigint[], codes::smallint[]
    from unnest(${[...ids]}::uuid[], ${mentions.map((m) => m.kind)}::text[], ${given}::bytea[],
      ${keys.map((own) => listOf(own.map((k) => k.key)))}::text[],
      ${keys.map((own) => listOf(own.map((k) => k.code)))}::text[]) with ordinality
      as made (id, kind, given, keys, codes, number)`.execute(tx);
}
