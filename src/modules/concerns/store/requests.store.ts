import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { concernRef } from '../domain/concern.ts';
import type { AskedRequest, RequestRow, RequestWords } from '../ports/store.ports.ts';
import { concernsTables, REQUEST_COLUMNS } from './tables.store.ts';

const REQUEST = 'concerns.request';

/** Saves a request to an agency, sealed. */
export async function saveRequest(
  tx: Tx,
  vault: Vault,
  request: Pick<AskedRequest, 'id' | 'concern' | 'agency' | 'post' | 'kind' | 'at'> & {
    readonly words: RequestWords;
  },
): Promise<void> {
  const sealed = await vault.sealJson(tx, concernRef(request.concern), REQUEST, request.words);
  await concernsTables(tx)
    .insertInto('concerns.requests')
    .values({
      id: request.id,
      concern_id: request.concern,
      agency_id: request.agency,
      post_id: request.post,
      kind: request.kind,
      at: request.at,
      words: Buffer.from(sealed),
      reply: null,
      state: 'asked',
      replied_at: null,
    })
    .execute();
}

/** Saves the asked agency's reply. */
export async function saveReply(
  tx: Tx,
  vault: Vault,
  concern: ConcernId,
  id: string,
  state: 'answered' | 'declined',
  reply: string,
  at: Temporal.Instant,
): Promise<void> {
  const sealed = await vault.seal(tx, concernRef(concern), REQUEST, Buffer.from(reply, 'utf8'));
  await concernsTables(tx)
    .updateTable('concerns.requests')
    .set({ state, reply: Buffer.from(sealed), replied_at: at })
    .where('id', '=', id)
    .execute();
}

async function toRequest(tx: Tx, vault: Vault, row: RequestRow): Promise<AskedRequest> {
  const reply = row.reply ? await vault.open(tx, concernRef(row.concern_id), REQUEST, row.reply) : null;
  return {
    id: row.id,
    concern: row.concern_id,
    agency: row.agency_id,
    post: row.post_id,
    kind: row.kind,
    at: row.at,
    words: await vault.openJson<RequestWords>(tx, concernRef(row.concern_id), REQUEST, row.words),
    reply: reply ? Buffer.from(reply).toString('utf8') : null,
    state: row.state,
    repliedAt: row.replied_at,
  };
}

/** Requests made about a concern, oldest first. */
export async function listRequests(
  tx: Tx,
  vault: Vault,
  concern: ConcernId,
): Promise<readonly AskedRequest[]> {
  const rows = await concernsTables(tx)
    .selectFrom('concerns.requests')
    .select(REQUEST_COLUMNS)
    .where('concern_id', '=', concern)
    .orderBy('at')
    .execute();
  const requests: AskedRequest[] = [];
  for (const row of rows) requests.push(await toRequest(tx, vault, row));
  return requests;
}

/** The concern a request is about, or null when there is no such request. */
export async function findRequestConcern(tx: Tx, id: string): Promise<ConcernId | null> {
  const row = await concernsTables(tx)
    .selectFrom('concerns.requests')
    .select('concern_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.concern_id ?? null;
}
