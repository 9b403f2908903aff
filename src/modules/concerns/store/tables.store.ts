import type { AccountId, AgencyId, ConcernId, PostId } from '../../../kernel/ids.ts';
import type { JsonObject } from '../../../kernel/json.ts';
import type { Tx } from '../../../kernel/tx.ts';
import type { Standing } from '../domain/concern.ts';
import type { OutcomeKind } from '../domain/outcomes.ts';
import type {
  Channel,
  Colour,
  Danger,
  Indicator,
  Naming,
  Parents,
  ReporterKind,
} from '../domain/vocabulary.ts';

export interface ConcernRow {
  id: ConcernId;
  reference: string;
  sent_hash: Buffer;
  content_hash: Buffer;
  received_at: Temporal.Instant;
  channel: Channel;
  reporter_kind: ReporterKind;
  naming: Naming;
  danger: Danger;
  indicators: Indicator[];
  exploitation: boolean;
  about_worker: boolean;
  parents: Parents;
  reachable: boolean;
  agency_id: AgencyId | null;
  recorded_by: AccountId | null;
  told: Buffer;
  reporter: Buffer;
  receipt_lookup: Buffer | null;
  owner_post: PostId;
  acts: number;
  standing: Standing;
  colour: Colour;
  opened_at: Temporal.Instant | null;
  answered_at: Temporal.Instant | null;
  earlier: number;
  incident_id: ConcernId;
}

export interface ActRow {
  concern_id: ConcernId;
  number: number;
  at: Temporal.Instant;
  act: string;
  data: JsonObject;
  words: Buffer | null;
  by_account: AccountId | null;
  by_post: PostId | null;
}

export interface SubjectRow {
  concern_id: ConcernId;
  subject: string;
  outcome: OutcomeKind | null;
  status: 'in-force' | 'held' | null;
  handed_to: PostId | null;
  accepted: boolean;
  decided_at: Temporal.Instant | null;
}

export type MessageKind = 'message' | 'answer' | 'challenge' | 'challenge-answer' | 'not-safe';

export interface MessageRow {
  id: string;
  concern_id: ConcernId;
  at: Temporal.Instant;
  direction: 'from-reporter' | 'to-reporter';
  kind: MessageKind;
  words: Buffer;
  by_account: AccountId | null;
  by_post: PostId | null;
  held: boolean;
  withdrawn: boolean;
  sent_hash: Buffer | null;
}

export interface RequestRow {
  id: string;
  concern_id: ConcernId;
  agency_id: AgencyId;
  post_id: PostId;
  kind: 'information' | 'action' | 'attendance';
  at: Temporal.Instant;
  words: Buffer;
  reply: Buffer | null;
  state: 'asked' | 'answered' | 'declined';
  replied_at: Temporal.Instant | null;
}

export interface MaskRow {
  id: string;
  concern_id: ConcernId;
  question: string;
  start: number;
  finish: number;
  at: Temporal.Instant;
  removed_at: Temporal.Instant | null;
}

export interface PatternRow {
  id: string;
  reference: string;
  raised_at: Temporal.Instant;
  owner_post: PostId;
  state: 'open' | 'reviewed';
  figures: JsonObject;
  reviewed_at: Temporal.Instant | null;
  reviewed_by: AccountId | null;
  outcome: string | null;
  words: Buffer | null;
}

type ConcernsTables = {
  'concerns.concerns': ConcernRow;
  'concerns.acts': ActRow;
  'concerns.subjects': SubjectRow;
  'concerns.messages': MessageRow;
  'concerns.requests': RequestRow;
  'concerns.masks': MaskRow;
  'concerns.named_people': { concern_id: ConcernId; account_id: AccountId; at: Temporal.Instant };
  'concerns.patterns': PatternRow;
  'concerns.pattern_concerns': { pattern_id: string; concern_id: ConcernId };
  'concerns.drafts': { cookie_hash: Buffer; sealed: Buffer; seen_at: Temporal.Instant };
  'concerns.relations': { account_id: AccountId; record_id: ConcernId; relation: string };
};

/** The transaction, narrowed to this module's own tables. */
export function concernsTables(tx: Tx) {
  return tx.withTables<ConcernsTables>();
}
