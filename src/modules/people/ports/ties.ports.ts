import type { ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { ConfirmedBy, KnownRecord, MentionId, OpenedMention } from '../domain/record.ts';
import type { Said } from '../domain/score-proposal.ts';
import type { Pair, Tie, Weighed } from '../domain/tie.ts';

/** What a concern has in common with others, and what of it was weighed before. */
export interface Ties {
  /** Newest concern first. */
  readonly ties: readonly Tie[];
  readonly weighed: ReadonlyMap<string, Weighed>;
  /** People on record whose own number one of this concern's mentions gives: what may be linked without asking. */
  readonly numbered: readonly { readonly mention: MentionId; readonly record: KnownRecord }[];
}

/** A "not them" that somebody said of a mention and a record, or meant by taking a link back. */
export interface Refused {
  readonly mention: MentionId;
  readonly record: KnownRecord;
  readonly at: Temporal.Instant;
  /** More has come to be known of the record since. */
  readonly news: boolean;
  /** A link was taken back, and nothing else said. */
  readonly undone: boolean;
}

/** Where concerns are laid side by side. Implemented by `store/` on PostgreSQL. */
export interface TieStore {
  /** What every other concern shares with this one. One statement. */
  listTies(tx: Tx, concern: ConcernId): Promise<Ties>;
  /** Weighs pairs by what was said of both; one of which one says nothing is left out. */
  weighPairs(tx: Tx, pairs: readonly Pair[]): Promise<ReadonlyMap<string, Weighed>>;
  /** Keeps what was weighed, in place of what was before. */
  saveScores(
    tx: Tx,
    at: Temporal.Instant,
    pairs: readonly Pair[],
    weighed: ReadonlyMap<string, Weighed>,
  ): Promise<void>;
  /** Records of which a person said that these mentions are not them, or not something that is now linked to them. */
  listRefused(tx: Tx, mentions: readonly MentionId[]): Promise<readonly Refused[]>;
  listConfirmedBy(tx: Tx, mentions: readonly MentionId[]): Promise<ReadonlyMap<MentionId, ConfirmedBy>>;
  openMentions(tx: Tx, mentions: readonly MentionId[]): Promise<ReadonlyMap<MentionId, OpenedMention>>;
  /** All that is known of each of these people, as if somebody had said it. By record id. */
  listKnown(tx: Tx, records: readonly KnownRecord[]): Promise<ReadonlyMap<string, readonly Said[]>>;
}
