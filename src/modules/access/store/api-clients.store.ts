import type { AgencyId, ClientId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import type { ApiClient, ApiScope } from '../domain/api-client.ts';
import { accessTables, accessTablesOf } from './access-tables.store.ts';

interface Row {
  id: ClientId;
  agency: AgencyId;
  name: string;
  scopes: string[];
  thumbprint: string | null;
  revoked_at: Temporal.Instant | null;
}

function toClient(row: Row): ApiClient {
  const { revoked_at, ...rest } = row;
  // The column holds only what saveApiClient wrote there.
  return { ...rest, scopes: row.scopes as ApiScope[], revoked: revoked_at !== null };
}

const COLUMNS = ['id', 'agency_id as agency', 'name', 'scopes', 'thumbprint', 'revoked_at'] as const;

/** Adds an agency's system, with the hash of its secret. */
export async function saveApiClient(
  tx: Tx,
  client: ApiClient,
  secretHash: Uint8Array,
  at: Temporal.Instant,
): Promise<void> {
  await accessTables(tx)
    .insertInto('access.api_clients')
    .values({
      id: client.id,
      agency_id: client.agency,
      name: client.name,
      secret_hash: secretHash,
      scopes: [...client.scopes],
      thumbprint: client.thumbprint,
      created_at: at,
      revoked_at: null,
    })
    .execute();
}

/** Every agency's system, by name. */
export async function listApiClients(tx: Tx): Promise<readonly ApiClient[]> {
  return (
    await accessTables(tx).selectFrom('access.api_clients').select(COLUMNS).orderBy('name').execute()
  ).map(toClient);
}

/** The system with this id and the hash of its secret; undefined when there is none or it was revoked. */
export async function findApiClient(
  tx: Tx,
  id: ClientId,
): Promise<{ readonly client: ApiClient; readonly secretHash: Uint8Array } | undefined> {
  const row = await accessTables(tx)
    .selectFrom('access.api_clients')
    .select([...COLUMNS, 'secret_hash'])
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { secret_hash, ...rest } = row;
  return { client: toClient(rest), secretHash: secret_hash };
}

/** Ends a system's access and forgets its tokens; false when it is not there or already revoked. */
export async function saveApiClientEnd(tx: Tx, id: ClientId, at: Temporal.Instant): Promise<boolean> {
  const row = await accessTables(tx)
    .updateTable('access.api_clients')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  await accessTables(tx).deleteFrom('access.api_tokens').where('client_id', '=', id).execute();
  return row !== undefined;
}

/** Keeps a token's hash until it runs out (wall time), and forgets this client's that did. */
export async function saveApiToken(
  tx: Tx,
  tokenHash: Uint8Array,
  token: { readonly client: ClientId; readonly scopes: readonly ApiScope[] },
  expiresAt: Temporal.Instant,
  wall: Temporal.Instant,
): Promise<void> {
  await accessTables(tx)
    .deleteFrom('access.api_tokens')
    .where('client_id', '=', token.client)
    .where('expires_at', '<=', wall)
    .execute();
  await accessTables(tx)
    .insertInto('access.api_tokens')
    .values({
      token_hash: tokenHash,
      client_id: token.client,
      scopes: [...token.scopes],
      expires_at: expiresAt,
    })
    .execute();
}

/**
 * Whose token this is, and for what: what both the token and its system are still good for. Undefined when it ran out or
 * its client was revoked. One round trip.
 */
export async function findApiToken(
  db: Db,
  tokenHash: Uint8Array,
  wall: Temporal.Instant,
): Promise<
  { readonly client: ClientId; readonly agency: AgencyId; readonly scopes: readonly ApiScope[] } | undefined
> {
  const row = await accessTablesOf(db)
    .selectFrom('access.api_tokens as t')
    .innerJoin('access.api_clients as c', 'c.id', 't.client_id')
    .select(['c.id as client', 'c.agency_id as agency', 't.scopes', 'c.scopes as good'])
    .where('t.token_hash', '=', tokenHash)
    .where('t.expires_at', '>', wall)
    .where('c.revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { client, agency, scopes, good } = row;
  return { client, agency, scopes: scopes.filter((scope) => good.includes(scope)) as ApiScope[] };
}
