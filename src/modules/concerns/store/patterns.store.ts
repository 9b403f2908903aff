import { sql } from 'kysely';
import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { columnsUnder } from '../../../platform/columns.ts';
import type {
  EarlierReview,
  JoinedPattern,
  NearPattern,
  Pattern,
  PatternRow,
} from '../ports/patterns.ports.ts';
import { savePatternConcerns } from './bundle.store.ts';
import { concernsTables, PATTERN_COLUMNS } from './tables.store.ts';

const REVIEW = 'concerns.pattern-review';

function patternRef(id: string): RecordRef {
  return { kind: 'pattern', id };
}

/** The pattern, or null. */
export async function findPattern(tx: Tx, id: string): Promise<Pattern | null> {
  const row = await concernsTables(tx)
    .selectFrom('concerns.patterns')
    .select(PATTERN_COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const concerns = await concernsTables(tx)
    .selectFrom('concerns.pattern_concerns')
    .select('concern_id')
    .where('pattern_id', '=', id)
    .execute();
  return { ...row, concerns: concerns.map((c) => c.concern_id) };
}

/** Saves what its owner decided, the reason sealed. */
export async function savePatternReviewed(
  tx: Tx,
  vault: Vault,
  id: string,
  review: {
    readonly at: Temporal.Instant;
    readonly by: AccountId;
    readonly outcome: string;
    readonly reason: string;
  },
): Promise<void> {
  const words = await vault.seal(tx, patternRef(id), REVIEW, Buffer.from(review.reason, 'utf8'));
  await concernsTables(tx)
    .updateTable('concerns.patterns')
    .set({
      state: 'reviewed',
      reviewed_at: review.at,
      reviewed_by: review.by,
      outcome: review.outcome,
      words: Buffer.from(words),
    })
    .where('id', '=', id)
    .execute();
}

/** Every concern there is, with who told it: an agency's id, or the kind of person where no agency did. */
export async function listSources(
  tx: Tx,
): Promise<readonly { readonly concern: ConcernId; readonly source: string }[]> {
  const { rows } = await sql<{ readonly concern: ConcernId; readonly source: string }>`
    select c.id as concern, coalesce(c.agency_id::text, c.reporter_kind) as source
    from concerns.concerns c order by c.id`.execute(tx);
  return rows;
}

/** What was counted over it, as of now. */
export async function savePatternFigures(tx: Tx, id: string, figures: JsonObject): Promise<void> {
  await concernsTables(tx).updateTable('concerns.patterns').set({ figures }).where('id', '=', id).execute();
}

/**
 * Open patterns of this owner, and reviewed ones of networks, that hold one of these concerns, locked in the order of their
 * ids: one that is reviewed or joined meanwhile is given as it then is, or not at all. Not what another rule found: a place that
 * many children are named at would make one network of all that have been there.
 */
export async function listNearPatterns(
  tx: Tx,
  ids: readonly ConcernId[],
  owner: PostId,
): Promise<readonly NearPattern[]> {
  const { rows } = await sql<{
    readonly id: string;
    readonly state: NearPattern['state'];
    readonly raised_at: Temporal.Instant;
    readonly reviewed_at: Temporal.Instant | null;
    readonly shared: number;
  }>`
    with near as materialized (
      select pc.pattern_id as id, count(*)::int as shared from concerns.pattern_concerns pc
      where pc.concern_id = any(${[...ids]}::uuid[]) group by pc.pattern_id
    )
    select p.id, p.state, p.raised_at, p.reviewed_at, near.shared
    from near join concerns.patterns p on p.id = near.id
    where (p.state = 'open' and p.owner_post = ${owner}::uuid and not p.figures ? 'signal')
      or (p.state = 'reviewed' and p.figures ? 'network')
    order by p.id for update of p`.execute(tx);
  return rows.map(({ id, state, raised_at, reviewed_at, shared }) => ({
    id,
    state,
    raisedAt: raised_at,
    reviewedAt: reviewed_at,
    shared,
  }));
}

/** It is part of `into` from now on, which holds its concerns as well, and whatever rules found of them. */
export async function savePatternJoined(
  tx: Tx,
  pattern: Pattern,
  into: string,
  at: Temporal.Instant,
): Promise<void> {
  await savePatternConcerns(tx, into, pattern.concerns);
  await concernsTables(tx)
    .updateTable('concerns.patterns')
    .set({ state: 'joined', joined_into: into, joined_at: at })
    .where('id', '=', pattern.id)
    .execute();
  await sql`
    update concerns.signals set pattern_id = ${into}::uuid where pattern_id = ${pattern.id}::uuid`.execute(
    tx,
  );
}

/** Those that became part of it, oldest first. */
export async function listJoinedInto(tx: Tx, pattern: string): Promise<readonly JoinedPattern[]> {
  const { rows } = await sql<{
    readonly id: string;
    readonly reference: string;
    readonly joined_at: Temporal.Instant;
  }>`
    select p.id, p.reference, p.joined_at from concerns.patterns p
    where p.joined_into = ${pattern}::uuid order by p.joined_at, p.id`.execute(tx);
  return rows.map(({ id, reference, joined_at }) => ({ id, reference, joinedAt: joined_at }));
}

/** Opens it again; what was decided before is kept beside it. */
export async function savePatternReopened(tx: Tx, pattern: PatternRow, at: Temporal.Instant): Promise<void> {
  await sql`
    insert into concerns.pattern_earlier_reviews (pattern_id, reviewed_at, reviewed_by, outcome, words, reopened_at)
    select p.id, p.reviewed_at, p.reviewed_by, p.outcome, p.words, ${at}::timestamptz
    from concerns.patterns p where p.id = ${pattern.id}::uuid`.execute(tx);
  await concernsTables(tx)
    .updateTable('concerns.patterns')
    .set({ state: 'open', reviewed_at: null, reviewed_by: null, outcome: null, words: null })
    .where('id', '=', pattern.id)
    .execute();
}

/** Of all reviews of networks there ever were, how many, and how many found the warnings connected. */
export async function countNetworkReviews(
  tx: Tx,
): Promise<{ readonly reviews: number; readonly connected: number }> {
  const { rows } = await sql<{ readonly reviews: number; readonly connected: number }>`
    select count(*)::int as reviews, (count(*) filter (where outcome <> 'not-connected'))::int as connected from (
      select p.outcome from concerns.patterns p where p.state = 'reviewed' and p.figures ? 'network'
      union all
      select r.outcome from concerns.pattern_earlier_reviews r) as review`.execute(tx);
  return rows[0] ?? { reviews: 0, connected: 0 };
}

/** What was decided about it before, newest first. */
export async function listEarlierReviews(
  tx: Tx,
  vault: Vault,
  pattern: string,
): Promise<readonly EarlierReview[]> {
  const { rows } = await sql<{
    readonly at: Temporal.Instant;
    readonly by: AccountId;
    readonly outcome: string;
    readonly words: Buffer;
    readonly reopened_at: Temporal.Instant;
  }>`
    select r.reviewed_at as at, r.reviewed_by as by, r.outcome, r.words, r.reopened_at
    from concerns.pattern_earlier_reviews r where r.pattern_id = ${pattern}::uuid
    order by r.reviewed_at desc`.execute(tx);
  const reviews: EarlierReview[] = [];
  for (const { words, reopened_at, ...review } of rows) {
    const bytes = await vault.open(tx, patternRef(pattern), REVIEW, words);
    reviews.push({
      ...review,
      reason: bytes ? Buffer.from(bytes).toString('utf8') : null,
      reopenedAt: reopened_at,
    });
  }
  return reviews;
}

/** The reason of a reviewed pattern; `null` while open or when erased. */
export async function openPatternReason(tx: Tx, vault: Vault, pattern: PatternRow): Promise<string | null> {
  if (!pattern.words) return null;
  const bytes = await vault.open(tx, patternRef(pattern.id), REVIEW, pattern.words);
  return bytes ? Buffer.from(bytes).toString('utf8') : null;
}

/** Patterns that hold this concern, newest first. */
export async function listPatternsOf(tx: Tx, concern: ConcernId): Promise<readonly PatternRow[]> {
  return concernsTables(tx)
    .selectFrom('concerns.patterns as p')
    .innerJoin('concerns.pattern_concerns as pc', 'pc.pattern_id', 'p.id')
    .select(columnsUnder('p', PATTERN_COLUMNS))
    .where('pc.concern_id', '=', concern)
    .orderBy('p.raised_at', 'desc')
    .execute();
}
