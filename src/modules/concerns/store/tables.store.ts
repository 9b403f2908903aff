import type { AccountId, ConcernId } from '../../../kernel/ids.ts';
import type { Tx } from '../../../kernel/tx.ts';
import { columnsOf } from '../../../platform/columns.ts';
import type { PatternRow } from '../ports/patterns.ports.ts';
import type {
  ActRow,
  ConcernRow,
  MaskRow,
  MessageRow,
  RequestRow,
  SubjectRow,
} from '../ports/store.ports.ts';

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
};

/** The transaction, narrowed to this module's own tables. */
export function concernsTables(tx: Tx) {
  return tx.withTables<ConcernsTables>();
}

export const CONCERN_COLUMNS = columnsOf<ConcernRow>({
  id: true,
  reference: true,
  sent_hash: true,
  content_hash: true,
  received_at: true,
  channel: true,
  reporter_kind: true,
  naming: true,
  danger: true,
  indicators: true,
  exploitation: true,
  about_worker: true,
  parents: true,
  reachable: true,
  agency_id: true,
  recorded_by: true,
  told: true,
  reporter: true,
  receipt_lookup: true,
  owner_post: true,
  acts: true,
  standing: true,
  colour: true,
  opened_at: true,
  answered_at: true,
  earlier: true,
  incident_id: true,
});
export const ACT_COLUMNS = columnsOf<ActRow>({
  concern_id: true,
  number: true,
  at: true,
  act: true,
  data: true,
  words: true,
  by_account: true,
  by_post: true,
});
export const SUBJECT_COLUMNS = columnsOf<SubjectRow>({
  concern_id: true,
  subject: true,
  outcome: true,
  status: true,
  handed_to: true,
  accepted: true,
  decided_at: true,
});
export const MESSAGE_COLUMNS = columnsOf<MessageRow>({
  id: true,
  concern_id: true,
  at: true,
  direction: true,
  kind: true,
  words: true,
  by_account: true,
  by_post: true,
  held: true,
  withdrawn: true,
  sent_hash: true,
});
export const REQUEST_COLUMNS = columnsOf<RequestRow>({
  id: true,
  concern_id: true,
  agency_id: true,
  post_id: true,
  kind: true,
  at: true,
  words: true,
  reply: true,
  state: true,
  replied_at: true,
});
export const MASK_COLUMNS = columnsOf<MaskRow>({
  id: true,
  concern_id: true,
  question: true,
  start: true,
  finish: true,
  at: true,
  removed_at: true,
});
export const PATTERN_COLUMNS = columnsOf<PatternRow>({
  id: true,
  reference: true,
  raised_at: true,
  owner_post: true,
  state: true,
  figures: true,
  reviewed_at: true,
  reviewed_by: true,
  outcome: true,
  words: true,
  joined_into: true,
  joined_at: true,
});
