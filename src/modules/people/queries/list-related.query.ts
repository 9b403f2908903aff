import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConfirmedBy, MentionId, RelatedConcern } from '../domain/record.ts';
import { deriveRelated, listUnweighed, type Pair, type Tie } from '../domain/tie.ts';
import type { TieStore, Ties } from '../ports/ties.ports.ts';

/** Ties to a record of which somebody said that this is not them, or not one now linked to them, tie nothing. */
export async function leaveRefused(store: TieStore, tx: Tx, ties: readonly Tie[]): Promise<readonly Tie[]> {
  const asked = [...new Set(ties.flatMap(({ pair }) => (pair?.record ? [pair.first] : [])))];
  if (asked.length === 0) return ties;
  const refused = await store.listRefused(tx, asked as MentionId[]);
  const no = new Set(refused.map(({ mention, record }) => `${mention} ${record.id}`));
  return ties.filter(({ pair }) => !pair?.record || !no.has(`${pair.first} ${pair.second}`));
}

/** What stands beside a concern, and what was weighed for it just now. */
export interface Related {
  readonly related: readonly RelatedConcern[];
  readonly fresh: { readonly pairs: readonly Pair[]; readonly weighed: Ties['weighed'] };
}

/** Derives what stands beside a concern from its ties, weighing what nobody has weighed. */
export async function deriveFromTies(store: TieStore, tx: Tx, found: Ties): Promise<Related> {
  const ties = await leaveRefused(store, tx, found.ties);
  const pairs = listUnweighed(ties, found.weighed);
  const weighed = await store.weighPairs(tx, pairs);
  const related = deriveRelated(ties, new Map([...found.weighed, ...weighed]));
  return { related, fresh: { pairs, weighed } };
}

const later = (a: ConfirmedBy | undefined, b: ConfirmedBy | undefined) =>
  !a || (b && Temporal.Instant.compare(a.at, b.at) < 0) ? b : a;

/**
 * Every other concern about the same child, adult or thing, newest first: confirmed and by whom, very probably, by a thing's own
 * identity, or possibly. What was never weighed is weighed, and not kept: this only reads.
 */
export async function listRelated(
  store: TieStore,
  tx: Tx,
  concern: ConcernId,
): Promise<readonly RelatedConcern[]> {
  const { related } = await deriveFromTies(store, tx, await store.listTies(tx, concern));
  const confirmed = related.flatMap(({ via }) => via.filter(({ strength }) => strength === 'confirmed'));
  const by = await store.listConfirmedBy(
    tx,
    confirmed.flatMap(({ mention, other }) => [mention, other]),
  );
  return related.map((one) => ({
    ...one,
    via: one.via.map((via) =>
      via.strength === 'confirmed' ? { ...via, by: later(by.get(via.mention), by.get(via.other)) } : via,
    ),
  }));
}
