import { sql } from 'kysely';
import type { AccountId, AgencyId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Db } from '../../../platform/db.ts';
import { isReading } from '../../../platform/run-query.ts';
import type { HeldPost, Post } from '../domain/organisation.ts';
import { POST_COLUMNS, type PostRow, toPost } from './read-posts.store.ts';

/** Every post with who holds it at an instant, by agency and name: what routing a concern goes by. */
export type ReadHeldPosts = (tx: Tx, at: Temporal.Instant) => Promise<readonly HeldPost[]>;

interface Holding {
  readonly post: PostId;
  readonly account: AccountId;
  readonly from: number;
  readonly to: number;
}

/** What pages name things by: every post, agency and person there is. */
export interface Named {
  /** By agency and name. */
  readonly posts: readonly Post[];
  /** By name. */
  readonly agencies: readonly { readonly id: AgencyId; readonly name: string }[];
  /** By name; those who no longer sign in too. */
  readonly people: readonly { readonly id: AccountId; readonly name: string }[];
}

/** Everything there is under one version. */
interface Organisation extends Named {
  readonly version: string;
  readonly holdings: readonly Holding[];
}

interface HoldingRow {
  readonly post: PostId;
  readonly account: AccountId;
  readonly from_ms: number;
  readonly to_ms: number | null;
}

/** Version and the rest, in one statement: together, or a change in between would be kept under the wrong version. */
async function readWhole(tx: Tx | Db): Promise<Organisation> {
  const { rows } = await sql<
    Pick<Organisation, 'version' | 'agencies' | 'people'> & { posts: PostRow[]; holdings: HoldingRow[] }
  >`
    SELECT v.version,
      (SELECT coalesce(json_agg(g ORDER BY g.name, g.id), '[]')
        FROM (SELECT id, name FROM access.agencies) g) AS agencies,
      (SELECT coalesce(json_agg(o ORDER BY o.name, o.id), '[]')
        FROM (SELECT id, name FROM access.accounts) o) AS people,
      (SELECT coalesce(json_agg(p ORDER BY p.agency_id, p.name), '[]')
        FROM (SELECT ${sql.join(POST_COLUMNS.map((column) => sql.ref(column)))} FROM access.posts) p) AS posts,
      (SELECT coalesce(json_agg(h ORDER BY h.from_at, h.account), '[]')
        FROM (SELECT h.post_id AS post, h.account_id AS account, h.from_at,
            extract(epoch FROM h.from_at) * 1000 AS from_ms, extract(epoch FROM h.to_at) * 1000 AS to_ms
          FROM access.holdings h JOIN access.accounts a ON a.id = h.account_id
          WHERE a.disabled_at IS NULL) h) AS holdings
    FROM access.organisation_version v`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('access.organisation_version has lost its row');
  return {
    version: row.version,
    agencies: row.agencies,
    people: row.people,
    posts: row.posts.map(toPost),
    holdings: row.holdings.map(({ post, account, from_ms, to_ms }) => ({
      post,
      account,
      from: from_ms,
      to: to_ms ?? Number.POSITIVE_INFINITY,
    })),
  };
}

async function readVersion(tx: Tx | Db): Promise<string | undefined> {
  const { rows } = await sql<{ version: string }>`SELECT version FROM access.organisation_version`.execute(
    tx,
  );
  return rows[0]?.version;
}

/** The newest one read. Versions are random, so one from another database never passes for this one's. */
let kept: Organisation | null = null;

const whileReading = new WeakMap<Tx | Db, Promise<Organisation>>();

/**
 * The organisation, asking the database only whether it changed: read whole once for each version. A query, which changes
 * nothing, asks once.
 */
function readKept(tx: Tx | Db): Promise<Organisation> {
  if (!isReading(tx)) return readNewest(tx);
  const known = whileReading.get(tx) ?? readNewest(tx);
  whileReading.set(tx, known);
  return known;
}

async function readNewest(tx: Tx | Db): Promise<Organisation> {
  const known = kept;
  if (known && (await readVersion(tx)) === known.version) return known;
  const fresh = await readWhole(tx);
  kept = fresh;
  return fresh;
}

/** Every post, by agency and name. */
export async function listAllPosts(tx: Tx): Promise<readonly Post[]> {
  return (await readKept(tx)).posts;
}

/** Everything that pages name. */
export async function readNamed(tx: Tx): Promise<Named> {
  return readKept(tx);
}

/** The posts that `account` holds at `at`, by agency and name; a disabled account holds nothing. */
export async function listHeldBy(
  tx: Tx | Db,
  account: AccountId,
  at: Temporal.Instant,
): Promise<readonly Post[]> {
  const { posts, holdings } = await readKept(tx);
  const instant = at.epochMilliseconds;
  const held = new Set(
    holdings.flatMap((one) =>
      one.account === account && one.from <= instant && one.to > instant ? [one.post] : [],
    ),
  );
  return held.size === 0 ? [] : posts.filter((post) => held.has(post.id));
}

function holdersAt({ posts, holdings }: Organisation, at: Temporal.Instant): readonly HeldPost[] {
  const instant = at.epochMilliseconds;
  const holders = new Map<PostId, AccountId[]>();
  for (const { post, account, from, to } of holdings) {
    if (from > instant || to <= instant) continue;
    const list = holders.get(post);
    if (list) list.push(account);
    else holders.set(post, [account]);
  }
  return posts.map((post) => ({ ...post, holders: holders.get(post.id) ?? [] }));
}

const byTransaction = new WeakMap<Tx, { at: Temporal.Instant; posts: Promise<readonly HeldPost[]> }>();

/**
 * Every post with who holds it at `at`. For each transaction and instant once: a change made in the same transaction after
 * the first reading is seen at the next instant.
 */
export const readHeldPosts: ReadHeldPosts = (tx, at) => {
  const known = byTransaction.get(tx);
  if (known?.at.equals(at)) return known.posts;
  const posts = readKept(tx).then((organisation) => holdersAt(organisation, at));
  byTransaction.set(tx, { at, posts });
  return posts;
};
