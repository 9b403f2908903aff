import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { concernRef } from '../domain/concern.ts';
import type { Message, NewMessage } from '../ports/store.ports.ts';
import { concernsTables, MESSAGE_COLUMNS } from './tables.store.ts';

const MESSAGE = 'concerns.message';

/** Saves a message, sealed. */
export async function saveMessage(tx: Tx, vault: Vault, message: NewMessage): Promise<void> {
  const sealed = await vault.seal(
    tx,
    concernRef(message.concern),
    MESSAGE,
    Buffer.from(message.words, 'utf8'),
  );
  await concernsTables(tx)
    .insertInto('concerns.messages')
    .values({
      id: message.id,
      concern_id: message.concern,
      at: message.at,
      direction: message.direction,
      kind: message.kind,
      words: Buffer.from(sealed),
      by_account: message.by?.account ?? null,
      by_post: message.by?.post ?? null,
      held: message.held,
      withdrawn: false,
      sent_hash: message.sentHash ? Buffer.from(message.sentHash) : null,
    })
    .execute();
}

/** True when a message with this key was already kept. */
export async function isMessageSent(tx: Tx, sentHash: Uint8Array): Promise<boolean> {
  const row = await concernsTables(tx)
    .selectFrom('concerns.messages')
    .select('id')
    .where('sent_hash', '=', Buffer.from(sentHash))
    .executeTakeFirst();
  return row !== undefined;
}

/** Sends the answer kept with a held decision, or lets it fall with the decision. */
export async function settleHeldAnswer(tx: Tx, concern: ConcernId, sent: boolean): Promise<void> {
  await concernsTables(tx)
    .updateTable('concerns.messages')
    .set({ held: false, withdrawn: !sent })
    .where('concern_id', '=', concern)
    .where('held', '=', true)
    .execute();
}

/** Everything written between reporter and front door, oldest first; held and withdrawn answers are marked. */
export async function listMessages(tx: Tx, vault: Vault, concern: ConcernId): Promise<readonly Message[]> {
  const rows = await concernsTables(tx)
    .selectFrom('concerns.messages')
    .select(MESSAGE_COLUMNS)
    .where('concern_id', '=', concern)
    .orderBy('at')
    .orderBy('id')
    .execute();
  const messages: Message[] = [];
  for (const row of rows) {
    const words = await vault.open(tx, concernRef(concern), MESSAGE, row.words);
    messages.push({
      id: row.id,
      at: row.at,
      direction: row.direction,
      kind: row.kind,
      words: words ? Buffer.from(words).toString('utf8') : null,
      byAccount: row.by_account,
      byPost: row.by_post,
      held: row.held,
      withdrawn: row.withdrawn,
    });
  }
  return messages;
}
