import type { AccountId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Vault } from '../../../kernel/vault.ts';

export interface PatternRow {
  id: string;
  reference: string;
  raised_at: Temporal.Instant;
  owner_post: PostId;
  /** `joined`: it is part of another, `joined_into`, since `joined_at`. */
  state: 'open' | 'reviewed' | 'joined';
  figures: JsonObject;
  reviewed_at: Temporal.Instant | null;
  reviewed_by: AccountId | null;
  outcome: string | null;
  words: Buffer | null;
  joined_into: string | null;
  joined_at: Temporal.Instant | null;
}

/** A pattern and the concerns in it. */
export interface Pattern extends PatternRow {
  readonly concerns: readonly ConcernId[];
}

/** A pattern that a network belongs to, or may. */
export interface NearPattern {
  readonly id: string;
  readonly state: 'open' | 'reviewed';
  readonly raisedAt: Temporal.Instant;
  readonly reviewedAt: Temporal.Instant | null;
  /** How many of the network's concerns are in it. */
  readonly shared: number;
}

/** A pattern that became part of another. */
export interface JoinedPattern {
  readonly id: string;
  readonly reference: string;
  readonly joinedAt: Temporal.Instant;
}

/** What was decided about a pattern before it was opened again. `reason` is null when it was erased. */
export interface EarlierReview {
  readonly at: Temporal.Instant;
  readonly by: AccountId;
  readonly outcome: string;
  readonly reason: string | null;
  readonly reopenedAt: Temporal.Instant;
}

/** A pattern about to be raised. */
export interface NewPattern {
  readonly id: string;
  readonly reference: string;
  readonly at: Temporal.Instant;
  readonly owner: PostId;
  readonly figures: JsonObject;
}

/** What a pattern's owner decided. */
export interface PatternReview {
  readonly at: Temporal.Instant;
  readonly by: AccountId;
  readonly outcome: string;
  readonly reason: string;
}

/** Where patterns are kept. */
export interface PatternStore {
  listPatternRows(tx: Tx, ids: readonly string[]): Promise<readonly PatternRow[]>;
  /** The open pattern that holds one of these concerns, shared with others who add to it; null where there is none. */
  findOpenPattern(tx: Tx, ids: readonly ConcernId[]): Promise<string | null>;
  /** Waits until nobody else is about to make a pattern, and keeps others waiting until this transaction ends. */
  lockPatterns(tx: Tx): Promise<void>;
  savePattern(tx: Tx, pattern: NewPattern): Promise<void>;
  savePatternFigures(tx: Tx, id: string, figures: JsonObject): Promise<void>;
  /** Open patterns of this owner, and reviewed ones of networks, that hold one of these concerns, no other rule's; locked. */
  listNearPatterns(tx: Tx, ids: readonly ConcernId[], owner: PostId): Promise<readonly NearPattern[]>;
  /** It is part of `into` from now on, which holds its concerns as well, and whatever rules found of them. */
  savePatternJoined(tx: Tx, pattern: Pattern, into: string, at: Temporal.Instant): Promise<void>;
  /** Those that became part of it, oldest first. */
  listJoinedInto(tx: Tx, pattern: string): Promise<readonly JoinedPattern[]>;
  /** Opens it again; what was decided before is kept beside it. */
  savePatternReopened(tx: Tx, pattern: PatternRow, at: Temporal.Instant): Promise<void>;
  /** Of all reviews of networks there ever were, how many, and how many found the warnings connected. */
  countNetworkReviews(tx: Tx): Promise<{ readonly reviews: number; readonly connected: number }>;
  listEarlierReviews(tx: Tx, vault: Vault, pattern: string): Promise<readonly EarlierReview[]>;
  savePatternConcerns(tx: Tx, pattern: string, ids: readonly ConcernId[]): Promise<void>;
  findPattern(tx: Tx, id: string): Promise<Pattern | null>;
  savePatternReviewed(tx: Tx, vault: Vault, id: string, review: PatternReview): Promise<void>;
  openPatternReason(tx: Tx, vault: Vault, pattern: PatternRow): Promise<string | null>;
  listPatternsOf(tx: Tx, concern: ConcernId): Promise<readonly PatternRow[]>;
}
