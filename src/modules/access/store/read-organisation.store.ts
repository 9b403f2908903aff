import type { AccountId, AgencyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import type { Account, Agency, Holding, Team } from '../domain/organisation.ts';
import { accessTables } from './access-tables.store.ts';

/** Every agency, by name. */
export async function listAgencies(tx: Tx): Promise<readonly Agency[]> {
  return accessTables(tx)
    .selectFrom('access.agencies')
    .select(['id', 'area_id as area', 'name', 'kind', 'outside'])
    .orderBy('name')
    .execute();
}

/** The agency with this id. Throws when there is none. */
export async function getAgency(tx: Tx, id: AgencyId): Promise<Agency> {
  return accessTables(tx)
    .selectFrom('access.agencies')
    .select(['id', 'area_id as area', 'name', 'kind', 'outside'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

/** Every team, by name. */
export async function listTeams(tx: Tx): Promise<readonly Team[]> {
  return accessTables(tx)
    .selectFrom('access.teams')
    .select(['id', 'agency_id as agency', 'name'])
    .orderBy('name')
    .execute();
}

function accounts(tx: Tx) {
  return accessTables(tx)
    .selectFrom('access.accounts')
    .select(['id', 'agency_id as agency', 'name', 'email', 'phone', 'disabled_at']);
}

function toAccount(row: {
  id: AccountId;
  agency: AgencyId;
  name: string;
  email: string;
  phone: string | null;
  disabled_at: Temporal.Instant | null;
}): Account {
  const { disabled_at, ...rest } = row;
  return { ...rest, disabled: disabled_at !== null };
}

/** Every account, by name. */
export async function listAccounts(tx: Tx): Promise<readonly Account[]> {
  return (await accounts(tx).orderBy('name').orderBy('id').execute()).map(toAccount);
}

/** The account with this id, or undefined. */
export async function findAccount(tx: Tx, id: AccountId): Promise<Account | undefined> {
  const row = await accounts(tx).where('id', '=', id).executeTakeFirst();
  return row && toAccount(row);
}

/** The account with this e-mail address (whatever its case), or undefined. */
export async function findAccountByEmail(tx: Tx, email: string): Promise<Account | undefined> {
  const row = await accounts(tx).where('email', '=', email.toLowerCase()).executeTakeFirst();
  return row && toAccount(row);
}

/** Every stretch of anybody holding `post`, oldest first: "who was responsible that day". */
export async function listHoldings(tx: Tx, post: PostId): Promise<readonly Holding[]> {
  return accessTables(tx)
    .selectFrom('access.holdings')
    .select(['post_id as post', 'account_id as account', 'from_at as from', 'to_at as to'])
    .where('post_id', '=', post)
    .orderBy('from_at')
    .execute();
}

/** One stretch of somebody holding a post, with their name, whether or not they still sign in. */
export interface NamedHolding extends Holding {
  readonly name: string;
}

/**
 * Every stretch of anybody holding one of `posts`, and every other post those people held: what "who held it that day, and
 * what else did they hold" is worked out from. People who have left are in it. One statement.
 */
export async function listHoldingsAround(tx: Tx, posts: readonly PostId[]): Promise<readonly NamedHolding[]> {
  if (posts.length === 0) return [];
  return accessTables(tx)
    .selectFrom('access.holdings as h')
    .innerJoin('access.accounts as a', 'a.id', 'h.account_id')
    .select(['h.post_id as post', 'h.account_id as account', 'h.from_at as from', 'h.to_at as to', 'a.name'])
    .where('h.account_id', 'in', (of) =>
      of.selectFrom('access.holdings').select('account_id').where('post_id', '=', anyOf(posts, 'uuid')),
    )
    .orderBy('h.from_at')
    .orderBy('h.account_id')
    .execute();
}

/** Names of these accounts, by id. */
export async function nameAccounts(
  tx: Tx,
  ids: readonly AccountId[],
): Promise<ReadonlyMap<AccountId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await accessTables(tx)
    .selectFrom('access.accounts')
    .select(['id', 'name'])
    .where('id', '=', anyOf(ids, 'uuid'))
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
