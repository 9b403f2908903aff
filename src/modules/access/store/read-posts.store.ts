import { sql } from 'kysely';
import type { AccountId, AgencyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { anyOf } from '../../../platform/any-of.ts';
import type { Holder, Post } from '../domain/organisation.ts';
import type { PostFunction } from '../domain/post-function.ts';
import { accessTables } from './access-tables.store.ts';

/** A post as its table has it. */
export interface PostRow {
  id: PostId;
  agency_id: AgencyId;
  team_id: Post['team'];
  name: string;
  functions: PostFunction[];
  reports_to: PostId | null;
  phone: string | null;
}

/** The columns of `PostRow`. */
export const POST_COLUMNS = [
  'id',
  'agency_id',
  'team_id',
  'name',
  'functions',
  'reports_to',
  'phone',
] as const;

/** A row as a post. */
export function toPost(row: PostRow): Post {
  return {
    id: row.id,
    agency: row.agency_id,
    team: row.team_id,
    name: row.name,
    functions: row.functions,
    reportsTo: row.reports_to,
    phone: row.phone,
  };
}

/** The post with this id, or undefined. */
export async function findPost(tx: Tx, id: PostId): Promise<Post | undefined> {
  const row = await accessTables(tx)
    .selectFrom('access.posts')
    .select(POST_COLUMNS)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toPost(row);
}

/** The post with this id. Throws when there is none: an id from our own tables must name something. */
export async function getPost(tx: Tx, id: PostId): Promise<Post> {
  const post = await findPost(tx, id);
  if (!post) throw new Error(`no post ${id}`);
  return post;
}

/** These posts, in no particular order; ids that name nothing are left out. */
export async function listPosts(tx: Tx, ids: readonly PostId[]): Promise<readonly Post[]> {
  if (ids.length === 0) return [];
  const rows = await accessTables(tx)
    .selectFrom('access.posts')
    .select(POST_COLUMNS)
    .where('id', '=', anyOf(ids, 'uuid'))
    .execute();
  return rows.map(toPost);
}

/** Every post with this function, oldest first (of `agency` only, where given). */
export async function listPostsWithFunction(
  tx: Tx,
  wanted: PostFunction,
  agency?: AgencyId,
): Promise<readonly Post[]> {
  let query = accessTables(tx)
    .selectFrom('access.posts')
    .select(POST_COLUMNS)
    .where(sql<boolean>`functions @> array[${wanted}]::text[]`)
    .orderBy('created_at')
    .orderBy('id');
  if (agency !== undefined) query = query.where('agency_id', '=', agency);
  return (await query.execute()).map(toPost);
}

/** The oldest post with this function (of `agency` only, where given), or undefined. */
export async function findPostByFunction(
  tx: Tx,
  wanted: PostFunction,
  agency?: AgencyId,
): Promise<Post | undefined> {
  const [first] = await listPostsWithFunction(tx, wanted, agency);
  return first;
}

/** Who holds each of these posts at `at`. A post missing from the answer is vacant; a disabled account holds nothing. */
export async function listHolders(
  tx: Tx,
  posts: readonly PostId[],
  at: Temporal.Instant,
): Promise<readonly Holder[]> {
  if (posts.length === 0) return [];
  const rows = await holdersAt(tx, at).where('h.post_id', '=', anyOf(posts, 'uuid')).execute();
  return rows;
}

/** Who holds any post at `at`. */
export async function listAllHolders(tx: Tx, at: Temporal.Instant): Promise<readonly Holder[]> {
  return holdersAt(tx, at).execute();
}

function holdersAt(tx: Tx, at: Temporal.Instant) {
  return accessTables(tx)
    .selectFrom('access.holdings as h')
    .innerJoin('access.accounts as a', 'a.id', 'h.account_id')
    .select(['h.post_id as post', 'a.id as account', 'a.name', 'a.email', 'a.phone'])
    .where('h.from_at', '<=', at)
    .where((eb) => eb.or([eb('h.to_at', 'is', null), eb('h.to_at', '>', at)]))
    .where('a.disabled_at', 'is', null)
    .orderBy('h.from_at')
    .orderBy('a.id');
}

/** The posts this account holds at `at`: the hats it may wear, by name. */
export async function listPostsOf(
  tx: Tx,
  account: AccountId,
  at: Temporal.Instant,
): Promise<readonly Post[]> {
  const rows = await accessTables(tx)
    .selectFrom('access.holdings as h')
    .innerJoin('access.posts as p', 'p.id', 'h.post_id')
    .innerJoin('access.accounts as a', 'a.id', 'h.account_id')
    .select(['p.id', 'p.agency_id', 'p.team_id', 'p.name', 'p.functions', 'p.reports_to', 'p.phone'])
    .where('h.account_id', '=', account)
    .where('h.from_at', '<=', at)
    .where((eb) => eb.or([eb('h.to_at', 'is', null), eb('h.to_at', '>', at)]))
    .where('a.disabled_at', 'is', null)
    .orderBy('p.name')
    .orderBy('p.id')
    .execute();
  return rows.map(toPost);
}

/** The posts above `post` in its line, nearest first, itself left out. A loop in the line ends the list. */
export async function lineAbove(tx: Tx, post: PostId): Promise<readonly PostId[]> {
  const { rows } = await sql<{ id: PostId }>`
    WITH RECURSIVE line (id, depth, path) AS (
      SELECT reports_to, 1, ARRAY[id] FROM access.posts WHERE id = ${post} AND reports_to IS NOT NULL
      UNION ALL
      SELECT p.reports_to, line.depth + 1, line.path || p.id
      FROM line JOIN access.posts p ON p.id = line.id
      WHERE p.reports_to IS NOT NULL AND NOT p.reports_to = ANY (line.path || p.id)
    )
    SELECT id FROM line ORDER BY depth`.execute(tx);
  return rows.map((row) => row.id);
}

/** True when `post` stands anywhere below `above` in its line. A post is not its own subordinate. */
export async function isSubordinate(tx: Tx, post: PostId, above: PostId): Promise<boolean> {
  return (await lineAbove(tx, post)).includes(above);
}

/** The agency that `post` belongs to. Throws when there is no such post. */
export async function agencyOf(tx: Tx, post: PostId): Promise<AgencyId> {
  return (await getPost(tx, post)).agency;
}
