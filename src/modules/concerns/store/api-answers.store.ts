import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { ClientId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';

const PURPOSE = 'concerns.api-answer';
const KEPT = Temporal.Duration.from({ hours: 48 });

interface AnswerRow {
  client_id: ClientId;
  key_hash: Buffer;
  asked_hash: Buffer;
  answer: Buffer | null;
  concern_id: string | null;
  at: Temporal.Instant;
}

const answers = (tx: Tx) => tx.withTables<{ 'concerns.api_answers': AnswerRow }>();

/** One use of an idempotency key by one system. */
export interface KeyUse {
  readonly client: ClientId;
  readonly key: string;
  /** HMAC of what was asked: route and body. */
  readonly asked: Uint8Array;
  /** Wall time. */
  readonly at: Temporal.Instant;
}

/** What a key stands for: nothing yet (it is ours now), something else, or an answer already given. */
export type KeyState<A> =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'other' }
  | { readonly kind: 'answered'; readonly answer: A };

const hashOf = (key: string) => createHash('sha256').update(key, 'utf8').digest();
const ref = (concern: string): RecordRef => ({ kind: 'concern', id: concern });

/**
 * Takes the key for this transaction. Of two at once the second waits here until the first commits, and is then given
 * its answer; if the first rolls back, the second is fresh. Keys older than two days are forgotten on the way.
 */
export async function claimKey<A>(tx: Tx, vault: Vault, use: KeyUse): Promise<KeyState<A>> {
  const keyHash = hashOf(use.key);
  const { rows } = await sql`
    with forgotten as (
      delete from concerns.api_answers where (client_id, key_hash) in (
        select client_id, key_hash from concerns.api_answers where at < ${use.at.subtract(KEPT)}
        limit 20 for update skip locked)
    )
    insert into concerns.api_answers (client_id, key_hash, asked_hash, at)
    values (${use.client}, ${keyHash}, ${Buffer.from(use.asked)}, ${use.at})
    on conflict on constraint api_answers_pkey do nothing returning 1`.execute(tx);
  if (rows.length === 1) return { kind: 'fresh' };
  const found = await answers(tx)
    .selectFrom('concerns.api_answers')
    .select(['asked_hash', 'answer', 'concern_id'])
    .where('client_id', '=', use.client)
    .where('key_hash', '=', keyHash)
    .executeTakeFirst();
  if (!found?.answer || !found.concern_id || !found.asked_hash.equals(use.asked)) return { kind: 'other' };
  const answer = await vault.openJson<A>(tx, ref(found.concern_id), PURPOSE, found.answer);
  return answer === null ? { kind: 'other' } : { kind: 'answered', answer };
}

/** Keeps what was answered under a key taken in this transaction, sealed with the concern it is about. */
export async function saveAnswer(
  tx: Tx,
  vault: Vault,
  use: KeyUse,
  concern: string,
  answer: unknown,
): Promise<void> {
  const sealed = await vault.sealJson(tx, ref(concern), PURPOSE, answer);
  await answers(tx)
    .updateTable('concerns.api_answers')
    .set({ answer: Buffer.from(sealed), concern_id: concern })
    .where('client_id', '=', use.client)
    .where('key_hash', '=', hashOf(use.key))
    .execute();
}
