import { sql } from 'kysely';
import type { AccountId, PostId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
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

/** Everything there is under one version. */
interface Organisation {
  readonly version: string;
  readonly posts: readonly Post[];
  readonly holdings: readonly Holding[];
}

interface HoldingRow {
  readonly post: PostId;
  readonly account: AccountId;
  readonly from_ms: number;
  readonly to_ms: number | null;
}

/** Version, posts and holdings, in one statement: together, or a change in between would be kept under the wrong version. */
async function readWhole(tx: Tx): Promise<Organisation> {
  const { rows } = await sql<{ version: string; posts: PostRow[]; holdings: HoldingRow[] }>`
    SELECT v.version,
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
    posts: row.posts.map(toPost),
    holdings: row.holdings.map(({ post, account, from_ms, to_ms }) => ({
      post,
      account,
      from: from_ms,
      to: to_ms ?? Number.POSITIVE_INFINITY,
    })),
  };
}

async function readVersion(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ version: string }>`SELECT version FROM access.organisation_version`.execute(
    tx,
  );
  return rows[0]?.version;
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

/**
 * Reads the organisation, asking the database only whether it changed: whole once for each version, and for each
 * transaction and instant once. A change made in the same transaction after the first reading is seen at the next instant.
 */
export function createHeldPostsReader(): ReadHeldPosts {
  let kept: Organisation | null = null;
  const byTransaction = new WeakMap<Tx, { at: Temporal.Instant; posts: Promise<readonly HeldPost[]> }>();

  async function read(tx: Tx, at: Temporal.Instant): Promise<readonly HeldPost[]> {
    const known = kept;
    if (known && (await readVersion(tx)) === known.version) return holdersAt(known, at);
    const fresh = await readWhole(tx);
    kept = fresh;
    return holdersAt(fresh, at);
  }

  return (tx, at) => {
    const known = byTransaction.get(tx);
    if (known?.at.equals(at)) return known.posts;
    const posts = read(tx, at);
    byTransaction.set(tx, { at, posts });
    return posts;
  };
}
