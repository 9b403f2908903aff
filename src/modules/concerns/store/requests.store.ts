import type { AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { concernRef } from './save-concern.store.ts';
import { concernsTables, type RequestRow } from './tables.store.ts';

const REQUEST = 'concerns.request';

/** What was asked of an agency, why, and on what lawful basis. */
export interface RequestWords {
  readonly ask: string;
  readonly purpose: string;
  readonly lawfulBasis: string;
}

/** A request, opened. */
export interface AskedRequest {
  readonly id: string;
  readonly concern: ConcernId;
  readonly agency: AgencyId;
  readonly post: PostId;
  readonly kind: RequestRow['kind'];
  readonly at: Temporal.Instant;
  readonly words: RequestWords | null;
  readonly reply: string | null;
  readonly state: RequestRow['state'];
  readonly repliedAt: Temporal.Instant | null;
}

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
    .selectAll()
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
