import { createHash } from 'node:crypto';
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

/** What a key already stands for: something else, or an answer given. */
export type KeptAnswer<A> = { readonly kind: 'other' } | { readonly kind: 'answered'; readonly answer: A };

const hashOf = (key: string) => createHash('sha256').update(key, 'utf8').digest();
const ref = (concern: string): RecordRef => ({ kind: 'concern', id: concern });

/** What was answered under this key; `null` when it is new. An answer that was erased with its concern is something else. */
export async function findAnswer<A>(tx: Tx, vault: Vault, use: KeyUse): Promise<KeptAnswer<A> | null> {
  const found = await answers(tx)
    .selectFrom('concerns.api_answers')
    .select(['asked_hash', 'answer', 'concern_id'])
    .where('client_id', '=', use.client)
    .where('key_hash', '=', hashOf(use.key))
    .executeTakeFirst();
  if (!found) return null;
  if (!found.answer || !found.concern_id || !found.asked_hash.equals(use.asked)) return { kind: 'other' };
  const answer = await vault.openJson<A>(tx, ref(found.concern_id), PURPOSE, found.answer);
  return answer === null ? { kind: 'other' } : { kind: 'answered', answer };
}

/**
 * Keeps what was answered, sealed with the concern it is about. Of two at once under one key the second waits here until
 * the first commits, and is then told `false`: its own answer is not kept.
 */
export async function saveAnswer(
  tx: Tx,
  vault: Vault,
  use: KeyUse,
  concern: string,
  answer: unknown,
): Promise<boolean> {
  const sealed = await vault.sealJson(tx, ref(concern), PURPOSE, answer);
  const kept = await answers(tx)
    .insertInto('concerns.api_answers')
    .values({
      client_id: use.client,
      key_hash: hashOf(use.key),
      asked_hash: Buffer.from(use.asked),
      answer: Buffer.from(sealed),
      concern_id: concern,
      at: use.at,
    })
    .onConflict((conflict) => conflict.columns(['client_id', 'key_hash']).doNothing())
    .executeTakeFirst();
  return kept.numInsertedOrUpdatedRows === 1n;
}

/** Forgets answers given more than two days before `wall`. */
export async function forgetOldAnswers(tx: Tx, wall: Temporal.Instant): Promise<void> {
  await answers(tx).deleteFrom('concerns.api_answers').where('at', '<', wall.subtract(KEPT)).execute();
}
