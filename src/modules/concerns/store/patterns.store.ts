import type { RecordRef } from '../../../kernel/entry.ts';
import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';
import { columnsUnder } from '../../../platform/columns.ts';
import type { Pattern, PatternRow } from '../ports/store.ports.ts';
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
